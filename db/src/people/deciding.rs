//! A role from the side of those above it: approved, refused, suspended, let act again.

use asa_core::people::change::Decision;
use asa_core::people::{RoleId, RoleState};
use sea_orm::{FromQueryResult, Value};

use super::act::{Act, Event};
use super::seats;
use crate::sql::one;
use crate::{Error, Result, stock};

#[derive(FromQueryResult)]
struct Changed {
    id: i64,
    unit: i64,
}

/// Changes the one role of which all this is still so.
async fn change(
    act: &Act<'_>,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Changed> {
    let changed: Option<Changed> = one(act.tx, sql, values).await?;
    changed.ok_or(Error::Overtaken)
}

pub(super) async fn decide(act: &Act<'_>, decision: &Decision) -> Result<()> {
    let Decision { number, role, approved, why } = decision;
    let (state, what) = match approved {
        true => (RoleState::Active, "approved"),
        false => (RoleState::Refused, "refused"),
    };
    let sql = "UPDATE roles SET state = $2, decided_at = $3, why = $4 \
               WHERE id = $1 AND state = 'waiting' RETURNING id, unit";
    let (at, why) = (act.now.millis(), why.as_deref());
    change(act, sql, [role.0.into(), state.as_str().into(), at.into(), why.into()]).await?;
    act.role_event(*role, Event { what, number: Some(*number), why }).await?;
    begin(act, *role).await
}

/// The decision must be the person's own, and the last thing that happened to the role, but for
/// seats that went round.
pub(super) async fn take_back(act: &Act<'_>, number: i64) -> Result<()> {
    let sql = "UPDATE roles SET state = 'waiting', seat = NULL, decided_at = NULL, why = NULL, \
               desk_at = $2 WHERE id = (SELECT e.role FROM role_events e WHERE e.number = $1 \
               AND e.what IN ('approved', 'refused') AND e.person = $3 AND NOT EXISTS \
               (SELECT 1 FROM role_events later WHERE later.role = e.role AND later.id > e.id \
               AND later.what IN ('taken_back', 'suspended', 'activated', 'ended', 'moved')) \
               ORDER BY e.id DESC LIMIT 1) AND state IN ('active', 'refused') RETURNING id, unit";
    let values = [number.into(), act.now.millis().into(), act.person()?.into()];
    let Changed { id, unit } = change(act, sql, values).await?;
    let taken_back = Event { what: "taken_back", number: Some(number), why: None };
    act.role_event(RoleId(id), taken_back).await?;
    seats::fill(act, unit).await
}

pub(super) async fn suspend(act: &Act<'_>, number: i64, role: RoleId, why: &str) -> Result<()> {
    let sql = "UPDATE roles SET state = 'suspended', seat = NULL, why = $2 \
               WHERE id = $1 AND state = 'active' RETURNING id, unit";
    let Changed { unit, .. } = change(act, sql, [role.0.into(), why.into()]).await?;
    let suspended = Event { what: "suspended", number: Some(number), why: Some(why) };
    act.role_event(role, suspended).await?;
    seats::fill(act, unit).await
}

pub(super) async fn activate(act: &Act<'_>, number: i64, role: RoleId) -> Result<()> {
    let sql = "UPDATE roles SET state = 'active', why = NULL \
               WHERE id = $1 AND state = 'suspended' RETURNING id, unit";
    change(act, sql, [role.0.into()]).await?;
    let activated = Event { what: "activated", number: Some(number), why: None };
    act.role_event(role, activated).await?;
    begin(act, role).await
}

/// Whoever has become active sits down, and the book of their unit is kept from now on.
pub(super) async fn begin(act: &Act<'_>, role: RoleId) -> Result<()> {
    seats::take(act, role).await?;
    stock::begin_book(act.tx, role).await
}
