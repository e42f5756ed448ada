//! What has to be known to write records: the shelves with their days, counts that stand,
//! records that are to be taken back, and the transfers, which are locked here.

use std::collections::BTreeMap;

use asa_core::people::UnitId;
use asa_core::stock::ledger::{Count, Key, Ledger, Taken};
use asa_core::stock::record::Way;
use asa_core::stock::sheet::Reported;
use asa_core::stock::shelf::Shelf;
use asa_core::stock::transit::{State, Transit};
use asa_core::stock::{Deed, ItemId, RecordId, Sheet, TransferId};
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, FromQueryResult};
use serde::Serialize;
use time::Date;

use super::apply::Line;
use super::hold::for_update;
use super::rows::{DayRow, EntryRow, damaged, day, deed};
use crate::sql::{Type, all, json, rows};
use crate::{Error, Result};

#[derive(Serialize)]
struct Id {
    id: i64,
}

const ID: [(&str, Type); 1] = [("id", Type::Int)];

fn ids(ids: impl IntoIterator<Item = i64>) -> Vec<Id> {
    ids.into_iter().map(|id| Id { id }).collect()
}

pub(super) async fn ledger(tx: &DatabaseTransaction, lines: &[Line<'_>]) -> Result<Ledger> {
    known_items(tx, lines).await?;
    let mut ledger = Ledger::default();
    ledger.taken = taken(tx, lines).await?;
    ledger.counts_of_day = counts_of_days(tx, &ledger.taken).await?;
    let places = places(lines, &ledger.taken);
    (ledger.shelves, ledger.counts) = shelves(tx, &places).await?;
    ledger.transits = transits(tx, lines, &ledger.taken).await?;
    Ok(ledger)
}

#[derive(FromQueryResult)]
struct FoundId {
    id: i64,
}

async fn known_items(tx: &DatabaseTransaction, lines: &[Line<'_>]) -> Result<()> {
    let found: Vec<FoundId> = all(tx, "SELECT id FROM items", []).await?;
    let is_known = |line: &Line<'_>| found.iter().any(|item| item.id == line.record.item.0);
    match lines.iter().all(is_known) {
        true => Ok(()),
        false => Err(Error::Missing("the item".into())),
    }
}

#[derive(FromQueryResult)]
struct TakenRow {
    id: i64,
    unit: i64,
    item: i64,
    day: String,
    deed: String,
    reversals: i64,
}

async fn taken(tx: &DatabaseTransaction, lines: &[Line<'_>]) -> Result<BTreeMap<RecordId, Taken>> {
    let wanted = ids(lines.iter().filter_map(|line| Some(line.record.deed.taken()?.0)));
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let from = rows(tx.get_database_backend(), 1, &ID);
    let sql = format!(
        "SELECT t.id, t.unit, t.item, t.day, t.deed, \
         (SELECT COUNT(*) FROM records v WHERE v.reverses = t.id) AS reversals \
         FROM {from} CROSS JOIN records t WHERE t.id = r.id"
    );
    let found: Vec<TakenRow> = all(tx, sql, [json(&wanted)?]).await?;
    let mut all_taken = BTreeMap::new();
    for row in found {
        let key = (UnitId(row.unit), ItemId(row.item), day(&row.day)?);
        let (deed, is_taken_back) = (deed(&row.deed)?, row.reversals > 0);
        let taken = Taken { key, deed, entries: Vec::new(), is_taken_back };
        all_taken.insert(RecordId(row.id), taken);
    }
    let sql = format!(
        "SELECT e.record, e.place, e.from_kind, e.from_whose, e.to_kind, e.to_whose, e.pieces \
         FROM {from} CROSS JOIN entries e WHERE e.record = r.id ORDER BY e.record, e.place"
    );
    // Asked for twice in one commit, it is found twice.
    let mut entries: Vec<EntryRow> = all(tx, sql, [json(&wanted)?]).await?;
    entries.dedup();
    for entry in entries {
        if let Some(taken) = all_taken.get_mut(&RecordId(entry.record)) {
            taken.entries.push(entry.read()?);
        }
    }
    Ok(all_taken)
}

/// Every shelf that is written to, with the earliest day that has to be known.
fn places(
    lines: &[Line<'_>],
    taken: &BTreeMap<RecordId, Taken>,
) -> BTreeMap<(UnitId, ItemId), Date> {
    let written = lines.iter().map(|line| (line.record.unit, line.record.item, line.record.day));
    let mut earliest = BTreeMap::new();
    for (unit, item, day) in written.chain(taken.values().map(|taken| taken.key)) {
        let first = earliest.entry((unit, item)).or_insert(day);
        *first = day.min(*first);
    }
    earliest
}

#[derive(Serialize)]
struct Place {
    unit: i64,
    item: i64,
    day: String,
}

const PLACE: [(&str, Type); 3] = [("unit", Type::Int), ("item", Type::Int), ("day", Type::Text)];

#[derive(FromQueryResult)]
struct BalanceRow {
    unit: i64,
    item: i64,
    pieces: i64,
}

type Shelves = BTreeMap<(UnitId, ItemId), Shelf>;

async fn shelves(
    tx: &DatabaseTransaction,
    places: &BTreeMap<(UnitId, ItemId), Date>,
) -> Result<(Shelves, BTreeMap<Key, Count>)> {
    let place = |((unit, item), day): (&(UnitId, ItemId), &Date)| Place {
        unit: unit.0,
        item: item.0,
        day: day.to_string(),
    };
    let wanted = json(&places.iter().map(place).collect::<Vec<_>>())?;
    let from = rows(tx.get_database_backend(), 1, &PLACE);
    let sql = format!(
        "SELECT b.unit, b.item, b.pieces FROM {from} CROSS JOIN balances b \
         WHERE b.unit = r.unit AND b.item = r.item"
    );
    let balances: Vec<BalanceRow> = all(tx, sql, [wanted.clone()]).await?;
    let sql = format!(
        "SELECT {} FROM {from} CROSS JOIN days d \
         WHERE d.unit = r.unit AND d.item = r.item AND d.day >= r.day",
        DayRow::columns("d")
    );
    let found: Vec<DayRow> = all(tx, sql, [wanted]).await?;
    let mut counts = BTreeMap::new();
    let mut days: BTreeMap<(UnitId, ItemId), Vec<(Date, Sheet)>> = BTreeMap::new();
    for row in found {
        let ((unit, item), day) = (row.place(), day(&row.day)?);
        counts.extend(row.count.read()?.map(|count| ((unit, item, day), count)));
        days.entry((unit, item)).or_default().push((day, row.sheet.read()));
    }
    let mut shelves = Shelves::new();
    for row in balances {
        let place = (UnitId(row.unit), ItemId(row.item));
        shelves.insert(place, Shelf::new(row.pieces, days.remove(&place).unwrap_or_default()));
    }
    Ok((shelves, counts))
}

#[derive(FromQueryResult)]
struct CountRow {
    id: i64,
    unit: i64,
    item: i64,
    day: String,
    deed: String,
}

/// All counts that stand on days of which one is to be taken back.
async fn counts_of_days(
    tx: &DatabaseTransaction,
    taken: &BTreeMap<RecordId, Taken>,
) -> Result<BTreeMap<Key, Vec<Count>>> {
    let counts = taken.values().filter(|taken| matches!(taken.deed, Deed::Count { .. }));
    let mut keys: Vec<Key> = counts.map(|taken| taken.key).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut all_counts: BTreeMap<Key, Vec<Count>> = BTreeMap::new();
    if keys.is_empty() {
        return Ok(all_counts);
    }
    let place =
        |(unit, item, day): &Key| Place { unit: unit.0, item: item.0, day: day.to_string() };
    let sql = format!(
        "SELECT c.id, c.unit, c.item, c.day, c.deed FROM {} CROSS JOIN records c \
         WHERE c.unit = r.unit AND c.day = r.day AND c.item = r.item AND c.kind = 'count' \
         AND NOT EXISTS (SELECT 1 FROM records v WHERE v.reverses = c.id) \
         ORDER BY c.unit, c.place",
        rows(tx.get_database_backend(), 1, &PLACE)
    );
    let keys: Vec<Place> = keys.iter().map(place).collect();
    let found: Vec<CountRow> = all(tx, sql, [json(&keys)?]).await?;
    for row in found {
        let key = (UnitId(row.unit), ItemId(row.item), day(&row.day)?);
        let said = reported(&deed(&row.deed)?).ok_or_else(|| damaged("count"))?;
        all_counts.entry(key).or_default().push(Count { by: RecordId(row.id), said });
    }
    Ok(all_counts)
}

/// What a count reports; of another deed nothing.
pub(super) fn reported(deed: &Deed) -> Option<Reported> {
    match deed {
        Deed::Count { said, counted, book, .. } => {
            Some(Reported { said: *said, counted: *counted, difference: counted - book })
        }
        _ => None,
    }
}

#[derive(FromQueryResult)]
struct TransitRow {
    id: i64,
    from_unit: i64,
    to_unit: i64,
    way: String,
    item: i64,
    sent: i64,
    open: i64,
    state: String,
}

/// Locked, in the order of their numbers.
async fn transits(
    tx: &DatabaseTransaction,
    lines: &[Line<'_>],
    taken: &BTreeMap<RecordId, Taken>,
) -> Result<BTreeMap<TransferId, Transit>> {
    let said = lines.iter().map(|line| (line.record.id, &line.record.deed));
    let undone = taken.iter().map(|(id, taken)| (*id, &taken.deed));
    let concerned = said.chain(undone).filter_map(|(id, deed)| deed.transfer(id));
    let concerned = ids(concerned.map(|transfer| transfer.0));
    if concerned.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT id, from_unit, to_unit, way, item, sent, open, state FROM transfers \
         WHERE id IN (SELECT r.id FROM {}) ORDER BY id {}",
        rows(tx.get_database_backend(), 1, &ID),
        for_update(tx)
    );
    let found: Vec<TransitRow> = all(tx, sql, [json(&concerned)?]).await?;
    found.into_iter().map(|row| Ok((TransferId(row.id), row.read()?))).collect()
}

impl TransitRow {
    fn read(self) -> Result<Transit> {
        Ok(Transit {
            from: UnitId(self.from_unit),
            to: UnitId(self.to_unit),
            way: Way::parse(&self.way).ok_or_else(|| damaged("way of a transfer"))?,
            item: ItemId(self.item),
            sent: self.sent,
            open: self.open,
            state: State::parse(&self.state).ok_or_else(|| damaged("state of a transfer"))?,
        })
    }
}
