//! Sums that follow from records: balances and days, of units and then of areas. Those of areas
//! come last and in the order of their keys, so that commits wait for one another there, and never
//! in a circle.

use std::collections::BTreeMap;

use asa_core::people::UnitId;
use asa_core::stock::ledger::{Count, Key, Ledger};
use asa_core::stock::record::Said;
use asa_core::stock::shelf::Shelf;
use asa_core::stock::{ItemId, Sheet};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use time::Date;

use super::hold::Book;
use super::rows::{CountRow, DayRow, SheetRow};
use super::save::insert;
use crate::sql::Type;
use crate::{Error, Result};

/// Balances and days, of units first.
pub(super) async fn save(
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
        let balance = ledger.shelves.get(&(*unit, *item)).map_or(0, Shelf::balance);
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
