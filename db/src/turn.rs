//! The commit: everything a turn asked for, and the mark that the event is done, in one
//! transaction. The only place that writes more than one feature's tables.
//!
//! Invariant: a row that is no longer `waiting` (withdrawn meanwhile, or done by somebody else)
//! makes the whole commit fail, so no effect happens twice. So does a turn that rested on
//! something that is so no longer: [`Error::Overtaken`], and it is worked out anew.

use std::collections::HashSet;
use std::sync::Arc;

use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::Serialize;

use crate::lease::commit_and_give_back;
use crate::media::{self, Medium};
use crate::outbox::{self, AtOnce, Queued, Send};
use crate::people::act::Asked;
use crate::people::{self, By, Learnt, Through};
use crate::sessions::{self, Changed};
use crate::sql::{Type, execute, json, names, rows};
use crate::{Error, Result, Store, cases, inbox, stock};

/// One event and all that came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub event: i64,
    /// LINE's id of it, for the log.
    pub event_id: String,
    pub chat: String,
    /// Who did it.
    pub person: Option<String>,
    pub end: End,
    pub sends: Vec<Send>,
    pub learnt: Option<Learnt>,
    pub sessions: Option<Changed>,
    pub cases: Vec<cases::Change>,
    /// At most one of them writes into a book.
    pub stock: Vec<asa_core::stock::Change>,
    /// About people and units, and who else is told.
    pub asked: Asked,
    /// What the message brought besides words.
    pub kept: Option<Arc<Medium>>,
    /// Messages their writers have withdrawn.
    pub erased: Vec<String>,
    pub left_group: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    Done,
    /// Done, and kept as it came: nobody knows this kind yet.
    Kept,
    Withdrawn,
    Dead {
        cause: String,
    },
}

#[derive(Serialize)]
struct Mark<'a> {
    id: i64,
    state: &'static str,
    cause: Option<&'a str>,
    keep: i64,
}

impl Outcome {
    fn mark(&self) -> Mark<'_> {
        let (state, cause, keep) = match &self.end {
            End::Done => ("done", None, 0),
            End::Kept => ("done", None, 1),
            End::Withdrawn => ("withdrawn", None, 0),
            End::Dead { cause } => ("dead", Some(cause.as_str()), 1),
        };
        Mark { id: self.event, state, cause, keep }
    }
}

/// Commits outcomes of different chats, all or none, and gives their chats back. Says which replies
/// are in the caller's hand now, and nobody else's to send.
pub async fn commit(
    store: &Store,
    holder: &str,
    outcomes: &[Outcome],
    at_once: Option<&AtOnce>,
    now: Moment,
) -> Result<Vec<Queued>> {
    let mut in_hand = HashSet::new();
    let committed = write(store, holder, outcomes, at_once, &mut in_hand, now).await;
    if let (Err(_), Some(at_once)) = (&committed, at_once) {
        outbox::give_up(store, at_once, &in_hand);
    }
    committed
}

async fn write(
    store: &Store,
    holder: &str,
    outcomes: &[Outcome],
    at_once: Option<&AtOnce>,
    in_hand: &mut HashSet<String>,
    now: Moment,
) -> Result<Vec<Queued>> {
    let kept = outcomes.iter().filter_map(|outcome| outcome.kept.as_deref());
    let kept =
        kept.map(|medium| media::sealed(&store.vault, medium)).collect::<Result<Vec<_>>>()?;
    let tx = store.begin().await?;
    mark(&tx, outcomes, now).await?;
    if let Some(at_once) = at_once {
        *in_hand = outbox::take_at_once(store, &tx, at_once, replies(outcomes)).await?;
    }
    let sending = queue(store, &tx, outcomes, in_hand, now).await?;
    for medium in kept {
        media::keep(&tx, medium, now).await?;
    }
    people::learn(&tx, outcomes.iter().filter_map(|o| o.learnt.as_ref()), now).await?;
    sessions::save(&tx, &store.vault, outcomes.iter().filter_map(|o| o.sessions.as_ref())).await?;
    cases::apply(&tx, &store.vault, outcomes.iter().flat_map(|o| &o.cases), now).await?;
    stock::apply(store, &tx, outcomes, now).await?;
    for outcome in outcomes.iter().filter(|outcome| !outcome.asked.is_nothing()) {
        let by = By { person: outcome.person.as_deref(), through: Through::Chat };
        people::apply(store, &tx, by, &outcome.event_id, &outcome.asked, now).await?;
    }
    take_back(&tx, outcomes, now).await?;
    let chats = outcomes.iter().map(|outcome| outcome.chat.as_str());
    commit_and_give_back(store, tx, holder, &inbox::lanes(chats)).await?;
    Ok(sending)
}

