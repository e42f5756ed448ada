//! What each person has answered so far, one row a person and chat; and the last number given
//! to a record of each series.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str =
    "CREATE INDEX sessions_expire ON sessions (expires_at) WHERE expires_at IS NOT NULL";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sessions = Table::create()
            .table("sessions")
            .col(ColumnDef::new("chat").text().not_null())
            .col(ColumnDef::new("person").text().not_null())
            .col(ColumnDef::new("revision").big_integer().not_null())
            .col(ColumnDef::new("expires_at").big_integer())
            .col(ColumnDef::new("body").text().not_null())
            .primary_key(Index::create().col("chat").col("person"))
            .to_owned();
        manager.create_table(sessions).await?;
        manager.get_connection().execute_unprepared(UP).await?;
        let numbers = Table::create()
            .table("numbers")
            .col(ColumnDef::new("series").text().not_null().primary_key())
            .col(ColumnDef::new("last").big_integer().not_null())
            .to_owned();
        manager.create_table(numbers).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("numbers").to_owned()).await?;
        manager.drop_table(Table::drop().table("sessions").to_owned()).await
    }
}
