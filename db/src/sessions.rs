//! What people have answered so far: one row a person and chat, read and written whole.
//!
//! Invariant: a row is only ever replaced by its next revision, so an answer that was worked out
//! from an older one is not written over a newer one.

use asa_core::conversation::Sessions;
use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;

use crate::sql::{Type, all, execute, json, rows};
use crate::{Error, Result, Store};

/// Whose sessions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Key {
    pub chat: String,
    pub person: String,
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

/// Those of `keys` that have any.
pub async fn load(store: &Store, keys: &[Key]) -> Result<Vec<(Key, Stored)>> {
    let sql = format!(
        "SELECT s.chat, s.person, s.revision, s.body FROM {} \
         JOIN sessions s ON s.chat = r.chat AND s.person = r.person",
        rows(store.backend(), 1, &KEY)
    );
    let found: Vec<Row> = all(&store.read, sql, [json(keys)?]).await?;
    found.into_iter().map(read).collect()
}

/// Those with something in them that is over by now.
pub async fn over(store: &Store, now: Moment, most: u32) -> Result<Vec<(Key, Stored)>> {
    let sql = "SELECT chat, person, revision, body FROM sessions WHERE expires_at < $1 \
               ORDER BY expires_at LIMIT $2";
    let found: Vec<Row> = all(&store.read, sql, [now.millis().into(), most.into()]).await?;
    found.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<(Key, Stored)> {
    // Written by us, and read leniently: an error here is a damaged row, and quotes nothing.
    let sessions = serde_json::from_str(&row.body)
        .map_err(|_| Error::Broken("stored sessions do not read".into()))?;
    let key = Key { chat: row.chat, person: row.person };
    Ok((key, Stored { sessions, revision: row.revision }))
}

#[derive(Serialize)]
struct Write<'a> {
    chat: &'a str,
    person: &'a str,
    revision: i64,
    expires_at: Option<i64>,
    body: String,
}

/// Writes sessions back, each over the revision it was worked out from.
pub(crate) async fn save<'a, C: ConnectionTrait>(
    db: &C,
    changed: impl IntoIterator<Item = &'a Changed>,
) -> Result<()> {
    let writes: Vec<Write<'_>> = changed.into_iter().map(write).collect::<Result<_>>()?;
    if writes.is_empty() {
        return Ok(());
    }
    const COLUMNS: [(&str, Type); 5] = [
        ("chat", Type::Text),
        ("person", Type::Text),
        ("revision", Type::Int),
        ("expires_at", Type::Int),
        ("body", Type::Text),
    ];
    let sql = format!(
        "INSERT INTO sessions (chat, person, revision, expires_at, body) \
         SELECT chat, person, revision, expires_at, body FROM {} WHERE true \
         ON CONFLICT (chat, person) DO UPDATE SET revision = excluded.revision, \
         expires_at = excluded.expires_at, body = excluded.body \
         WHERE sessions.revision = excluded.revision - 1",
        rows(db.get_database_backend(), 1, &COLUMNS)
    );
    let written = execute(db, sql, [json(&writes)?]).await?;
    if written == writes.len() as u64 { Ok(()) } else { Err(Error::Conflict) }
}

fn write(changed: &Changed) -> Result<Write<'_>> {
    let Stored { sessions, revision } = &changed.now;
    let body = serde_json::to_string(sessions).map_err(|e| Error::Broken(e.to_string()))?;
    let expires_at = sessions.expires_at().map(Moment::millis);
    let Key { chat, person } = &changed.key;
    Ok(Write { chat, person, revision: revision + 1, expires_at, body })
}

/// Closes what was left alone too long: its answers go. Says how many rows had something.
pub async fn expire(store: &Store, now: Moment, most: u32) -> Result<u64> {
    let mut closed = 0;
    for (key, mut stored) in over(store, now, most).await? {
        stored.sessions.expire(now);
        match save(&store.write, [&Changed { key, now: stored }]).await {
            Ok(()) => closed += 1,
            // Its person was faster; the next look will tell.
            Err(Error::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(closed)
}
