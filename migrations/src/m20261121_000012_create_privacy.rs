//! What people said to the notice, what they asked for about their data, who read whose record,
//! and whom a restored backup must not bring back.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 9] = [
    "CREATE INDEX consents_person ON consents (person, id)",
    "CREATE INDEX cases_person ON cases (person)",
    "CREATE INDEX media_person ON media (person) WHERE erased_at IS NULL",
    "CREATE INDEX requests_due ON requests (due_at) WHERE state = 'open'",
    "CREATE INDEX requests_person ON requests (person)",
    "CREATE INDEX audit_at ON audit (at)",
    "CREATE INDEX consents_at ON consents (at)",
    "CREATE INDEX cases_closed ON cases (closed_at) WHERE closed_at IS NOT NULL AND person <> '-'",
    "CREATE INDEX audit_role ON audit (role, id) WHERE role IS NOT NULL",
];

const CLOSED_AT: &str = "ALTER TABLE cases ADD COLUMN closed_at BIGINT";
const CLOSED: &str = "UPDATE cases SET closed_at = (SELECT MAX(at) FROM case_events e \
                      WHERE e.series = cases.series AND e.number = cases.number) \
                      WHERE state = 'withdrawn'";

const TABLES: [&str; 4] = ["tombstones", "audit", "requests", "consents"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [consents(), requests(), audit(), tombstones()] {
            manager.create_table(table).await?;
        }
        // When a case has come to its end: from then on its clocks run.
        for sql in [CLOSED_AT, CLOSED].into_iter().chain(UP) {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for sql in [
            "DROP INDEX media_person",
            "DROP INDEX cases_person",
            "DROP INDEX cases_closed",
            "ALTER TABLE cases DROP COLUMN closed_at",
        ] {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        for table in TABLES {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn consents() -> TableCreateStatement {
    Table::create()
        .table("consents")
        .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
        .col(ColumnDef::new("person").text().not_null())
        .col(ColumnDef::new("version").big_integer().not_null())
        .col(ColumnDef::new("text_hash").text().not_null())
        .col(ColumnDef::new("choice").text().not_null())
        .col(ColumnDef::new("channel").text().not_null())
        .col(ColumnDef::new("at").big_integer().not_null())
        .to_owned()
}

fn requests() -> TableCreateStatement {
    Table::create()
        .table("requests")
        .col(ColumnDef::new("number").big_integer().not_null().primary_key())
        .col(ColumnDef::new("person").text().not_null())
        .col(ColumnDef::new("kind").text().not_null())
        .col(ColumnDef::new("state").text().not_null())
        .col(ColumnDef::new("asked_at").big_integer().not_null())
        .col(ColumnDef::new("due_at").big_integer().not_null())
        .col(ColumnDef::new("done_at").big_integer())
        .col(ColumnDef::new("done_by").text())
        .col(ColumnDef::new("why").text())
        .to_owned()
}

fn audit() -> TableCreateStatement {
    Table::create()
        .table("audit")
        .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
        .col(ColumnDef::new("at").big_integer().not_null())
        // None: the operator.
        .col(ColumnDef::new("person").text())
        .col(ColumnDef::new("through").text().not_null())
        .col(ColumnDef::new("what").text().not_null())
        .col(ColumnDef::new("role").big_integer())
        .col(ColumnDef::new("why").text())
        .to_owned()
}

fn tombstones() -> TableCreateStatement {
    Table::create()
        .table("tombstones")
        .col(ColumnDef::new("person_hash").text().not_null().primary_key())
        .col(ColumnDef::new("at").big_integer().not_null())
        .to_owned()
}
