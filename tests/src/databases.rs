//! A fresh database for every test, of either kind, with the schema in place.

use std::sync::atomic::{AtomicU32, Ordering};

use asa_db::Store;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};
use tempfile::TempDir;
use uuid::Uuid;

use crate::postgres;

/// On a server of tests: a database with the schema, and one on its way there.
const READY: &str = "asa_ready";
const HALF: &str = "asa_half";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A database that goes with this value (on PostgreSQL: with its server).
#[derive(Debug)]
pub struct Fresh {
    pub url: String,
    pub kind: Kind,
    _folder: Option<TempDir>,
}

impl Fresh {
    /// `None`, and a word about it, where the server is not installed; with `CI=true` that is a
    /// failure.
    pub async fn new(kind: Kind) -> anyhow::Result<Option<Self>> {
        let fresh = match kind {
            Kind::Sqlite => {
                let fresh = Self::sqlite()?;
                migrate(&fresh.url).await?;
                fresh
            }
            Kind::Postgres => match postgres::server() {
                Some(server) => Self::postgres(server).await?,
                None => return skipped("PostgreSQL's server is not installed"),
            },
        };
        Ok(Some(fresh))
    }

    fn sqlite() -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("asa-sqlite-").tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("asa.db").display());
        Ok(Self { url, kind: Kind::Sqlite, _folder: Some(folder) })
    }

    /// A copy of one that has the schema already: the steps are many, and the tests more.
    async fn postgres(server: &str) -> anyhow::Result<Self> {
        let admin = administer(server).await?;
        // Whoever comes first makes it; nobody copies it half made. The lock ends with the connection.
        admin.execute_unprepared("SELECT pg_advisory_lock(1)").await?;
        let there = format!("SELECT 1 AS found FROM pg_database WHERE datname = '{READY}'");
        let there = Statement::from_string(DbBackend::Postgres, there);
        if admin.query_one_raw(there).await?.is_none() {
            admin.execute_unprepared(&format!("CREATE DATABASE {HALF}")).await?;
            migrate(&format!("{server}/{HALF}")).await?;
            let rename = format!("ALTER DATABASE {HALF} RENAME TO {READY}");
            admin.execute_unprepared(&rename).await?;
        }
        admin.execute_unprepared("SELECT pg_advisory_unlock(1)").await?;
        let fresh = Self::made(&admin, server, &format!("TEMPLATE {READY}")).await?;
        admin.close().await?;
        Ok(fresh)
    }

    /// An empty database on a given server.
    pub async fn on(server: &str) -> anyhow::Result<Self> {
        let admin = administer(server).await?;
        let fresh = Self::made(&admin, server, "").await?;
        admin.close().await?;
        Ok(fresh)
    }

    async fn made(admin: &DatabaseConnection, server: &str, like: &str) -> anyhow::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("t{number}_{}", Uuid::new_v4().simple());
        admin.execute_unprepared(&format!("CREATE DATABASE {name} {like}")).await?;
        Ok(Self { url: format!("{server}/{name}"), kind: Kind::Postgres, _folder: None })
    }
}

/// One connection, so that what it holds is its own.
async fn administer(server: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(format!("{server}/postgres"));
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

async fn migrate(url: &str) -> anyhow::Result<()> {
    let store = Store::open(url).await?;
    store.migrate().await?;
    Ok(store.close().await?)
}

/// Says that a test does nothing here; in CI nothing may be skipped.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub fn skipped<T>(why: &str) -> anyhow::Result<Option<T>> {
    if std::env::var("CI").is_ok_and(|ci| ci == "true") {
        anyhow::bail!("{why}, and with CI=true no test may be skipped");
    }
    eprintln!("SKIPPED: {why}");
    Ok(None)
}
