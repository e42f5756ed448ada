//! What became of a request: that an attempt is made, and how it ended.

use asa_core::moment::Moment;
use sea_orm::ConnectionTrait;
use serde::Serialize;

use super::lease_name;
use crate::lease::commit_and_give_back;
use crate::spending::{self, Spent};
use crate::sql::{Type, execute, json, names, rows};
use crate::{Result, Store};

/// An attempt that is about to be made.
#[derive(Debug, Clone, Serialize)]
pub struct Attempt {
    pub id: i64,
    /// The retry key of the multicast it is part of.
    pub batch: Option<String>,
    pub unclear: i64,
    /// Gone for good: it is a push from now on.
    pub token_dead: i64,
}

/// Writes down, before anything leaves the machine, that these attempts are made.
pub async fn begin(store: &Store, attempts: &[Attempt], now: Moment) -> Result<()> {
    const COLUMNS: [(&str, Type); 4] = [
        ("id", Type::Int),
        ("batch", Type::Text),
        ("unclear", Type::Int),
        ("token_dead", Type::Int),
    ];
    let sql = format!(
        "UPDATE outbox SET tries = tries + 1, in_hand_since = $2, batch = r.batch, \
         first_try_at = COALESCE(first_try_at, $2), unclear = r.unclear, \
         reply_token = CASE WHEN r.token_dead = 1 THEN NULL ELSE reply_token END \
         FROM {} WHERE outbox.id = CAST(r.id AS BIGINT) AND outbox.state = 'waiting'",
        rows(store.backend(), 1, &COLUMNS)
    );
    execute(&store.write, sql, [json(attempts)?, now.millis().into()]).await?;
    Ok(())
}

/// How an attempt, or the decision not to make one, ended.
#[derive(Debug, Clone, Serialize)]
pub struct End {
    pub id: i64,
    #[serde(skip)]
    pub recipient: String,
    pub state: &'static str,
    pub cause: Option<String>,
    pub unclear: i64,
    pub token_dead: i64,
    pub keep_batch: i64,
    pub due_at: i64,
    /// How it went out, if it did: `reply`, `push` or `multicast`.
    pub way: Option<&'static str>,
    pub line_request_id: Option<String>,
}

pub const WAITING: &str = "waiting";
pub const SENT: &str = "sent";
pub const UNCLEAR: &str = "unclear";
pub const SKIPPED: &str = "skipped";
pub const DROPPED: &str = "dropped";
pub const DEAD: &str = "dead";

/// Writes down how attempts ended and what they cost, and frees their recipients. What was said
/// is erased once it has no use any more; a dead one keeps it for a replay.
pub async fn end(
    store: &Store,
    holder: &str,
    ends: &[End],
    spent: &[Spent],
    now: Moment,
) -> Result<()> {
    const COLUMNS: [(&str, Type); 9] = [
        ("id", Type::Int),
        ("state", Type::Text),
        ("cause", Type::Text),
        ("unclear", Type::Int),
        ("token_dead", Type::Int),
        ("keep_batch", Type::Int),
        ("due_at", Type::Int),
        ("way", Type::Text),
        ("line_request_id", Type::Text),
    ];
    let sql = format!(
        "UPDATE outbox SET state = r.state, cause = r.cause, unclear = r.unclear, \
         due_at = r.due_at, way = r.way, line_request_id = r.line_request_id, \
         in_hand_since = NULL, batch = CASE WHEN r.keep_batch = 1 THEN batch END, \
         reply_token = CASE WHEN r.token_dead = 1 OR r.state <> 'waiting' THEN NULL \
         ELSE reply_token END, \
         finished_at = CASE WHEN r.state = 'waiting' THEN NULL ELSE $2 END, \
         messages = CASE WHEN r.state IN ('waiting', 'dead') THEN messages END \
         FROM {} WHERE outbox.id = CAST(r.id AS BIGINT) AND outbox.state = 'waiting'",
        rows(store.backend(), 1, &COLUMNS)
    );
    let tx = store.begin().await?;
    execute(&tx, sql, [json(ends)?, now.millis().into()]).await?;
    if !spent.is_empty() {
        spending::add(&tx, spent).await?;
    }
    let held: Vec<_> = ends.iter().map(|end| lease_name(&end.recipient)).collect();
    commit_and_give_back(store, tx, holder, &held).await
}

/// What waits for a group the bot has left is not sent.
pub(crate) async fn skip_all<C: ConnectionTrait>(
    db: &C,
    recipients: &[&str],
    now: Moment,
) -> Result<()> {
    let sql = format!(
        "UPDATE outbox SET state = 'skipped', cause = 'left the group', finished_at = $2, \
         messages = NULL, reply_token = NULL WHERE state = 'waiting' \
         AND recipient IN (SELECT r.name FROM {})",
        names(db.get_database_backend(), 1)
    );
    execute(db, sql, [json(recipients)?, now.millis().into()]).await?;
    Ok(())
}
