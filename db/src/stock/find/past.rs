//! Single records, as they are shown to whoever may correct them; and transfers on their way.

use std::collections::{BTreeMap, BTreeSet};

use asa_core::moment::Moment;
use asa_core::people::{RoleId, Unit, UnitId};
use asa_core::stock::known::{Past, Transfer};
use asa_core::stock::record::Way;
use asa_core::stock::transit::State;
use asa_core::stock::{RecordId, TransferId};
use sea_orm::{FromQueryResult, Value};

use crate::people::units;
use crate::sql::all;
use crate::stock::items::Items;
use crate::stock::rows::{damaged, day, deed};
use crate::{Result, Store};

const MOST_RECORDS: i64 = 10;
const MOST_TRANSFERS: i64 = 20;

/// What rows point at.
struct Names {
    units: BTreeMap<UnitId, Unit>,
    items: Items,
}

impl Names {
    async fn of(store: &Store, units: impl IntoIterator<Item = i64>) -> Result<Self> {
        let units: BTreeSet<UnitId> = units.into_iter().map(UnitId).collect();
        let units = units::get_all(store, &units).await?;
        Ok(Self { units, items: Items::load(store).await? })
    }

    fn unit(&self, id: i64) -> Result<Unit> {
        self.units.get(&UnitId(id)).cloned().ok_or_else(|| damaged("unit"))
    }
}

#[derive(FromQueryResult)]
struct PastRow {
    id: i64,
    unit: i64,
    item: i64,
    day: String,
    at: i64,
    deed: String,
    author: Option<i64>,
    reversed_by: Option<i64>,
}

pub(super) async fn last(store: &Store, unit: UnitId) -> Result<Vec<Past>> {
    let rest = "p.unit = $1 AND p.kind <> 'reverse' ORDER BY p.place DESC LIMIT $2";
    past(store, rest, [unit.0.into(), MOST_RECORDS.into()]).await
}

pub(super) async fn record(store: &Store, id: RecordId) -> Result<Vec<Past>> {
    past(store, "p.id = $1", [id.0.into()]).await
}

async fn past(
    store: &Store,
    rest: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<Past>> {
    let sql = format!(
        "SELECT p.id, p.unit, p.item, p.day, p.at, p.deed, p.author, (SELECT v.id \
         FROM records v WHERE v.reverses = p.id) AS reversed_by FROM records p WHERE {rest}"
    );
    let found: Vec<PastRow> = all(&store.read, sql, values).await?;
    let names = Names::of(store, found.iter().map(|row| row.unit)).await?;
    let read = |row: PastRow| {
        Ok(Past {
            id: RecordId(row.id),
            unit: names.unit(row.unit)?,
            item: names.items.get(row.item)?,
            day: day(&row.day)?,
            at: Moment::from_millis(row.at),
            deed: deed(&row.deed)?,
            author: row.author.map(RoleId),
            reversed_by: row.reversed_by.map(RecordId),
        })
    };
    found.into_iter().map(read).collect()
}

#[derive(FromQueryResult)]
struct TransferRow {
    id: i64,
    from_unit: i64,
    to_unit: i64,
    way: String,
    item: i64,
    sent: i64,
    open: i64,
    state: String,
    sent_at: i64,
    day: String,
    document: Option<String>,
}

pub(super) async fn transfers(store: &Store, unit: UnitId) -> Result<Vec<Transfer>> {
    // One list for each index; a unit does not send to itself.
    let rest = "(t.from_unit = $1 OR t.to_unit = $1) AND t.state IN ('open', 'short') \
                ORDER BY t.sent_at, t.id LIMIT $2";
    some_transfers(store, rest, [unit.0.into(), MOST_TRANSFERS.into()]).await
}

pub(super) async fn transfer(store: &Store, id: TransferId) -> Result<Vec<Transfer>> {
    let rest = "t.id = $1 AND t.state IN ('open', 'short')";
    some_transfers(store, rest, [id.0.into()]).await
}

async fn some_transfers(
    store: &Store,
    rest: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<Transfer>> {
    let sql = format!(
        "SELECT t.id, t.from_unit, t.to_unit, t.way, t.item, t.sent, t.open, t.state, t.sent_at, \
         t.day, t.document FROM transfers t WHERE {rest}"
    );
    let found: Vec<TransferRow> = all(&store.read, sql, values).await?;
    let units = found.iter().flat_map(|row| [row.from_unit, row.to_unit]);
    let names = Names::of(store, units).await?;
    let read = |row: TransferRow| {
        Ok(Transfer {
            id: TransferId(row.id),
            from: names.unit(row.from_unit)?,
            to: names.unit(row.to_unit)?,
            way: Way::parse(&row.way).ok_or_else(|| damaged("way of a transfer"))?,
            item: names.items.get(row.item)?,
            sent: row.sent,
            open: row.open,
            is_short: row.state == State::Short.as_str(),
            sent_at: Moment::from_millis(row.sent_at),
            day: day(&row.day)?,
            document: row.document,
        })
    };
    found.into_iter().map(read).collect()
}
