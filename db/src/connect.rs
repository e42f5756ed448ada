//! Opening a database by its URL. SQLite has one connection that writes and a few beside it that
//! read; PostgreSQL has one pool for both. What a commit says is durable, is: SQLite runs with
//! `synchronous = FULL`, because an event that LINE got a 200 for is never lost.

use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use asa_migrations::Migrator;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{Connection as _, Executor as _};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection,
    DatabaseTransaction, DbBackend, IsolationLevel, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

use crate::lease::Own;
use crate::{Error, Result, Vault};

const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 12;
/// What SQLite's log shrinks back to: as much as it copies over by itself at once.
const LOG_BYTES: &str = "4194304";
/// Below zero: KiB instead of pages, for each connection.
const CACHE_KIB: &str = "-8000";
/// That stay prepared on a connection: all there are, with inserts of several sizes among them.
const STATEMENTS: usize = 400;
/// How long a caller waits for a connection before the store counts as refusing. Shorter than
/// LINE's two seconds, so that the doorway can still say 503.
const PATIENCE: Duration = Duration::from_millis(1500);

/// A database, and the keys to what lies in it sealed: none, unless given [`Store::with_vault`].
#[derive(Debug)]
pub struct Store {
    pub(crate) write: DatabaseConnection,
    pub(crate) read: DatabaseConnection,
    file: Option<PathBuf>,
    pub(crate) vault: Vault,
    /// `None` where replicas share them in the database.
    pub(crate) own_leases: Option<Own>,
    /// Of an embedded database, by its one writer.
    commits: Arc<AtomicU64>,
    /// Held while a service runs on an embedded database; nobody else may.
    _alone: Option<File>,
}

impl Store {
    /// For a command that runs beside the service or without one.
    pub async fn open(url: &str) -> Result<Self> {
        if is_postgres(url) {
            return Self::on_server(postgres(url)).await;
        }
        let Some(file) = sqlite_file(url) else {
            // Not quoted: an address holds a password.
            let kinds = "its address has to begin with sqlite:// or postgres://".to_owned();
            return Err(Error::Broken(kinds));
        };
        make_private(&file)?;
        let commits = Arc::default();
        let write = Database::connect(counted(sqlite(url, 1), &commits)).await?;
        let read = Database::connect(sqlite(url, SQLITE_READERS)).await?;
        Ok(Self::of(write, read, Some(file), commits))
    }

    async fn on_server(options: ConnectOptions) -> Result<Self> {
        let pool = Database::connect(options).await?;
        Ok(Self::of(pool.clone(), pool, None, Arc::default()))
    }

    fn of(
        write: DatabaseConnection,
        read: DatabaseConnection,
        file: Option<PathBuf>,
        commits: Arc<AtomicU64>,
    ) -> Self {
        let own_leases = file.as_ref().map(|_| Own::default());
        Self { write, read, file, vault: Vault::default(), own_leases, commits, _alone: None }
    }

    /// How often something was written and made durable since this was opened; a server counts
    /// for itself.
    pub fn commits(&self) -> Option<u64> {
        let is_embedded = self.file.is_some();
        is_embedded.then(|| self.commits.load(Ordering::Relaxed))
    }

    /// Seals and opens with these keys from now on.
    #[must_use]
    pub fn with_vault(self, vault: Vault) -> Self {
        Self { vault, ..self }
    }

    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// For a command that has no use for an empty database: one that is not there, or not up to
    /// date, is a mistake in the address or in the order of things.
    pub async fn open_existing(url: &str) -> Result<Self> {
        if let Some(file) = sqlite_file(url)
            && !file.exists()
        {
            return Err(Error::Missing(format!("the database file {}", file.display())));
        }
        let store = Self::open(url).await?;
        if store.schema().await?.iter().any(|(_, applied)| !applied) {
            let what_to_do = "its schema is not up to date: run `asa migrate up`".to_owned();
            return Err(Error::Broken(what_to_do));
        }
        Ok(store)
    }

    /// For the service itself. On SQLite it is the only one.
    pub async fn open_to_serve(url: &str) -> Result<Self> {
        if is_postgres(url) {
            return Self::on_server(by_index(postgres(url))).await;
        }
        let alone = match sqlite_file(url) {
            Some(file) => Some(lock(&file)?),
            None => None,
        };
        Ok(Self { _alone: alone, ..Self::open(url).await? })
    }

