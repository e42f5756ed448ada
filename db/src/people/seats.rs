//! Seats of a unit's officers: the first is the primary, the others stand in.
//!
//! Invariant: a unit with active officers has exactly one primary among them.

use asa_core::people::RoleId;
use sea_orm::FromQueryResult;

use super::act::{Act, Event, the_one};
use crate::Result;
use crate::sql::{all, execute};

/// An officer who has become active sits down: in the first seat if it is free.
pub(super) async fn take(act: &Act<'_>, role: RoleId) -> Result<()> {
    let sql = "UPDATE roles SET seat = CASE WHEN EXISTS (SELECT 1 FROM roles p \
               WHERE p.unit = roles.unit AND p.kind = 'officer' AND p.state = 'active' \
               AND p.seat = 'primary' AND p.id <> roles.id) THEN 'deputy' ELSE 'primary' END \
               WHERE id = $1 AND kind = 'officer' AND state = 'active'";
    execute(act.tx, sql, [role.0.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Promoted {
    id: i64,
}

/// Somebody has left a unit: if the first seat is free now, the oldest deputy takes it.
pub(super) async fn fill(act: &Act<'_>, unit: i64) -> Result<()> {
    let sql = "UPDATE roles SET seat = 'primary' WHERE id = (SELECT d.id FROM roles d \
               WHERE d.unit = $1 AND d.kind = 'officer' AND d.state = 'active' \
               ORDER BY d.decided_at, d.id LIMIT 1) AND NOT EXISTS (SELECT 1 FROM roles p \
               WHERE p.unit = $1 AND p.kind = 'officer' AND p.state = 'active' \
               AND p.seat = 'primary') RETURNING id";
    let promoted: Vec<Promoted> = all(act.tx, sql, [unit.into()]).await?;
    for Promoted { id } in promoted {
        act.role_event(RoleId(id), Event { what: "primary", ..Event::default() }).await?;
    }
    Ok(())
}

/// Primary and deputy change seats.
pub(super) async fn hand_over(act: &Act<'_>, number: i64, from: RoleId, to: RoleId) -> Result<()> {
    // The first seat is free for a moment: there is never more than one primary.
    let sql = "UPDATE roles SET seat = 'deputy' WHERE id = $1 AND kind = 'officer' \
               AND state = 'active' AND seat = 'primary'";
    the_one(execute(act.tx, sql, [from.0.into()]).await?)?;
    let sql = "UPDATE roles SET seat = 'primary' WHERE id = $1 AND kind = 'officer' \
               AND state = 'active' AND seat = 'deputy' AND id <> $2 \
               AND unit = (SELECT f.unit FROM roles f WHERE f.id = $2)";
    the_one(execute(act.tx, sql, [to.0.into(), from.0.into()]).await?)?;
    let number = Some(number);
    act.role_event(from, Event { what: "handed_over", number, ..Event::default() }).await?;
    act.role_event(to, Event { what: "primary", number, ..Event::default() }).await
}
