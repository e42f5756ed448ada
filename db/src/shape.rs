//! The shape of a table, as the database itself tells it: for what handles tables without
//! knowing them.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use crate::Result;
use crate::sql::{Type, all};

#[derive(FromQueryResult)]
pub(crate) struct Column {
    pub(crate) name: String,
    of: String,
}

impl Column {
    pub(crate) fn of(&self) -> Type {
        match self.of.to_ascii_lowercase().as_str() {
            "blob" | "bytea" => Type::Bytes,
            of if of.contains("int") => Type::Int,
            _ => Type::Text,
        }
    }
}

pub(crate) async fn columns_of<C: ConnectionTrait>(db: &C, table: &str) -> Result<Vec<Column>> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT column_name::text AS name, data_type::text AS of \
             FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
        }
        _ => "SELECT name, type AS \"of\" FROM pragma_table_info($1) ORDER BY cid",
    };
    all(db, sql, [table.into()]).await
}

#[derive(FromQueryResult)]
struct Name {
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
    let columns: Vec<Name> = all(db, sql, [table.into()]).await?;
    Ok(columns.into_iter().map(|column| column.name).collect())
}
