//! Lists as one parameter. A statement about many rows takes them as one JSON text, so its own
//! text is constant: prepared once, whatever the length of the list.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};
use serde::Serialize;

use crate::{Error, Result};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    Int,
    /// In JSON the way PostgreSQL writes them: `\x` and two hexadecimal digits each.
    Bytes,
}

/// A source of rows for a `FROM`, named `r`, out of the JSON array in parameter `n`.
pub(crate) fn rows(backend: DbBackend, n: usize, columns: &[(&str, Type)]) -> String {
    let list = |one: fn(&str, Type) -> String| {
        columns.iter().map(|(name, of)| one(name, *of)).collect::<Vec<_>>().join(", ")
    };
    match backend {
        DbBackend::Postgres => {
            let typed = list(|name, of| format!("{name} {}", postgres_type(of)));
            format!("json_to_recordset(${n}::json) AS r({typed})")
        }
        _ => {
            let picked = list(|name, of| match of {
                Type::Bytes => format!("unhex(substr(value->>'{name}', 3)) AS {name}"),
                Type::Text | Type::Int => format!("value->>'{name}' AS {name}"),
            });
            format!("(SELECT {picked} FROM json_each(${n})) AS r")
        }
    }
}

/// A source of single texts for a `FROM`, named `r(name)`, out of the JSON array in parameter `n`.
pub(crate) fn names(backend: DbBackend, n: usize) -> String {
    match backend {
        DbBackend::Postgres => format!("json_array_elements_text(${n}::json) AS r(name)"),
        _ => format!("(SELECT value AS name FROM json_each(${n})) AS r"),
    }
}

/// Rows in one statement of [`insert`]: few sizes, so that each statement is prepared once.
const SIZES: [usize; 7] = [64, 32, 16, 8, 4, 2, 1];

/// Puts rows in, many in a statement, by parameters: for rows that are long and come often, which
/// SQLite would copy three times on their way out of a JSON text. `rest` follows the values. Says
/// how many went in.
pub(crate) async fn insert<C: ConnectionTrait>(
    db: &C,
    table: &str,
    columns: &str,
    rows: Vec<Vec<Value>>,
    rest: &str,
) -> Result<u64> {
    let mut inserted = 0;
    for (sql, values) in statements(db.get_database_backend(), table, columns, rows, rest) {
        inserted += execute(db, sql, values).await?;
    }
    Ok(inserted)
}

/// The same, where `rest` returns something.
pub(crate) async fn insert_returning<T: FromQueryResult, C: ConnectionTrait>(
    db: &C,
    table: &str,
    columns: &str,
    rows: Vec<Vec<Value>>,
    rest: &str,
) -> Result<Vec<T>> {
    let mut returned = Vec::with_capacity(rows.len());
    for (sql, values) in statements(db.get_database_backend(), table, columns, rows, rest) {
        returned.extend(all::<T, C>(db, sql, values).await?);
    }
    Ok(returned)
}

fn statements(
    backend: DbBackend,
    table: &str,
    columns: &str,
    rows: Vec<Vec<Value>>,
    rest: &str,
) -> Vec<(String, Vec<Value>)> {
    let mut statements = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(width) = rows.peek().map(Vec::len) {
        let size = SIZES.into_iter().find(|size| *size <= rows.len()).unwrap_or(1);
        let values = rows.by_ref().take(size).flatten().collect();
        let places = placeholders(backend, width, size);
        statements
            .push((format!("INSERT INTO {table} ({columns}) VALUES {places} {rest}"), values));
    }
    statements
}

/// `($1, $2), ($3, $4)`. SQLite takes `$1` for a name, and looks for each among all the others.
fn placeholders(backend: DbBackend, width: usize, rows: usize) -> String {
    let place = |at: usize| match backend {
        DbBackend::Postgres => format!("${at}"),
        _ => "?".to_owned(),
    };
    let row = |row: usize| {
        let places: Vec<String> = (1..=width).map(|at| place(row * width + at)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

fn postgres_type(of: Type) -> &'static str {
    match of {
        Type::Text => "text",
        Type::Int => "bigint",
        Type::Bytes => "bytea",
    }
}

/// What to select for this column so that it can travel as JSON.
pub(crate) fn readable(backend: DbBackend, name: &str, of: Type) -> String {
    match (of, backend) {
        (Type::Text | Type::Int, _) => name.to_owned(),
        (Type::Bytes, DbBackend::Postgres) => format!("'\\x' || encode({name}, 'hex') AS {name}"),
        (Type::Bytes, _) => format!("'\\x' || hex({name}) AS {name}"),
    }
}

/// Bytes as they travel in JSON.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits =
        |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from(DIGITS[usize::from(digit)]));
    ['\\', 'x'].into_iter().chain(bytes.iter().flat_map(digits)).collect()
}

/// `None` where that is not what they look like.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit =
        |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.strip_prefix("\\x")?.as_bytes().as_chunks::<2>();
    let byte = |[high, low]: &[u8; 2]| Some(digit(*high)? << 4 | digit(*low)?);
    if rest.is_empty() { pairs.iter().map(byte).collect() } else { None }
}

pub(crate) fn json<T: Serialize + ?Sized>(rows: &T) -> Result<Value> {
    let text = serde_json::to_string(rows).map_err(|error| Error::Broken(error.to_string()))?;
    Ok(text.into())
}

pub(crate) async fn execute<C: ConnectionTrait>(
    db: &C,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.execute_raw(statement).await?.rows_affected())
}

pub(crate) async fn all<T: FromQueryResult, C: ConnectionTrait>(
    db: &C,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(T::find_by_statement(statement).all(db).await?)
}

pub(crate) async fn one<T: FromQueryResult, C: ConnectionTrait>(
    db: &C,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(T::find_by_statement(statement).one(db).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_place() {
        assert_eq!(placeholders(DbBackend::Postgres, 2, 2), "($1, $2), ($3, $4)");
        assert_eq!(placeholders(DbBackend::Sqlite, 2, 2), "(?, ?), (?, ?)");
    }

    #[test]
    fn bytes_travel_as_digits() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(from_hex(&hex(&all)), Some(all));
        assert_eq!(from_hex("\\x0AfF"), Some(vec![0x0a, 0xff]));
        for bad in ["", "0a", "\\x0", "\\xzz", "\\x+1"] {
            assert_eq!(from_hex(bad), None, "{bad}");
        }
    }
}
