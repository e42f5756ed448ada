//! Balances and days as shelves: of units and of areas, which are asked for alike.

use std::collections::BTreeMap;

use asa_core::stock::known::Reports;
use asa_core::stock::shelf::Shelf;
use asa_core::stock::{ItemId, Sheet};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};
use time::Date;

use crate::Result;
use crate::sql::{all, json, names};
use crate::stock::rows::{SheetRow, day};

/// Whose shelves are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::stock) enum Whose {
    Units,
    Areas,
}

/// What lies at one of them, and how many have counted there, by day.
#[derive(Default)]
pub(in crate::stock) struct Seen {
    pub(in crate::stock) shelf: Shelf,
    pub(in crate::stock) reports: BTreeMap<Date, Reports>,
}

/// By unit or area, as text, and item.
pub(in crate::stock) type Shelves = BTreeMap<(String, ItemId), Seen>;

#[derive(FromQueryResult)]
struct BalanceRow {
    whose: String,
    item: i64,
    pieces: i64,
}

#[derive(FromQueryResult)]
struct DayRow {
    whose: String,
    item: i64,
    day: String,
    #[sea_orm(nested)]
    sheet: SheetRow,
    counted: i64,
    nothing_moved: i64,
    zero: i64,
}

impl Whose {
    /// Rows of a table for these units or areas, and the open items, named `t`: the table's key leads
    /// from each of them to each item. In PostgreSQL these are an array, because it does not know
    /// how few a list out of JSON holds.
    pub(in crate::stock) fn rows_of(self, backend: DbBackend, table: &str) -> String {
        let these = names(backend, 1);
        let (column, name) = match self {
            Self::Units => ("unit", "CAST(r.name AS BIGINT)"),
            Self::Areas => ("area", "r.name"),
        };
        match backend {
            DbBackend::Postgres => format!(
                "items i JOIN {table} t ON t.item = i.id AND t.{column} = \
                 ANY(ARRAY(SELECT {name} FROM {these})) WHERE i.state = 'open'"
            ),
            _ => format!(
                "{these} CROSS JOIN items i CROSS JOIN {table} t \
                 WHERE i.state = 'open' AND t.{column} = {name} AND t.item = i.id"
            ),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Units => "CAST(t.unit AS TEXT)",
            Self::Areas => "t.area",
        }
    }

    fn tables(self) -> (&'static str, &'static str) {
        match self {
            Self::Units => ("days", "balances"),
            Self::Areas => ("area_days", "area_balances"),
        }
    }

    /// How many have counted. A unit is one, in the column of its count.
    fn reports(self) -> &'static str {
        match self {
            Self::Units => {
                "CASE WHEN t.counted <> 0 AND t.said <> 'nothing_moved' THEN CAST(1 AS BIGINT) ELSE 0 END AS counted, \
                 CASE WHEN t.counted <> 0 AND t.said = 'nothing_moved' THEN CAST(1 AS BIGINT) ELSE 0 END \
                 AS nothing_moved, CASE WHEN t.counted = 0 THEN CAST(1 AS BIGINT) ELSE 0 END AS zero"
            }
            Self::Areas => "t.counted, t.nothing_moved, t.zero",
        }
    }
}

/// The shelves of these, with all days from `from` on.
pub(in crate::stock) async fn shelves<C: ConnectionTrait>(
    db: &C,
    whose: Whose,
    of: &[String],
    from: Date,
) -> Result<Shelves> {
    let backend = db.get_database_backend();
    let (days, balances) = whose.tables();
    let sql = format!(
        "SELECT {} AS whose, t.item, t.day, {}, {} FROM {} AND t.day >= $2",
        whose.name(),
        SheetRow::columns("t"),
        whose.reports(),
        whose.rows_of(backend, days)
    );
    let days: Vec<DayRow> = all(db, sql, [json(of)?, from.to_string().into()]).await?;
    let mut sheets: BTreeMap<(String, ItemId), Vec<(Date, Sheet)>> = BTreeMap::new();
    let mut shelves = Shelves::new();
    for row in days {
        let (place, day) = ((row.whose, ItemId(row.item)), day(&row.day)?);
        let (counted, nothing_moved, zero) = (row.counted, row.nothing_moved, row.zero);
        let reports = Reports { all: 0, counted, nothing_moved, zero };
        shelves.entry(place.clone()).or_default().reports.insert(day, reports);
        sheets.entry(place).or_default().push((day, row.sheet.read()));
    }
    let from = whose.rows_of(backend, balances);
    let sql = format!("SELECT {} AS whose, t.item, t.pieces FROM {from}", whose.name());
    let balances: Vec<BalanceRow> = all(db, sql, [json(of)?]).await?;
    for row in balances {
        let place = (row.whose, ItemId(row.item));
        let sheets = sheets.remove(&place).unwrap_or_default();
        shelves.entry(place).or_default().shelf = Shelf::new(row.pieces, sheets);
    }
    Ok(shelves)
}
