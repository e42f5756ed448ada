//! The inbox: what LINE sent, until its turn is committed. An event is one row, unique by LINE's
//! id for it; the rows of a chat are worked on one at a time, oldest by LINE's timestamp first.

use std::borrow::Cow;
use std::collections::HashSet;

use asa_core::moment::Moment;
use sea_orm::{DatabaseTransaction, FromQueryResult, Value};
use serde::{Deserialize, Serialize};

pub use crate::lease::Lease;
use crate::lease::{free_here, give_back, held_here, hold_back, renew, take_with_work};
use crate::sql::{
    self, Column, Type, all, execute, int, json, maybe_int, maybe_text, one, rows, text,
};
use crate::vault::columns::RAW;
use crate::{Error, Result, Store, Vault};

/// An event as it comes through the doorway.
#[derive(Debug, Clone)]
pub struct Arrival<'a> {
    pub event_id: String,
    /// The lane: events of one chat are worked on in order.
    pub chat: String,
    pub person: Option<String>,
    pub kind: String,
    pub message_id: Option<String>,
    pub reply_token: Option<String>,
    pub occurred_at: i64,
    pub received_at: i64,
    pub state: &'static str,
    pub finished_at: Option<i64>,
    pub cause: Option<String>,
    pub raw: Cow<'a, str>,
}

/// An arrival on its way to the disk.
#[derive(Debug)]
pub struct Sealed {
    came: Came,
    /// In the order of [`COLUMNS`].
    row: Vec<Value>,
}

/// What may be told of an arrival once it is there.
#[derive(Debug, Serialize)]
pub struct Came {
    pub event_id: String,
    received_at: i64,
    #[serde(skip)]
    pub state: &'static str,
}

impl Arrival<'_> {
    pub fn sealed(self, vault: &Vault) -> Result<Sealed> {
        let raw = vault.seal(&RAW.at(&[&self.event_id]), &self.raw)?;
        let Self { event_id, received_at, state, .. } = self;
        let row = vec![
            event_id.clone().into(),
            self.chat.into(),
            self.person.into(),
            self.kind.into(),
            self.message_id.into(),
            self.reply_token.into(),
            self.occurred_at.into(),
            received_at.into(),
            state.into(),
            self.finished_at.into(),
            self.cause.into(),
            raw.into(),
        ];
        Ok(Sealed { came: Came { event_id, received_at, state }, row })
    }
}

pub const WAITING: &str = "waiting";
/// Kept, never answered: another module has the chat.
pub const STANDBY: &str = "standby";
pub const DEAD: &str = "dead";
/// The kind of an event that is ours: its `raw` is a [`Told`].
pub const TOLD: &str = "told";

const COLUMNS: [Column; 12] = [
    text("event_id"),
    text("chat"),
    maybe_text("person"),
    text("kind"),
    maybe_text("message_id"),
    maybe_text("reply_token"),
    int("occurred_at"),
    int("received_at"),
    text("state"),
    maybe_int("finished_at"),
    maybe_text("cause"),
    text("raw"),
];
const ONCE: &str = "ON CONFLICT (event_id) DO NOTHING";

/// An event whose turn it is.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Waiting {
    pub id: i64,
    pub event_id: String,
    pub chat: String,
    pub person: Option<String>,
    pub kind: String,
    pub reply_token: Option<String>,
    pub received_at: i64,
    pub tries: i64,
    /// As it came; empty if it does not open.
    pub raw: String,
    #[sea_orm(skip)]
    pub locked: Option<Error>,
    /// Its writer has unsent it: it is not to be read any more.
    pub withdrawn: i64,
}

impl Waiting {
    fn opened(mut self, vault: &Vault) -> Self {
        match vault.open(&RAW.at(&[&self.event_id]), std::mem::take(&mut self.raw)) {
            Ok(raw) => self.raw = raw,
            Err(error) => self.locked = Some(error),
        }
        self
    }
}

/// What somebody is to be told because of what somebody else did.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Told {
    pub view: String,
    pub about: String,
}

