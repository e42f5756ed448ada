//! The ledger: items, books with their records and entries, and what follows from these: balances,
//! days and transfers, of units and of areas. Records, entries and seals are never changed.

use sea_orm_migration::prelude::*;

use crate::append_only;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: [&str; 13] = [
    "CREATE UNIQUE INDEX items_code ON items (code)",
    "CREATE INDEX books_area ON books (area)",
    "CREATE UNIQUE INDEX records_place ON records (unit, place)",
    "CREATE UNIQUE INDEX records_event ON records (event)",
    "CREATE UNIQUE INDEX records_reverses ON records (reverses) WHERE reverses IS NOT NULL",
    "CREATE INDEX records_day ON records (unit, day)",
    "CREATE INDEX records_at ON records (at)",
    "CREATE INDEX records_transfer ON records (transfer) WHERE transfer IS NOT NULL",
    "CREATE INDEX records_pack ON records (unit, item, place) WHERE pack IS NOT NULL",
    "CREATE INDEX balances_area ON balances (area)",
    "CREATE INDEX days_day ON days (day, area)",
    "CREATE INDEX transfers_from ON transfers (from_unit) WHERE state IN ('open', 'short')",
    "CREATE INDEX transfers_to ON transfers (to_unit) WHERE state IN ('open', 'short')",
];

const MASK: &str = "INSERT INTO items (id, code, name_th, name_en, measures, state) VALUES \
    (1, 'surgical_mask', 'หน้ากากอนามัย', 'surgical masks', '[\
    {\"name\":{\"th\":\"ชิ้น\",\"en\":\"pieces\"},\"also\":[\"แผ่น\",\"อัน\"],\"size\":1},\
    {\"name\":{\"th\":\"แพ็ค\",\"en\":\"packs\"},\"also\":[],\"size\":10},\
    {\"name\":{\"th\":\"กล่อง\",\"en\":\"boxes\"},\"also\":[],\"size\":50},\
    {\"name\":{\"th\":\"ลัง\",\"en\":\"cartons\"},\"also\":[],\"size\":null}]', 'open')";

/// Those who have a role somewhere keep its book from now on.
const BOOKS: &str = "INSERT INTO books (unit, area, place, head) \
    SELECT DISTINCT u.id, u.area, 0, '' FROM roles r JOIN units u ON u.id = r.unit \
    WHERE r.state = 'active'";

const TABLES: [&str; 13] = [
    "keepers",
    "sealed_books",
    "seals",
    "transfers",
    "area_days",
    "area_balances",
    "days",
    "balances",
    "record_asides",
    "entries",
    "records",
    "books",
    "items",
];

