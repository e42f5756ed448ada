//! The day report by unit, and its counts alone. A day without a word is a line of the report:
//! not reported is one thing, nothing moved another, and zero a third.

use asa_core::people::Action;
use asa_core::stock::ledger::Count;
use asa_core::stock::names::series::RECORDS;
use asa_db::stock::list::{self, DayLine};
use async_trait::async_trait;

use super::super::cell::Cell;
use super::super::words::Words;
use super::super::{Column, Kind, Page, Place, Query};
use super::{WHOSE, filter, joined, whose};

const DAY: [Column; 1] = [Column { name: "day", width: 12 }];

const MOVED: [Column; 12] = [
    Column { name: "opening", width: 12 },
    Column { name: "received", width: 12 },
    Column { name: "allocated", width: 12 },
    Column { name: "sent_back", width: 12 },
    Column { name: "g1", width: 14 },
    Column { name: "g2", width: 14 },
    Column { name: "g3", width: 14 },
    Column { name: "g4", width: 14 },
    Column { name: "people", width: 12 },
    Column { name: "written_off", width: 12 },
    Column { name: "adjusted", width: 12 },
    Column { name: "closing", width: 12 },
];

/// How it was said, what was counted, by how much the book was wrong, and where that is written.
const REPORTED: [Column; 4] = [
    Column { name: "reported", width: 18 },
    Column { name: "counted", width: 12 },
    Column { name: "difference", width: 12 },
    Column { name: "number", width: 12 },
];

const DAY_COLUMNS: [Column; 24] = joined(&[&WHOSE, &DAY, &MOVED, &REPORTED]);
const COUNT_COLUMNS: [Column; 12] = joined(&[&WHOSE, &DAY, &REPORTED]);

/// Nobody has said a word about that day.
const NOT_REPORTED: &str = "not_reported";

#[derive(Debug)]
pub(in super::super) struct Days {
    name: &'static str,
    columns: &'static [Column],
    cells: fn(&DayLine, Words<'_>) -> Option<Vec<Cell>>,
}

pub(in super::super) const DAYS: Days = Days {
    name: "days",
    columns: &DAY_COLUMNS,
    cells: |line, words| {
        let mut cells = whose(&line.of).to_vec();
        cells.extend([Cell::On(line.day), Cell::Count(line.opening)]);
        cells.extend(line.sheet.values().map(Cell::Count));
        cells.push(Cell::Count(line.closing()));
        cells.extend(reported(line.count.as_ref(), words));
        Some(cells)
    },
};

pub(in super::super) const COUNTS: Days = Days {
    name: "counts",
    columns: &COUNT_COLUMNS,
    cells: |line, words| {
        let count = line.count.as_ref()?;
        let mut cells = whose(&line.of).to_vec();
        cells.push(Cell::On(line.day));
        cells.extend(reported(Some(count), words));
        Some(cells)
    },
};

#[async_trait]
impl Kind for Days {
    fn name(&self) -> &'static str {
        self.name
    }

    fn columns(&self) -> &'static [Column] {
        self.columns
    }

    fn needs(&self) -> Option<Action> {
        Some(Action::ExportStock)
    }

    async fn page(&self, query: &Query<'_>, after: Place) -> asa_db::Result<Option<Page>> {
        let found = list::days(query.store, filter(query), after).await?;
        Ok(found.map(|(lines, last)| {
            let lines = lines.iter().filter_map(|line| (self.cells)(line, query.words));
            Page { lines: lines.collect(), last }
        }))
    }
}

/// The cells of [`REPORTED`].
fn reported(count: Option<&Count>, words: Words<'_>) -> [Cell; 4] {
    let said = count.map_or(NOT_REPORTED, |count| count.said.said.as_str());
    [
        Cell::Word(words.word("export.said", said)),
        Cell::or_empty(count, |count| Cell::Count(count.said.counted)),
        Cell::or_empty(count, |count| Cell::Count(count.said.difference)),
        Cell::or_empty(count, |count| Cell::Text(words.number(RECORDS, count.by.0))),
    ]
}
