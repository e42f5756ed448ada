//! PostgreSQL keeps what was changed until it is cleaned up after. In a queue every row is changed
//! again and again: it is cleaned up after early, and a lease finds room for its next change on
//! its own page, where no index hears of it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 4] = [
    "ALTER TABLE leases SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05)",
    "ALTER TABLE inbox SET (autovacuum_vacuum_scale_factor = 0.02, \
     autovacuum_analyze_scale_factor = 0.02)",
    "ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.02, \
     autovacuum_analyze_scale_factor = 0.02)",
    "ALTER TABLE sessions SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05)",
];
const DOWN: [&str; 4] = [
    "ALTER TABLE leases RESET (fillfactor, autovacuum_vacuum_scale_factor)",
    "ALTER TABLE inbox RESET (autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor)",
    "ALTER TABLE outbox RESET (autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor)",
    "ALTER TABLE sessions RESET (fillfactor, autovacuum_vacuum_scale_factor)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_postgres(manager, &UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_postgres(manager, &DOWN).await
    }
}

/// SQLite has nothing of the kind.
async fn on_postgres(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    match manager.get_database_backend() {
        DbBackend::Postgres => run(manager, statements).await,
        _ => Ok(()),
    }
}
