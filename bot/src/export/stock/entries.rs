//! Every entry of the ledger: what moved from where to where, and the record it follows from. A
//! record that moved nothing has a line, too.

use asa_core::people::Action;
use asa_core::stock::names::series::RECORDS;
use asa_core::stock::{Account, RecordId};
use asa_db::stock::list::{self, EntryLine};
use async_trait::async_trait;

use super::super::cell::Cell;
use super::super::words::Words;
use super::super::{Column, Kind, PAGE, Page, Place, Query};
use super::{WHOSE, filter, joined, whose};

const COLUMNS: [Column; 21] = joined(&[&NUMBER, &WHOSE, &WRITTEN]);

const NUMBER: [Column; 1] = [Column { name: "number", width: 12 }];

const WRITTEN: [Column; 13] = [
    Column { name: "day", width: 12 },
    Column { name: "written_at", width: 17 },
    Column { name: "deed", width: 16 },
    Column { name: "from_account", width: 16 },
    Column { name: "from_whose", width: 12 },
    Column { name: "to_account", width: 16 },
    Column { name: "to_whose", width: 12 },
    Column { name: "pieces", width: 12 },
    Column { name: "pack", width: 12 },
    Column { name: "document", width: 24 },
    Column { name: "author", width: 10 },
    Column { name: "on_behalf", width: 12 },
    Column { name: "reversed_by", width: 12 },
];

#[derive(Debug)]
pub(in super::super) struct Entries;

#[async_trait]
impl Kind for Entries {
    fn name(&self) -> &'static str {
        "entries"
    }

    fn columns(&self) -> &'static [Column] {
        &COLUMNS
    }

    fn needs(&self) -> Option<Action> {
        Some(Action::ExportStock)
    }

    async fn page(&self, query: &Query<'_>, after: Place) -> asa_db::Result<Option<Page>> {
        let lines = list::entries(query.store, filter(query), after, PAGE).await?;
        let place = |line: &EntryLine| (line.record.0, line.place);
        Ok(Page::of(lines.iter().map(|line| (place(line), cells(line, query.words)))))
    }
}

fn cells(line: &EntryLine, words: Words<'_>) -> Vec<Cell> {
    let number = |record: RecordId| Cell::Text(words.number(RECORDS, record.0));
    let mut cells = vec![number(line.record)];
    cells.extend(whose(&line.of));
    cells.extend([
        Cell::On(line.day),
        Cell::At(line.at),
        Cell::Word(words.word("export.did", line.deed.kind())),
    ]);
    match &line.entry {
        Some(entry) => {
            cells.extend(account(entry.from, words));
            cells.extend(account(entry.to, words));
            cells.push(Cell::Count(entry.pieces));
        }
        None => cells.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Count(0)]),
    }
    let on_behalf = if line.on_behalf { "yes" } else { "no" };
    cells.extend([
        Cell::or_empty(line.pack, Cell::Count),
        Cell::or_empty(line.document.clone(), Cell::Text),
        Cell::or_empty(line.author, |role| Cell::Text(role.to_string())),
        Cell::Word(words.word("export.behalf", on_behalf)),
        Cell::or_empty(line.reversed_by, number),
    ]);
    cells
}

/// Its kind, and whose it is: a unit, or the transfer that is on its way.
fn account(account: Account, words: Words<'_>) -> [Cell; 2] {
    let (kind, whose) = account.stored();
    let whose = match account {
        Account::Transit(_) | Account::Return(_) => words.number(RECORDS, whose),
        _ => format!("u{whose}"),
    };
    [Cell::Word(words.word("export.account", kind)), Cell::Text(whose)]
}
