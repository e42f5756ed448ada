//! A unit's stock on a day, and that of the areas and added units right below it: a district sees
//! its sub-districts, not their villages. Out of the sums of areas, so a province is no more work
//! than a sub-district.

use std::collections::BTreeMap;

use asa_core::areas;
use asa_core::people::{Unit, UnitId};
use asa_core::stock::known::{Place, Reports};
use asa_core::stock::{Item, ItemId};
use sea_orm::{ConnectionTrait, FromQueryResult};
use time::{Date, Duration};

use super::open_items;
use super::shelves::{Seen, Shelves, Whose, shelves};
use crate::people::units;
use crate::people::units::codes_in;
use crate::sql::{all, json, names};
use crate::{Result, Store};

const TREND: i64 = 7;

pub(super) async fn below(store: &Store, unit: UnitId, day: Date) -> Result<Vec<Place>> {
    let Some(unit) = units::get(store, unit).await? else { return Ok(Vec::new()) };
    let areas = if unit.id.is_office() { areas_of(&unit) } else { Vec::new() };
    let mut added = vec![unit.clone()];
    added.extend(units::right_below(store, &unit).await?);
    let from = day - Duration::days(TREND);
    let tx = store.snapshot().await?;
    let items = open_items(&tx).await?;
    let keys: Vec<String> = areas.iter().map(|office| office.area.to_string()).collect();
    let of_areas = shelves(&tx, Whose::Areas, &keys, from).await?;
    let keys: Vec<String> = added.iter().map(|unit| unit.id.0.to_string()).collect();
    let of_units = shelves(&tx, Whose::Units, &keys, from).await?;
    let books = books(&tx, &unit, &keys).await?;
    tx.rollback().await?;
    let view = View { items, day, of_areas, of_units, books };
    // The area as a whole, the office's own shelf, and what is below.
    let mut places = Vec::new();
    let (whole, rest) = areas.split_at(areas.len().min(1));
    let (own, others) = added.split_at(1);
    whole.iter().for_each(|area| places.extend(view.area(area)));
    own.iter().for_each(|unit| places.extend(view.unit(unit)));
    rest.iter().for_each(|area| places.extend(view.area(area)));
    others.iter().for_each(|unit| places.extend(view.unit(unit)));
    Ok(places)
}

/// The offices of the unit's own area and of those in it.
fn areas_of(unit: &Unit) -> Vec<Unit> {
    let children = areas::children(unit.area).iter().map(Unit::office);
    std::iter::once(unit.clone()).chain(children).collect()
}

struct View {
    items: Vec<Item>,
    day: Date,
    of_areas: Shelves,
    of_units: Shelves,
    /// How many books are kept in an area, or by a unit.
    books: BTreeMap<String, i64>,
}

impl View {
    fn area(&self, office: &Unit) -> Vec<Place> {
        let area = office.area.to_string();
        let within = self.books.iter().filter(|(of, _)| is_code(of) && of.starts_with(&area));
        let books = within.map(|(_, count)| count).sum();
        let place = |item: &Item| {
            self.place(office, item.id, self.of_areas.get(&(area.clone(), item.id)), true, books)
        };
        self.items.iter().map(place).collect()
    }

    fn unit(&self, unit: &Unit) -> Vec<Place> {
        let id = unit.id.0.to_string();
        let books = self.books.get(&unit_key(&id)).copied().unwrap_or(0);
        let place = |item: &Item| {
            self.place(unit, item.id, self.of_units.get(&(id.clone(), item.id)), false, books)
        };
        self.items.iter().map(place).collect()
    }

    fn place(
        &self,
        unit: &Unit,
        item: ItemId,
        seen: Option<&Seen>,
        is_area: bool,
        books: i64,
    ) -> Place {
        let nothing = Seen::default();
        let seen = seen.unwrap_or(&nothing);
        let reports = seen.reports.get(&self.day).copied().unwrap_or_default();
        // A unit that has counted and was closed since still has counted.
        let reported = reports.counted + reports.nothing_moved + reports.zero;
        let mut before = (1..=TREND).rev();
        Place {
            unit: unit.clone(),
            is_area,
            item,
            balance: seen.shelf.closing(self.day),
            sheet: seen.shelf.sheet(self.day),
            trend: [(); 7].map(|()| {
                let back = Duration::days(before.next().unwrap_or_default());
                seen.shelf.closing(self.day - back)
            }),
            units: Reports { all: books.max(reported), ..reports },
        }
    }
}

#[derive(FromQueryResult)]
struct BooksRow {
    whose: String,
    books: i64,
}

/// Books of open units: by area, of all in the unit's; and by unit, of these.
async fn books<C: ConnectionTrait>(
    db: &C,
    unit: &Unit,
    units: &[String],
) -> Result<BTreeMap<String, i64>> {
    let backend = db.get_database_backend();
    let sql = format!(
        "SELECT b.area AS whose, COUNT(*) AS books FROM books b JOIN units u ON u.id = b.unit \
         AND u.state = 'open' WHERE b.area IN (SELECT r.name FROM {}) GROUP BY b.area \
         UNION ALL SELECT 'u' || b.unit AS whose, COUNT(*) AS books FROM books b \
         WHERE b.unit IN (SELECT CAST(r.name AS BIGINT) FROM {}) GROUP BY b.unit",
        names(backend, 1),
        names(backend, 2)
    );
    let codes = if unit.id.is_office() { codes_in(unit.area) } else { Vec::new() };
    let found: Vec<BooksRow> = all(db, sql, [json(&codes)?, json(units)?]).await?;
    Ok(found.into_iter().map(|row| (row.whose, row.books)).collect())
}

fn unit_key(id: &str) -> String {
    format!("u{id}")
}

fn is_code(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_digit())
}
