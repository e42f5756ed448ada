//! Whose turn it is to be sent something.

use std::collections::HashSet;

use asa_core::conversation::Worth;
use asa_core::moment::Moment;
use sea_orm::FromQueryResult;

use super::lease_name;
use crate::lease::{Lease, free_here, give_back, held_here, take, take_with_work};
use crate::sql::{all, json, names, one};
use crate::vault::columns::MESSAGES;
use crate::{Error, Result, Store, Vault};

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
    pub first_key: String,
    /// The JSON array as LINE gets it; empty if it does not open.
    pub messages: String,
    #[sea_orm(skip)]
    pub locked: Option<Error>,
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

    fn opened(mut self, vault: &Vault) -> Self {
        match vault.open(&MESSAGES.at(&[&self.first_key]), std::mem::take(&mut self.messages)) {
            Ok(messages) => self.messages = messages,
            Err(error) => self.locked = Some(error),
        }
        self
    }
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
    let free = free_recipients(store, lease.now, most).await?;
    let wanted = free.iter().map(|name| lease_name(name)).collect();
    let find = async |names: &[String]| heads(store, lease.now, names).await;
    let name = |row: &Queued| lease_name(&row.recipient);
    let queued = take_with_work(store, lease, wanted, find, name).await?;
    Ok(queued.into_iter().map(|row| row.opened(&store.vault)).collect())
}

/// Whether something is due that nobody has in hand; its recipient may be somebody's to whom
/// something else is under way.
pub async fn is_any_due(store: &Store, now: Moment) -> Result<bool> {
    let sql = "SELECT recipient FROM outbox WHERE state = 'waiting' AND lane <= 2 \
               AND due_at <= $1 AND in_hand_since IS NULL LIMIT 1";
    let due: Option<Recipient> = one(&store.read, sql, [now.millis().into()]).await?;
    Ok(due.is_some())
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
    let rows: Vec<Queued> = all(&store.read, sql, [batch.into()]).await?;
    let names: Vec<String> = rows.iter().map(|row| lease_name(&row.recipient)).collect();
    let taken = take(store, &store.write, lease, names).await?;
    if taken.len() < rows.len() {
        give_back(store, &lease.holder, &taken).await?;
        return Ok(Vec::new());
    }
    Ok(rows.into_iter().map(|row| row.opened(&store.vault)).collect())
}

const QUEUED: &str = "SELECT o.id, o.event_id, o.recipient, o.worth, o.why, o.reply_token, \
    o.token_until, o.retry_key, o.first_key, o.batch, COALESCE(o.messages, '[]') AS messages, o.tries, \
    o.unclear, o.in_hand_since, o.first_try_at, o.created_at, \
    CAST(CASE WHEN p.blocked_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS blocked";
const BLOCKED: &str = "LEFT JOIN people p ON p.line_id = o.recipient";

async fn heads(store: &Store, now: Moment, taken: &[String]) -> Result<Vec<Queued>> {
    let sql = format!(
        "{QUEUED} FROM {} JOIN outbox o ON o.id = (SELECT j.id FROM outbox j WHERE j.state = 'waiting' \
         AND j.recipient = substr(r.name, 5) AND j.due_at <= $2 AND j.batch IS NULL AND NOT EXISTS \
         (SELECT 1 FROM outbox e WHERE e.state = 'waiting' AND e.recipient = j.recipient \
         AND e.id < j.id AND e.tries > 0 AND e.lane <= j.lane AND (j.reply_token IS NULL OR e.reply_token IS NOT NULL)) \
         ORDER BY j.lane, j.id LIMIT 1) {BLOCKED} ORDER BY o.lane, o.id",
        names(store.backend(), 1)
    );
    all(&store.read, sql, [json(taken)?, now.millis().into()]).await
}

async fn free_recipients(store: &Store, now: Moment, most: Most) -> Result<Vec<String>> {
    const ROWS_PER_RECIPIENT: usize = 2;
    let lanes = [(0, most.waiting), (1, most.waiting), (2, most.patient)];
    let held = held_here(store, now);
    let others = match store.own_leases {
        Some(_) => "",
        None => {
            "AND NOT EXISTS (SELECT 1 FROM leases l WHERE l.name = 'out:' || o.recipient \
             AND l.until > $2)"
        }
    };
    let sql = format!(
        "SELECT o.recipient FROM outbox o WHERE o.state = 'waiting' AND o.lane = $1 \
         AND o.due_at <= $2 AND o.batch IS NULL {others} ORDER BY o.due_at, o.id LIMIT $3"
    );
    let mut recipients = Vec::new();
    let mut seen = HashSet::new();
    for (lane, most) in lanes {
        let room = most.saturating_sub(recipients.len());
        let window = (room + held) * ROWS_PER_RECIPIENT;
        let window = i64::try_from(window).unwrap_or(i64::MAX);
        let values = [lane.into(), now.millis().into(), window.into()];
        let found: Vec<Recipient> = all(&store.read, sql.clone(), values).await?;
        let all = found.into_iter().map(|row| row.recipient);
        let new = all.filter(|recipient| seen.insert(recipient.clone()));
        recipients.extend(free_here(store, now, new, |name| lease_name(name), room));
    }
    Ok(recipients)
}
