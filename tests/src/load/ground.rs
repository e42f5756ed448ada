//! What a run stands on: a database whose commits are on the disk, and the program on top of it.

use std::net::SocketAddr;

use anyhow::{Context as _, bail};
use asa::twin::Twin;
use asa_db::Store;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};

use super::figures::Used;
use super::result::{Compared, Cost};
use super::town::Seen;
use crate::books::OUT_OF_ORDER;
use crate::databases::{Fresh, Kind};
use crate::postgres::Postgres;
use crate::process::{Process, Program, beside};
use crate::world::{KEY, vault};

/// A database server, or a disk.
#[derive(Debug)]
pub struct Ground(Option<Postgres>);

impl Ground {
    pub fn of(database: &str) -> anyhow::Result<Self> {
        match database {
            "sqlite" => Ok(Self(None)),
            "postgres" => Ok(Self(Some(Postgres::start_durable()?))),
            other => bail!("no database is called {other}"),
        }
    }

    /// Pulls the server's plug.
    pub fn stop(&mut self) -> anyhow::Result<()> {
        self.0.as_mut().context("no server")?.stop()
    }

    pub fn start_again(&mut self) -> anyhow::Result<()> {
        self.0.as_mut().context("no server")?.start_again()
    }

    /// An empty database with the schema.
    pub async fn database(&self) -> anyhow::Result<Fresh> {
        let Some(server) = &self.0 else {
            return Fresh::new(Kind::Sqlite).await?.context("SQLite is always there");
        };
        let fresh = Fresh::on(&server.url()).await?;
        let store = Store::open(&fresh.url).await?;
        store.migrate().await?;
        store.close().await?;
        Ok(fresh)
    }
}

/// The store as the program sees it.
pub async fn store(database: &Fresh) -> anyhow::Result<Store> {
    Ok(Store::open(&database.url).await?.with_vault(vault(KEY)?))
}

pub fn program(database: &Fresh, twin: &Twin, line: &str) -> anyhow::Result<Program> {
    let binary = beside()?.into_os_string().into_string().ok().context("an odd path")?;
    // One for the whole run.
    Program::serve(binary.leak(), &database.url, twin, line)
}

pub fn address(process: &Process) -> anyhow::Result<SocketAddr> {
    Ok(process.base.trim_start_matches("http://").parse()?)
}

/// What the program and its database had used at some moment.
#[derive(Debug, Default)]
pub struct Meter {
    used: Vec<Used>,
    bytes: f64,
    commits: f64,
}

impl Meter {
    pub async fn read(database: &Fresh, processes: &[Process]) -> anyhow::Result<Self> {
        let used = processes.iter().map(|process| Used::by(process.id()));
        let used: Vec<Used> = used.collect::<anyhow::Result<_>>()?;
        let (bytes, commits) = match database.kind {
            Kind::Sqlite => {
                let bytes = used.iter().map(|used| used.written as f64).sum();
                let mut commits = 0.0;
                for process in processes {
                    commits += process.figure("asa_commits_total").await?;
                }
                (bytes, commits)
            }
            Kind::Postgres => {
                let db = Database::connect(&database.url).await?;
                let bytes = "SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint AS n";
                let commits = "SELECT xact_commit AS n FROM pg_stat_database \
                               WHERE datname = current_database()";
                let read = (number(&db, bytes).await?, number(&db, commits).await?);
                db.close().await?;
                (read.0 as f64, read.1 as f64)
            }
        };
        Ok(Self { used, bytes, commits })
    }

    /// What each of so many events cost since then.
    pub fn cost_until(&self, after: &Self, events: u64) -> Cost {
        let each = |total: f64| total / (events.max(1) as f64);
        let cpu = |meter: &Self| meter.used.iter().map(|used| used.cpu.as_secs_f64()).sum::<f64>();
        let most = |figure: fn(&Used) -> f64| after.used.iter().map(figure).fold(0.0, f64::max);
        Cost {
            cpu_micros: each((cpu(after) - cpu(self)) * 1e6),
            bytes: each(after.bytes - self.bytes),
            commits: each(after.commits - self.commits),
            mib: most(|used| used.mib),
            peak_mib: most(|used| used.peak_mib),
        }
    }
}

/// Compares what people saw with what is in the database, once all is still.
pub async fn compare(database: &Fresh, seen: &Seen, again: u64) -> anyhow::Result<Compared> {
    let db = Database::connect(&database.url).await?;
    let events = number(&db, "SELECT COUNT(*) AS n FROM inbox").await?;
    let done = number(&db, "SELECT COUNT(*) AS n FROM inbox WHERE state = 'done'").await?;
    let sends = number(&db, "SELECT COUNT(*) AS n FROM outbox WHERE state <> 'sent'").await?;
    let counts = number(&db, "SELECT COUNT(*) AS n FROM records WHERE kind = 'count'").await?;
    let waiting = "SELECT COUNT(*) AS n FROM roles WHERE state = 'waiting'";
    let asked = number(&db, waiting).await?;
    let out_of_order = number(&db, OUT_OF_ORDER).await?;
    db.close().await?;
    Ok(Compared {
        events,
        lost: seen.lost + (events - done) + sends,
        doubled: seen.doubled,
        astray: seen.astray,
        silent: seen.silent,
        again,
        told: seen.counted + seen.registered,
        recorded: counts + asked,
        out_of_order,
    })
}

pub async fn number(db: &DatabaseConnection, sql: &str) -> anyhow::Result<u64> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let number: i64 = row.context("no row")?.try_get("", "n")?;
    Ok(u64::try_from(number)?)
}
