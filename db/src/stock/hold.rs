//! The locks of a commit that writes into books, in the one order in which they are taken: units
//! stay open, books stand still, and so do transfers ([`super::load`]).
//!
//! On SQLite the transaction is alone anyway.

use std::collections::{BTreeMap, BTreeSet};

use asa_core::people::{RoleId, UnitId};
use asa_core::stock::{Deed, chain};
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbBackend, FromQueryResult};
use serde::Serialize;

use super::apply::Line;
use crate::people::units;
use crate::sql::{Type, all, execute, json, one, rows};
use crate::{Error, Result};

/// The end of a unit's book, to write on from.
pub(super) struct Book {
    pub(super) area: String,
    pub(super) place: i64,
    pub(super) head: String,
}

/// The units of all books, and those something is sent to, are open and stay so; by their areas.
pub(super) async fn units(
    tx: &DatabaseTransaction,
    lines: &[Line<'_>],
) -> Result<BTreeMap<UnitId, String>> {
    let mut concerned: BTreeSet<UnitId> = lines.iter().map(|line| line.record.unit).collect();
    concerned.extend(lines.iter().filter_map(|line| match &line.record.deed {
        Deed::Send { to, .. } => Some(*to),
        _ => None,
    }));
    units::hold_all_open(tx, &concerned).await
}

#[derive(Serialize)]
struct NewBook<'a> {
    unit: i64,
    area: &'a str,
    head: &'static str,
}

#[derive(FromQueryResult)]
struct Found {
    found: i64,
}

#[derive(FromQueryResult)]
struct BookRow {
    unit: i64,
    area: String,
    place: i64,
    head: String,
}

/// A book that is not there yet begins here.
pub(super) async fn books(
    tx: &DatabaseTransaction,
    lines: &[Line<'_>],
    areas: &BTreeMap<UnitId, String>,
) -> Result<BTreeMap<UnitId, Book>> {
    const COLUMNS: [(&str, Type); 3] =
        [("unit", Type::Int), ("area", Type::Text), ("head", Type::Text)];
    let units: BTreeSet<UnitId> = lines.iter().map(|line| line.record.unit).collect();
    let new = units.iter().map(|unit| {
        let area = areas.get(unit).ok_or(Error::Overtaken)?;
        Ok(NewBook { unit: unit.0, area, head: chain::BEGINNING })
    });
    let units = json(&new.collect::<Result<Vec<_>>>()?)?;
    let from = rows(tx.get_database_backend(), 1, &COLUMNS);
    let sql = format!(
        "INSERT INTO books (unit, area, place, head) SELECT unit, area, 0, head FROM {from} \
         WHERE true ON CONFLICT (unit) DO NOTHING"
    );
    execute(tx, sql, [units.clone()]).await?;
    let sql = format!(
        "SELECT unit, area, place, head FROM books WHERE unit IN (SELECT r.unit FROM {from}) \
         ORDER BY unit {}",
        for_update(tx)
    );
    let found: Vec<BookRow> = all(tx, sql, [units]).await?;
    let book = |BookRow { unit, area, place, head }| (UnitId(unit), Book { area, place, head });
    Ok(found.into_iter().map(book).collect())
}

/// Whether something lies at a unit, comes to it or goes from it. Its book stands still until the
/// commit.
pub(crate) async fn has_stock(tx: &DatabaseTransaction, unit: UnitId) -> Result<bool> {
    let sql =
        format!("SELECT unit, area, place, head FROM books WHERE unit = $1 {}", for_update(tx));
    all::<BookRow, _>(tx, sql, [unit.0.into()]).await?;
    let sql = "SELECT COUNT(*) AS found FROM (SELECT b.unit FROM balances b \
               WHERE b.unit = $1 AND b.pieces > 0 UNION ALL SELECT t.id FROM transfers t \
               WHERE (t.from_unit = $1 OR t.to_unit = $1) AND t.state IN ('open', 'short')) AS s";
    let found: Option<Found> = one(tx, sql, [unit.0.into()]).await?;
    Ok(found.is_some_and(|found| found.found > 0))
}

/// From the day somebody has a role at a unit its book is kept, and missed if nothing is written.
pub(crate) async fn begin_book(tx: &DatabaseTransaction, role: RoleId) -> Result<()> {
    let sql = "INSERT INTO books (unit, area, place, head) SELECT u.id, u.area, 0, $2 \
               FROM roles JOIN units u ON u.id = roles.unit \
               WHERE roles.id = $1 AND roles.state = 'active' ON CONFLICT (unit) DO NOTHING";
    execute(tx, sql, [role.0.into(), chain::BEGINNING.into()]).await?;
    Ok(())
}

pub(super) fn for_update(tx: &DatabaseTransaction) -> &'static str {
    match tx.get_database_backend() {
        DbBackend::Postgres => "FOR UPDATE",
        _ => "",
    }
}
