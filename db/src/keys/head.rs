//! The beginning of a sealed value or of a hash, as SQL sees it: `s1.ab12cd34.`, `h1.ab12cd34.`.
//! Nothing else of a value is looked at, so that no statement gives out what is not sealed.

use sea_orm::DbBackend;

use crate::sql::Type;
use crate::vault::HEAD_LENGTH;

/// The beginning of this column's value, as text.
pub(super) fn head(backend: DbBackend, column: &str, of: Type) -> String {
    let head = format!("substr({column}, 1, {HEAD_LENGTH})");
    match (of, backend) {
        (Type::Text | Type::Int, _) => head,
        (Type::Bytes, DbBackend::Postgres) => format!("encode({head}, 'escape')"),
        (Type::Bytes, _) => format!("CAST({head} AS TEXT)"),
    }
}

/// The name of the key in such a beginning; empty where it is none, null where there is nothing.
pub(super) fn key_id(backend: DbBackend, head: &str) -> String {
    let is_head = match backend {
        DbBackend::Postgres => format!("{head} ~ '^[sh]1[.][0-9a-f]{{8}}[.]$'"),
        _ => format!("{head} GLOB '[sh]1.{}.'", "[0-9a-f]".repeat(8)),
    };
    format!("CASE WHEN {is_head} THEN substr({head}, 4, 8) WHEN {head} IS NOT NULL THEN '' END")
}
