//! Requests on their way into the outbox.

use asa_core::conversation::Worth;
use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::Queued;
use crate::sql::{self, Column, int, maybe_int, maybe_text, text};
use crate::vault::columns::MESSAGES;
use crate::{Result, Store, Vault};

/// A request that is to be made. Its retry key is stored with it, before any attempt.
#[derive(Debug, Clone)]
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

/// A request on its way to the disk, in the order of [`COLUMNS`]; `tries` have been made of it, the
/// first at `since`.
pub(super) fn sealed(
    vault: &Vault,
    send: &Send,
    tries: i64,
    since: Option<Moment>,
) -> Result<Vec<Value>> {
    let messages = vault.seal(&MESSAGES.at(&[&send.retry_key]), &send.messages)?;
    let since = since.map(Moment::millis);
    Ok(vec![
        send.event_id.as_str().into(),
        send.recipient.as_str().into(),
        send.lane.into(),
        send.worth.into(),
        send.why.as_str().into(),
        send.reply_token.as_deref().into(),
        send.token_until.into(),
        send.retry_key.as_str().into(),
        send.retry_key.as_str().into(),
        messages.into(),
        send.due_at.into(),
        send.created_at.into(),
        "waiting".into(),
        tries.into(),
        since.into(),
        since.into(),
    ])
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

    pub(crate) fn is_reply(&self) -> bool {
        self.reply_token.is_some()
    }

    pub(crate) fn recipient(&self) -> &str {
        &self.recipient
    }

    pub(super) fn retry_key(&self) -> &str {
        &self.retry_key
    }

    /// As its first attempt finds it.
    pub(super) fn in_hand(&self, id: i64) -> Queued {
        Queued {
            id,
            event_id: self.event_id.clone(),
            recipient: self.recipient.clone(),
            worth: self.worth.to_owned(),
            why: self.why.clone(),
            reply_token: self.reply_token.clone(),
            token_until: self.token_until,
            retry_key: self.retry_key.clone(),
            batch: None,
            first_key: self.retry_key.clone(),
            messages: self.messages.clone(),
            locked: None,
            tries: 0,
            unclear: 0,
            in_hand_since: None,
            first_try_at: None,
            created_at: self.created_at,
            blocked: 0,
        }
    }

    /// Free, if it is in time.
    #[must_use]
    pub fn reply(self, token: &str, until: Moment) -> Self {
        let lane = self.lane.min(lane(Worth::Free, true));
        let (reply_token, token_until) = (Some(token.to_owned()), Some(until.millis()));
        Self { reply_token, token_until, lane, ..self }
    }
}

pub(super) const COLUMNS: [Column; 16] = [
    text("event_id"),
    text("recipient"),
    int("lane"),
    text("worth"),
    text("why"),
    maybe_text("reply_token"),
    maybe_int("token_until"),
    text("retry_key"),
    text("first_key"),
    text("messages"),
    int("due_at"),
    int("created_at"),
    text("state"),
    int("tries"),
    maybe_int("in_hand_since"),
    maybe_int("first_try_at"),
];

pub(crate) async fn insert<C: ConnectionTrait>(
    db: &C,
    vault: &Vault,
    sends: &[&Send],
) -> Result<()> {
    let rows = sends.iter().map(|send| sealed(vault, send, 0, None)).collect::<Result<Vec<_>>>()?;
    sql::insert(db, "outbox", &COLUMNS, rows, "").await?;
    Ok(())
}

/// Queues requests that no turn asked for: the operator's, or a replay.
pub async fn queue(store: &Store, sends: &[Send]) -> Result<()> {
    insert(&store.write, &store.vault, &sends.iter().collect::<Vec<_>>()).await
}