/// Makes events durable, all or none; one that is there already stays as it is, except that a
/// redelivery of one still waiting renews its reply token's minute. Says what is there now.
pub async fn store(store: &Store, arrivals: Vec<Sealed>) -> Result<Vec<Came>> {
    let (came, rows): (Vec<Came>, Vec<_>) =
        arrivals.into_iter().map(|Sealed { came, row }| (came, row)).unzip();
    let inserts = sql::inserts(store.backend(), "inbox", &COLUMNS, rows, ONCE);
    let new = match inserts.len() {
        // All or none by itself: no transaction around it, three messages to the database less.
        1 => sql::put(&store.write, inserts).await?,
        _ => {
            let tx = store.begin().await?;
            let new = sql::put(&tx, inserts).await?;
            tx.commit().await?;
            new
        }
    };
    if new < came.len() as u64 {
        renew_tokens(store, &came).await?;
    }
    Ok(came)
}

/// In a transaction that is open: events that come from us.
pub(crate) async fn insert(
    tx: &DatabaseTransaction,
    vault: &Vault,
    arrivals: Vec<Arrival<'_>>,
) -> Result<()> {
    let rows = arrivals.into_iter().map(|arrival| Ok(arrival.sealed(vault)?.row));
    sql::insert(tx, "inbox", &COLUMNS, rows.collect::<Result<_>>()?, ONCE).await?;
    Ok(())
}

/// LINE counts a redelivered token's minute from the redelivery, up to 20 minutes after the
/// event itself.
async fn renew_tokens(store: &Store, came: &[Came]) -> Result<()> {
    const TOKEN_AGE: i64 = 20 * 60 * 1000;
    const CAME: [(&str, Type); 2] = [("event_id", Type::Text), ("received_at", Type::Int)];
    let sql = format!(
        "UPDATE inbox SET received_at = CAST(r.received_at AS BIGINT) FROM {} \
         WHERE inbox.event_id = r.event_id AND inbox.state = 'waiting' \
         AND CAST(r.received_at AS BIGINT) < inbox.occurred_at + $2",
        rows(store.backend(), 1, &CAME)
    );
    execute(&store.write, sql, [json(came)?, TOKEN_AGE.into()]).await?;
    Ok(())
}

fn lane(chat: &str) -> String {
    format!("in:{chat}")
}

pub(crate) fn lanes<'a>(chats: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    chats.into_iter().map(lane).collect()
}

/// The oldest event of a chat, by LINE's timestamp.
#[derive(FromQueryResult, Serialize)]
struct Head {
    id: i64,
    #[serde(skip)]
    chat: String,
}

/// The oldest event of up to `most` chats that nobody is working on, and the lease on them.
pub async fn claim(store: &Store, lease: &Lease, most: usize) -> Result<Vec<Waiting>> {
    let heads = free_heads(store, lease.now, most).await?;
    let wanted = lanes(heads.iter().map(|head| head.chat.as_str()));
    let find = async |taken: &[String]| {
        let taken: HashSet<&String> = taken.iter().collect();
        let heads = heads.iter().filter(|head| taken.contains(&lane(&head.chat)));
        still_waiting(store, &heads.collect::<Vec<_>>()).await
    };
    let waiting =
        take_with_work(store, lease, wanted, find, |event: &Waiting| lane(&event.chat)).await?;
    Ok(waiting.into_iter().map(|event| event.opened(&store.vault)).collect())
}

/// Another replica may have been at one before its chat was ours. Then that chat has none here, and
/// is given back: what follows in it is found by the next claim.
async fn still_waiting(store: &Store, heads: &[&Head]) -> Result<Vec<Waiting>> {
    let sql = format!(
        "SELECT i.id, i.event_id, i.chat, i.person, i.kind, i.reply_token, i.received_at, i.tries, \
         COALESCE(i.raw, '') AS raw, CAST(CASE WHEN i.message_id IS NOT NULL AND i.kind <> 'unsend' \
         AND EXISTS (SELECT 1 FROM inbox u WHERE u.message_id = i.message_id \
         AND u.kind = 'unsend') THEN 1 ELSE 0 END AS BIGINT) AS withdrawn \
         FROM {} JOIN inbox i ON i.id = r.id AND i.state = 'waiting'",
        rows(store.backend(), 1, &[("id", Type::Int)])
    );
    all(&store.read, sql, [json(heads)?]).await
}

