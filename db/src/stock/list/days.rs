//! The day report: a unit's days, one after the other, those without a word among them. What was
//! not reported is not zero.

use std::collections::BTreeMap;

use asa_core::stock::Sheet;
use asa_core::stock::ledger::Count;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Value};
use serde::Serialize;
use time::Date;

use super::{Filter, Items, Of};
use crate::people::row::{UNIT, UnitRow};
use crate::sql::{Type, all, json, rows};
use crate::stock::rows::{DayRow, day};
use crate::{Result, Store};

/// Units with an item each whose days are read in one go: a year of them is some thousand lines.
const SHELVES: i64 = 8;

#[derive(Debug, Clone)]
pub struct Line {
    pub of: Of,
    pub day: Date,
    pub opening: i64,
    pub sheet: Sheet,
    pub count: Option<Count>,
}

impl Line {
    pub fn closing(&self) -> i64 {
        self.opening + self.sheet.net()
    }
}

#[derive(FromQueryResult)]
struct Shelf {
    item: i64,
    pieces: i64,
    /// The first day anything was said of it.
    since: String,
    #[sea_orm(nested)]
    unit: UnitRow,
}

#[derive(Serialize)]
struct Key {
    unit: i64,
    item: i64,
}

const KEY: [(&str, Type); 2] = [("unit", Type::Int), ("item", Type::Int)];

/// All days of the next units and items after these, and which was the last of them.
pub async fn days(
    store: &Store,
    filter: Filter,
    (unit, item): (i64, i64),
) -> Result<Option<(Vec<Line>, (i64, i64))>> {
    let sql = format!(
        "SELECT b.item, b.pieces, s.since, {UNIT} FROM (SELECT unit, item, pieces, \
         (SELECT MIN(d.day) FROM days d WHERE d.unit = a.unit AND d.item = a.item) AS since \
         FROM balances a WHERE (a.unit, a.item) > ($1, $2) AND a.area LIKE $3 || '%' \
         ORDER BY a.unit, a.item LIMIT $4) AS s JOIN balances b ON b.unit = s.unit \
         AND b.item = s.item JOIN units ON units.id = b.unit ORDER BY b.unit, b.item"
    );
    let values = [unit.into(), item.into(), filter.area().into(), SHELVES.into()];
    let tx = store.page().await?;
    let shelves: Vec<Shelf> = all(&tx, sql, values).await?;
    let items = Items::load(store).await?;
    let mut read = Vec::with_capacity(shelves.len());
    for shelf in shelves {
        let of = Of { unit: shelf.unit.read()?, item: items.get(shelf.item)? };
        read.push((of, shelf.pieces, day(&shelf.since)?));
    }
    let keys = read.iter().map(|(of, ..)| Key { unit: of.unit.id.0, item: of.item.id.0 });
    let Some((last, ..)) = read.last() else { return Ok(None) };
    let last = (last.unit.id.0, last.item.id.0);
    let mut written = written(&tx, filter, json(&keys.collect::<Vec<_>>())?).await?;
    tx.rollback().await?;
    let mut lines = Vec::new();
    for (of, pieces, since) in read {
        let rows = written.remove(&(of.unit.id.0, of.item.id.0)).unwrap_or_default();
        lines.extend(calendar(&of, pieces, since, filter, rows)?);
    }
    Ok(Some((lines, last)))
}

/// What is written of these from the first day on that is asked for: days after the last one, too,
/// for what lies there today is what lay there then and what has come since.
async fn written<C: ConnectionTrait>(
    db: &C,
    filter: Filter,
    keys: Value,
) -> Result<BTreeMap<(i64, i64), Vec<DayRow>>> {
    let backend = db.get_database_backend();
    // PostgreSQL does not know how few a list out of JSON holds: an array leads it to the index.
    let few = match backend {
        DbBackend::Postgres => {
            "AND d.unit = ANY(ARRAY(SELECT q.unit FROM json_to_recordset($1::json) AS q(unit bigint)))"
        }
        _ => "",
    };
    let sql = format!(
        "SELECT {} FROM {} CROSS JOIN days d WHERE d.unit = r.unit AND d.item = r.item \
         AND d.day >= $2 {few} ORDER BY d.unit, d.item, d.day",
        DayRow::columns("d"),
        rows(backend, 1, &KEY),
    );
    let found: Vec<DayRow> = all(db, sql, [keys, filter.from.to_string().into()]).await?;
    let mut by_shelf: BTreeMap<(i64, i64), Vec<DayRow>> = BTreeMap::new();
    for row in found {
        by_shelf.entry((row.unit, row.item)).or_default().push(row);
    }
    Ok(by_shelf)
}

/// Every day from the first on which something was said.
fn calendar(
    of: &Of,
    pieces: i64,
    since: Date,
    filter: Filter,
    rows: Vec<DayRow>,
) -> Result<Vec<Line>> {
    let moved: i64 = rows.iter().map(|row| row.sheet.read().net()).sum();
    let mut opening = pieces - moved;
    let mut rows = rows.into_iter().peekable();
    let mut lines = Vec::new();
    let mut on = since.max(filter.from);
    while on <= filter.to {
        let today = on.to_string();
        let row = rows.next_if(|row| row.day == today);
        let sheet = row.as_ref().map(|row| row.sheet.read()).unwrap_or_default();
        let count = row.map(|row| row.count.read()).transpose()?.flatten();
        lines.push(Line { of: of.clone(), day: on, opening, sheet, count });
        opening += sheet.net();
        let Some(next) = on.next_day() else { break };
        on = next;
    }
    Ok(lines)
}
