//! What LINE sent, one row an event. A row is `waiting` until its turn is committed, then
//! `done`; or it ends as `dead`, `withdrawn` (unsent by its writer) or `standby`.
//!
//! Queues are read through partial indexes, so that what is finished costs them nothing.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 4] = [
    "CREATE UNIQUE INDEX inbox_event ON inbox (event_id)",
    "CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting'",
    "CREATE INDEX inbox_waiting_chat ON inbox (chat, occurred_at, id) WHERE state = 'waiting'",
    "CREATE INDEX inbox_message ON inbox (message_id) WHERE message_id IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("inbox")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("event_id").text().not_null())
            .col(ColumnDef::new("chat").text().not_null())
            .col(ColumnDef::new("person").text())
            .col(ColumnDef::new("kind").text().not_null())
            .col(ColumnDef::new("message_id").text())
            .col(ColumnDef::new("reply_token").text())
            .col(ColumnDef::new("occurred_at").big_integer().not_null())
            .col(ColumnDef::new("received_at").big_integer().not_null())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("tries").big_integer().not_null().default(0))
            .col(ColumnDef::new("cause").text())
            .col(ColumnDef::new("finished_at").big_integer())
            .col(ColumnDef::new("raw").text())
            .to_owned();
        manager.create_table(table).await?;
        for sql in UP {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("inbox").to_owned()).await
    }
}