/// Of chats with something waiting and nobody at it, the longest waiting first. Looks at no more
/// rows than it needs: first at as many as there would be if each were another chat's, then at
/// more; a chat that sends a thousand messages does not hide the others behind it.
async fn free_heads(store: &Store, now: Moment, most: usize) -> Result<Vec<Head>> {
    const FARTHEST: usize = 8;
    let mut window = most + held_here(store, now);
    let farthest = window * FARTHEST;
    loop {
        let rows = oldest(store, now, window).await?;
        let is_all = rows.len() < window;
        let mut seen = HashSet::new();
        let heads = rows.into_iter().filter(|row| seen.insert(row.chat.clone()));
        let heads = free_here(store, now, heads, |head| lane(&head.chat), most);
        if is_all || heads.len() == most || window >= farthest {
            return Ok(heads);
        }
        window *= 2;
    }
}

/// The oldest rows, of those whose chats other replicas do not hold. They come by LINE's timestamp,
/// so that the first of a chat is its oldest, however many there are: one index, to whose end all
/// that is new goes, does for both questions.
async fn oldest(store: &Store, now: Moment, most: usize) -> Result<Vec<Head>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let sql = "SELECT i.id, i.chat FROM inbox i WHERE i.state = 'waiting'";
    let order = "ORDER BY i.occurred_at, i.id LIMIT $1";
    if store.own_leases.is_some() {
        return all(&store.read, format!("{sql} {order}"), [most.into()]).await;
    }
    let sql = format!(
        "{sql} AND NOT EXISTS (SELECT 1 FROM leases l WHERE l.name = 'in:' || i.chat \
         AND l.until > $2) {order}"
    );
    all(&store.read, sql, [most.into(), now.millis().into()]).await
}

/// A turn of this event failed; it is tried again after `pause_until`, and its chat waits.
pub async fn failed(
    store: &Store,
    holder: &str,
    event: &Waiting,
    cause: &str,
    pause_until: Moment,
) -> Result<()> {
    let sql = "UPDATE inbox SET tries = tries + 1, cause = $2 WHERE id = $1 AND state = 'waiting'";
    execute(&store.write, sql, [event.id.into(), cause.into()]).await?;
    hold_back(store, holder, &lane(&event.chat), pause_until).await
}

/// Keeps the event's chat until the lease's new end. `false` if it is somebody else's by now.
pub async fn extend(store: &Store, lease: &Lease, event: &Waiting) -> Result<bool> {
    renew(store, lease, &lane(&event.chat)).await
}

/// Gives chats back without their event having been worked on.
pub async fn release(store: &Store, holder: &str, events: &[Waiting]) -> Result<()> {
    let held = lanes(events.iter().map(|event| event.chat.as_str()));
    give_back(store, holder, &held).await
}

/// How much waits, and since when the oldest does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromQueryResult)]
pub struct Depth {
    pub waiting: i64,
    pub oldest: Option<i64>,
}

pub async fn depth(store: &Store) -> Result<Depth> {
    let sql = "SELECT COUNT(*) AS waiting, MIN(received_at) AS oldest FROM inbox \
               WHERE state = 'waiting'";
    Ok(one(&store.read, sql, []).await?.unwrap_or_default())
}

/// Rows that ended before `cutoff` go; unsent messages stay unsent for as long as LINE might
/// still deliver them. At most `most` a call.
pub async fn prune(store: &Store, cutoff: Moment, most: u32) -> Result<u64> {
    let sql = "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE id < COALESCE(\
               (SELECT MIN(id) FROM inbox WHERE received_at >= $1), 9223372036854775807) \
               AND state NOT IN ('waiting', 'dead') ORDER BY id LIMIT $2)";
    execute(&store.write, sql, [cutoff.millis().into(), i64::from(most).into()]).await
}
