//! What a commit that writes into books leaves, besides its sums: records with their entries,
//! transfers, the ends of books.

use std::collections::BTreeMap;

use asa_core::moment::Moment;
use asa_core::people::UnitId;
use asa_core::stock::Deed;
use asa_core::stock::ledger::Ledger;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction};
use serde::Serialize;

use super::apply::Written;
use super::hold::Book;
use super::rows::{EntryRow, RecordRow};
use crate::sql::{Type, execute, json, rows};
use crate::{Result, media};

type Columns<'a> = [(&'a str, Type)];

/// Puts rows into a table, many or none. `on_conflict` says what becomes of those that are there.
pub(super) async fn insert<T: Serialize>(
    tx: &DatabaseTransaction,
    table: &str,
    columns: &Columns<'_>,
    new: &[T],
    on_conflict: &str,
) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let names = columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "INSERT INTO {table} ({names}) SELECT {names} FROM {} WHERE true {on_conflict}",
        rows(tx.get_database_backend(), 1, columns)
    );
    execute(tx, sql, [json(new)?]).await?;
    Ok(())
}

#[derive(Serialize)]
struct AsideRow<'a> {
    record: i64,
    salt: &'a str,
    note: Option<&'a str>,
    photos: String,
}

pub(super) async fn records(tx: &DatabaseTransaction, written: &[Written<'_>]) -> Result<()> {
    const ASIDE: [(&str, Type); 4] =
        [("record", Type::Int), ("salt", Type::Text), ("note", Type::Text), ("photos", Type::Text)];
    let records: Vec<&RecordRow> = written.iter().map(|one| &one.row).collect();
    insert(tx, "records", &RecordRow::COLUMNS, &records, "").await?;
    let entries: Vec<&EntryRow> = written.iter().flat_map(|one| &one.entries).collect();
    insert(tx, "entries", &EntryRow::COLUMNS, &entries, "").await?;
    let asides = written.iter().filter_map(|one| {
        let aside = one.aside.as_ref()?;
        let photos = serde_json::Value::from(one.record.photos.as_slice()).to_string();
        Some(AsideRow {
            record: one.row.id,
            salt: &aside.salt,
            note: aside.note.as_deref(),
            photos,
        })
    });
    insert(tx, "record_asides", &ASIDE, &asides.collect::<Vec<_>>(), "").await?;
    let photos = written.iter().flat_map(|one| &one.record.photos);
    media::claim(tx, photos.map(String::as_str), "record").await
}

#[derive(Serialize)]
struct SentRow<'a> {
    id: i64,
    from_unit: i64,
    to_unit: i64,
    way: &'static str,
    item: i64,
    sent: i64,
    open: i64,
    state: &'static str,
    sent_at: i64,
    day: &'a str,
    document: Option<&'a str>,
    reminders: i64,
}

#[derive(Serialize)]
struct TransitRow {
    id: i64,
    open: i64,
    state: &'static str,
}

pub(super) async fn transfers(
    tx: &DatabaseTransaction,
    ledger: &Ledger,
    written: &[Written<'_>],
    now: Moment,
) -> Result<()> {
    const SENT: [(&str, Type); 12] = [
        ("id", Type::Int),
        ("from_unit", Type::Int),
        ("to_unit", Type::Int),
        ("way", Type::Text),
        ("item", Type::Int),
        ("sent", Type::Int),
        ("open", Type::Int),
        ("state", Type::Text),
        ("sent_at", Type::Int),
        ("day", Type::Text),
        ("document", Type::Text),
        ("reminders", Type::Int),
    ];
    let sent: Vec<SentRow<'_>> = written.iter().filter_map(|one| sent(one, now)).collect();
    insert(tx, "transfers", &SENT, &sent, "").await?;
    let touched = ledger.touched().map(|(id, transit)| TransitRow {
        id: id.0,
        open: transit.open,
        state: transit.state.as_str(),
    });
    let touched: Vec<TransitRow> = touched.collect();
    if touched.is_empty() {
        return Ok(());
    }
    const TRANSIT: [(&str, Type); 3] =
        [("id", Type::Int), ("open", Type::Int), ("state", Type::Text)];
    let sql = format!(
        "UPDATE transfers SET open = r.open, state = r.state FROM {} \
         WHERE transfers.id = CAST(r.id AS BIGINT)",
        rows(tx.get_database_backend(), 1, &TRANSIT)
    );
    execute(tx, sql, [json(&touched)?]).await?;
    Ok(())
}

/// As it left; what the same commit has made of it since follows.
fn sent<'a>(one: &'a Written<'_>, now: Moment) -> Option<SentRow<'a>> {
    let Deed::Send { to, way, pieces } = &one.record.deed else { return None };
    Some(SentRow {
        id: one.row.id,
        from_unit: one.row.unit,
        to_unit: to.0,
        way: way.as_str(),
        item: one.row.item,
        sent: *pieces,
        open: *pieces,
        state: "open",
        sent_at: now.millis(),
        day: &one.row.day,
        document: one.row.document.as_deref(),
        reminders: 0,
    })
}

#[derive(Serialize)]
struct BookRow<'a> {
    unit: i64,
    place: i64,
    head: &'a str,
}

pub(super) async fn books(tx: &DatabaseTransaction, books: &BTreeMap<UnitId, Book>) -> Result<()> {
    const COLUMNS: [(&str, Type); 3] =
        [("unit", Type::Int), ("place", Type::Int), ("head", Type::Text)];
    let ends = books.iter().map(|(unit, book)| BookRow {
        unit: unit.0,
        place: book.place,
        head: &book.head,
    });
    let sql = format!(
        "UPDATE books SET place = r.place, head = r.head FROM {} \
         WHERE books.unit = CAST(r.unit AS BIGINT)",
        rows(tx.get_database_backend(), 1, &COLUMNS)
    );
    execute(tx, sql, [json(&ends.collect::<Vec<_>>())?]).await?;
    Ok(())
}

#[derive(Serialize)]
struct KeeperRow<'a> {
    person: &'a str,
    unit: i64,
}

/// Which unit each person kept the book of last.
pub(super) async fn keepers(tx: &DatabaseTransaction, kept: Vec<(&str, UnitId)>) -> Result<()> {
    let kept: BTreeMap<&str, UnitId> = kept.into_iter().collect();
    let kept: Vec<KeeperRow<'_>> =
        kept.into_iter().map(|(person, unit)| KeeperRow { person, unit: unit.0 }).collect();
    let columns = [("person", Type::Text), ("unit", Type::Int)];
    let on_conflict = "ON CONFLICT (person) DO UPDATE SET unit = excluded.unit";
    insert(tx, "keepers", &columns, &kept, on_conflict).await
}
