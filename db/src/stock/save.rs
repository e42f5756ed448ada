//! What a commit that writes into books leaves: records, and all that follows from them. Sums of
//! areas come last and in the order of their keys, so that commits wait for one another there,
//! and never in a circle.

use std::collections::BTreeMap;

use asa_core::moment::Moment;
use asa_core::people::UnitId;
use asa_core::stock::ledger::{Count, Key, Ledger};
use asa_core::stock::record::Said;
use asa_core::stock::{Deed, ItemId, Sheet};
use sea_orm::{ConnectionTrait as _, DatabaseTransaction};
use serde::Serialize;
use time::Date;

use super::apply::Written;
use super::hold::Book;
use super::rows::{CountRow, DayRow, EntryRow, RecordRow, SheetRow};
use crate::sql::{Type, execute, json, rows};
use crate::{Error, Result, media};

type Columns<'a> = [(&'a str, Type)];

/// Puts rows into a table, many or none. `on_conflict` says what becomes of those that are there.
async fn insert<T: Serialize>(
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

/// Balances and days, of units first.
pub(super) async fn sums(
    tx: &DatabaseTransaction,
    ledger: &Ledger,
    books: &BTreeMap<UnitId, Book>,
) -> Result<()> {
    let area = |unit: &UnitId| {
        let book = books.get(unit).ok_or_else(|| Error::Broken("a book is not there".into()))?;
        Ok::<&str, Error>(&book.area)
    };
    let mut units = Units::default();
    let mut areas = Areas::default();
    for (key @ (unit, item, _), moved) in ledger.moved() {
        let area = area(unit)?;
        units.add(ledger, *key, area, moved);
        areas.add(ledger, *key, area, moved);
        let balance = ledger.shelves.get(&(*unit, *item)).map_or(0, |shelf| shelf.balance());
        units.balances.insert((unit.0, item.0), (area.to_owned(), balance));
    }
    units.save(tx).await?;
    areas.save(tx).await
}

#[derive(Serialize)]
struct UnitDay {
    area: String,
    #[serde(flatten)]
    day: DayRow,
}

#[derive(Serialize)]
struct Balance {
    unit: i64,
    item: i64,
    area: String,
    pieces: i64,
}

/// Sums of units, whose books are held.
#[derive(Default)]
struct Units {
    balances: BTreeMap<(i64, i64), (String, i64)>,
    days: Vec<UnitDay>,
}

impl Units {
    fn add(&mut self, ledger: &Ledger, key: Key, area: &str, moved: &Sheet) {
        let (unit, item, day) = key;
        let day = DayRow {
            unit: unit.0,
            item: item.0,
            day: day.to_string(),
            sheet: SheetRow::of(moved),
            count: CountRow::of(ledger.counts.get(&key)),
        };
        self.days.push(UnitDay { area: area.to_owned(), day });
    }

    async fn save(self, tx: &DatabaseTransaction) -> Result<()> {
        const BALANCE: [(&str, Type); 4] =
            [("unit", Type::Int), ("item", Type::Int), ("area", Type::Text), ("pieces", Type::Int)];
        let balances = self.balances.into_iter().map(|((unit, item), (area, pieces))| Balance {
            unit,
            item,
            area,
            pieces,
        });
        let on_conflict = "ON CONFLICT (unit, item) DO UPDATE SET pieces = excluded.pieces";
        insert(tx, "balances", &BALANCE, &balances.collect::<Vec<_>>(), on_conflict).await?;
        let mut columns = vec![
            ("unit", Type::Int),
            ("item", Type::Int),
            ("day", Type::Text),
            ("area", Type::Text),
        ];
        columns.extend(Sheet::COLUMNS.map(|column| (column, Type::Int)));
        columns.push(("said", Type::Text));
        columns.extend(["counted", "difference", "counted_by"].map(|name| (name, Type::Int)));
        let on_conflict = format!(
            "ON CONFLICT (unit, item, day) DO UPDATE SET {}, said = excluded.said, \
             counted = excluded.counted, difference = excluded.difference, \
             counted_by = excluded.counted_by",
            added("days", &Sheet::COLUMNS)
        );
        insert(tx, "days", &columns, &self.days, &on_conflict).await
    }
}

/// `x = table.x + excluded.x`, of each column.
fn added(table: &str, columns: &[&str]) -> String {
    let add = |column: &&str| format!("{column} = {table}.{column} + excluded.{column}");
    columns.iter().map(add).collect::<Vec<_>>().join(", ")
}

#[derive(Serialize)]
struct AreaDay {
    area: String,
    item: i64,
    day: String,
    #[serde(flatten)]
    sheet: SheetRow,
    #[serde(flatten)]
    tally: Tally,
}

#[derive(Serialize)]
struct AreaBalance {
    area: String,
    item: i64,
    pieces: i64,
}

/// How many units have counted, by how they said it: never one number.
#[derive(Clone, Copy, Default, Serialize)]
struct Tally {
    counted: i64,
    nothing_moved: i64,
    zero: i64,
}

impl Tally {
    fn add(&mut self, count: Option<Count>, by: i64) {
        let Some(Count { said, .. }) = count else { return };
        match said.said {
            _ if said.counted == 0 => self.zero += by,
            Said::NothingMoved => self.nothing_moved += by,
            Said::Number | Said::SameAsYesterday | Said::Zero => self.counted += by,
        }
    }
}

/// Sums of areas, which nobody holds: what is added to them.
#[derive(Default)]
struct Areas {
    days: BTreeMap<(String, ItemId, Date), (Sheet, Tally)>,
    balances: BTreeMap<(String, ItemId), i64>,
}

impl Areas {
    fn add(&mut self, ledger: &Ledger, key: Key, area: &str, moved: &Sheet) {
        let (_, item, day) = key;
        for around in around(area) {
            let (sheet, tally) = self.days.entry((around.to_owned(), item, day)).or_default();
            *sheet = sheet.plus(moved);
            if let Some(counted) = ledger.counted().get(&key) {
                tally.add(counted.before, -1);
                tally.add(counted.now, 1);
            }
            *self.balances.entry((around.to_owned(), item)).or_default() += moved.net();
        }
    }

    async fn save(self, tx: &DatabaseTransaction) -> Result<()> {
        const TALLY: [&str; 3] = ["counted", "nothing_moved", "zero"];
        const BALANCE: [(&str, Type); 3] =
            [("area", Type::Text), ("item", Type::Int), ("pieces", Type::Int)];
        let mut columns = vec![("area", Type::Text), ("item", Type::Int), ("day", Type::Text)];
        columns.extend(Sheet::COLUMNS.into_iter().chain(TALLY).map(|column| (column, Type::Int)));
        let days = self.days.into_iter().map(|((area, item, day), (sheet, tally))| AreaDay {
            area,
            item: item.0,
            day: day.to_string(),
            sheet: SheetRow::of(&sheet),
            tally,
        });
        let on_conflict = format!(
            "ON CONFLICT (area, item, day) DO UPDATE SET {}, {}",
            added("area_days", &Sheet::COLUMNS),
            added("area_days", &TALLY)
        );
        insert(tx, "area_days", &columns, &days.collect::<Vec<_>>(), &on_conflict).await?;
        let balances = self.balances.into_iter().map(|((area, item), pieces)| AreaBalance {
            area,
            item: item.0,
            pieces,
        });
        let on_conflict = format!(
            "ON CONFLICT (area, item) DO UPDATE SET {}",
            added("area_balances", &["pieces"])
        );
        insert(tx, "area_balances", &BALANCE, &balances.collect::<Vec<_>>(), &on_conflict).await
    }
}

/// The area with this code and those it lies in, the largest first.
fn around(area: &str) -> impl Iterator<Item = &str> {
    [2, 4, 6].into_iter().filter_map(move |digits| area.get(..digits))
}