/// The answers that are a single request each, and free.
fn replies(outcomes: &[Outcome]) -> impl Iterator<Item = &Send> {
    outcomes.iter().filter_map(|outcome| match outcome.sends.as_slice() {
        [only] if only.is_reply() => Some(only),
        _ => None,
    })
}

/// Into the outbox: those that are in hand as being sent, the others to wait their turn.
async fn queue(
    store: &Store,
    tx: &DatabaseTransaction,
    outcomes: &[Outcome],
    in_hand: &HashSet<String>,
    now: Moment,
) -> Result<Vec<Queued>> {
    let sends = outcomes.iter().flat_map(|outcome| &outcome.sends);
    let (sending, waiting): (Vec<&Send>, Vec<&Send>) =
        sends.partition(|send| in_hand.contains(send.recipient()));
    if !waiting.is_empty() {
        outbox::insert(tx, &store.vault, &waiting).await?;
    }
    match sending.is_empty() {
        true => Ok(Vec::new()),
        false => outbox::insert_in_hand(tx, &store.vault, &sending, now).await,
    }
}

/// What people have withdrawn, and what waits for a group that was left.
async fn take_back(tx: &DatabaseTransaction, outcomes: &[Outcome], now: Moment) -> Result<()> {
    let unsent: Vec<&str> =
        outcomes.iter().flat_map(|o| o.erased.iter().map(String::as_str)).collect();
    if !unsent.is_empty() {
        erase(tx, &unsent, now).await?;
    }
    let left = outcomes.iter().filter(|outcome| outcome.left_group);
    let left: Vec<&str> = left.map(|outcome| outcome.chat.as_str()).collect();
    if !left.is_empty() {
        outbox::skip_all(tx, &left, now).await?;
    }
    Ok(())
}

async fn mark(tx: &DatabaseTransaction, outcomes: &[Outcome], now: Moment) -> Result<()> {
    const COLUMNS: [(&str, Type); 4] =
        [("id", Type::Int), ("state", Type::Text), ("cause", Type::Text), ("keep", Type::Int)];
    let marks: Vec<Mark<'_>> = outcomes.iter().map(Outcome::mark).collect();
    let sql = format!(
        "UPDATE inbox SET state = r.state, cause = r.cause, finished_at = $2, \
         tries = tries + 1, reply_token = NULL, raw = CASE WHEN r.keep = 1 THEN raw END \
         FROM {} WHERE inbox.id = CAST(r.id AS BIGINT) AND inbox.state = 'waiting'",
        rows(tx.get_database_backend(), 1, &COLUMNS)
    );
    let marked = execute(tx, sql, [json(&marks)?, now.millis().into()]).await?;
    if marked == outcomes.len() as u64 { Ok(()) } else { Err(Error::Conflict) }
}

/// Whatever is kept of these messages goes, found where few rows are: what is done and holds no word
/// any more is not looked through. One still waiting is withdrawn when its turn comes, which is next.
async fn erase(tx: &DatabaseTransaction, unsent: &[&str], now: Moment) -> Result<()> {
    let sql = format!(
        "UPDATE inbox SET raw = NULL, reply_token = NULL, cause = NULL, finished_at = $2, \
         state = CASE WHEN state = 'dead' THEN 'withdrawn' ELSE state END \
         WHERE state <> 'waiting' AND raw IS NOT NULL AND message_id IS NOT NULL \
         AND message_id IN (SELECT r.name FROM {}) AND kind <> 'unsend'",
        names(tx.get_database_backend(), 1)
    );
    execute(tx, sql, [json(unsent)?, now.millis().into()]).await?;
    media::erase(tx, unsent, now).await?;
    cases::erase(tx, unsent, now).await
}
