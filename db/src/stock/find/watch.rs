//! Who is to be looked after: units that have not counted, and units that will soon have none.
//! Whom a unit looks after is said by [`crate::people::reach`].

use std::collections::HashMap;

use asa_core::people::{Unit, UnitId};
use asa_core::stock::ItemId;
use asa_core::stock::known::Low;
use sea_orm::{FromQueryResult, Value};
use serde::Serialize;
use time::{Date, Duration};

use crate::people::reach::is_under;
use crate::people::row::{UNIT, UnitRow};
use crate::people::units;
use crate::people::units::codes_in;
use crate::sql::{Type, all, json, names, one, rows};
use crate::{Result, Store};

/// More than a chat shows at once.
const MOST: usize = 20;
/// How long before, in days, it is looked how much goes.
const BEFORE: i64 = 7;
/// Whoever has less than goes in so many days will soon have none.
const SOON: i64 = 3;
/// What is counted.
const OPEN: &str = "SELECT i.id FROM items i WHERE i.state = 'open'";

/// A unit, as those it looks after are found by it.
#[derive(Serialize)]
struct Office {
    id: i64,
    level: i64,
    area: String,
}

const OFFICE: [(&str, Type); 3] = [("id", Type::Int), ("level", Type::Int), ("area", Type::Text)];

/// What its name stands for in a statement: `$1` the office, `$2` the areas that may hold them.
struct Below {
    /// Units that are its to look after, among `units`.
    is_below: String,
    office: String,
    areas: String,
    values: [Value; 2],
}

async fn looked_after(store: &Store, unit: UnitId) -> Result<Option<Below>> {
    let Some(unit) = units::get(store, unit).await? else { return Ok(None) };
    let (id, level, area) = (unit.id.0, unit.level().number(), unit.area.to_string());
    let backend = store.backend();
    Ok(Some(Below {
        is_below: format!("units.state = 'open' AND {}", is_under("units", "units.level", "r")),
        office: rows(backend, 1, &OFFICE),
        areas: format!("(SELECT r.name FROM {})", names(backend, 2)),
        values: [json(&[Office { id, level, area }])?, json(&codes_in(unit.area))?],
    }))
}

#[derive(FromQueryResult)]
struct KeeperRow {
    id: i64,
}

#[derive(FromQueryResult)]
struct CountedRow {
    unit: i64,
    items: i64,
}

#[derive(FromQueryResult)]
struct OpenRow {
    items: i64,
}

/// Those who keep a book and have not counted every open item; the first of them by area, and
/// how many there are.
pub(super) async fn missing(store: &Store, unit: UnitId, day: Date) -> Result<(Vec<Unit>, usize)> {
    let Some(below) = looked_after(store, unit).await? else { return Ok((Vec::new(), 0)) };
    let sql = format!("SELECT COUNT(*) AS items FROM ({OPEN}) AS o");
    let open: Option<OpenRow> = one(&store.read, sql, []).await?;
    let open = open.map_or(0, |open| open.items);
    // Asked for apart: joined, they would be as slow as the database's guess of them is wrong.
    let counted = counted(store, &below, day).await?;
    let sql = format!(
        "SELECT units.id FROM {} CROSS JOIN books b JOIN units ON units.id = b.unit \
         WHERE b.area IN {} AND {} ORDER BY units.area, units.level, units.name, units.id",
        below.office, below.areas, below.is_below
    );
    let keepers: Vec<KeeperRow> = all(&store.read, sql, below.values).await?;
    let keepers = keepers.into_iter().map(|keeper| keeper.id);
    let missing: Vec<i64> =
        keepers.filter(|unit| counted.get(unit).copied().unwrap_or(0) < open).collect();
    let first = missing.iter().take(MOST).map(|unit| UnitId(*unit));
    let mut units = units::get_all(store, &first.clone().collect()).await?;
    Ok((first.filter_map(|unit| units.remove(&unit)).collect(), missing.len()))
}

/// How many items each unit has counted.
async fn counted(store: &Store, below: &Below, day: Date) -> Result<HashMap<i64, i64>> {
    let sql = format!(
        "SELECT d.unit, COUNT(*) AS items FROM days d WHERE d.area IN (SELECT r.name FROM {}) \
         AND d.day = $2 AND d.said IS NOT NULL AND d.item IN ({OPEN}) GROUP BY d.unit",
        names(store.backend(), 1)
    );
    let [_, areas] = below.values.clone();
    let counted: Vec<CountedRow> = all(&store.read, sql, [areas, day.to_string().into()]).await?;
    Ok(counted.into_iter().map(|row| (row.unit, row.items)).collect())
}

#[derive(FromQueryResult)]
struct LowRow {
    #[sea_orm(nested)]
    unit: UnitRow,
    item: i64,
    pieces: i64,
    gone: i64,
}

/// Those where less lies now than was handed out in so many of the days before.
pub(super) async fn low(store: &Store, unit: UnitId, day: Date) -> Result<Vec<Low>> {
    let Some(below) = looked_after(store, unit).await? else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {UNIT}, w.item, b.pieces, w.gone FROM (SELECT d.unit, d.item, \
         CAST(SUM(d.g1 + d.g2 + d.g3 + d.g4) AS BIGINT) AS gone FROM days d \
         WHERE d.area IN {} AND d.day >= $3 AND d.day < $4 \
         AND d.item IN ({OPEN}) GROUP BY d.unit, d.item) AS w JOIN balances b ON b.unit = w.unit AND b.item = w.item \
         JOIN units ON units.id = w.unit CROSS JOIN {} \
         WHERE w.gone > 0 AND b.pieces * {BEFORE} < w.gone * {SOON} AND {} \
         ORDER BY b.pieces * 10000 / w.gone, units.area, units.id, w.item LIMIT $5",
        below.areas, below.office, below.is_below
    );
    let days = [(day - Duration::days(BEFORE)).to_string(), day.to_string()].map(Value::from);
    let values = below
        .values
        .into_iter()
        .chain(days)
        .chain([i64::try_from(MOST).unwrap_or(i64::MAX).into()]);
    let found: Vec<LowRow> = all(&store.read, sql, values).await?;
    let low = |row: LowRow| {
        let (item, balance, daily) = (ItemId(row.item), row.pieces, row.gone * 100 / BEFORE);
        Ok(Low { unit: row.unit.read()?, item, balance, daily })
    };
    found.into_iter().map(low).collect()
}
