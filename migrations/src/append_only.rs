//! Tables of which no row is ever changed or removed: the database itself refuses, whoever asks.
//! A restore, which replaces whole databases, lifts that inside its transaction and sets it again.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

pub const TABLES: [&str; 4] = ["records", "entries", "seals", "sealed_books"];

const REFUSAL: &str = "what is written into a book stays: write a record that takes it back";

const FUNCTION: &str = "CREATE OR REPLACE FUNCTION asa_append_only() RETURNS trigger AS $$ \
    BEGIN RAISE EXCEPTION 'what is written into a book stays: write a record that takes it back'; \
    END $$ LANGUAGE plpgsql";

/// From here on nothing is changed or removed.
pub async fn set<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(FUNCTION).await?;
    }
    for (table, event) in events(db.get_database_backend()) {
        let name = name(table, event);
        let sql = match db.get_database_backend() {
            DbBackend::Postgres => format!(
                "CREATE TRIGGER {name} BEFORE {event} ON {table} \
                 FOR EACH STATEMENT EXECUTE FUNCTION asa_append_only()"
            ),
            _ => format!(
                "CREATE TRIGGER {name} BEFORE {event} ON {table} \
                 BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            ),
        };
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Until [`set`] is called, in the same transaction.
pub async fn lift<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    for (table, event) in events(db.get_database_backend()) {
        let name = name(table, event);
        let sql = match db.get_database_backend() {
            DbBackend::Postgres => format!("DROP TRIGGER IF EXISTS {name} ON {table}"),
            _ => format!("DROP TRIGGER IF EXISTS {name}"),
        };
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}

fn events(backend: DbBackend) -> impl Iterator<Item = (&'static str, &'static str)> {
    let events: &[&str] = match backend {
        DbBackend::Postgres => &["UPDATE", "DELETE", "TRUNCATE"],
        _ => &["UPDATE", "DELETE"],
    };
    TABLES.into_iter().flat_map(|table| events.iter().map(move |event| (table, *event)))
}

fn name(table: &str, event: &str) -> String {
    format!("{table}_no_{}", event.to_ascii_lowercase())
}
