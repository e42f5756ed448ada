//! Offices and places. The office of an area has the area's code as its id and is put in when
//! something first refers to it; units that are added have ids above a million. A unit is never
//! removed: it is closed, perhaps into another.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 5] = [
    "CREATE UNIQUE INDEX units_name ON units (area, kind, name) WHERE state = 'open'",
    "CREATE INDEX units_area ON units (area, level)",
    "CREATE INDEX units_parent ON units (parent) WHERE parent IS NOT NULL",
    "CREATE INDEX unit_events_unit ON unit_events (unit, id)",
    "CREATE INDEX unit_events_number ON unit_events (number) WHERE number IS NOT NULL",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let units = Table::create()
            .table("units")
            .col(ColumnDef::new("id").big_integer().not_null().primary_key())
            .col(ColumnDef::new("kind").text().not_null())
            .col(ColumnDef::new("level").big_integer().not_null())
            .col(ColumnDef::new("name").text().not_null())
            .col(ColumnDef::new("area").text().not_null())
            .col(ColumnDef::new("moo").big_integer())
            .col(ColumnDef::new("parent").big_integer())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("merged_into").big_integer())
            .to_owned();
        manager.create_table(units).await?;
        let events = Table::create()
            .table("unit_events")
            .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
            .col(ColumnDef::new("unit").big_integer().not_null())
            .col(ColumnDef::new("at").big_integer().not_null())
            .col(ColumnDef::new("what").text().not_null())
            .col(ColumnDef::new("number").big_integer())
            // None: the operator.
            .col(ColumnDef::new("person").text())
            .col(ColumnDef::new("through").text())
            .col(ColumnDef::new("why").text())
            .to_owned();
        manager.create_table(events).await?;
        for sql in UP {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("unit_events").to_owned()).await?;
        manager.drop_table(Table::drop().table("units").to_owned()).await
    }
}
