//! A whole database as one file, and back. The file is always an SQLite database, whatever it
//! was taken from: a backup of one kind restores into the other, which is also how a province
//! moves to PostgreSQL. Taken from one snapshot, while the service runs.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use asa_core::moment::Moment;
use asa_migrations::{TABLES, append_only};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, FromQueryResult};

use crate::pages::Pages;
use crate::privacy::tombstones::{self, Tombstone};
use crate::shape::{Column, columns_of, key_of};
use crate::sql::{Type, all, execute, json, one, readable, rows};
use crate::stock::verify::Verdict;
use crate::{Error, Result, Store, stock};

const ROWS_AT_ONCE: usize = 500;
/// Rows with bytes are large: one at a time fits into any memory.
const LARGE_ROWS_AT_ONCE: usize = 1;

/// Rows copied of each table.
pub type Counts = Vec<(&'static str, u64)>;

/// What came of a backup.
#[derive(Debug)]
pub struct Backup {
    pub counts: Counts,
    /// Of the ledger in the copy. A broken one is copied as it is: something is better than nothing.
    pub ledger: Verdict,
}

/// Writes a copy of everything into a new file and checks it. `progress` hears of every step.
pub async fn backup(store: &Store, file: &Path, progress: impl FnMut(u64)) -> Result<Backup> {
    if file.exists() {
        return Err(Error::Broken("the file exists already; choose another name".into()));
    }
    let copied = copy_into(store, file, progress).await;
    if copied.is_err() {
        // Half a backup is none: nobody is to restore from it.
        for beside in ["", "-wal", "-shm"] {
            let mut name = file.as_os_str().to_owned();
            name.push(beside);
            std::fs::remove_file(PathBuf::from(name)).ok();
        }
    }
    copied
}

async fn copy_into(store: &Store, file: &Path, progress: impl FnMut(u64)) -> Result<Backup> {
    let copy = Store::open(&url_of(file)?).await?;
    copy.migrate().await?;
    let snapshot = store.snapshot().await?;
    let tx = copy.begin().await?;
    let counts = copy_all(&snapshot, &tx, progress).await?;
    tx.commit().await?;
    snapshot.rollback().await?;
    prove(&copy, &counts).await?;
    let ledger = stock::verify(&copy, |_| ()).await?;
    settle(copy).await?;
    Ok(Backup { counts, ledger })
}

/// Fills a database from a backup and checks it. Refuses one that holds anything, unless told to
/// replace it. All or nothing. Whoever was erased since the backup was made stays erased: as far
/// as the database that is replaced, or `tombstones`, tell.
pub async fn restore(
    store: &Store,
    file: &Path,
    replace: bool,
    tombstones: Vec<Tombstone>,
    now: Moment,
    progress: impl FnMut(u64),
) -> Result<Restored> {
    let folder = PrivateFolder::new()?;
    let backup = open_backup(file, &folder).await?;
    store.migrate().await?;
    if !replace && !is_empty(store).await? {
        return Err(Error::Broken(
            "the database is not empty; --replace drops what it holds".into(),
        ));
    }
    let snapshot = backup.snapshot().await?;
    let mut dead = tombstones;
    dead.extend(tombstones::list(store).await?);
    let tx = store.begin().await?;
    let counts = copy_all(&snapshot, &tx, progress).await?;
    // After the copy, so that those the backup knows of are among them.
    dead.extend(all(&tx, tombstones::ALL, []).await?);
    let erased = tombstones::obey(&tx, &dead, now).await?;
    tx.commit().await?;
    snapshot.rollback().await?;
    prove(store, &counts).await?;
    backup.close().await?;
    let ledger = stock::verify(store, |_| ()).await?;
    Ok(Restored { counts, erased, ledger })
}

/// What came of a restore.
#[derive(Debug)]
pub struct Restored {
    pub counts: Counts,
    /// People who were in the backup and had been erased since.
    pub erased: u64,
    pub ledger: Verdict,
}

/// Those that a backup knows of.
pub async fn tombstones_in(file: &Path) -> Result<Vec<Tombstone>> {
    let folder = PrivateFolder::new()?;
    let backup = open_backup(file, &folder).await?;
    let dead = tombstones::list(&backup).await?;
    backup.close().await?;
    Ok(dead)
}

/// A backup may come from an older version: a private copy of it is brought up to date.
async fn open_backup(file: &Path, folder: &PrivateFolder) -> Result<Store> {
    let copy = folder.0.join("backup.db");
    std::fs::copy(file, &copy).map_err(unreadable)?;
    let store = Store::open(&url_of(&copy)?).await.map_err(|_| not_a_backup())?;
    let known = store.schema().await.map_err(|_| not_a_backup())?;
    if !known.iter().any(|(_, applied)| *applied) {
        return Err(not_a_backup());
    }
    store.migrate().await?;
    Ok(store)
}

/// Goes with everything in it.
struct PrivateFolder(PathBuf);

impl PrivateFolder {
    fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("asa-restore-{}", uuid::Uuid::new_v4()));
        std::fs::DirBuilder::new().mode(0o700).create(&folder).map_err(unreadable)?;
        Ok(Self(folder))
    }
}

