//! Whoever waits too long for a decision goes on to the next higher level that somebody sits at,
//! and those there are told.
//!
//! Invariant: asking twice, or from two replicas at once, lets nobody climb twice.

use std::time::Duration;

use asa_core::effect::{Tell, Whom};
use asa_core::moment::Moment;
use asa_core::people::RoleId;
use asa_core::people::names::views::QUEUE_GREW;
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde::Serialize;

use super::act::{Act, By, Event, Through};
use super::reach::{OFFICERS, is_below_offices};
use super::row::{FROM, LEVEL};
use super::tells;
use crate::sql::{Type, all, json, rows};
use crate::{Result, Store};

const PATIENCE: Duration = Duration::from_secs(24 * 3600);
/// In one go: a small bite, so that it holds up nobody.
pub const MOST: i64 = 100;

/// How many roles climb, and how many people are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Climb {
    pub roles: u64,
    pub told: u64,
}

#[derive(FromQueryResult, Serialize)]
struct Due {
    id: i64,
    desk_at: i64,
    next: i64,
    /// Who sits at the desk it comes to, and can be reached.
    told: i64,
}

/// What [`run`] would do at once.
pub async fn due(store: &Store, now: Moment) -> Result<Climb> {
    let due = waiting(store, now).await?;
    let told = due.iter().map(|role| u64::try_from(role.told).unwrap_or_default()).sum();
    Ok(Climb { roles: due.len() as u64, told })
}

/// Lets at most [`MOST`] climb: whoever wants all of them asks until none does.
pub async fn run(store: &Store, now: Moment) -> Result<Climb> {
    let due = waiting(store, now).await?;
    if due.is_empty() {
        return Ok(Climb::default());
    }
    let tx = store.begin().await?;
    let by = By { person: None, through: Through::Time };
    let climb = lift(&Act { store, tx: &tx, by, now }, &due).await?;
    tx.commit().await?;
    Ok(climb)
}

/// Those that have waited at a desk long enough, and have somewhere to go.
async fn waiting(store: &Store, now: Moment) -> Result<Vec<Due>> {
    let above = format!(
        "{OFFICERS} WHERE officers.person <> roles.person AND {}",
        is_below_offices("units", LEVEL)
    );
    let sql = format!(
        "SELECT roles.id, roles.desk_at, w.next, (SELECT COUNT(DISTINCT officers.person) \
         FROM {above} AND offices.level = w.next AND NOT EXISTS (SELECT 1 FROM people p \
         WHERE p.line_id = officers.person AND p.blocked_at IS NOT NULL)) AS told \
         FROM (SELECT roles.id, (SELECT MAX(offices.level) FROM {above} \
         AND offices.level < roles.desk) AS next FROM {FROM} \
         WHERE roles.state = 'waiting' AND roles.desk_at <= $1) AS w \
         JOIN roles ON roles.id = w.id JOIN units ON units.id = roles.unit \
         WHERE w.next IS NOT NULL ORDER BY roles.desk_at, roles.id LIMIT $2"
    );
    let values = [(now - PATIENCE).millis().into(), MOST.into()];
    all(&store.read, sql, values).await
}

/// Only who still waits there: somebody may have decided, or lifted them, since.
async fn lift(act: &Act<'_>, due: &[Due]) -> Result<Climb> {
    #[derive(FromQueryResult)]
    struct Lifted {
        id: i64,
    }
    const COLUMNS: [(&str, Type); 3] =
        [("id", Type::Int), ("desk_at", Type::Int), ("next", Type::Int)];
    let sql = format!(
        "UPDATE roles SET desk = r.next, desk_at = $2 FROM {} \
         WHERE roles.id = CAST(r.id AS BIGINT) AND roles.state = 'waiting' \
         AND roles.desk_at = r.desk_at RETURNING roles.id",
        rows(act.tx.get_database_backend(), 1, &COLUMNS)
    );
    let lifted: Vec<Lifted> = all(act.tx, sql, [json(due)?, act.now.millis().into()]).await?;
    let mut climb = Climb::default();
    for role in lifted.into_iter().map(|lifted| RoleId(lifted.id)) {
        act.role_event(role, Event { what: "climbed", ..Event::default() }).await?;
        let tell = Tell { whom: Whom::DecidersOf(role), view: QUEUE_GREW, about: String::new() };
        let cause = format!("climb-{role}-{}", act.now.millis());
        climb.told += tells::tell(act, &cause, &[tell]).await?;
        climb.roles += 1;
    }
    Ok(climb)
}
