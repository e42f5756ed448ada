//! The queue is looked through in the order of its rows for the chats they are of: the index tells
//! both, so that no row is read for it.

use sea_orm_migration::prelude::*;

use crate::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 2] = [
    "DROP INDEX inbox_waiting",
    "CREATE INDEX inbox_waiting ON inbox (id, chat) WHERE state = 'waiting'",
];
const DOWN: [&str; 2] = [
    "DROP INDEX inbox_waiting",
    "CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting'",
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
