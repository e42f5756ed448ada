//! What was known at an instant: today's sums, less what was written since. A report that was
//! made then can be made again, whatever has come in late or was taken back.

use asa_core::areas::AreaCode;
use asa_core::moment::Moment;
use asa_core::people::UnitId;
use asa_core::stock::{Deed, ItemId, RecordId, Sheet};
use sea_orm::{DatabaseTransaction, FromQueryResult};
use time::Date;

use super::find::shelves::{self, shelves};
use super::rows::{damaged, day as read_day, deed as read_deed};
use crate::people::units::codes_in;
use crate::sql::{all, json, names};
use crate::{Result, Store};

const AT_ONCE: i64 = 1000;

/// Whose stock is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Unit(UnitId),
    /// All that is in it.
    Area(AreaCode),
}

/// A day as it was known then.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    pub sheet: Sheet,
    /// What lay there at its end.
    pub closing: i64,
}

pub async fn known_at(
    store: &Store,
    whose: Whose,
    item: ItemId,
    day: Date,
    at: Moment,
) -> Result<Known> {
    let tx = store.snapshot().await?;
    let (kind, key) = match whose {
        Whose::Unit(unit) => (shelves::Whose::Units, unit.0.to_string()),
        Whose::Area(area) => (shelves::Whose::Areas, area.to_string()),
    };
    let mut found = shelves(&tx, kind, std::slice::from_ref(&key), day).await?;
    let seen = found.remove(&(key, item)).unwrap_or_default();
    let mut known = Known { sheet: seen.shelf.sheet(day), closing: seen.shelf.closing(day) };
    let units = match whose {
        Whose::Unit(unit) => vec![unit.0.to_string()],
        Whose::Area(area) => books_in(&tx, area).await?,
    };
    let mut after = (at.millis(), i64::MAX);
    loop {
        let page = written_since(&tx, &units, item, after).await?;
        let Some(end) = page.last() else { break };
        after = (end.at, end.id);
        for row in &page {
            row.forget(&mut known, day)?;
        }
    }
    tx.rollback().await?;
    Ok(known)
}

#[derive(FromQueryResult)]
struct BookRow {
    unit: i64,
}

async fn books_in(tx: &DatabaseTransaction, area: AreaCode) -> Result<Vec<String>> {
    use sea_orm::ConnectionTrait as _;
    let sql = format!(
        "SELECT unit FROM books WHERE area IN (SELECT r.name FROM {})",
        names(tx.get_database_backend(), 1)
    );
    let found: Vec<BookRow> = all(tx, sql, [json(&codes_in(area))?]).await?;
    Ok(found.into_iter().map(|book| book.unit.to_string()).collect())
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    unit: i64,
    day: String,
    at: i64,
    deed: String,
    /// The record that it takes back.
    taken: Option<i64>,
    taken_deed: Option<String>,
}

async fn written_since(
    tx: &DatabaseTransaction,
    units: &[String],
    item: ItemId,
    (at, id): (i64, i64),
) -> Result<Vec<Row>> {
    use sea_orm::ConnectionTrait as _;
    let sql = format!(
        "SELECT c.id, c.unit, c.day, c.at, c.deed, c.reverses AS taken, t.deed AS taken_deed \
         FROM records c LEFT JOIN records t ON t.id = c.reverses \
         WHERE c.at >= $2 AND (c.at > $2 OR c.id > $3) AND c.item = $4 \
         AND c.unit IN (SELECT CAST(r.name AS BIGINT) FROM {}) ORDER BY c.at, c.id LIMIT $5",
        names(tx.get_database_backend(), 1)
    );
    let values = [json(units)?, at.into(), id.into(), item.0.into(), AT_ONCE.into()];
    all(tx, sql, values).await
}

impl Row {
    /// As if it had not been written yet.
    fn forget(&self, known: &mut Known, day: Date) -> Result<()> {
        let written = read_day(&self.day)?;
        if written > day {
            return Ok(());
        }
        let sheet = self.sheet()?;
        known.closing -= sheet.net();
        if written == day {
            known.sheet = known.sheet.plus(&sheet.negated());
        }
        Ok(())
    }

    fn sheet(&self) -> Result<Sheet> {
        let unit = UnitId(self.unit);
        let entries =
            |deed: &Deed, id| deed.entries(unit, RecordId(id)).map_err(|_| damaged("deed"));
        let (Some(taken), Some(deed)) = (self.taken, &self.taken_deed) else {
            let deed = read_deed(&self.deed)?;
            return Ok(Sheet::of(unit, &deed, &entries(&deed, self.id)?, false));
        };
        let deed = read_deed(deed)?;
        let back: Vec<_> = entries(&deed, taken)?.iter().map(|entry| entry.reversed()).collect();
        Ok(Sheet::of(unit, &deed, &back, true))
    }
}
