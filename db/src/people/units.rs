//! Offices and places: put in, looked up.

use std::collections::{BTreeMap, BTreeSet};

use asa_core::areas::{self, AreaCode};
use asa_core::moment::Moment;
use asa_core::people::change::NewUnit;
use asa_core::people::{Level, Unit, UnitId};
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbBackend, FromQueryResult};
use serde::Serialize;

use super::act::{Act, By, the_one};
use super::reach::{OFFICERS, is_below_offices};
use super::row::{UNIT, UnitRow};
use crate::sql::{Type, all, execute, json, names, rows};
use crate::{Error, Result, Store};

/// More than anybody looks through in a chat.
const MOST_IN_AREA: u32 = 200;
const IF_NEW: &str = "ON CONFLICT (id) DO NOTHING";

/// The unit is there and open, and will be until the commit: whoever closes it waits for that.
/// The office of an area is put in when it is first needed.
pub(super) async fn hold_open(act: &Act<'_>, unit: UnitId) -> Result<()> {
    if let Some(office) = Unit::office_by_id(unit) {
        insert(act.tx, &[Row::of_office(&office)], IF_NEW).await?;
    }
    let sql = "UPDATE units SET state = state WHERE id = $1 AND state = 'open'";
    the_one(execute(act.tx, sql, [unit.0.into()]).await?)
}

/// The same for many, as a commit that writes into their books needs it; with their areas. Those
/// who write do not wait for one another here, only for whoever closes a unit.
pub(crate) async fn hold_all_open(
    tx: &DatabaseTransaction,
    units: &BTreeSet<UnitId>,
) -> Result<BTreeMap<UnitId, String>> {
    #[derive(FromQueryResult)]
    struct Open {
        id: i64,
        area: String,
    }
    let offices: Vec<Unit> = units.iter().filter_map(|unit| Unit::office_by_id(*unit)).collect();
    let offices: Vec<Row<'_>> = offices.iter().map(Row::of_office).collect();
    insert(tx, &offices, IF_NEW).await?;
    let (backend, ids) = (tx.get_database_backend(), units.iter().map(|unit| unit.0.to_string()));
    let lock = if backend == DbBackend::Postgres { "FOR SHARE" } else { "" };
    let sql = format!(
        "SELECT id, area FROM units WHERE state = 'open' \
         AND id IN (SELECT CAST(r.name AS BIGINT) FROM {}) ORDER BY id {lock}",
        names(backend, 1)
    );
    let open: Vec<Open> = all(tx, sql, [json(&ids.collect::<Vec<_>>())?]).await?;
    if open.len() < units.len() {
        return Err(Error::Overtaken);
    }
    Ok(open.into_iter().map(|unit| (UnitId(unit.id), unit.area)).collect())
}

pub(super) async fn add(act: &Act<'_>, unit: &NewUnit) -> Result<()> {
    add_all(act, std::slice::from_ref(unit)).await
}

/// Adds many, all or none, for a command.
pub async fn import(store: &Store, by: By<'_>, units: &[NewUnit], now: Moment) -> Result<()> {
    let tx = store.begin().await?;
    let act = Act { store, tx: &tx, by, now };
    add_all(&act, units).await?;
    tx.commit().await?;
    Ok(())
}

async fn add_all(act: &Act<'_>, units: &[NewUnit]) -> Result<()> {
    let new: Vec<Row<'_>> = units.iter().map(Row::of_new).collect();
    insert(act.tx, &new, "").await?;
    let mut parents: Vec<UnitId> = units.iter().filter_map(|unit| unit.parent).collect();
    parents.sort_unstable();
    parents.dedup();
    for parent in parents {
        hold_open(act, parent).await?;
    }
    let sql = format!(
        "INSERT INTO unit_events (unit, at, what, person, through) \
         SELECT CAST(r.id AS BIGINT), $2, 'added', $3, $4 FROM {}",
        rows(act.tx.get_database_backend(), 1, &[("id", Type::Int)])
    );
    let through = act.by.through.as_str();
    let values = [json(&new)?, act.now.millis().into(), act.by.person.into(), through.into()];
    execute(act.tx, sql, values).await?;
    Ok(())
}

