//! What people have answered so far: one row a person and chat, read and written whole.
//!
//! Invariant: a row is only ever replaced by its next revision, so an answer that was worked out
//! from an older one is not written over a newer one.

use asa_core::conversation::Sessions;
use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::Serialize;

use crate::sql::{self, Column, Type, all, int, json, maybe_int, rows, text};
use crate::vault::columns::{Place, SESSIONS};
use crate::{Error, Result, Store, Vault, media};

/// Whose sessions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Key {
    pub chat: String,
    pub person: String,
}

impl Key {
    fn place(&self) -> Place<'static> {
        SESSIONS.at(&[&self.chat, &self.person])
    }
}

/// Sessions, and the revision of the row they were read from; 0 where there is none.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    pub sessions: Sessions,
    pub revision: i64,
}

/// Sessions on their way back.
#[derive(Debug, Clone)]
pub struct Changed {
    pub key: Key,
    pub now: Stored,
}

#[derive(FromQueryResult)]
struct Row {
    chat: String,
    person: String,
    revision: i64,
    body: String,
}

const KEY: [(&str, Type); 2] = [("chat", Type::Text), ("person", Type::Text)];

/// Those of `keys` that have any. One that does not open or read holds up nobody else's.
pub async fn load(store: &Store, keys: &[Key]) -> Result<Vec<(Key, Result<Stored>)>> {
    let sql = format!(
        "SELECT s.chat, s.person, s.revision, s.body FROM {} \
         JOIN sessions s ON s.chat = r.chat AND s.person = r.person",
        rows(store.backend(), 1, &KEY)
    );
    let found: Vec<Row> = all(&store.read, sql, [json(keys)?]).await?;
    Ok(found.into_iter().map(|row| read(&store.vault, row)).collect())
}

/// Those with something in them that is over by now.
pub async fn over(store: &Store, now: Moment, most: u32) -> Result<Vec<(Key, Result<Stored>)>> {
    let sql = "SELECT chat, person, revision, body FROM sessions WHERE expires_at < $1 \
               ORDER BY expires_at LIMIT $2";
    let found: Vec<Row> = all(&store.read, sql, [now.millis().into(), most.into()]).await?;
    Ok(found.into_iter().map(|row| read(&store.vault, row)).collect())
}

fn read(vault: &Vault, row: Row) -> (Key, Result<Stored>) {
    let key = Key { chat: row.chat, person: row.person };
    let stored = vault.open(&key.place(), row.body).and_then(|body| {
        // Written by us, and read leniently: an error here is a damaged row, and quotes nothing.
        let sessions = serde_json::from_str(&body)
            .map_err(|_| Error::Broken("stored sessions do not read".into()))?;
        Ok(Stored { sessions, revision: row.revision })
    });
    (key, stored)
}

const COLUMNS: [Column; 5] =
    [text("chat"), text("person"), int("revision"), maybe_int("expires_at"), text("body")];

/// Writes sessions back, each over the revision it was worked out from.
pub(crate) async fn save<'a, C: ConnectionTrait>(
    db: &C,
    vault: &Vault,
    changed: impl IntoIterator<Item = &'a Changed>,
) -> Result<()> {
    let changed: Vec<&Changed> = changed.into_iter().collect();
    let writes = changed.iter().map(|changed| write(vault, changed));
    let writes: Vec<Vec<Value>> = writes.collect::<Result<_>>()?;
    let count = writes.len() as u64;
    if count == 0 {
        return Ok(());
    }
    let rest = "ON CONFLICT (chat, person) DO UPDATE SET revision = excluded.revision, \
                expires_at = excluded.expires_at, body = excluded.body \
                WHERE sessions.revision = excluded.revision - 1";
    if sql::insert(db, "sessions", &COLUMNS, writes, rest).await? < count {
        return Err(Error::Conflict);
    }
    media::keep_for_drafts(db, changed.iter().map(|changed| &changed.now.sessions)).await
}

/// When a session may be looked at for what is over in it. A quarter of an hour is soon enough,
/// and the next answer mostly leaves the row's index as it is.
fn quarter_after(millis: i64) -> i64 {
    const QUARTER: i64 = 15 * 60 * 1000;
    (millis / QUARTER + 1) * QUARTER
}

fn write(vault: &Vault, changed: &Changed) -> Result<Vec<Value>> {
    let Stored { sessions, revision } = &changed.now;
    let body = serde_json::to_string(sessions).map_err(|e| Error::Broken(e.to_string()))?;
    let body = vault.seal(&changed.key.place(), &body)?;
    let expires_at = sessions.expires_at().map(|at| quarter_after(at.millis()));
    let Key { chat, person } = &changed.key;
    let (chat, person) = (chat.as_str().into(), person.as_str().into());
    Ok(vec![chat, person, (revision + 1).into(), expires_at.into(), body.into()])
}

/// Closes what was left alone too long: its answers go. Says how many rows had something.
pub async fn expire(store: &Store, now: Moment, most: u32) -> Result<u64> {
    let mut closed = 0;
    for (key, stored) in over(store, now, most).await? {
        let mut stored = match stored {
            Ok(stored) => stored,
            Err(error) => {
                tracing::warn!(%error, "a draft that is over could not be closed");
                continue;
            }
        };
        stored.sessions.expire(now);
        match save(&store.write, &store.vault, [&Changed { key, now: stored }]).await {
            Ok(()) => closed += 1,
            // Its person was faster; the next look will tell.
            Err(Error::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(closed)
}
