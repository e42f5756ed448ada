//! Media: what people sent besides words, cleaned, by an unguessable name. A message has one at
//! the most. Written with the turn of the message, erased with it when it is unsent.
//!
//! Invariant: once `erased_at` is set the bytes are gone, and the name is dead.

use std::fmt;

use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};
use uuid::Uuid;

use crate::sql::{all, execute, json, names, one};
use crate::{Result, Store};

/// One to be kept.
#[derive(Clone)]
pub struct Medium {
    pub name: String,
    /// LINE's id of the message it came in.
    pub message_id: String,
    pub person: Option<String>,
    pub chat: String,
    pub content_type: &'static str,
    pub sha256: String,
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// Whose it is and what is on it are nobody's business.
impl fmt::Debug for Medium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Medium").field("content_type", &self.content_type).finish_non_exhaustive()
    }
}

/// One that is shown.
#[derive(FromQueryResult)]
pub struct Shown {
    pub content_type: String,
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shown").field("content_type", &self.content_type).finish_non_exhaustive()
    }
}

const NAME_LENGTH: usize = 64;

/// A name nobody can guess: 244 random bits, fit for an address.
pub fn new_name() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

pub fn is_name(text: &str) -> bool {
    text.len() == NAME_LENGTH && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

pub(crate) async fn keep(tx: &DatabaseTransaction, medium: &Medium, now: Moment) -> Result<()> {
    let sql = "INSERT INTO media (name, message_id, person, chat, content_type, size, sha256, \
               width, height, fetched_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let about = [
        medium.name.clone().into(),
        medium.message_id.clone().into(),
        medium.person.clone().into(),
        medium.chat.clone().into(),
        medium.content_type.into(),
        i64::try_from(medium.bytes.len()).unwrap_or(i64::MAX).into(),
        medium.sha256.clone().into(),
        i64::from(medium.width).into(),
        i64::from(medium.height).into(),
        now.millis().into(),
    ];
    execute(tx, sql, about).await?;
    let sql = "INSERT INTO media_bytes (name, bytes) VALUES ($1, $2)";
    execute(tx, sql, [medium.name.clone().into(), medium.bytes.clone().into()]).await?;
    Ok(())
}

/// `None` for a name that is unknown or dead.
pub async fn load(store: &Store, name: &str) -> Result<Option<Shown>> {
    let sql = "SELECT m.content_type, b.bytes FROM media m JOIN media_bytes b ON b.name = m.name \
               WHERE m.name = $1 AND m.erased_at IS NULL";
    one(&store.read, sql, [name.into()]).await
}

/// What a message has brought already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Brought {
    Kept { name: String },
    Erased,
}

#[derive(FromQueryResult)]
struct Row {
    name: String,
    erased_at: Option<i64>,
}

/// What an earlier turn of this message has kept.
pub async fn of_message(store: &Store, message: &str) -> Result<Option<Brought>> {
    let sql = "SELECT name, erased_at FROM media WHERE message_id = $1";
    let row: Option<Row> = one(&store.read, sql, [message.into()]).await?;
    Ok(row.map(|row| match row.erased_at {
        None => Brought::Kept { name: row.name },
        Some(_) => Brought::Erased,
    }))
}

/// These belong to a record now, and live as long as it does.
pub(crate) async fn claim<'a, C: ConnectionTrait>(
    db: &C,
    claimed: impl Iterator<Item = &'a str>,
    by: &str,
) -> Result<()> {
    let claimed: Vec<&str> = claimed.collect();
    if claimed.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "UPDATE media SET claimed_by = $2 WHERE erased_at IS NULL AND name IN (SELECT r.name FROM {})",
        names(db.get_database_backend(), 1)
    );
    let found = execute(db, sql, [json(&claimed)?, by.into()]).await?;
    if found < claimed.len() as u64 {
        // Taken back by its sender between the question and the record.
        tracing::info!(missing = claimed.len() as u64 - found, "a record has fewer photos");
    }
    Ok(())
}

/// What came in these messages goes; that it was there stays.
pub(crate) async fn erase(tx: &DatabaseTransaction, messages: &[&str], now: Moment) -> Result<()> {
    let these = format!(
        "message_id IN (SELECT r.name FROM {}) AND erased_at IS NULL",
        names(tx.get_database_backend(), 2)
    );
    erase_where(tx, &these, now, [json(messages)?]).await?;
    Ok(())
}

/// What was fetched before `cutoff` and belongs to no record and no living draft goes. At most
/// `most` a call.
pub async fn erase_unclaimed(store: &Store, cutoff: Moment, most: u32, now: Moment) -> Result<u64> {
    let these = "name IN (SELECT m.name FROM media m WHERE m.claimed_by IS NULL \
                 AND m.erased_at IS NULL AND m.fetched_at < $2 AND NOT EXISTS \
                 (SELECT 1 FROM sessions s WHERE s.chat = m.chat AND s.person = m.person \
                 AND s.body LIKE '%' || m.name || '%') ORDER BY m.fetched_at, m.name LIMIT $3)";
    let tx = store.begin().await?;
    let values = [cutoff.millis().into(), i64::from(most).into()];
    let erased = erase_where(&tx, these, now, values).await?;
    tx.commit().await?;
    Ok(erased)
}

/// Not even the hash stays: it would still tell whether it was a certain picture.
async fn erase_where(
    tx: &DatabaseTransaction,
    these: &str,
    now: Moment,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    let sql = format!(
        "UPDATE media SET size = 0, sha256 = '', width = NULL, height = NULL, erased_at = $1 \
         WHERE {these} RETURNING name"
    );
    let erased: Vec<Name> = all(tx, sql, [now.millis().into()].into_iter().chain(values)).await?;
    let erased: Vec<&str> = erased.iter().map(|row| row.name.as_str()).collect();
    if !erased.is_empty() {
        let of_these = names(tx.get_database_backend(), 1);
        let sql = format!("DELETE FROM media_bytes WHERE name IN (SELECT r.name FROM {of_these})");
        execute(tx, sql, [json(&erased)?]).await?;
    }
    Ok(erased.len() as u64)
}

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

/// Rows about what was erased before `cutoff` go. At most `most` a call.
pub async fn prune(store: &Store, cutoff: Moment, most: u32) -> Result<u64> {
    let sql = "DELETE FROM media WHERE name IN (SELECT name FROM media WHERE erased_at < $1 \
               ORDER BY erased_at LIMIT $2)";
    execute(&store.write, sql, [cutoff.millis().into(), i64::from(most).into()]).await
}
