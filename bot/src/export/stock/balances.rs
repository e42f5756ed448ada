//! What lies where, now: a unit and an item a line.

use asa_core::people::Action;
use asa_db::stock::list::{self, ShelfLine};
use async_trait::async_trait;

use super::super::cell::Cell;
use super::super::{Column, Kind, PAGE, Page, Place, Query};
use super::{WHOSE, filter, joined, whose};

const COLUMNS: [Column; 11] = joined(&[&WHOSE, &OWN]);

const OWN: [Column; 4] = [
    Column { name: "balance", width: 12 },
    Column { name: "on_the_way", width: 12 },
    Column { name: "measure", width: 10 },
    Column { name: "counted_on", width: 14 },
];

#[derive(Debug)]
pub(in super::super) struct Balances;

#[async_trait]
impl Kind for Balances {
    fn name(&self) -> &'static str {
        "balances"
    }

    fn columns(&self) -> &'static [Column] {
        &COLUMNS
    }

    fn needs(&self) -> Option<Action> {
        Some(Action::ExportStock)
    }

    async fn page(&self, query: &Query<'_>, after: Place) -> asa_db::Result<Option<Page>> {
        let lines = list::shelves(query.store, filter(query), after, PAGE).await?;
        let place = |line: &ShelfLine| (line.of.unit.id.0, line.of.item.id.0);
        Ok(Page::of(lines.iter().map(|line| (place(line), cells(line)))))
    }
}

fn cells(line: &ShelfLine) -> Vec<Cell> {
    let measure = line.of.item.measures.first();
    let mut cells = whose(&line.of).to_vec();
    cells.extend([
        Cell::Count(line.pieces),
        Cell::Count(line.on_the_way),
        Cell::or_empty(measure, |measure| Cell::Text(measure.name.th.clone())),
        Cell::or_empty(line.counted_on.clone(), Cell::Text),
    ]);
    cells
}