impl Drop for PrivateFolder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "a temporary copy of the backup could not be removed");
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn unreadable(why: std::io::Error) -> Error {
    Error::Broken(format!("cannot read the backup: {why}"))
}

fn not_a_backup() -> Error {
    Error::Broken("this file is not a backup made by asa backup".into())
}

fn url_of(file: &Path) -> Result<String> {
    let path = file.to_str().ok_or_else(|| Error::Broken("the file's name is not text".into()))?;
    Ok(format!("sqlite://{path}"))
}

async fn copy_all(
    from: &DatabaseTransaction,
    to: &DatabaseTransaction,
    mut progress: impl FnMut(u64),
) -> Result<Counts> {
    append_only::lift(to).await?;
    for table in TABLES.iter().rev() {
        execute(to, format!("DELETE FROM {table}"), []).await?;
    }
    append_only::set(to).await?;
    let mut counts = Counts::new();
    for table in TABLES {
        counts.push((table, copy_table(from, to, table, &mut progress).await?));
    }
    Ok(counts)
}

async fn copy_table(
    from: &DatabaseTransaction,
    to: &DatabaseTransaction,
    table: &str,
    progress: &mut impl FnMut(u64),
) -> Result<u64> {
    let columns = columns_of(to, table).await?;
    let typed: Vec<(&str, Type)> =
        columns.iter().map(|column| (column.name.as_str(), column.of())).collect();
    let names = typed.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let source = rows(to.get_database_backend(), 1, &typed);
    let insert = format!("INSERT INTO {table} ({names}) SELECT {names} FROM {source}");
    let key = key_of(to, table).await?;
    let pages = pages(from, table, &key, &columns);
    let (mut last, mut copied) = (None, 0);
    loop {
        let page = pages.after(from, last.as_ref()).await?;
        let Some(end) = page.last() else { break };
        execute(to, &insert, [json(&page)?]).await?;
        copied += page.len() as u64;
        progress(page.len() as u64);
        last = Some(end.clone());
    }
    if key == ["id"] {
        go_on_counting(to, table).await?;
    }
    Ok(copied)
}

fn pages(from: &DatabaseTransaction, table: &str, key: &[String], columns: &[Column]) -> Pages {
    let backend = from.get_database_backend();
    let select = columns.iter().map(|column| readable(backend, &column.name, column.of()));
    let select = select.collect::<Vec<_>>().join(", ");
    let large = columns.iter().any(|column| column.of() == Type::Bytes);
    let most = if large { LARGE_ROWS_AT_ONCE } else { ROWS_AT_ONCE };
    Pages::of(table, key.to_vec(), &select, "true", most)
}

/// Rows came with their ids; the next one has to go on from there.
async fn go_on_counting(to: &DatabaseTransaction, table: &str) -> Result<()> {
    if to.get_database_backend() == DbBackend::Postgres {
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), \
             COALESCE((SELECT MAX(id) FROM {table}), 0) + 1, false)"
        );
        execute(to, sql, []).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Count {
    rows: i64,
}

async fn count(store: &Store, table: &str) -> Result<u64> {
    let sql = format!("SELECT COUNT(*) AS rows FROM {table}");
    let count: Option<Count> = one(&store.read, sql, []).await?;
    Ok(count.map_or(0, |count| u64::try_from(count.rows).unwrap_or(0)))
}

async fn is_empty(store: &Store) -> Result<bool> {
    // The first item came with the schema.
    for table in TABLES.into_iter().filter(|table| *table != "items") {
        if count(store, table).await? > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

#[derive(FromQueryResult)]
struct Said {
    integrity_check: String,
}

/// The copy holds as many rows as were copied, and SQLite finds no fault in it.
async fn prove(copy: &Store, counts: &Counts) -> Result<()> {
    // Tombstones may have come from elsewhere, too.
    for (table, copied) in counts.iter().filter(|(table, _)| *table != "tombstones") {
        let there = count(copy, table).await?;
        if there != *copied {
            return Err(Error::Broken(format!("{table}: {copied} rows copied, {there} there")));
        }
    }
    if copy.backend() == DbBackend::Sqlite {
        let said: Option<Said> = one(&copy.read, "PRAGMA integrity_check", []).await?;
        if said.is_none_or(|said| said.integrity_check != "ok") {
            return Err(Error::Broken("SQLite's integrity check failed on the copy".into()));
        }
    }
    Ok(())
}

/// Leaves one file, with nothing beside it.
async fn settle(copy: Store) -> Result<()> {
    copy.read.clone().close().await?;
    execute(&copy.write, "PRAGMA wal_checkpoint(TRUNCATE)", []).await?;
    execute(&copy.write, "PRAGMA journal_mode = DELETE", []).await?;
    copy.write.close().await?;
    Ok(())
}
