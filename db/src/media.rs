//! Media: what people sent besides words, cleaned, by an unguessable name. A message has one at
//! the most. Written with the turn of the message, erased with it when it is unsent; kept as long
//! as a draft needs it or a record has it.
//!
//! Invariant: once `erased_at` is set the bytes are gone, and the name is dead.

use std::collections::BTreeMap;
use std::fmt;

use asa_core::conversation::Sessions;
use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, JsonValue, Value};
use serde::Serialize;
use uuid::Uuid;

use crate::sql::{Type, all, execute, json, names, one, rows};
use crate::vault::columns::PICTURE;
use crate::{Result, Store, Vault};

/// One to be kept.
#[derive(Clone)]
pub struct Medium {
    pub name: String,
    /// LINE's id of the message it came in.
    pub message_id: String,
    pub person: Option<String>,
    pub chat: String,
    pub content_type: &'static str,
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

/// One on its way to the disk.
pub(crate) struct Sealed<'a> {
    medium: &'a Medium,
    bytes: Vec<u8>,
}

pub(crate) fn sealed<'a>(vault: &Vault, medium: &'a Medium) -> Result<Sealed<'a>> {
    let bytes = vault.seal_bytes(&PICTURE.at(&[&medium.name]), &medium.bytes)?;
    Ok(Sealed { medium, bytes })
}

pub(crate) async fn keep(
    tx: &DatabaseTransaction,
    Sealed { medium, bytes }: Sealed<'_>,
    now: Moment,
) -> Result<()> {
    let sql = "INSERT INTO media (name, message_id, person, chat, content_type, size, \
               width, height, fetched_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let about = [
        medium.name.clone().into(),
        medium.message_id.clone().into(),
        medium.person.clone().into(),
        medium.chat.clone().into(),
        medium.content_type.into(),
        i64::try_from(medium.bytes.len()).unwrap_or(i64::MAX).into(),
        i64::from(medium.width).into(),
        i64::from(medium.height).into(),
        now.millis().into(),
    ];
    execute(tx, sql, about).await?;
    let sql = "INSERT INTO media_bytes (name, bytes) VALUES ($1, $2)";
    execute(tx, sql, [medium.name.clone().into(), bytes.into()]).await?;
    Ok(())
}

/// `None` for a name that is unknown or dead.
pub async fn load(store: &Store, name: &str) -> Result<Option<Shown>> {
    let sql = "SELECT m.content_type, b.bytes FROM media m JOIN media_bytes b ON b.name = m.name \
               WHERE m.name = $1 AND m.erased_at IS NULL";
    let found: Option<Shown> = one(&store.read, sql, [name.into()]).await?;
    let Some(shown) = found else { return Ok(None) };
    let bytes = store.vault.open_bytes(&PICTURE.at(&[&name]), shown.bytes)?;
    Ok(Some(Shown { bytes, ..shown }))
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

#[derive(Serialize)]
struct Wanted<'a> {
    name: &'a str,
    until: i64,
}

/// The photos of these drafts are kept as long as the drafts are.
pub(crate) async fn keep_for_drafts<'a, C: ConnectionTrait>(
    db: &C,
    sessions: impl Iterator<Item = &'a Sessions>,
) -> Result<()> {
    let mut wanted = BTreeMap::new();
    for draft in sessions.flat_map(Sessions::drafts) {
        for name in draft.values().flat_map(names_in) {
            let until = wanted.entry(name).or_insert(draft.over_at());
            *until = draft.over_at().max(*until);
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let wanted = wanted.into_iter().map(|(name, until)| Wanted { name, until: until.millis() });
    let sql = format!(
        "UPDATE media SET wanted_until = r.until FROM {} WHERE media.name = r.name",
        rows(db.get_database_backend(), 1, &[("name", Type::Text), ("until", Type::Int)])
    );
    execute(db, sql, [json(&wanted.collect::<Vec<_>>())?]).await?;
    Ok(())
}

/// Names of photos in an answer.
fn names_in(answer: &JsonValue) -> Vec<&str> {
    match answer {
        JsonValue::String(text) if is_name(text) => vec![text],
        JsonValue::Array(list) => list.iter().flat_map(names_in).collect(),
        JsonValue::Object(fields) => fields.values().flat_map(names_in).collect(),
        _ => Vec::new(),
    }
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
                 AND m.erased_at IS NULL AND m.fetched_at < $2 \
                 AND COALESCE(m.wanted_until, 0) < $1 ORDER BY m.fetched_at, m.name LIMIT $3)";
    let tx = store.begin().await?;
    let values = [cutoff.millis().into(), i64::from(most).into()];
    let erased = erase_where(&tx, these, now, values).await?;
    tx.commit().await?;
    Ok(erased)
}

/// Nothing stays that could still tell whether it was a certain picture.
async fn erase_where(
    tx: &DatabaseTransaction,
    these: &str,
    now: Moment,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    let sql = format!(
        "UPDATE media SET size = 0, width = NULL, height = NULL, erased_at = $1 \
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
