//! The queue is read by LINE's timestamp: the first row of a chat is its oldest event. So one index,
//! which grows at its end, answers who has waited longest and which event of a chat comes next;
//! there was one for each, and the one by chats was written to all over for every event.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const DOWN: [&str; 3] = [
    "DROP INDEX inbox_waiting",
    "CREATE INDEX inbox_waiting ON inbox (id, chat) WHERE state = 'waiting'",
    "CREATE INDEX inbox_waiting_chat ON inbox (chat, occurred_at, id) WHERE state = 'waiting'",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite ends every entry of an index with the row's id as it is.
        let columns = match manager.get_database_backend() {
            DbBackend::Sqlite => "occurred_at",
            _ => "occurred_at, id",
        };
        let index =
            format!("CREATE INDEX inbox_waiting ON inbox ({columns}) WHERE state = 'waiting'");
        let up = ["DROP INDEX inbox_waiting_chat", "DROP INDEX inbox_waiting", &index];
        run(manager, &up).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &DOWN).await
    }
}
