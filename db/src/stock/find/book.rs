//! A unit's book on a day: what lay there, what moved, what was counted, what is usual.

use std::collections::BTreeMap;

use asa_core::people::UnitId;
use asa_core::stock::known::{Book, Page, Usual};
use asa_core::stock::ledger::Count;
use asa_core::stock::shelf::Shelf;
use asa_core::stock::{Item, ItemId, Sheet};
use sea_orm::{ConnectionTrait, FromQueryResult};
use time::{Date, Duration};

use super::open_items;
use crate::sql::all;
use crate::stock::rows::{DayRow, day};
use crate::{Result, Store};

/// What is usual is what was so in the days before, as many as these.
const USUAL_DAYS: i64 = 30;
/// A streak is counted no farther back.
const STREAK_DAYS: u32 = 60;

pub(super) async fn book(store: &Store, unit: UnitId, day: Date) -> Result<Book> {
    let tx = store.snapshot().await?;
    let items = open_items(&tx).await?;
    let mut leaves = leaves(&tx, unit, day - Duration::days(i64::from(STREAK_DAYS))).await?;
    let cartons = cartons(&tx, unit).await?;
    tx.rollback().await?;
    let streak = streak(&items, &leaves, day);
    let pages = items.into_iter().map(|item| {
        let leaf = leaves.remove(&item.id).unwrap_or_default();
        let carton = cartons.get(&item.id).copied();
        leaf.page(item, day, carton)
    });
    Ok(Book { pages: pages.collect(), streak })
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
fn streak(items: &[Item], leaves: &BTreeMap<ItemId, Leaf>, day: Date) -> u32 {
    let is_counted = |day: Date| {
        let counted =
            |item: &Item| leaves.get(&item.id).is_some_and(|l| l.counts.contains_key(&day));
        !items.is_empty() && items.iter().all(counted)
    };
    let back = |days: &u32| is_counted(day - Duration::days(i64::from(*days)));
    (1..=STREAK_DAYS).take_while(back).last().unwrap_or(0)
}

#[derive(FromQueryResult)]
struct BalanceRow {
    item: i64,
    pieces: i64,
}

async fn leaves<C: ConnectionTrait>(
    db: &C,
    unit: UnitId,
    from: Date,
) -> Result<BTreeMap<ItemId, Leaf>> {
    let sql = format!(
        "SELECT {} FROM items i CROSS JOIN days d WHERE i.state = 'open' AND d.unit = $1 \
         AND d.item = i.id AND d.day >= $2",
        DayRow::columns("d")
    );
    let days: Vec<DayRow> = all(db, sql, [unit.0.into(), from.to_string().into()]).await?;
    let mut leaves: BTreeMap<ItemId, Leaf> = BTreeMap::new();
    for row in days {
        let (leaf, day) = (leaves.entry(ItemId(row.item)).or_default(), day(&row.day)?);
        leaf.sheets.insert(day, row.sheet.read());
        leaf.counts.extend(row.count.read()?.map(|count| (day, count)));
    }
    let sql = "SELECT item, pieces FROM balances WHERE unit = $1";
    let balances: Vec<BalanceRow> = all(db, sql, [unit.0.into()]).await?;
    for row in balances {
        let leaf = leaves.entry(ItemId(row.item)).or_default();
        leaf.shelf = Shelf::new(row.pieces, leaf.sheets.iter().map(|(day, sheet)| (*day, *sheet)));
    }
    Ok(leaves)
}

#[derive(FromQueryResult)]
struct CartonRow {
    item: i64,
    pack: Option<i64>,
}

/// What the last carton of each item held.
async fn cartons<C: ConnectionTrait>(db: &C, unit: UnitId) -> Result<BTreeMap<ItemId, i64>> {
    let sql = "SELECT i.id AS item, (SELECT p.pack FROM records p WHERE p.unit = $1 \
               AND p.item = i.id AND p.pack IS NOT NULL ORDER BY p.place DESC LIMIT 1) AS pack \
               FROM items i WHERE i.state = 'open'";
    let found: Vec<CartonRow> = all(db, sql, [unit.0.into()]).await?;
    Ok(found.into_iter().filter_map(|row| Some((ItemId(row.item), row.pack?))).collect())
}
