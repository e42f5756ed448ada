//! The outbox: one row is one request to one recipient, or one recipient's part of a multicast.
//! `send` queues it, `claim` finds whose turn it is, `at_once` passes over both, `end` writes down
//! what became of it.
//!
//! Invariant: what is known of a send before it leaves the machine and after its answer came is
//! written here and nowhere else.

mod at_once;
mod claim;
mod end;
mod send;

use asa_core::moment::Moment;
use sea_orm::FromQueryResult;

pub use at_once::AtOnce;
pub(crate) use at_once::{give_up, insert_in_hand, take_at_once};
pub use claim::{Most, Queued, claim, claim_batch, is_any_due};
pub(crate) use end::skip_all;
pub use end::{Attempt, DEAD, DROPPED, End, SENT, SKIPPED, UNCLEAR, WAITING, begin, end};
pub(crate) use send::insert;
pub use send::{Send, queue};

use crate::sql::{execute, one};
use crate::{Result, Store};

fn lease_name(recipient: &str) -> String {
    format!("out:{recipient}")
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromQueryResult)]
pub struct Depth {
    pub waiting: i64,
    pub oldest: Option<i64>,
    /// The earliest instant at which something falls due.
    pub next_due: Option<i64>,
}

pub async fn depth(store: &Store) -> Result<Depth> {
    let sql = "SELECT COUNT(*) AS waiting, MIN(created_at) AS oldest, MIN(due_at) AS next_due \
               FROM outbox WHERE state = 'waiting'";
    Ok(one(&store.read, sql, []).await?.unwrap_or_default())
}

/// Rows that ended before `cutoff` go, except the dead. At most `most` a call.
pub async fn prune(store: &Store, cutoff: Moment, most: u32) -> Result<u64> {
    let sql = "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE id < COALESCE(\
               (SELECT MIN(id) FROM outbox WHERE created_at >= $1), 9223372036854775807) \
               AND state NOT IN ('waiting', 'dead') ORDER BY id LIMIT $2)";
    execute(&store.write, sql, [cutoff.millis().into(), i64::from(most).into()]).await
}
