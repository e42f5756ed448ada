//! Whom a restored backup must not bring back: a hash of each person who was erased, and when.
//! LINE's ids are random, so their hash gives nobody away.
//!
//! An embedded database has a copy of them in a file beside it, so that a backup that is restored
//! into a new file in its place obeys them, too.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, FromQueryResult};
use sha2::{Digest, Sha256};

use super::erase::forget;
use crate::sql::{all, execute};
use crate::{Error, Result, Store};

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Tombstone {
    pub person_hash: String,
    pub at: i64,
}

fn hash(person: &str) -> String {
    Sha256::digest(person).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) async fn keep<C: ConnectionTrait>(db: &C, person: &str, now: Moment) -> Result<()> {
    put(db, &[Tombstone { person_hash: hash(person), at: now.millis() }]).await
}

async fn put<C: ConnectionTrait>(db: &C, tombstones: &[Tombstone]) -> Result<()> {
    let sql = "INSERT INTO tombstones (person_hash, at) VALUES ($1, $2) ON CONFLICT (person_hash) \
               DO UPDATE SET at = CASE WHEN excluded.at > tombstones.at THEN excluded.at \
               ELSE tombstones.at END";
    for tombstone in tombstones {
        execute(db, sql, [tombstone.person_hash.as_str().into(), tombstone.at.into()]).await?;
    }
    Ok(())
}

pub(crate) const ALL: &str = "SELECT person_hash, at FROM tombstones ORDER BY at, person_hash";

pub async fn list(store: &Store) -> Result<Vec<Tombstone>> {
    all(&store.read, ALL, []).await
}

#[derive(FromQueryResult)]
struct Seen {
    line_id: String,
    first_seen_at: i64,
}

/// Erases whoever has a tombstone and was there before it. Says how many.
pub(crate) async fn obey<C: ConnectionTrait>(
    db: &C,
    tombstones: &[Tombstone],
    now: Moment,
) -> Result<u64> {
    put(db, tombstones).await?;
    let dead: HashMap<&str, i64> =
        tombstones.iter().map(|one| (one.person_hash.as_str(), one.at)).collect();
    if dead.is_empty() {
        return Ok(0);
    }
    let everybody: Vec<Seen> = all(db, "SELECT line_id, first_seen_at FROM people", []).await?;
    let mut erased = 0;
    for person in everybody {
        // Whoever came back after they were erased is there by their own wish.
        if dead.get(hash(&person.line_id).as_str()).is_some_and(|at| person.first_seen_at <= *at) {
            forget(db, &person.line_id, now).await?;
            erased += 1;
        }
    }
    Ok(erased)
}

/// The file beside an embedded database.
pub fn file_beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".tombstones");
    PathBuf::from(name)
}

/// Writes the copy anew if it is not what the database says.
pub async fn copy_to(store: &Store, file: &Path) -> Result<()> {
    let now = list(store).await?;
    if now == read(file)? {
        return Ok(());
    }
    let draft = file.with_extension("tombstones.new");
    let text: String = now.iter().map(|one| format!("{} {}\n", one.at, one.person_hash)).collect();
    let written = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)
        .and_then(|mut out| out.write_all(text.as_bytes()).and_then(|()| out.sync_all()))
        .and_then(|()| fs::rename(&draft, file));
    written.map_err(|error| Error::Unavailable(format!("{}: {error}", file.display())))
}

/// Those in a copy; none where there is no file.
pub fn read(file: &Path) -> Result<Vec<Tombstone>> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::Unavailable(format!("{}: {error}", file.display()))),
    };
    let read = |line: &str| {
        let (at, person_hash) = line.split_once(' ')?;
        Some(Tombstone { person_hash: person_hash.to_owned(), at: at.parse().ok()? })
    };
    let damaged = || Error::Broken(format!("{} does not read", file.display()));
    text.lines().map(|line| read(line).ok_or_else(damaged)).collect()
}
