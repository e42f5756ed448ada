//! Units' books on a day: what lay there, what moved, what was counted, what is usual.

use std::collections::{BTreeMap, BTreeSet};

use asa_core::people::UnitId;
use asa_core::stock::known::{Book, Page, Usual};
use asa_core::stock::ledger::Count;
use asa_core::stock::shelf::Shelf;
use asa_core::stock::{Item, ItemId, Sheet};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use time::{Date, Duration};

use super::open_items;
use super::shelves::Whose;
use crate::sql::{all, json, names};
use crate::stock::rows::{DayRow, day};
use crate::{Result, Store};

/// What is usual is what was so in the days before, as many as these.
const USUAL_DAYS: i64 = 30;
/// A streak is counted no farther back.
const STREAK_DAYS: u32 = 60;

/// A unit on a day.
type Key = (UnitId, Date);

/// All of them as of one instant, in as many statements as one takes.
pub(super) async fn books(store: &Store, wanted: &BTreeSet<Key>) -> Result<BTreeMap<Key, Book>> {
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let tx = store.snapshot().await?;
    let items = open_items(&tx).await?;
    let leaves = leaves(&tx, wanted).await?;
    let cartons = cartons(&tx, wanted).await?;
    tx.rollback().await?;
    let book = |key: &Key| {
        let blank = Leaf::default();
        let leaf = |item: &Item| leaves.get(&(key.0, item.id)).unwrap_or(&blank);
        let carton = |item: &Item| cartons.get(&(key.0, item.id)).copied();
        let pages = items.iter().map(|item| leaf(item).page(item.clone(), key.1, carton(item)));
        let leaves: Vec<&Leaf> = items.iter().map(leaf).collect();
        (*key, Book { pages: pages.collect(), streak: streak(&leaves, key.1) })
    };
    Ok(wanted.iter().map(book).collect())
}

/// What is written about one item.
#[derive(Default)]
struct Leaf {
    shelf: Shelf,
    sheets: BTreeMap<Date, Sheet>,
    counts: BTreeMap<Date, Count>,
}

impl Leaf {
    fn page(&self, item: Item, day: Date, carton: Option<i64>) -> Page {
        let sheet = self.shelf.sheet(day);
        Page {
            item,
            opening: self.shelf.closing(day) - sheet.net(),
            sheet,
            reported: self.counts.get(&day).map(|count| count.said),
            free: self.shelf.free(day),
            usual: self.usual(day),
            carton,
        }
    }

    fn usual(&self, day: Date) -> Option<Usual> {
        let before = day - Duration::days(USUAL_DAYS)..day;
        let sheets = self.sheets.range(before.clone()).map(|(_, sheet)| most(sheet));
        let counts = self.counts.range(before).map(|(_, count)| count.said.counted);
        let (moved, counted) = (sheets.max()?, counts.max().unwrap_or(0));
        Some(Usual { moved, counted })
    }
}

/// The most that went one way on a day: no record of it can have moved more.
fn most(sheet: &Sheet) -> i64 {
    let ways = [sheet.received, sheet.allocated, sheet.sent_back, sheet.written_off];
    let most = ways.into_iter().chain(sheet.handed_out).max();
    most.unwrap_or(0).max(0)
}

/// Days in a row up to the day before on which everything was counted.
fn streak(leaves: &[&Leaf], day: Date) -> u32 {
    let is_counted =
        |day: Date| !leaves.is_empty() && leaves.iter().all(|leaf| leaf.counts.contains_key(&day));
    let back = |days: &u32| is_counted(day - Duration::days(i64::from(*days)));
    (1..=STREAK_DAYS).take_while(back).last().unwrap_or(0)
}

/// The units, each once.
fn units(wanted: &BTreeSet<Key>) -> Result<Value> {
    let units: BTreeSet<i64> = wanted.iter().map(|(unit, _)| unit.0).collect();
    json(&units.into_iter().map(|unit| unit.to_string()).collect::<Vec<_>>())
}

/// The first day that any of these looks at.
fn since(wanted: &BTreeSet<Key>) -> String {
    let first = wanted.iter().map(|(_, day)| *day).min().unwrap_or(Date::MIN);
    (first - Duration::days(i64::from(STREAK_DAYS))).to_string()
}

#[derive(FromQueryResult)]
struct BalanceRow {
    unit: i64,
    item: i64,
    pieces: i64,
}

async fn leaves<C: ConnectionTrait>(
    db: &C,
    wanted: &BTreeSet<Key>,
) -> Result<BTreeMap<(UnitId, ItemId), Leaf>> {
    let backend = db.get_database_backend();
    let from = Whose::Units.rows_of(backend, "days");
    let sql = format!("SELECT {} FROM {from} AND t.day >= $2", DayRow::columns("t"));
    let days: Vec<DayRow> = all(db, sql, [units(wanted)?, since(wanted).into()]).await?;
    let mut leaves: BTreeMap<(UnitId, ItemId), Leaf> = BTreeMap::new();
    for row in days {
        let key = (UnitId(row.unit), ItemId(row.item));
        let (leaf, day) = (leaves.entry(key).or_default(), day(&row.day)?);
        leaf.sheets.insert(day, row.sheet.read());
        leaf.counts.extend(row.count.read()?.map(|count| (day, count)));
    }
    let from = Whose::Units.rows_of(backend, "balances");
    let sql = format!("SELECT t.unit, t.item, t.pieces FROM {from}");
    let balances: Vec<BalanceRow> = all(db, sql, [units(wanted)?]).await?;
    for row in balances {
        let leaf = leaves.entry((UnitId(row.unit), ItemId(row.item))).or_default();
        leaf.shelf = Shelf::new(row.pieces, leaf.sheets.iter().map(|(day, sheet)| (*day, *sheet)));
    }
    Ok(leaves)
}

#[derive(FromQueryResult)]
struct CartonRow {
    unit: i64,
    item: i64,
    pack: Option<i64>,
}

/// What the last carton of each item held.
async fn cartons<C: ConnectionTrait>(
    db: &C,
    wanted: &BTreeSet<Key>,
) -> Result<BTreeMap<(UnitId, ItemId), i64>> {
    let sql = format!(
        "SELECT u.unit, i.id AS item, (SELECT p.pack FROM records p WHERE p.unit = u.unit \
         AND p.item = i.id AND p.pack IS NOT NULL ORDER BY p.place DESC LIMIT 1) AS pack \
         FROM (SELECT CAST(r.name AS BIGINT) AS unit FROM {}) AS u CROSS JOIN items i \
         WHERE i.state = 'open'",
        names(db.get_database_backend(), 1)
    );
    let found: Vec<CartonRow> = all(db, sql, [units(wanted)?]).await?;
    let carton = |row: CartonRow| Some(((UnitId(row.unit), ItemId(row.item)), row.pack?));
    Ok(found.into_iter().filter_map(carton).collect())
}
