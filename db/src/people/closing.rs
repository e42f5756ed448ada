//! Closing a unit, perhaps into another; and taking that back.
//!
//! Invariant: nobody is left at a closed unit: a role that may still come to something moves on
//! or ends, and what that was is found again by the closing's number. So is no stock: from a closed
//! unit nobody could send it on.

use asa_core::people::{RoleId, UnitId};
use sea_orm::FromQueryResult;

use super::act::{Act, Event, the_one};
use super::{deciding, seats, units};
use crate::sql::{all, execute, one};
use crate::{Error, Result, stock};

const LIVE: &str = "state IN ('waiting', 'active', 'suspended')";

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

pub(super) async fn close(
    act: &Act<'_>,
    number: i64,
    unit: UnitId,
    into: Option<UnitId>,
    why: &str,
) -> Result<()> {
    if unit.is_office() || into == Some(unit) {
        let never = "an area's office stays open, and no unit goes into itself";
        return Err(Error::Broken(never.to_owned()));
    }
    if let Some(into) = into {
        units::hold_open(act, into).await?;
    }
    if stock::has_stock(act.tx, unit).await? {
        return Err(Error::Overtaken);
    }
    let sql = "UPDATE units SET state = 'closed', merged_into = $2 \
               WHERE id = $1 AND state = 'open'";
    let values = [unit.0.into(), into.map(|into| into.0).into()];
    the_one(execute(act.tx, sql, values).await?)?;
    let (number, why) = (Some(number), Some(why));
    act.unit_event(unit, Event { what: "closed", number, why }).await?;
    hand_children_up(act, unit, number).await?;
    let roles = of_unit(act, unit).await?;
    if let Some(into) = into {
        move_on(act, &roles, into, Event { what: "moved", number, why }).await?;
    }
    end(act, unit, Event { what: "ended", number, why }).await
}

/// Units that reported to it report to whom it reported.
async fn hand_children_up(act: &Act<'_>, unit: UnitId, number: Option<i64>) -> Result<()> {
    let sql = "UPDATE units SET parent = (SELECT u.parent FROM units u WHERE u.id = $1) \
               WHERE parent = $1 RETURNING id";
    let children: Vec<Id> = all(act.tx, sql, [unit.0.into()]).await?;
    for child in children {
        let handed = Event { what: "handed_up", number, why: None };
        act.unit_event(UnitId(child.id), handed).await?;
    }
    Ok(())
}

/// Roles there that may still come to something; its primary first, then by age.
async fn of_unit(act: &Act<'_>, unit: UnitId) -> Result<Vec<RoleId>> {
    let sql = format!(
        "SELECT id FROM roles WHERE unit = $1 AND {LIVE} \
         ORDER BY CASE seat WHEN 'primary' THEN 0 ELSE 1 END, decided_at, id"
    );
    let roles: Vec<Id> = all(act.tx, sql, [unit.0.into()]).await?;
    Ok(roles.into_iter().map(|role| RoleId(role.id)).collect())
}

/// Those whose person has no such role there yet. An officer's application goes to a desk above
/// where it leads now.
async fn move_on(act: &Act<'_>, roles: &[RoleId], into: UnitId, event: Event<'_>) -> Result<()> {
    let sql = format!(
        "UPDATE roles SET unit = $2, seat = NULL, desk = CASE WHEN kind = 'officer' AND desk >= \
         (SELECT u.level FROM units u WHERE u.id = $2) \
         THEN (SELECT u.level - 1 FROM units u WHERE u.id = $2) ELSE desk END \
         WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM roles o WHERE o.person = roles.person \
         AND o.kind = roles.kind AND o.unit = $2 AND o.{LIVE})"
    );
    for role in roles {
        if execute(act.tx, &sql, [role.0.into(), into.0.into()]).await? == 1 {
            act.role_event(*role, event).await?;
            deciding::begin(act, *role).await?;
        }
    }
    Ok(())
}

/// Whoever is still there ends there. The seat stays to be seen.
async fn end(act: &Act<'_>, unit: UnitId, event: Event<'_>) -> Result<()> {
    let sql = format!(
        "UPDATE roles SET state = 'ended', ended_at = $2, why = $3 WHERE unit = $1 AND {LIVE} \
         RETURNING id"
    );
    let values = [unit.0.into(), act.now.millis().into(), event.why.into()];
    let ended: Vec<Id> = all(act.tx, sql, values).await?;
    for role in ended {
        act.role_event(RoleId(role.id), event).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Closed {
    unit: i64,
    merged_into: Option<i64>,
}

pub(super) async fn reopen(act: &Act<'_>, number: i64) -> Result<()> {
    let sql = "SELECT e.unit, u.merged_into FROM unit_events e JOIN units u ON u.id = e.unit \
               WHERE e.number = $1 AND e.what = 'closed' AND u.state = 'closed' \
               AND COALESCE(e.person, '') = COALESCE(CAST($2 AS TEXT), '') \
               ORDER BY e.id DESC LIMIT 1";
    let values = [number.into(), act.by.person.into()];
    let closed: Option<Closed> = one(act.tx, sql, values).await?;
    let Closed { unit, merged_into } = closed.ok_or(Error::Overtaken)?;
    let sql = "UPDATE units SET state = 'open', merged_into = NULL \
               WHERE id = $1 AND state = 'closed'";
    the_one(execute(act.tx, sql, [unit.into()]).await?)?;
    let reopened = Event { what: "reopened", number: Some(number), why: None };
    act.unit_event(UnitId(unit), reopened).await?;
    let sql = "UPDATE units SET parent = $1 WHERE id IN (SELECT e.unit FROM unit_events e \
               WHERE e.number = $2 AND e.what = 'handed_up')";
    execute(act.tx, sql, [unit.into(), number.into()]).await?;
    for role in gone_with(act, number).await? {
        bring_back(act, role, unit, merged_into).await?;
        act.role_event(role, reopened).await?;
    }
    if let Some(left) = merged_into {
        seats::fill(act, left).await?;
    }
    seats::fill(act, unit).await
}

/// In the order they went: the primary first.
async fn gone_with(act: &Act<'_>, number: i64) -> Result<Vec<RoleId>> {
    let sql = "SELECT e.role AS id FROM role_events e WHERE e.number = $1 \
               AND e.what IN ('moved', 'ended') ORDER BY e.id";
    let gone: Vec<Id> = all(act.tx, sql, [number.into()]).await?;
    Ok(gone.into_iter().map(|role| RoleId(role.id)).collect())
}

/// A role that moved and is still there, or that ended; one that went on since stays as it is.
async fn bring_back(act: &Act<'_>, role: RoleId, unit: i64, moved_to: Option<i64>) -> Result<()> {
    let sql =
        format!("UPDATE roles SET unit = $2, seat = NULL WHERE id = $1 AND unit = $3 AND {LIVE}");
    let moved = execute(act.tx, sql, [role.0.into(), unit.into(), moved_to.into()]).await?;
    let sql = "UPDATE roles SET ended_at = NULL, why = NULL, seat = NULL, state = CASE \
               WHEN decided_at IS NULL THEN 'waiting' WHEN (SELECT e.what FROM role_events e \
               WHERE e.role = roles.id AND e.what IN ('approved', 'invited', 'suspended', \
               'activated') ORDER BY e.id DESC LIMIT 1) = 'suspended' THEN 'suspended' \
               ELSE 'active' END WHERE id = $1 AND unit = $2 AND state = 'ended'";
    let restored = execute(act.tx, sql, [role.0.into(), unit.into()]).await?;
    if moved + restored > 0 { deciding::begin(act, role).await } else { Ok(()) }
}
