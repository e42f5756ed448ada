//! Balances and days as shelves: of units and of areas, which are asked for alike.

use std::collections::BTreeMap;

use asa_core::stock::known::Reports;
use asa_core::stock::shelf::Shelf;
use asa_core::stock::{ItemId, Sheet};
use sea_orm::{ConnectionTrait, FromQueryResult};
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
    fn balances(self) -> &'static str {
        match self {
            Self::Units => "balances b WHERE b.unit = CAST(r.name AS BIGINT)",
            Self::Areas => "area_balances b WHERE b.area = r.name",
        }
    }

    fn days(self) -> &'static str {
        match self {
            Self::Units => "days d WHERE d.unit = CAST(r.name AS BIGINT)",
            Self::Areas => "area_days d WHERE d.area = r.name",
        }
    }

    /// How many have counted. A unit is one, in the column of its count.
    fn reports(self) -> &'static str {
        match self {
            Self::Units => {
                "CASE WHEN d.counted <> 0 AND d.said <> 'nothing_moved' THEN CAST(1 AS BIGINT) ELSE 0 END AS counted, \
                 CASE WHEN d.counted <> 0 AND d.said = 'nothing_moved' THEN CAST(1 AS BIGINT) ELSE 0 END \
                 AS nothing_moved, CASE WHEN d.counted = 0 THEN CAST(1 AS BIGINT) ELSE 0 END AS zero"
            }
            Self::Areas => "d.counted, d.nothing_moved, d.zero",
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
    let these = names(db.get_database_backend(), 1);
    // Item by item, so that the key of the table leads to the days that are asked for.
    let items = "CROSS JOIN items i CROSS JOIN";
    let open = "AND i.state = 'open'";
    let sql = format!(
        "SELECT r.name AS whose, d.item, d.day, {}, {} FROM {these} {items} {} \
         AND d.item = i.id AND d.day >= $2 {open}",
        SheetRow::columns("d"),
        whose.reports(),
        whose.days()
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
    let sql = format!(
        "SELECT r.name AS whose, b.item, b.pieces FROM {these} {items} {} \
         AND b.item = i.id {open}",
        whose.balances()
    );
    let balances: Vec<BalanceRow> = all(db, sql, [json(of)?]).await?;
    for row in balances {
        let place = (row.whose, ItemId(row.item));
        let sheets = sheets.remove(&place).unwrap_or_default();
        shelves.entry(place).or_default().shelf = Shelf::new(row.pieces, sheets);
    }
    Ok(shelves)
}
