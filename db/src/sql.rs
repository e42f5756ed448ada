//! Lists as one parameter. A statement about many rows takes them as one JSON text, so its own
//! text is constant: prepared once, whatever the length of the list.

use sea_orm::sea_query::ArrayType;
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

/// A column that rows are put into.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    name: &'static str,
    of: Type,
    may_be_null: bool,
}

pub(crate) const fn text(name: &'static str) -> Column {
    Column { name, of: Type::Text, may_be_null: false }
}

pub(crate) const fn int(name: &'static str) -> Column {
    Column { name, of: Type::Int, may_be_null: false }
}

/// A text that may not be there; one that is there is not empty.
pub(crate) const fn maybe_text(name: &'static str) -> Column {
    Column { may_be_null: true, ..text(name) }
}

pub(crate) const fn maybe_int(name: &'static str) -> Column {
    Column { may_be_null: true, ..int(name) }
}

/// Rows in one statement of [`insert`] on SQLite: there is one for each number of them.
const MOST_ROWS: usize = 64;

/// A statement that puts rows in.
pub(crate) type Insert = (String, Vec<Value>);

/// Puts rows in, many in a statement, by parameters: for rows that are long and come often, which
/// would be copied three times on their way out of a JSON text. `rest` follows the values. Says
/// how many went in.
pub(crate) async fn insert<C: ConnectionTrait>(
    db: &C,
    table: &str,
    columns: &[Column],
    rows: Vec<Vec<Value>>,
    rest: &str,
) -> Result<u64> {
    put(db, inserts(db.get_database_backend(), table, columns, rows, rest)).await
}

/// The same, with statements that are there already.
pub(crate) async fn put<C: ConnectionTrait>(db: &C, inserts: Vec<Insert>) -> Result<u64> {
    let mut inserted = 0;
    for (sql, values) in inserts {
        inserted += execute(db, sql, values).await?;
    }
    Ok(inserted)
}

/// The same, where `rest` returns something.
pub(crate) async fn insert_returning<T: FromQueryResult, C: ConnectionTrait>(
    db: &C,
    table: &str,
    columns: &[Column],
    rows: Vec<Vec<Value>>,
    rest: &str,
) -> Result<Vec<T>> {
    let mut returned = Vec::with_capacity(rows.len());
    for (sql, values) in inserts(db.get_database_backend(), table, columns, rows, rest) {
        returned.extend(all::<T, C>(db, sql, values).await?);
    }
    Ok(returned)
}

/// The statements that put these rows in: one on PostgreSQL, and on SQLite one for each
/// [`MOST_ROWS`].
pub(crate) fn inserts(
    backend: DbBackend,
    table: &str,
    columns: &[Column],
    rows: Vec<Vec<Value>>,
    rest: &str,
) -> Vec<Insert> {
    if rows.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let into = format!("INSERT INTO {table} ({})", names.join(", "));
    if backend == DbBackend::Postgres {
        let sql = format!("{into} SELECT {} FROM {} {rest}", picked(columns), unnested(columns));
        return vec![(sql, by_column(columns, rows))];
    }
    let mut statements = Vec::new();
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let places = placeholders(columns.len(), rows.len().min(MOST_ROWS));
        let values = rows.by_ref().take(MOST_ROWS).flatten().collect();
        statements.push((format!("{into} VALUES {places} {rest}"), values));
    }
    statements
}

/// `(?, ?), (?, ?)`. Without names: SQLite would look for each of those among all the others.
fn placeholders(width: usize, rows: usize) -> String {
    let row = format!("({})", vec!["?"; width].join(", "));
    vec![row; rows].join(", ")
}

/// Columns travel to PostgreSQL as arrays, so that there is one statement for any number of rows.
fn unnested(columns: &[Column]) -> String {
    let array =
        |(at, column): (usize, &Column)| format!("${}::{}[]", at + 1, postgres_type(column.of));
    let arrays: Vec<String> = columns.iter().enumerate().map(array).collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    format!("UNNEST({}) AS r({})", arrays.join(", "), names.join(", "))
}

/// Arrays hold no NULL on their way; these stand for it.
const NO_TEXT: &str = "";
const NO_INT: i64 = -i64::MAX;

fn picked(columns: &[Column]) -> String {
    let pick = |column: &Column| match (column.may_be_null, column.of) {
        (false, _) | (_, Type::Bytes) => format!("r.{}", column.name),
        (true, Type::Text) => format!("NULLIF(r.{}, '{NO_TEXT}')", column.name),
        (true, Type::Int) => format!("NULLIF(r.{}, {NO_INT})", column.name),
    };
    columns.iter().map(pick).collect::<Vec<_>>().join(", ")
}

fn by_column(columns: &[Column], rows: Vec<Vec<Value>>) -> Vec<Value> {
    let mut arrays: Vec<Vec<Value>> = Vec::new();
    arrays.resize_with(columns.len(), || Vec::with_capacity(rows.len()));
    for row in rows {
        for (array, value) in arrays.iter_mut().zip(row) {
            array.push(match value {
                Value::String(None) => NO_TEXT.into(),
                Value::BigInt(None) => NO_INT.into(),
                value => value,
            });
        }
    }
    let of = |column: &Column| match column.of {
        Type::Text => ArrayType::String,
        Type::Int => ArrayType::BigInt,
        Type::Bytes => ArrayType::Bytes,
    };
    let value = |(column, array)| Value::Array(of(column), Some(Box::new(array)));
    columns.iter().zip(arrays).map(value).collect()
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

    const COLUMNS: [Column; 2] = [text("name"), maybe_int("age")];

    fn rows(count: usize) -> Vec<Vec<Value>> {
        (0..count).map(|_| vec!["x".into(), Value::BigInt(None)]).collect()
    }

    #[test]
    fn every_value_has_its_place() {
        let statements = inserts(DbBackend::Sqlite, "t", &COLUMNS, rows(MOST_ROWS + 2), "");
        let sizes: Vec<usize> = statements.iter().map(|(_, values)| values.len() / 2).collect();
        assert_eq!(sizes, [MOST_ROWS, 2]);
        assert_eq!(statements[1].0, "INSERT INTO t (name, age) VALUES (?, ?), (?, ?) ");
        assert!(inserts(DbBackend::Sqlite, "t", &COLUMNS, Vec::new(), "").is_empty());
    }

    #[test]
    fn any_number_of_rows_is_one_statement_for_postgres() {
        let statements = inserts(DbBackend::Postgres, "t", &COLUMNS, rows(1_000), "RETURNING name");
        let [(sql, values)] = &statements[..] else { panic!("{}", statements.len()) };
        let picked = "SELECT r.name, NULLIF(r.age, -9223372036854775807) \
                      FROM UNNEST($1::text[], $2::bigint[]) AS r(name, age)";
        assert_eq!(*sql, format!("INSERT INTO t (name, age) {picked} RETURNING name"));
        assert_eq!(values.len(), 2);
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
