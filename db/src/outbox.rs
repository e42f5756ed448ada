//! The outbox: one row is one request to one recipient, or one recipient's part of a multicast.
//! What is known of a send before it leaves the machine and after its answer came is written
//! here and nowhere else.

use std::collections::HashSet;

use asa_core::conversation::Worth;
use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use serde::Serialize;
use uuid::Uuid;

use crate::lease::{Lease, give_back, take};
use crate::spending::{self, Spent};
use crate::sql::{Type, all, execute, json, names, one, rows};
use crate::{Result, Store};

/// A request that is to be made. Its retry key is stored with it, before any attempt.
#[derive(Debug, Clone, Serialize)]
pub struct Send {
    event_id: String,
    recipient: String,
    lane: i64,
    worth: &'static str,
    why: String,
    reply_token: Option<String>,
    token_until: Option<i64>,
    retry_key: String,
    messages: String,
    due_at: i64,
    created_at: i64,
}

/// Urgent before replies, whose tokens are dying, before everything that can wait.
fn lane(worth: Worth, reply: bool) -> i64 {
    match (worth, reply) {
        (Worth::Urgent, _) => 0,
        (_, true) => 1,
        (_, false) => 2,
    }
}

impl Send {
    /// `messages` is the JSON array as LINE gets it.
    pub fn new(event_id: &str, to: &str, messages: String, now: Moment) -> Self {
        Self {
            event_id: event_id.to_owned(),
            recipient: to.to_owned(),
            lane: lane(Worth::Free, false),
            worth: Worth::Free.as_str(),
            why: String::new(),
            reply_token: None,
            token_until: None,
            retry_key: Uuid::new_v4().to_string(),
            messages,
            due_at: now.millis(),
            created_at: now.millis(),
        }
    }

    /// Whether, and why, it may be paid for.
    #[must_use]
    pub fn worth(self, worth: Worth, why: &str) -> Self {
        let lane = lane(worth, self.reply_token.is_some());
        Self { worth: worth.as_str(), why: why.to_owned(), lane, ..self }
    }

    /// Free, if it is in time.
    #[must_use]
    pub fn reply(self, token: &str, until: Moment) -> Self {
        let lane = self.lane.min(lane(Worth::Free, true));
        let (reply_token, token_until) = (Some(token.to_owned()), Some(until.millis()));
        Self { reply_token, token_until, lane, ..self }
    }
}

const COLUMNS: [(&str, Type); 11] = [
    ("event_id", Type::Text),
    ("recipient", Type::Text),
    ("lane", Type::Int),
    ("worth", Type::Text),
    ("why", Type::Text),
    ("reply_token", Type::Text),
    ("token_until", Type::Int),
    ("retry_key", Type::Text),
    ("messages", Type::Text),
    ("due_at", Type::Int),
    ("created_at", Type::Int),
];

pub(crate) async fn insert<C: ConnectionTrait>(db: &C, sends: &[&Send]) -> Result<()> {
    let columns = COLUMNS.map(|(name, _)| name).join(", ");
    let sql = format!(
        "INSERT INTO outbox ({columns}, state) SELECT {columns}, 'waiting' FROM {}",
        rows(db.get_database_backend(), 1, &COLUMNS)
    );
    execute(db, sql, [json(sends)?]).await?;
    Ok(())
}

/// Queues requests that no turn asked for: the operator's, or a replay.
pub async fn queue(store: &Store, sends: &[Send]) -> Result<()> {
    insert(&store.write, &sends.iter().collect::<Vec<_>>()).await
}

/// A request whose turn it is, as the plan for it needs it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Queued {
    pub id: i64,
    pub event_id: String,
    pub recipient: String,
    pub worth: String,
    pub why: String,
    pub reply_token: Option<String>,
    pub token_until: Option<i64>,
    pub retry_key: String,
    pub batch: Option<String>,
    pub messages: String,
    pub tries: i64,
    /// An earlier attempt may have arrived.
    pub unclear: i64,
    pub in_hand_since: Option<i64>,
    pub first_try_at: Option<i64>,
    pub created_at: i64,
    pub blocked: i64,
}

impl Queued {
    pub fn worth(&self) -> Worth {
        Worth::parse(&self.worth).unwrap_or(Worth::Free)
    }
}

pub(crate) fn lease_name(recipient: &str) -> String {
    format!("out:{recipient}")
}

#[derive(FromQueryResult)]
struct Recipient {
    recipient: String,
}

/// How many recipients a claim may take: of those who are waiting for an answer, and of those
/// who can wait, whose messages are often equal and go out together.
#[derive(Debug, Clone, Copy)]
pub struct Most {
    pub waiting: usize,
    pub patient: usize,
}

