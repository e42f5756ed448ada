//! What people may do where, what they told us to get there, and everything that happened to it;
//! and invitations to it. `fields` and `code` are sealed; what ends in `_hash` is keyed, to find
//! them by.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 13] = [
    // One live role of a kind at a unit, and one primary officer.
    "CREATE UNIQUE INDEX roles_live ON roles (person, unit, kind) \
     WHERE state IN ('waiting', 'active', 'suspended')",
    "CREATE UNIQUE INDEX roles_primary ON roles (unit) \
     WHERE kind = 'officer' AND state = 'active' AND seat = 'primary'",
    "CREATE INDEX roles_person ON roles (person)",
    "CREATE INDEX roles_unit ON roles (unit, kind, state)",
    "CREATE INDEX roles_officers ON roles (unit, person) WHERE kind = 'officer' AND state = 'active'",
    "CREATE INDEX roles_waiting ON roles (desk, desk_at) WHERE state = 'waiting'",
    "CREATE INDEX roles_phone ON roles (phone_hash) WHERE phone_hash IS NOT NULL",
    "CREATE INDEX roles_identity ON roles (identity_hash) WHERE identity_hash IS NOT NULL",
    "CREATE INDEX role_events_role ON role_events (role, id)",
    "CREATE INDEX role_events_at ON role_events (at)",
    "CREATE INDEX role_events_number ON role_events (number) WHERE number IS NOT NULL",
    "CREATE UNIQUE INDEX invitations_code ON invitations (code_hash)",
    "CREATE INDEX guesses_person ON guesses (person, at)",
];

const TABLES: [&str; 4] = ["guesses", "invitations", "role_events", "roles"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [roles(), role_events(), invitations(), guesses()] {
            manager.create_table(table).await?;
        }
        for sql in UP {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn roles() -> TableCreateStatement {
    Table::create()
        .table("roles")
        .col(ColumnDef::new("id").big_integer().not_null().primary_key())
        .col(ColumnDef::new("person").text().not_null())
        .col(ColumnDef::new("kind").text().not_null())
        .col(ColumnDef::new("unit").big_integer().not_null())
        .col(ColumnDef::new("state").text().not_null())
        .col(ColumnDef::new("seat").text())
        // Apart from the sealed fields: officers look for people by it.
        .col(ColumnDef::new("name").text())
        .col(ColumnDef::new("fields").text())
        .col(ColumnDef::new("phone_hash").text())
        .col(ColumnDef::new("identity_hash").text())
        .col(ColumnDef::new("invitation").big_integer())
        .col(ColumnDef::new("desk").big_integer().not_null())
        .col(ColumnDef::new("desk_at").big_integer().not_null())
        .col(ColumnDef::new("applied_at").big_integer().not_null())
        .col(ColumnDef::new("decided_at").big_integer())
        .col(ColumnDef::new("ended_at").big_integer())
        .col(ColumnDef::new("why").text())
        .to_owned()
}

fn role_events() -> TableCreateStatement {
    Table::create()
        .table("role_events")
        .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
        .col(ColumnDef::new("role").big_integer().not_null())
        .col(ColumnDef::new("at").big_integer().not_null())
        .col(ColumnDef::new("what").text().not_null())
        .col(ColumnDef::new("number").big_integer())
        // None: the operator; or nobody, where it came through nothing but time.
        .col(ColumnDef::new("person").text())
        .col(ColumnDef::new("through").text())
        .col(ColumnDef::new("why").text())
        .to_owned()
}

fn invitations() -> TableCreateStatement {
    Table::create()
        .table("invitations")
        .col(ColumnDef::new("number").big_integer().not_null().primary_key())
        .col(ColumnDef::new("code_hash").text().not_null())
        .col(ColumnDef::new("code").text().not_null())
        .col(ColumnDef::new("kind").text().not_null())
        .col(ColumnDef::new("unit").big_integer().not_null())
        .col(ColumnDef::new("uses").big_integer().not_null())
        .col(ColumnDef::new("used").big_integer().not_null())
        // None: the operator.
        .col(ColumnDef::new("made_by").text())
        .col(ColumnDef::new("made_at").big_integer().not_null())
        .col(ColumnDef::new("expires_at").big_integer().not_null())
        .col(ColumnDef::new("revoked_at").big_integer())
        .to_owned()
}

fn guesses() -> TableCreateStatement {
    Table::create()
        .table("guesses")
        .col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key())
        .col(ColumnDef::new("person").text().not_null())
        .col(ColumnDef::new("at").big_integer().not_null())
        .to_owned()
}
