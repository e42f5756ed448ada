//! The ledger in the database: what is written into books, what follows from it, and the proof.
//! No conversation leads to it here.

mod commands;
mod due;
mod exports;
mod finding;
mod keeping;
mod large;
mod model;
mod random;
mod tampering;
mod writing;

use asa_core::people::UnitId;
use asa_core::stock::known::{Answer, Ask, Book, Page};
use asa_core::stock::record::{End, Gap, Loss, Said, Source, Way};
use asa_core::stock::{Change, Deed, Group, ItemId, NewRecord, RecordId, TransferId};
use asa_db::{Error, Result, numbers, stock, turn};
use asa_tests::world::World;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, JsonValue, QueryResult, Statement};
use time::macros::date;
use time::{Date, Duration};

use crate::people_db::telling;

const PROVINCE: UnitId = UnitId(47);
const DISTRICT: UnitId = UnitId(4701);
const TAMBON: UnitId = UnitId(470101);
const MASK: ItemId = ItemId(1);
const TODAY: Date = date!(2020 - 05 - 13);

fn record(id: i64, unit: UnitId, day: Date, deed: Deed) -> NewRecord {
    NewRecord::plain(id, unit, MASK, day, deed)
}

/// A record in which somebody says something in their own words.
pub(crate) fn with_a_note(note: &str) -> [(String, NewRecord); 1] {
    let record = record(900, TAMBON, TODAY, receive(10));
    [("event-900".to_owned(), NewRecord { note: Some(note.to_owned()), ..record })]
}

/// Written by the operator; its number.
async fn on(world: &World, unit: UnitId, day: Date, deed: Deed) -> Result<i64> {
    let id = numbers::take(&world.service.store, "stock", 1).await?;
    write(world, record(id, unit, day, deed)).await?;
    Ok(id)
}

async fn does(world: &World, unit: UnitId, deed: Deed) -> Result<i64> {
    on(world, unit, TODAY, deed).await
}

async fn write(world: &World, record: NewRecord) -> Result<()> {
    let event = format!("event-{}", record.id.0);
    stock::write(&world.service.store, &[(event, record)], world.clock.now()).await
}

fn receive(pieces: i64) -> Deed {
    Deed::Receive { from: Source::Ministry, pieces }
}

fn send(to: UnitId, pieces: i64) -> Deed {
    Deed::Send { to, way: Way::Down, pieces }
}

fn confirm(transfer: i64, pieces: i64) -> Deed {
    Deed::Confirm { transfer: TransferId(transfer), way: Way::Down, pieces }
}

fn settle(transfer: i64, pieces: i64, end: End) -> Deed {
    Deed::Settle { transfer: TransferId(transfer), way: Way::Down, pieces, end }
}

fn hand_out(pieces: i64) -> Deed {
    Deed::HandOut { group: Group::G4, pieces, people: pieces / 2 }
}

fn lose(pieces: i64) -> Deed {
    Deed::WriteOff { why: Loss::Lost, pieces }
}

fn count(counted: i64, book: i64) -> Deed {
    let pieces = (counted - book).abs();
    let gap = match pieces {
        0 => Vec::new(),
        _ => vec![Gap::HandedOut { group: Group::G1, pieces }],
    };
    let said = if counted == 0 { Said::Zero } else { Said::Number };
    Deed::Count { said, counted, book, gap }
}

fn reverse(record: i64) -> Deed {
    Deed::Reverse { record: RecordId(record), why: "กดผิด".into() }
}

fn is_overtaken<T>(done: Result<T>) -> bool {
    done.is_err_and(|error| error == Error::Overtaken)
}

async fn asks(world: &World, ask: Ask) -> Result<Answer> {
    stock::find(&world.service.store, "Uanna", &ask).await
}

async fn book(world: &World, unit: UnitId, day: Date) -> anyhow::Result<Book> {
    match asks(world, Ask::Book(unit, day)).await? {
        Answer::Book(book) => Ok(book),
        other => anyhow::bail!("{other:?}"),
    }
}

/// The page of the masks.
async fn page(world: &World, unit: UnitId, day: Date) -> anyhow::Result<Page> {
    let book = book(world, unit, day).await?;
    let page = book.pages.into_iter().find(|page| page.item.id == MASK);
    page.ok_or_else(|| anyhow::anyhow!("no page"))
}

async fn balance(world: &World, unit: UnitId) -> anyhow::Result<i64> {
    Ok(page(world, unit, TODAY + Duration::days(30)).await?.closing())
}

/// The database as somebody sees it who has its file or its password.
async fn opened(world: &World) -> anyhow::Result<DatabaseConnection> {
    Ok(Database::connect(&world.database.url).await?)
}

async fn select(db: &DatabaseConnection, sql: &str) -> anyhow::Result<Vec<JsonValue>> {
    let sql = Statement::from_string(db.get_database_backend(), sql);
    db.query_all_raw(sql).await?.iter().map(as_json).collect()
}

/// By what is in it: on SQLite a sum has no type of its own.
fn as_json(row: &QueryResult) -> anyhow::Result<JsonValue> {
    let mut object = serde_json::Map::new();
    for name in row.column_names() {
        let value = match row.try_get::<Option<i64>>("", &name) {
            Ok(number) => number.into(),
            Err(_) => row.try_get::<Option<String>>("", &name)?.into(),
        };
        object.insert(name, value);
    }
    Ok(object.into())
}

/// A second thing to count.
async fn adds_an_item(world: &World) -> anyhow::Result<ItemId> {
    let db = opened(world).await?;
    db.execute_unprepared(
        "INSERT INTO items (id, code, name_th, name_en, measures, state) VALUES \
         (2, 'n95', 'หน้ากาก N95', 'N95 masks', \
         '[{\"name\":{\"th\":\"ชิ้น\",\"en\":\"pieces\"},\"size\":1}]', 'open')",
    )
    .await?;
    db.close().await?;
    Ok(ItemId(2))
}

/// Commits turns of somebody together, as the service does: each asks for one thing.
async fn commits(world: &World, person: &str, asked: Vec<Change>) -> anyhow::Result<Result<()>> {
    let store = &world.service.store;
    let mut outcomes = Vec::new();
    for change in asked {
        let id = numbers::take(store, "event", 1).await?;
        telling::arrive(store, &[telling::event(&format!("turn-{id}"), person)]).await?;
        let newest = world.rows("inbox").await?.iter().filter_map(|row| row["id"].as_i64()).max();
        let mut outcome = telling::outcome(newest.unwrap_or(0), person, Vec::new(), Vec::new());
        outcome.stock = vec![change];
        outcomes.push(outcome);
    }
    Ok(turn::commit(store, "holder", &outcomes, None, world.clock.now()).await.map(drop))
}