    /// The file of an embedded database.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    pub fn is_postgres(&self) -> bool {
        self.backend() == DbBackend::Postgres
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.write.begin_with_options(options).await?)
    }

    /// Everything that is read through it is of one instant. To be rolled back.
    #[expect(clippy::disallowed_methods, reason = "reads only, so it never has to be tried again")]
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction> {
        if self.backend() != DbBackend::Postgres {
            return Ok(self.read.begin().await?);
        }
        let options = TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        };
        Ok(self.read.begin_with_options(options).await?)
    }

    /// For a page of a long list; to be rolled back. PostgreSQL plans its statements for the values
    /// they have: a plan for any values takes every filter for a narrow one, and sorts the whole
    /// table for each page.
    pub(crate) async fn page(&self) -> Result<DatabaseTransaction> {
        let tx = self.snapshot().await?;
        if self.is_postgres() {
            tx.execute_unprepared("SET LOCAL plan_cache_mode = force_custom_plan").await?;
        }
        Ok(tx)
    }

    /// Applies the steps of the schema that are missing; says how many there were.
    pub async fn migrate(&self) -> Result<usize> {
        let pending = Migrator::get_pending_migrations(&self.write).await?.len();
        Migrator::up(&self.write, None).await?;
        Ok(pending)
    }

    /// Every step of the schema, and whether it has been applied.
    pub async fn schema(&self) -> Result<Vec<(String, bool)>> {
        let steps = Migrator::get_migration_with_status(&self.write).await?;
        let applied = sea_orm_migration::MigrationStatus::Applied;
        Ok(steps.iter().map(|step| (step.name().to_owned(), step.status() == applied)).collect())
    }

    /// Whether the store answers, on both sides.
    pub async fn ping(&self) -> Result<()> {
        self.read.ping().await?;
        self.write.ping().await?;
        Ok(())
    }

    pub async fn close(self) -> Result<()> {
        let same_pool = self.is_postgres();
        self.write.close().await?;
        if !same_pool {
            self.read.close().await?;
        }
        Ok(())
    }
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// The file of an embedded database; `None` for another kind of address.
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split('?').next().unwrap_or(path);
    (!path.is_empty() && path != ":memory:").then(|| PathBuf::from(path))
}

/// A commit that the disk refused leaves its connection inside the transaction; the next one on
/// it would be a savepoint in there, "committed" and never on the disk. Such a connection is
/// thrown away.
fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = quiet(url);
    options.max_connections(connections).min_connections(1);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .statement_cache_capacity(STATEMENTS)
            // What is read again and again stays in memory: of one that writes and a few that read.
            .pragma("cache_size", CACHE_KIB)
            // A statement that may have to be taken back keeps what it changes in memory, not in a
            // file of its own.
            .pragma("temp_store", "MEMORY")
            // What is erased is gone from the file, not only from the tables.
            .pragma("secure_delete", "ON")
            // A large photo must not linger in the tail of the log, which is never overwritten.
            .pragma("journal_size_limit", LOG_BYTES)
    });
    options.map_sqlx_sqlite_before_acquire(|connection, _| {
        let left_open = connection.is_in_transaction();
        Box::pin(async move { Ok(!left_open) })
    });
    options
}

fn counted(mut options: ConnectOptions, commits: &Arc<AtomicU64>) -> ConnectOptions {
    let commits = commits.clone();
    options.map_sqlx_sqlite_pool_opts(move |pool| {
        let commits = commits.clone();
        pool.after_connect(move |connection, _| {
            let commits = commits.clone();
            Box::pin(async move {
                connection.lock_handle().await?.set_commit_hook(move || {
                    commits.fetch_add(1, Ordering::Relaxed);
                    true
                });
                Ok(())
            })
        })
    });
    options
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = quiet(url);
    options.max_connections(POSTGRES_CONNECTIONS).min_connections(1);
    // After a restart of the server the connections of before are dead: found out here, not by
    // the next dozen requests.
    options.test_before_acquire_if_idle_for(Duration::from_secs(1));
    options.map_sqlx_postgres_opts(|postgres| postgres.statement_cache_capacity(STATEMENTS));
    options.map_sqlx_postgres_before_acquire(|connection, _| {
        let left_open = connection.is_in_transaction();
        Box::pin(async move { Ok(!left_open) })
    });
    options
}

/// Every question of the service has its index. PostgreSQL plans it once, maybe while its table is
/// all but empty, and would go through the whole of it long after; and a bitmap of the rows that
/// wait passes all that waited before, again and again.
fn by_index(mut options: ConnectOptions) -> ConnectOptions {
    const PLANS: &str = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off";
    options.map_sqlx_postgres_pool_opts(|pool| {
        pool.after_connect(|connection, _| {
            Box::pin(async move { connection.execute(PLANS).await.map(|_| ()) })
        })
    });
    options
}

/// No statement is ever logged: its values are people's.
fn quiet(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .test_before_acquire(false)
        .connect_timeout(Duration::from_secs(5))
        .acquire_timeout(PATIENCE);
    options
}

/// A new database file is its owner's alone; SQLite gives the files beside it the same rights.
pub(crate) fn make_private(file: &Path) -> Result<()> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    match made {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Error::Unavailable(format!("{}: {error}", file.display()))),
    }
}

fn lock(database: &Path) -> Result<File> {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    let refused = |error: &dyn std::fmt::Display| Error::Unavailable(error.to_string());
    let file = File::create(PathBuf::from(&name)).map_err(|error| refused(&error))?;
    file.try_lock().map_err(|_| {
        refused(&"another asa serves from this database file; stop it first, or use PostgreSQL")
    })?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_behind_a_url() {
        assert_eq!(sqlite_file("sqlite://asa.db"), Some("asa.db".into()));
        assert_eq!(
            sqlite_file("sqlite:///var/lib/asa/asa.db?mode=rwc"),
            Some("/var/lib/asa/asa.db".into())
        );
        assert_eq!(sqlite_file("postgres://h/d"), None);
    }
}
