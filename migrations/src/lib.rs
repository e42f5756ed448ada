//! The schema, oldest step first. A step is never changed once it has been released: a new one
//! follows it. Steps name their columns themselves, so that they mean the same for ever.
//!
//! Columns are TEXT or BIGINT, and bytes are a BLOB (BYTEA on PostgreSQL); nothing else: they
//! read back alike from both. Instants are BIGINT milliseconds since 1970, UTC.

use sea_orm_migration::prelude::*;

pub mod append_only;
mod m20261121_000001_create_inbox;
mod m20261121_000002_create_outbox;
mod m20261121_000003_create_people;
mod m20261121_000004_create_leases;
mod m20261121_000005_create_spending;
mod m20261121_000006_create_sessions;
mod m20261121_000007_create_cases;
mod m20261121_000008_create_media;
mod m20261121_000009_seal_values;
mod m20261121_000010_create_units;
mod m20261121_000011_create_roles;
mod m20261121_000012_create_privacy;
mod m20261121_000013_create_stock;
mod m20261121_000014_queue_indexes;
mod m20261121_000015_queues_are_tidy;
mod m20261130_000016_fewer_indexes;
mod m20261130_000017_one_queue;

#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_create_inbox::Migration),
            Box::new(m20261121_000002_create_outbox::Migration),
            Box::new(m20261121_000003_create_people::Migration),
            Box::new(m20261121_000004_create_leases::Migration),
            Box::new(m20261121_000005_create_spending::Migration),
            Box::new(m20261121_000006_create_sessions::Migration),
            Box::new(m20261121_000007_create_cases::Migration),
            Box::new(m20261121_000008_create_media::Migration),
            Box::new(m20261121_000009_seal_values::Migration),
            Box::new(m20261121_000010_create_units::Migration),
            Box::new(m20261121_000011_create_roles::Migration),
            Box::new(m20261121_000012_create_privacy::Migration),
            Box::new(m20261121_000013_create_stock::Migration),
            Box::new(m20261121_000014_queue_indexes::Migration),
            Box::new(m20261121_000015_queues_are_tidy::Migration),
            Box::new(m20261130_000016_fewer_indexes::Migration),
            Box::new(m20261130_000017_one_queue::Migration),
        ]
    }
}

/// A step, or a way back, that is a list of statements.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for sql in statements {
        manager.get_connection().execute_unprepared(sql).await?;
    }
    Ok(())
}

/// Tables that hold something worth keeping, in an order in which they can be filled: what a
/// backup holds and an inspector shows. Leases are not among them.
pub const TABLES: [&str; 35] = [
    "people",
    "inbox",
    "outbox",
    "spending",
    "sessions",
    "numbers",
    "cases",
    "case_events",
    "case_photos",
    "case_sources",
    "media",
    "media_bytes",
    "units",
    "unit_events",
    "roles",
    "role_events",
    "invitations",
    "guesses",
    "consents",
    "requests",
    "audit",
    "tombstones",
    "items",
    "books",
    "records",
    "entries",
    "record_asides",
    "balances",
    "days",
    "area_balances",
    "area_days",
    "transfers",
    "seals",
    "sealed_books",
    "keepers",
];
