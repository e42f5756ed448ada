//! Whoever waits too long for a decision goes on to the next higher level that somebody sits at,
//! and those there are told.
//!
//! Invariant: asking twice, or from two replicas at once, lets nobody climb twice.

use std::time::Duration;

use asa_core::effect::{Tell, Whom};
use asa_core::moment::Moment;
use asa_core::people::names::views::QUEUE_GREW;
use asa_core::people::{Level, RoleId};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde::Serialize;

use super::act::{Act, By, Event, Through};
use super::reach::{OFFICERS, is_below_offices};
use super::row::{FROM, LEVEL};
use super::tells;
use crate::sql::{Type, all, json, rows};
use crate::{Error, Result, Store};

const PATIENCE: Duration = Duration::from_secs(24 * 3600);
/// In one transaction: a small bite, so that it holds up nobody.
const MOST: i64 = 100;

/// A role that climbed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Climbed {
    pub role: RoleId,
    pub to: Level,
}

#[derive(FromQueryResult, Serialize)]
struct Due {
    id: i64,
    desk_at: i64,
    next: i64,
}

/// Says who climbed. More may be due: ask again.
pub async fn climb(store: &Store, now: Moment) -> Result<Vec<Climbed>> {
    let due = due(store, now).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let tx = store.begin().await?;
    let by = By { person: None, through: Through::Time };
    let climbed = lift(&Act { store, tx: &tx, by, now }, &due).await?;
    tx.commit().await?;
    Ok(climbed)
}

/// Those that have waited at a desk long enough, and have somewhere to go.
async fn due(store: &Store, now: Moment) -> Result<Vec<Due>> {
    let sql = format!(
        "SELECT w.id, w.desk_at, w.next FROM (SELECT roles.id, roles.desk_at, \
         (SELECT MAX(offices.level) FROM {OFFICERS} WHERE offices.level < roles.desk \
         AND officers.person <> roles.person AND {}) AS next FROM {FROM} \
         WHERE roles.state = 'waiting' AND roles.desk_at <= $1) AS w \
         WHERE w.next IS NOT NULL ORDER BY w.desk_at, w.id LIMIT $2",
        is_below_offices("units", LEVEL)
    );
    let values = [(now - PATIENCE).millis().into(), MOST.into()];
    all(&store.read, sql, values).await
}

async fn lift(act: &Act<'_>, due: &[Due]) -> Result<Vec<Climbed>> {
    #[derive(FromQueryResult)]
    struct Lifted {
        id: i64,
        desk: i64,
    }
    const COLUMNS: [(&str, Type); 3] =
        [("id", Type::Int), ("desk_at", Type::Int), ("next", Type::Int)];
    let sql = format!(
        "UPDATE roles SET desk = r.next, desk_at = $2 FROM {} \
         WHERE roles.id = CAST(r.id AS BIGINT) AND roles.state = 'waiting' \
         AND roles.desk_at = r.desk_at RETURNING roles.id, roles.desk",
        rows(act.tx.get_database_backend(), 1, &COLUMNS)
    );
    let lifted: Vec<Lifted> = all(act.tx, sql, [json(due)?, act.now.millis().into()]).await?;
    let mut climbed = Vec::with_capacity(lifted.len());
    for Lifted { id, desk } in lifted {
        let role = RoleId(id);
        act.role_event(role, Event { what: "climbed", ..Event::default() }).await?;
        let tell = Tell { whom: Whom::DecidersOf(role), view: QUEUE_GREW, about: String::new() };
        let cause = format!("climb-{role}-{}", act.now.millis());
        tells::tell(act, &cause, &[tell]).await?;
        let to = Level::from_number(desk).ok_or_else(|| Error::Broken("a desk".into()))?;
        climbed.push(Climbed { role, to });
    }
    Ok(climbed)
}