/// A day as sums, in the order of the columns.
const SHEET: [&str; 10] = [
    "received",
    "allocated",
    "sent_back",
    "g1",
    "g2",
    "g3",
    "g4",
    "people",
    "written_off",
    "adjusted",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [items(), books(), records(), entries(), record_asides()] {
            manager.create_table(table).await?;
        }
        for table in [balances(), days(), area_balances(), area_days(), transfers()] {
            manager.create_table(table).await?;
        }
        for table in [seals(), sealed_books(), keepers()] {
            manager.create_table(table).await?;
        }
        for sql in UP.into_iter().chain([MASK, BOOKS]) {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        append_only::set(manager.get_connection()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        append_only::lift(manager.get_connection()).await?;
        for table in TABLES {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        if manager.get_database_backend() == sea_orm_migration::sea_orm::DbBackend::Postgres {
            let sql = "DROP FUNCTION asa_append_only()";
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

fn int(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().to_owned()
}

fn maybe_int(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().to_owned()
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().to_owned()
}

fn maybe_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().to_owned()
}

fn table(name: &'static str, columns: impl IntoIterator<Item = ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create().table(name).to_owned();
    for column in columns {
        table.col(column);
    }
    table
}

fn items() -> TableCreateStatement {
    let names = [text("code"), text("name_th"), text("name_en")];
    // The measures are JSON; the state is open or closed.
    let columns = [int("id").primary_key().to_owned()].into_iter().chain(names);
    table("items", columns.chain([text("measures"), text("state")]))
}

/// The lock of a book, and where it ends.
fn books() -> TableCreateStatement {
    let unit = int("unit").primary_key().to_owned();
    table("books", [unit, text("area"), int("place"), text("head")])
}

fn records() -> TableCreateStatement {
    let of = [int("id").primary_key().to_owned(), int("unit"), int("place"), int("item")];
    // No author: the operator. The deed is JSON.
    let told = [text("day"), int("at"), maybe_int("author"), int("on_behalf"), text("event")];
    let said = [text("kind"), text("deed"), maybe_text("document"), maybe_int("pack")];
    let about = [maybe_text("aside"), maybe_int("reverses"), maybe_int("transfer"), text("hash")];
    table("records", of.into_iter().chain(told).chain(said).chain(about))
}

fn entries() -> TableCreateStatement {
    let sides = [text("from_kind"), int("from_whose"), text("to_kind"), int("to_whose")];
    let pieces = int("pieces").check(Expr::col("pieces").gt(0)).to_owned();
    let columns = [int("record"), int("place")].into_iter().chain(sides).chain([pieces]);
    table("entries", columns).primary_key(Index::create().col("record").col("place")).to_owned()
}

/// What may be erased: its hash stays in the record. The note is sealed, the photos are names.
fn record_asides() -> TableCreateStatement {
    let record = int("record").primary_key().to_owned();
    table("record_asides", [record, maybe_text("salt"), maybe_text("note"), text("photos")])
}

fn balances() -> TableCreateStatement {
    let pieces = int("pieces").check(Expr::col("pieces").gte(0)).to_owned();
    table("balances", [int("unit"), int("item"), text("area"), pieces])
        .primary_key(Index::create().col("unit").col("item"))
        .to_owned()
}

fn days() -> TableCreateStatement {
    let of = [int("unit"), int("item"), text("day"), text("area")];
    let count = [maybe_text("said"), maybe_int("counted"), maybe_int("difference")];
    let columns = of.into_iter().chain(SHEET.map(int)).chain(count);
    table("days", columns.chain([maybe_int("counted_by")]))
        .primary_key(Index::create().col("unit").col("item").col("day"))
        .to_owned()
}

fn area_balances() -> TableCreateStatement {
    table("area_balances", [text("area"), int("item"), int("pieces")])
        .primary_key(Index::create().col("area").col("item"))
        .to_owned()
}

fn area_days() -> TableCreateStatement {
    let of = [text("area"), int("item"), text("day")].into_iter().chain(SHEET.map(int));
    table("area_days", of.chain([int("counted"), int("nothing_moved"), int("zero")]))
        .primary_key(Index::create().col("area").col("item").col("day"))
        .to_owned()
}

fn transfers() -> TableCreateStatement {
    let of = [int("id").primary_key().to_owned(), int("from_unit"), int("to_unit"), text("way")];
    let stands = [int("item"), int("sent"), int("open"), text("state")];
    let told = [int("sent_at"), text("day"), maybe_text("document")];
    let columns = of.into_iter().chain(stands).chain(told);
    table("transfers", columns.chain([maybe_int("reminded_at"), int("reminders")]))
}

fn seals() -> TableCreateStatement {
    let day = text("day").primary_key().to_owned();
    table("seals", [day, int("at"), text("before"), text("hash"), int("books")])
}

fn sealed_books() -> TableCreateStatement {
    table("sealed_books", [text("day"), int("unit"), int("place"), text("head")])
        .primary_key(Index::create().col("day").col("unit"))
        .to_owned()
}

fn keepers() -> TableCreateStatement {
    table("keepers", [text("person").primary_key().to_owned(), int("unit")])
}
