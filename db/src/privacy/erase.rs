//! A person becomes nobody: every column that names them names a made-up id instead, and what
//! they told us goes. What happened, how many and when stays, so that sums stay what they were.
//!
//! Invariant: [`NAMES_PEOPLE`] lists every column of the schema that holds a person's LINE id; a
//! test looks through all tables. No row is removed, so a backup's counts hold.

use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};
use uuid::Uuid;

use super::tombstones;
use crate::sql::{all, execute};
use crate::{Result, Store};

/// Columns with people's ids, by table.
pub(super) const NAMES_PEOPLE: [(&str, &str); 20] = [
    ("people", "line_id"),
    ("inbox", "chat"),
    ("inbox", "person"),
    ("outbox", "recipient"),
    ("sessions", "chat"),
    ("sessions", "person"),
    ("cases", "person"),
    ("case_events", "person"),
    ("media", "chat"),
    ("media", "person"),
    ("unit_events", "person"),
    ("roles", "person"),
    ("role_events", "person"),
    ("invitations", "made_by"),
    ("guesses", "person"),
    ("consents", "person"),
    ("requests", "person"),
    ("requests", "done_by"),
    ("audit", "person"),
    ("keepers", "person"),
];

/// What a person told us, and where it lies. `$1` is the person, `$2` now.
const FORGET: [&str; 9] = [
    "UPDATE people SET language = NULL, blocked_at = $2 WHERE line_id = $1",
    "UPDATE inbox SET raw = NULL, reply_token = NULL, message_id = NULL, cause = NULL, \
     finished_at = COALESCE(finished_at, $2), \
     state = CASE WHEN state IN ('waiting', 'dead') THEN 'withdrawn' ELSE state END \
     WHERE person = $1 OR chat = $1",
    "UPDATE outbox SET messages = NULL, reply_token = NULL, \
     finished_at = COALESCE(finished_at, $2), \
     state = CASE WHEN state IN ('waiting', 'dead') THEN 'skipped' ELSE state END \
     WHERE recipient = $1",
    "UPDATE sessions SET body = '{}', expires_at = NULL, revision = revision + 1 \
     WHERE (person = $1 OR chat = $1) AND $2 > 0",
    "UPDATE cases SET story = NULL, phone = NULL WHERE person = $1 AND $2 > 0",
    "UPDATE roles SET name = NULL, fields = NULL, phone_hash = NULL, identity_hash = NULL, \
     why = NULL, seat = NULL, ended_at = COALESCE(ended_at, $2), \
     state = CASE WHEN state IN ('waiting', 'active', 'suspended') THEN 'ended' ELSE state END \
     WHERE person = $1",
    "UPDATE media SET size = 0, width = NULL, height = NULL, \
     erased_at = COALESCE(erased_at, $2) WHERE person = $1",
    "UPDATE requests SET state = 'done', done_at = $2 WHERE person = $1 AND state = 'open'",
    // Before their roles are somebody's else. The hash of it stays in the book.
    "UPDATE record_asides SET salt = NULL, note = NULL, photos = '[]' WHERE $2 > 0 AND record IN \
     (SELECT a.record FROM record_asides a JOIN records b ON b.id = a.record \
     JOIN roles o ON o.id = b.author WHERE o.person = $1)",
];

/// Erases a person and keeps a tombstone of them.
pub async fn erase(store: &Store, person: &str, now: Moment) -> Result<()> {
    let tx = store.begin().await?;
    forget(&tx, person, now).await?;
    tombstones::keep(&tx, person, now).await?;
    tx.commit().await?;
    Ok(())
}

pub(crate) async fn forget<C: ConnectionTrait>(db: &C, person: &str, now: Moment) -> Result<()> {
    free_the_seats(db, person, now).await?;
    let empty = match db.get_database_backend() {
        DbBackend::Postgres => "'\\x'::bytea",
        _ => "x''",
    };
    let sql = format!(
        "UPDATE media_bytes SET bytes = {empty} WHERE name IN \
         (SELECT name FROM media WHERE person = $1)"
    );
    execute(db, sql, [person.into()]).await?;
    for sql in FORGET {
        execute(db, sql, [person.into(), now.millis().into()]).await?;
    }
    let nobody = format!("gone-{}", Uuid::new_v4().simple());
    for (table, column) in NAMES_PEOPLE {
        let sql = format!("UPDATE {table} SET {column} = $2 WHERE {column} = $1");
        execute(db, sql, [person.into(), nobody.as_str().into()]).await?;
    }
    Ok(())
}

/// A unit is not left without a primary officer if somebody stands in.
async fn free_the_seats<C: ConnectionTrait>(db: &C, person: &str, now: Moment) -> Result<()> {
    let sql = "SELECT MIN(r.id) AS id FROM roles r JOIN roles mine ON mine.unit = r.unit \
               AND mine.person = $1 AND mine.seat = 'primary' AND mine.state = 'active' \
               WHERE r.kind = 'officer' AND r.state = 'active' AND r.seat = 'deputy' \
               AND r.person <> $1 GROUP BY r.unit";
    let heirs: Vec<Heir> = all(db, sql, [person.into()]).await?;
    // First the old one lets go: a unit has one primary at a time.
    let sql = "UPDATE roles SET seat = NULL WHERE person = $1 AND seat = 'primary'";
    execute(db, sql, [person.into()]).await?;
    for heir in heirs {
        let sql = "UPDATE roles SET seat = 'primary' WHERE id = $1";
        execute(db, sql, [heir.id.into()]).await?;
        let sql = "INSERT INTO role_events (role, at, what) VALUES ($1, $2, 'primary')";
        execute(db, sql, [heir.id.into(), now.millis().into()]).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Heir {
    id: i64,
}
