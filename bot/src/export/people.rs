//! Volunteers and officers: a role a line, whatever has become of it.

use asa_core::areas::{self, AreaCode, Level};
use asa_core::conversation::Language;
use asa_core::conversation::readers::Document;
use asa_core::people::form::{tagged, villages_shown};
use asa_core::people::{Action, Form, Seat};
use asa_db::people::audit;
use asa_db::people::list::{self, Filter, Listed, Who};
use async_trait::async_trait;

use super::cell::Cell;
use super::words::Words;
use super::{Column, Kind, PAGE, Page, Place, Query};

const COLUMNS: [Column; 23] = [
    Column { name: "number", width: 8 },
    Column { name: "state", width: 14 },
    Column { name: "role", width: 12 },
    Column { name: "seat", width: 14 },
    Column { name: "unit", width: 36 },
    Column { name: "area_code", width: 12 },
    Column { name: "province", width: 18 },
    Column { name: "district", width: 18 },
    Column { name: "tambon", width: 18 },
    Column { name: "name", width: 30 },
    Column { name: "phone", width: 14 },
    Column { name: "agency", width: 36 },
    Column { name: "trade", width: 18 },
    Column { name: "villages", width: 14 },
    Column { name: "identity", width: 20 },
    Column { name: "position", width: 24 },
    Column { name: "email", width: 28 },
    Column { name: "line", width: 18 },
    Column { name: "applied_at", width: 17 },
    Column { name: "decided_at", width: 17 },
    Column { name: "decided_by", width: 14 },
    Column { name: "why", width: 36 },
    Column { name: "unit_id", width: 12 },
];

#[derive(Debug)]
pub(super) struct People;

#[async_trait]
impl Kind for People {
    fn name(&self) -> &'static str {
        "people"
    }

    fn columns(&self) -> &'static [Column] {
        &COLUMNS
    }

    fn needs(&self) -> Option<Action> {
        Some(Action::ExportPeople)
    }

    async fn write_down(&self, query: &Query<'_>) -> asa_db::Result<()> {
        let area = query.area.map(|code| format!(" --area {code}")).unwrap_or_default();
        let why = format!("asa export people{area}");
        audit::write_down(query.store, query.by, "exported", None, &why, query.now).await
    }

    async fn page(&self, query: &Query<'_>, after: Place) -> asa_db::Result<Option<Page>> {
        let area = query.area.map(|code| code.to_string()).unwrap_or_default();
        let filter = Filter { area: &area, state: None, from: query.from, until: query.until };
        let listed = list::page(query.store, filter, after.0, PAGE).await?;
        let place = |listed: &Listed| (listed.record.role.id.0, 0);
        Ok(Page::of(listed.iter().map(|one| (place(one), cells(one, query.words)))))
    }
}

fn cells(listed: &Listed, words: Words<'_>) -> Vec<Cell> {
    let (record, role) = (&listed.record, &listed.record.role);
    let unit = &role.unit;
    let mut cells = vec![
        Cell::Text(role.id.to_string()),
        Cell::Word(words.word("role.state", role.state.as_str())),
        Cell::Word(words.word("role", role.kind.as_str())),
        Cell::or_empty(role.seat.map(Seat::as_str), |seat| Cell::Word(words.word("seat", seat))),
        Cell::Text(unit.name(Language::Thai)),
        Cell::Text(unit.area.to_string()),
    ];
    cells.extend(Level::ALL.map(|level| name_at(unit.area, level)));
    cells.extend(told(record.form.as_ref(), words));
    cells.extend([
        Cell::At(record.applied_at),
        Cell::or_empty(record.decided_at, Cell::At),
        Cell::or_empty(listed.decided_by.as_ref(), |by| decided_by(by, words)),
        Cell::or_empty(record.why.clone(), Cell::Text),
        Cell::Text(unit.id.to_string()),
    ]);
    cells
}

fn name_at(area: AreaCode, level: Level) -> Cell {
    let area = area.at(level).and_then(areas::get);
    Cell::or_empty(area, |area| Cell::Text(area.name(Language::Thai).to_owned()))
}

/// From the name to the LINE id; an officer made by a code has told nothing yet.
fn told(form: Option<&Form>, words: Words<'_>) -> [Cell; 9] {
    let some = |text: Option<&str>| Cell::or_empty(text, |text| Cell::Text(text.to_owned()));
    let (mut trade, mut villages) = (Cell::Empty, Cell::Empty);
    let (mut position, mut email, mut line) = (None, None, None);
    match form {
        Some(Form::Volunteer { trade: code, villages: covered, .. }) => {
            trade = Cell::Word(words.word("volunteer.trade", code));
            villages = Cell::Text(villages_shown(covered));
        }
        Some(Form::Caretaker { position: held, email: at, .. }) => {
            (position, email) = (Some(held.as_str()), Some(at.as_str()));
        }
        Some(Form::Platform { position: held, email: at, line: id, .. }) => {
            (position, email, line) = (Some(held.as_str()), Some(at.as_str()), Some(id.as_str()));
        }
        None => {}
    }
    let masked = form.and_then(Form::identity).and_then(Document::masked);
    [
        Cell::or_empty(form, |form| Cell::Text(form.name().to_string())),
        Cell::or_empty(form, |form| Cell::Phone(form.phone().to_owned())),
        Cell::or_empty(form, |form| Cell::Text(tagged(form.agency()))),
        trade,
        villages,
        Cell::or_empty(masked, Cell::Text),
        some(position),
        some(email),
        some(line),
    ]
}

fn decided_by(by: &Who, words: Words<'_>) -> Cell {
    match by {
        Who::Operator => Cell::Word(words.word("export.by", "operator")),
        Who::Officer(role) => Cell::Text(role.to_string()),
        // They had a role then, and have taken it back since.
        Who::Person(person) => Cell::Text(person.to_string()),
    }
}