/// The next request of recipients to whom nothing is being sent, with the lease on them. Within
/// a recipient and lane requests go in order: one waits for an earlier one that has been tried
/// and will be tried again. A reply waits for no push, because its token would die.
pub async fn claim(store: &Store, lease: &Lease, most: Most) -> Result<Vec<Queued>> {
    let wanted = free_recipients(store, lease.now, most).await?;
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let tx = store.begin().await?;
    let taken = take(&tx, lease, wanted.iter().map(|name| lease_name(name)).collect()).await?;
    let queued = heads(&tx, lease.now, &taken).await?;
    if queued.len() < taken.len() {
        let busy: HashSet<_> = queued.iter().map(|row| lease_name(&row.recipient)).collect();
        let idle: Vec<_> = taken.into_iter().filter(|name| !busy.contains(name)).collect();
        give_back(&tx, &lease.holder, &idle).await?;
    }
    tx.commit().await?;
    Ok(queued)
}

#[derive(FromQueryResult)]
struct Batch {
    batch: String,
}

/// A multicast that has to be made again: all of its rows or none, because its key stands for
/// exactly these recipients.
pub async fn claim_batch(store: &Store, lease: &Lease) -> Result<Vec<Queued>> {
    let sql = "SELECT batch FROM outbox WHERE batch IS NOT NULL AND state = 'waiting' \
               AND due_at <= $1 ORDER BY due_at LIMIT 1";
    let due: Option<Batch> = one(&store.read, sql, [lease.now.millis().into()]).await?;
    let Some(Batch { batch }) = due else { return Ok(Vec::new()) };
    let sql = format!(
        "{QUEUED} FROM outbox o {BLOCKED} WHERE o.batch = $1 AND o.state = 'waiting' \
                       ORDER BY o.id"
    );
    let tx = store.begin().await?;
    let rows: Vec<Queued> = all(&tx, sql, [batch.into()]).await?;
    let names: Vec<String> = rows.iter().map(|row| lease_name(&row.recipient)).collect();
    let taken = take(&tx, lease, names).await?;
    if taken.len() < rows.len() {
        tx.rollback().await?;
        return Ok(Vec::new());
    }
    tx.commit().await?;
    Ok(rows)
}

const QUEUED: &str = "SELECT o.id, o.event_id, o.recipient, o.worth, o.why, o.reply_token, \
    o.token_until, o.retry_key, o.batch, COALESCE(o.messages, '[]') AS messages, o.tries, \
    o.unclear, o.in_hand_since, o.first_try_at, o.created_at, \
    CAST(CASE WHEN p.blocked_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS blocked";
const BLOCKED: &str = "LEFT JOIN people p ON p.line_id = o.recipient";

async fn heads(tx: &DatabaseTransaction, now: Moment, taken: &[String]) -> Result<Vec<Queued>> {
    let sql = format!(
        "{QUEUED} FROM {} JOIN outbox o ON o.id = (SELECT j.id FROM outbox j WHERE j.state = 'waiting' \
         AND j.recipient = substr(r.name, 5) AND j.due_at <= $2 AND j.batch IS NULL AND NOT EXISTS \
         (SELECT 1 FROM outbox e WHERE e.state = 'waiting' AND e.recipient = j.recipient \
         AND e.id < j.id AND e.tries > 0 AND e.lane <= j.lane AND (j.reply_token IS NULL OR e.reply_token IS NOT NULL)) \
         ORDER BY j.lane, j.id LIMIT 1) {BLOCKED} ORDER BY o.lane, o.id",
        names(tx.get_database_backend(), 1)
    );
    all(tx, sql, [json(taken)?, now.millis().into()]).await
}

async fn free_recipients(store: &Store, now: Moment, most: Most) -> Result<Vec<String>> {
    const ROWS_PER_RECIPIENT: usize = 2;
    let lanes = [(0, most.waiting), (1, most.waiting), (2, most.patient)];
    let sql = "SELECT o.recipient FROM outbox o WHERE o.state = 'waiting' AND o.lane = $1 \
               AND o.due_at <= $2 AND o.batch IS NULL AND NOT EXISTS (SELECT 1 FROM leases l \
               WHERE l.name = 'out:' || o.recipient AND l.until > $2) ORDER BY o.due_at, o.id \
               LIMIT $3";
    let mut recipients = Vec::new();
    let mut seen = HashSet::new();
    for (lane, most) in lanes {
        let room = most.saturating_sub(recipients.len());
        let window = i64::try_from(room * ROWS_PER_RECIPIENT).unwrap_or(i64::MAX);
        let values = [lane.into(), now.millis().into(), window.into()];
        let found: Vec<Recipient> = all(&store.read, sql, values).await?;
        let new = found.into_iter().filter(|row| seen.insert(row.recipient.clone()));
        recipients.extend(new.map(|row| row.recipient).take(room));
    }
    Ok(recipients)
}

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
    give_back(&tx, holder, &held).await?;
    tx.commit().await?;
    Ok(())
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
