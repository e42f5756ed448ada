//! A fresh database for every test, of either kind, with the schema in place.

use std::sync::atomic::{AtomicU32, Ordering};

use asa_db::Store;
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use uuid::Uuid;

use crate::postgres;

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
            Kind::Sqlite => Self::sqlite()?,
            Kind::Postgres => match postgres::server() {
                Some(server) => Self::postgres(server).await?,
                None => return skipped("PostgreSQL's server is not installed"),
            },
        };
        let store = Store::open(&fresh.url).await?;
        store.migrate().await?;
        store.close().await?;
        Ok(Some(fresh))
    }

    fn sqlite() -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("asa-sqlite-").tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("asa.db").display());
        Ok(Self { url, kind: Kind::Sqlite, _folder: Some(folder) })
    }

    async fn postgres(server: &str) -> anyhow::Result<Self> {
        Self::on(server).await
    }

    /// A database on a given server.
    pub async fn on(server: &str) -> anyhow::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("t{number}_{}", Uuid::new_v4().simple());
        let admin = Database::connect(format!("{server}/postgres")).await?;
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        admin.close().await?;
        Ok(Self { url: format!("{server}/{name}"), kind: Kind::Postgres, _folder: None })
    }
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
