//! Paid messages a day and a worth: what the budget reads, without counting the outbox.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("spending")
            .col(ColumnDef::new("day").text().not_null())
            .col(ColumnDef::new("worth").text().not_null())
            .col(ColumnDef::new("messages").big_integer().not_null())
            .primary_key(Index::create().col("day").col("worth"))
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("spending").to_owned()).await
    }
}
