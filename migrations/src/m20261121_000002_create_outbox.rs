//! What waits to be sent to LINE, one row a request to one recipient. A row is `waiting` until
//! its end is known: `sent`, `unclear` (LINE may or may not have it, and asking again could
//! double it), `skipped` (nobody to send to), `dropped` (not worth it any more) or `dead`.
//!
//! `in_hand_since` is set before a request leaves the machine and cleared when its end is known:
//! found set, it says that an earlier process died in between.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 4] = [
    "CREATE INDEX outbox_waiting ON outbox (lane, due_at, id) WHERE state = 'waiting'",
    "CREATE INDEX outbox_waiting_recipient ON outbox (recipient, id) WHERE state = 'waiting'",
    "CREATE INDEX outbox_batch ON outbox (batch) WHERE batch IS NOT NULL",
    "CREATE INDEX outbox_event ON outbox (event_id)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("outbox")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("event_id").text().not_null())
            .col(ColumnDef::new("recipient").text().not_null())
            .col(ColumnDef::new("lane").big_integer().not_null())
            .col(ColumnDef::new("worth").text().not_null())
            .col(ColumnDef::new("why").text().not_null())
            .col(ColumnDef::new("reply_token").text())
            .col(ColumnDef::new("token_until").big_integer())
            .col(ColumnDef::new("retry_key").text().not_null())
            .col(ColumnDef::new("batch").text())
            .col(ColumnDef::new("messages").text())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("cause").text())
            .col(ColumnDef::new("tries").big_integer().not_null().default(0))
            .col(ColumnDef::new("unclear").big_integer().not_null().default(0))
            .col(ColumnDef::new("in_hand_since").big_integer())
            .col(ColumnDef::new("first_try_at").big_integer())
            .col(ColumnDef::new("due_at").big_integer().not_null())
            .col(ColumnDef::new("created_at").big_integer().not_null())
            .col(ColumnDef::new("finished_at").big_integer())
            .col(ColumnDef::new("way").text())
            .col(ColumnDef::new("line_request_id").text())
            .to_owned();
        manager.create_table(table).await?;
        for sql in UP {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("outbox").to_owned()).await
    }
}
