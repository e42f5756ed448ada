//! Cases: requests for help and complaints, each with its timeline, its photos, and the messages
//! it was told in, so that a message its writer withdraws can be taken out again.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const INDEXES: [&str; 3] = [
    "CREATE INDEX cases_opened ON cases (series, opened_at)",
    "CREATE INDEX case_events_case ON case_events (series, number, id)",
    "CREATE INDEX case_sources_message ON case_sources (message_id)",
];

const TABLES: [&str; 4] = ["case_sources", "case_photos", "case_events", "cases"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let cases = Table::create()
            .table("cases")
            .col(ColumnDef::new("series").text().not_null())
            .col(ColumnDef::new("number").big_integer().not_null())
            .col(ColumnDef::new("kind").text().not_null())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("person").text().not_null())
            .col(ColumnDef::new("area").text())
            .col(ColumnDef::new("story").text())
            .col(ColumnDef::new("phone").text())
            .col(ColumnDef::new("opened_at").big_integer().not_null())
            .primary_key(Index::create().col("series").col("number"))
            .to_owned();
        manager.create_table(cases).await?;
        let events = case_table("case_events")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("at").big_integer().not_null())
            .col(ColumnDef::new("what").text().not_null())
            .col(ColumnDef::new("person").text())
            .to_owned();
        manager.create_table(events).await?;
        let photos = case_table("case_photos")
            .col(ColumnDef::new("place").big_integer().not_null())
            .col(ColumnDef::new("media").text().not_null())
            .primary_key(Index::create().col("series").col("number").col("place"))
            .to_owned();
        manager.create_table(photos).await?;
        let sources = case_table("case_sources")
            .col(ColumnDef::new("field").text().not_null())
            .col(ColumnDef::new("message_id").text().not_null())
            .primary_key(Index::create().col("series").col("number").col("field").col("message_id"))
            .to_owned();
        manager.create_table(sources).await?;
        for sql in INDEXES {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// A table about cases, with the case's key.
fn case_table(name: &'static str) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(ColumnDef::new("series").text().not_null())
        .col(ColumnDef::new("number").big_integer().not_null())
        .to_owned()
}
