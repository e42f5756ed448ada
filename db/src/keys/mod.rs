//! What lies in the database under which key, and how it comes to lie under another.
//!
//! | file | what |
//! |---|---|
//! | `head` | the beginning of a sealed value, in SQL |
//! | [`rotate`] | sealing everything under the first key, beside a running service |
//!
//! Invariant: the tables are known from [`crate::vault::columns`] only.

mod head;
pub mod rotate;
#[cfg(test)]
mod tests;

use sea_orm::FromQueryResult;

use crate::shape::{Column as Shape, columns_of, key_of};
use crate::sql::{Type, all};
use crate::vault::columns::{Column, SEALED};
use crate::{Error, Result, Store};
use head::{head, key_id};

/// Values of a column that lie under the same key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub table: &'static str,
    pub column: &'static str,
    /// `None`: not sealed at all.
    pub key: Option<String>,
    pub rows: i64,
}

#[derive(FromQueryResult)]
struct Count {
    key: String,
    rows: i64,
}

/// How many values of every column that is sealed lie under which key. Reads all of them.
pub async fn status(store: &Store) -> Result<Vec<Held>> {
    status_of(store, &SEALED).await
}

async fn status_of(store: &Store, columns: &[Column]) -> Result<Vec<Held>> {
    let mut held = Vec::new();
    for column in columns {
        let hashes = column.hashes.iter().map(|hash| hash.column);
        for name in std::iter::once(column.name).chain(hashes) {
            held.extend(under_which_keys(store, column.table, name).await?);
        }
    }
    Ok(held)
}

async fn under_which_keys(
    store: &Store,
    table: &'static str,
    column: &'static str,
) -> Result<Vec<Held>> {
    let of = type_of(store, table, column).await?;
    let key = key_id(store.backend(), &head(store.backend(), column, of));
    let sql = format!(
        "SELECT key, COUNT(*) AS rows FROM (SELECT {key} AS key FROM {table} \
         WHERE {column} IS NOT NULL) AS t GROUP BY key ORDER BY key"
    );
    let counts: Vec<Count> = all(&store.read, sql, []).await?;
    let held = counts.into_iter().map(|Count { key, rows }| {
        let key = Some(key).filter(|key| !key.is_empty());
        Held { table, column, key, rows }
    });
    Ok(held.collect())
}

async fn type_of(store: &Store, table: &str, column: &str) -> Result<Type> {
    let columns = columns_of(&store.read, table).await?;
    let found = columns.iter().find(|shape| shape.name == column);
    found.map(Shape::of).ok_or_else(|| Error::Missing(format!("{table}.{column}")))
}

/// Whether the keys given open what was written last. Cheap: for the start of a service.
pub async fn check(store: &Store) -> Result<()> {
    for column in SEALED {
        for id in newest(store, column).await? {
            store.vault.has(&id)?;
        }
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Id {
    key: String,
}

/// The keys of the last rows of a table. Most rows of queues hold nothing any more.
async fn newest(store: &Store, column: Column) -> Result<Vec<String>> {
    const ROWS: u32 = 200;
    let Column { table, name, .. } = column;
    let of = type_of(store, table, name).await?;
    let most = if of == Type::Bytes { 1 } else { ROWS };
    let order: Vec<String> =
        key_of(&store.read, table).await?.iter().map(|key| format!("{key} DESC")).collect();
    let order = order.join(", ");
    let key = key_id(store.backend(), &head(store.backend(), name, of));
    let sql = format!(
        "SELECT DISTINCT key FROM (SELECT {key} AS key FROM {table} ORDER BY {order} \
         LIMIT {most}) AS t WHERE key <> ''"
    );
    let found: Vec<Id> = all(&store.read, sql, []).await?;
    Ok(found.into_iter().map(|id| id.key).collect())
}
