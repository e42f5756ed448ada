//! Everyone with a LINE user id who has been seen: the language they read, and since when they
//! cannot be reached.

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
            .table("people")
            .col(ColumnDef::new("line_id").text().not_null().primary_key())
            .col(ColumnDef::new("language").text())
            .col(ColumnDef::new("blocked_at").big_integer())
            .col(ColumnDef::new("first_seen_at").big_integer().not_null())
            .to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("people").to_owned()).await
    }
}
