//! The least any program would have to do with a webhook, each a little more than the one before:
//! what ours does is told as a ratio to these, measured in the same run.
//!
//! | floor | does |
//! |---|---|
//! | `bare` | takes the body, says 200 |
//! | `signed` | and checks the signature, and parses |
//! | `each` | and stores every event in a transaction of its own, on the disk before its 200 |
//! | `batched` | the same by one writer, which commits whatever has gathered |

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use asa::line::event::Envelope;
use asa::line::signature::{self, ChannelSecrets};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::routing::post;
use axum::serve::ListenerExt as _;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait as _,
};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

pub const ALL: [&str; 4] = ["bare", "signed", "each", "batched"];

const PER_COMMIT: usize = 256;
const POSTGRES_CONNECTIONS: u32 = 16;

struct Floor {
    secrets: ChannelSecrets,
    kind: String,
    db: Option<DatabaseConnection>,
    writer: Option<mpsc::Sender<(Row, oneshot::Sender<bool>)>>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    body: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    webhook_event_id: String,
}

/// Serves one of them until the process ends.
pub async fn serve(kind: &str, listen: SocketAddr, secret: &str, url: &str) -> anyhow::Result<()> {
    let stores = match kind {
        "bare" | "signed" => false,
        "each" | "batched" => true,
        other => bail!("no floor is called {other}"),
    };
    let db = if stores { Some(open(url).await?) } else { None };
    let writer = db.clone().filter(|_| kind == "batched").map(|db| {
        let (rows, arriving) = mpsc::channel(4096);
        tokio::spawn(write(db, arriving));
        rows
    });
    let secrets = ChannelSecrets::parse(secret);
    let floor = Arc::new(Floor { secrets, kind: kind.to_owned(), db, writer });
    let router = Router::new().route("/webhook", post(take)).with_state(floor);
    let listener = TcpListener::bind(listen).await?.tap_io(|stream| {
        // Not on a platform that has it not.
        stream.set_nodelay(true).ok();
    });
    Ok(axum::serve(listener, router).await?)
}

async fn take(State(floor): State<Arc<Floor>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if floor.kind == "bare" {
        return StatusCode::OK;
    }
    let signature = headers.get(signature::HEADER).map(HeaderValue::as_bytes);
    if !floor.secrets.verify(&body, signature.unwrap_or_default()) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(rows) = rows(&body) else { return StatusCode::BAD_REQUEST };
    for row in rows {
        let stored = match (&floor.writer, &floor.db) {
            (Some(writer), _) => {
                let (stored, answer) = oneshot::channel();
                writer.send((row, stored)).await.is_ok() && answer.await.unwrap_or(false)
            }
            (None, Some(db)) => insert(db, &[row]).await.is_ok(),
            (None, None) => true,
        };
        if !stored {
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    }
    StatusCode::OK
}

fn rows(body: &[u8]) -> anyhow::Result<Vec<Row>> {
    let envelope: Envelope<'_> = serde_json::from_slice(body)?;
    let row = |raw: &&serde_json::value::RawValue| {
        let head: Head = serde_json::from_str(raw.get())?;
        Ok(Row { id: head.webhook_event_id, body: raw.get().to_owned() })
    };
    envelope.events.iter().map(row).collect()
}

async fn write(db: DatabaseConnection, mut arriving: mpsc::Receiver<(Row, oneshot::Sender<bool>)>) {
    let mut batch = Vec::with_capacity(PER_COMMIT);
    while arriving.recv_many(&mut batch, PER_COMMIT).await > 0 {
        let (rows, waiting): (Vec<Row>, Vec<_>) = batch.drain(..).unzip();
        let is_stored = insert(&db, &rows).await.is_ok();
        for one in waiting {
            // Whoever has gone away has no use for the answer.
            one.send(is_stored).ok();
        }
    }
}

/// In one transaction, with the fastest statement we know: one text, prepared once.
async fn insert(db: &DatabaseConnection, rows: &[Row]) -> anyhow::Result<()> {
    let from = match db.get_database_backend() {
        DbBackend::Postgres => "json_to_recordset($1::json) AS r(id text, body text)",
        _ => "(SELECT value->>'id' AS id, value->>'body' AS body FROM json_each($1)) AS r",
    };
    let sql = format!(
        "INSERT INTO floor (id, body) SELECT id, body FROM {from} WHERE true ON CONFLICT DO NOTHING"
    );
    let rows = serde_json::to_string(rows)?;
    let tx = db
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await?;
    let backend = db.get_database_backend();
    tx.execute_raw(Statement::from_sql_and_values(backend, sql, [rows.into()])).await?;
    Ok(tx.commit().await?)
}

async fn open(url: &str) -> anyhow::Result<DatabaseConnection> {
    use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).test_before_acquire(false);
    options.max_connections(if url.starts_with("sqlite") { 1 } else { POSTGRES_CONNECTIONS });
    options.map_sqlx_sqlite_opts(|sqlite| {
        let sqlite = sqlite.create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
        sqlite.synchronous(SqliteSynchronous::Full)
    });
    let db = Database::connect(options).await.context("the floor's database")?;
    db.execute_unprepared(
        "CREATE TABLE IF NOT EXISTS floor (id TEXT PRIMARY KEY, body TEXT NOT NULL)",
    )
    .await?;
    Ok(db)
}