#[derive(Serialize)]
struct Row<'a> {
    id: i64,
    kind: &'static str,
    level: i64,
    name: &'a str,
    area: AreaCode,
    moo: Option<u8>,
    parent: Option<UnitId>,
}

impl<'a> Row<'a> {
    fn of_office(office: &'a Unit) -> Self {
        let Unit { id, kind, name, area, moo, parent, .. } = office;
        Self {
            id: id.0,
            kind: kind.as_str(),
            level: kind.level().number(),
            name,
            area: *area,
            moo: *moo,
            parent: *parent,
        }
    }

    fn of_new(unit: &'a NewUnit) -> Self {
        let NewUnit { id, kind, name, area, moo, parent } = unit;
        Self {
            id: id.0,
            kind: kind.as_str(),
            level: kind.level().number(),
            name,
            area: *area,
            moo: *moo,
            parent: *parent,
        }
    }
}

async fn insert(tx: &DatabaseTransaction, units: &[Row<'_>], on_conflict: &str) -> Result<()> {
    const COLUMNS: [(&str, Type); 7] = [
        ("id", Type::Int),
        ("kind", Type::Text),
        ("level", Type::Int),
        ("name", Type::Text),
        ("area", Type::Text),
        ("moo", Type::Int),
        ("parent", Type::Int),
    ];
    let columns = COLUMNS.map(|(name, _)| name).join(", ");
    let sql = format!(
        "INSERT INTO units ({columns}, state) SELECT {columns}, 'open' FROM {} WHERE true \
         {on_conflict}",
        rows(tx.get_database_backend(), 1, &COLUMNS)
    );
    execute(tx, sql, [json(units)?]).await?;
    Ok(())
}

/// A unit, open or closed. An area's office is there even if nothing has referred to it yet.
pub async fn get(store: &Store, id: UnitId) -> Result<Option<Unit>> {
    if let Some(office) = Unit::office_by_id(id) {
        return Ok(Some(office));
    }
    let sql = format!("SELECT {UNIT} FROM units WHERE id = $1");
    let found: Vec<UnitRow> = all(&store.read, sql, [id.0.into()]).await?;
    found.into_iter().next().map(UnitRow::read).transpose()
}

/// Many, by their ids.
pub(crate) async fn get_all(
    store: &Store,
    ids: &BTreeSet<UnitId>,
) -> Result<BTreeMap<UnitId, Unit>> {
    let offices = ids.iter().filter_map(|id| Some((*id, Unit::office_by_id(*id)?)));
    let mut found: BTreeMap<UnitId, Unit> = offices.collect();
    let added = ids.iter().filter(|id| !id.is_office()).map(|id| id.0.to_string());
    let added: Vec<String> = added.collect();
    if !added.is_empty() {
        let sql = format!(
            "SELECT {UNIT} FROM units WHERE id IN (SELECT CAST(r.name AS BIGINT) FROM {})",
            names(store.backend(), 1)
        );
        let rows: Vec<UnitRow> = all(&store.read, sql, [json(&added)?]).await?;
        for row in rows {
            let unit = row.read()?;
            found.insert(unit.id, unit);
        }
    }
    Ok(found)
}

/// Open units that were added and that this one looks after first: those that report to it, and
/// those just in its area that stand lower; by level and name.
pub(crate) async fn right_below(store: &Store, unit: &Unit) -> Result<Vec<Unit>> {
    let sql = format!(
        "SELECT {UNIT} FROM units WHERE state = 'open' AND id >= $1 AND (parent = $2 \
         OR (parent IS NULL AND area = $3 AND level > $4 AND $4 < 4)) \
         ORDER BY level, name, id LIMIT $5"
    );
    let values = [
        UnitId::FIRST_ADDED.into(),
        unit.id.0.into(),
        unit.area.to_string().into(),
        unit.level().number().into(),
        MOST_IN_AREA.into(),
    ];
    let found: Vec<UnitRow> = all(&store.read, sql, values).await?;
    found.into_iter().map(UnitRow::read).collect()
}

#[derive(Serialize)]
struct In {
    wanted: String,
    code: String,
}

#[derive(FromQueryResult)]
struct InRow {
    wanted: String,
    #[sea_orm(nested)]
    unit: UnitRow,
}

/// Open units that were added in each of these areas or one inside it, by level and name.
pub(super) async fn added_in(
    store: &Store,
    areas: &BTreeSet<AreaCode>,
) -> Result<BTreeMap<AreaCode, Vec<Unit>>> {
    const IN: [(&str, Type); 2] = [("wanted", Type::Text), ("code", Type::Text)];
    if areas.is_empty() {
        return Ok(BTreeMap::new());
    }
    let within = |area: &AreaCode| {
        let wanted = area.to_string();
        codes_in(*area).into_iter().map(move |code| In { wanted: wanted.clone(), code })
    };
    let within: Vec<In> = areas.iter().flat_map(within).collect();
    // By the codes inside it, each found in the index; a pattern would go through all units.
    let sql = format!(
        "SELECT r.wanted, {UNIT} FROM {} CROSS JOIN units WHERE units.area = r.code \
         AND units.state = 'open' AND units.id >= $2 ORDER BY units.level, units.name, units.id",
        rows(store.backend(), 1, &IN)
    );
    let values = [json(&within)?, UnitId::FIRST_ADDED.into()];
    let found: Vec<InRow> = all(&store.read, sql, values).await?;
    let mut added: BTreeMap<AreaCode, Vec<Unit>> = BTreeMap::new();
    for row in found {
        let area = row.wanted.parse().map_err(|_| Error::Broken("an area".into()))?;
        let units = added.entry(area).or_default();
        if units.len() < MOST_IN_AREA as usize {
            units.push(row.unit.read()?);
        }
    }
    Ok(added)
}

/// The codes of an area and of every area in it.
pub(crate) fn codes_in(area: AreaCode) -> Vec<String> {
    let mut codes = vec![area.to_string()];
    for child in areas::children(area) {
        codes.extend(codes_in(child.code));
    }
    codes
}

/// Every unit that was added, open or closed, in an area if one is given; by area, level and name.
pub async fn list(store: &Store, area: Option<AreaCode>) -> Result<Vec<Unit>> {
    let sql = format!(
        "SELECT {UNIT} FROM units WHERE area LIKE $1 || '%' AND id >= $2 \
         ORDER BY area, level, name, id"
    );
    let area = area.map(|area| area.to_string()).unwrap_or_default();
    let found: Vec<UnitRow> =
        all(&store.read, sql, [area.into(), UnitId::FIRST_ADDED.into()]).await?;
    found.into_iter().map(UnitRow::read).collect()
}

/// Levels on which active officers look after what is at a unit, the nearest first.
pub(super) async fn levels_above(store: &Store, unit: &Unit) -> Result<Vec<Level>> {
    #[derive(FromQueryResult)]
    struct At {
        level: i64,
    }
    const OF: [(&str, Type); 4] =
        [("id", Type::Int), ("level", Type::Int), ("area", Type::Text), ("parent", Type::Int)];
    let sql = format!(
        "SELECT DISTINCT offices.level FROM {} CROSS JOIN {OFFICERS} WHERE {} \
         ORDER BY offices.level DESC",
        rows(store.backend(), 1, &OF),
        is_below_offices("r", &Level::Volunteer.number().to_string())
    );
    let found: Vec<At> = all(&store.read, sql, [json(&[Row::of_office(unit)])?]).await?;
    let level = |at: At| Level::from_number(at.level);
    found.into_iter().map(|at| level(at).ok_or_else(|| Error::Broken("a level".into()))).collect()
}
