//! A look at whole tables, newest rows first, for the demo's inspector. Knows no table by name,
//! so a new one shows up by itself.

use asa_migrations::TABLES;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, JsonValue};
use serde_json::{Value, json};

use crate::sql::all;
use crate::{Result, Store};

/// Every table with its newest rows, at most `most` of each.
pub async fn tables(store: &Store, most: u32) -> Result<Value> {
    let mut tables = Vec::new();
    for name in TABLES {
        let key = key_of(&store.read, name).await?;
        let newest = if key == ["id"] { "ORDER BY id DESC" } else { "" };
        let sql = format!("SELECT * FROM {name} {newest} LIMIT $1");
        let rows: Vec<JsonValue> = all(&store.read, sql, [i64::from(most).into()]).await?;
        tables.push(json!({"name": name, "key": key, "rows": rows}));
    }
    Ok(json!({ "tables": tables }))
}

#[derive(FromQueryResult)]
struct Column {
    name: String,
}

/// The columns of a table's primary key.
pub(crate) async fn key_of<C: ConnectionTrait>(db: &C, table: &str) -> Result<Vec<String>> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a \
             ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) \
             WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY a.attnum"
        }
        _ => "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
    };
    let columns: Vec<Column> = all(db, sql, [table.into()]).await?;
    Ok(columns.into_iter().map(|column| column.name).collect())
}
