//! Every index is written to for every event, twice on PostgreSQL. Messages are looked for only
//! where somebody has unsent one, or where their text is still kept; and nobody looks for what came
//! of an event in the outbox.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 4] = [
    "DROP INDEX inbox_message",
    "CREATE INDEX inbox_unsent ON inbox (message_id) WHERE kind = 'unsend'",
    "CREATE INDEX inbox_kept ON inbox (message_id) \
     WHERE state <> 'waiting' AND raw IS NOT NULL AND message_id IS NOT NULL",
    "DROP INDEX outbox_event",
];
const DOWN: [&str; 4] = [
    "CREATE INDEX outbox_event ON outbox (event_id)",
    "DROP INDEX inbox_kept",
    "DROP INDEX inbox_unsent",
    "CREATE INDEX inbox_message ON inbox (message_id) WHERE message_id IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &DOWN).await
    }
}
