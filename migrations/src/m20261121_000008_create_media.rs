//! What people sent besides words, cleaned: a row about each, and its bytes in a table of their
//! own, so that nobody reads them by accident. A row whose bytes are gone has `erased_at`.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 2] = [
    "CREATE UNIQUE INDEX media_message ON media (message_id)",
    "CREATE INDEX media_unclaimed ON media (fetched_at) \
     WHERE claimed_by IS NULL AND erased_at IS NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let media = Table::create()
            .table("media")
            .col(ColumnDef::new("name").text().not_null().primary_key())
            .col(ColumnDef::new("message_id").text().not_null())
            .col(ColumnDef::new("person").text())
            .col(ColumnDef::new("chat").text().not_null())
            .col(ColumnDef::new("content_type").text().not_null())
            .col(ColumnDef::new("size").big_integer().not_null())
            .col(ColumnDef::new("sha256").text().not_null())
            .col(ColumnDef::new("width").big_integer())
            .col(ColumnDef::new("height").big_integer())
            .col(ColumnDef::new("fetched_at").big_integer().not_null())
            .col(ColumnDef::new("claimed_by").text())
            .col(ColumnDef::new("erased_at").big_integer())
            .to_owned();
        manager.create_table(media).await?;
        let bytes = Table::create()
            .table("media_bytes")
            .col(ColumnDef::new("name").text().not_null().primary_key())
            .col(ColumnDef::new("bytes").blob().not_null())
            .foreign_key(ForeignKey::create().from("media_bytes", "name").to("media", "name"))
            .to_owned();
        manager.create_table(bytes).await?;
        for sql in UP {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("media_bytes").to_owned()).await?;
        manager.drop_table(Table::drop().table("media").to_owned()).await
    }
}
