//! Rows of the ledger as core's values, and back.

use asa_core::moment::Moment;
use asa_core::people::{RoleId, UnitId};
use asa_core::stock::chain::{Written, WrittenEntry};
use asa_core::stock::ledger::Count;
use asa_core::stock::record::{Entry, Said};
use asa_core::stock::sheet::Reported;
use asa_core::stock::{Account, Deed, ItemId, NewRecord, RecordId, Sheet};
use sea_orm::FromQueryResult;
use serde::Serialize;
use time::Date;
use time::format_description::well_known::Iso8601;

use crate::sql::Type;
use crate::{Error, Result};

pub(super) fn damaged(what: &str) -> Error {
    Error::Broken(format!("a stored {what} does not read"))
}

pub(super) fn day(text: &str) -> Result<Date> {
    Date::parse(text, &Iso8601::DATE).map_err(|_| damaged("day"))
}

pub(super) fn deed(json: &str) -> Result<Deed> {
    serde_json::from_str(json).map_err(|_| damaged("deed"))
}

/// A line of `records`. `note` and photos lie elsewhere.
#[derive(Debug, Clone, FromQueryResult, Serialize)]
pub(super) struct RecordRow {
    pub(super) id: i64,
    pub(super) unit: i64,
    pub(super) place: i64,
    pub(super) item: i64,
    pub(super) day: String,
    pub(super) at: i64,
    pub(super) author: Option<i64>,
    pub(super) on_behalf: i64,
    pub(super) event: String,
    pub(super) kind: String,
    pub(super) deed: String,
    pub(super) document: Option<String>,
    pub(super) pack: Option<i64>,
    pub(super) aside: Option<String>,
    pub(super) reverses: Option<i64>,
    /// That it, or the record it takes back, is about.
    pub(super) transfer: Option<i64>,
    pub(super) hash: String,
}

impl RecordRow {
    pub(super) const COLUMNS: [(&str, Type); 17] = [
        ("id", Type::Int),
        ("unit", Type::Int),
        ("place", Type::Int),
        ("item", Type::Int),
        ("day", Type::Text),
        ("at", Type::Int),
        ("author", Type::Int),
        ("on_behalf", Type::Int),
        ("event", Type::Text),
        ("kind", Type::Text),
        ("deed", Type::Text),
        ("document", Type::Text),
        ("pack", Type::Int),
        ("aside", Type::Text),
        ("reverses", Type::Int),
        ("transfer", Type::Int),
        ("hash", Type::Text),
    ];

    /// Without its hash, which is over all the rest.
    pub(super) fn of(record: &NewRecord, event: &str, place: i64, at: Moment) -> Result<Self> {
        let deed = &record.deed;
        Ok(Self {
            id: record.id.0,
            unit: record.unit.0,
            place,
            item: record.item.0,
            day: record.day.to_string(),
            at: at.millis(),
            author: record.author.map(|RoleId(role)| role),
            on_behalf: i64::from(record.on_behalf),
            event: event.to_owned(),
            kind: deed.kind().to_owned(),
            deed: serde_json::to_string(deed).map_err(|why| Error::Broken(why.to_string()))?,
            document: record.document.clone(),
            pack: record.pack,
            aside: None,
            reverses: deed.taken().map(|record| record.0),
            transfer: deed.transfer(record.id).map(|transfer| transfer.0),
            hash: String::new(),
        })
    }

    /// As it stands in the chain.
    pub(super) fn written<'a>(&'a self, entries: &'a [EntryRow]) -> Written<'a> {
        Written {
            id: self.id,
            unit: self.unit,
            place: self.place,
            item: self.item,
            day: &self.day,
            at: self.at,
            author: self.author,
            on_behalf: self.on_behalf != 0,
            event: &self.event,
            deed: &self.deed,
            document: self.document.as_deref(),
            pack: self.pack,
            aside: self.aside.as_deref(),
            entries: entries.iter().map(EntryRow::written).collect(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult, Serialize)]
pub(super) struct EntryRow {
    pub(super) record: i64,
    pub(super) place: i64,
    pub(super) from_kind: String,
    pub(super) from_whose: i64,
    pub(super) to_kind: String,
    pub(super) to_whose: i64,
    pub(super) pieces: i64,
}

impl EntryRow {
    pub(super) const COLUMNS: [(&str, Type); 7] = [
        ("record", Type::Int),
        ("place", Type::Int),
        ("from_kind", Type::Text),
        ("from_whose", Type::Int),
        ("to_kind", Type::Text),
        ("to_whose", Type::Int),
        ("pieces", Type::Int),
    ];

    pub(super) fn of(record: RecordId, place: i64, entry: &Entry) -> Self {
        let ((from_kind, from_whose), (to_kind, to_whose)) =
            (entry.from.stored(), entry.to.stored());
        Self {
            record: record.0,
            place,
            from_kind: from_kind.to_owned(),
            from_whose,
            to_kind: to_kind.to_owned(),
            to_whose,
            pieces: entry.pieces,
        }
    }

    pub(super) fn read(&self) -> Result<Entry> {
        let account = |kind, whose| Account::read(kind, whose).ok_or_else(|| damaged("account"));
        Ok(Entry {
            from: account(&self.from_kind, self.from_whose)?,
            to: account(&self.to_kind, self.to_whose)?,
            pieces: self.pieces,
        })
    }

    fn written(&self) -> WrittenEntry<'_> {
        WrittenEntry {
            from: (&self.from_kind, self.from_whose),
            to: (&self.to_kind, self.to_whose),
            pieces: self.pieces,
        }
    }
}

/// The sums of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult, Serialize)]
pub(super) struct SheetRow {
    received: i64,
    allocated: i64,
    sent_back: i64,
    g1: i64,
    g2: i64,
    g3: i64,
    g4: i64,
    people: i64,
    written_off: i64,
    adjusted: i64,
}

impl SheetRow {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let [received, allocated, sent_back, g1, g2, g3, g4, people, written_off, adjusted] =
            sheet.values();
        Self { received, allocated, sent_back, g1, g2, g3, g4, people, written_off, adjusted }
    }

    pub(super) fn read(self) -> Sheet {
        let Self { received, allocated, sent_back, g1, g2, g3, g4, people, written_off, adjusted } =
            self;
        Sheet::of_values([
            received,
            allocated,
            sent_back,
            g1,
            g2,
            g3,
            g4,
            people,
            written_off,
            adjusted,
        ])
    }

    /// Its columns, of the table with this name in the surrounding statement.
    pub(super) fn columns(table: &str) -> String {
        Sheet::COLUMNS.map(|column| format!("{table}.{column}")).join(", ")
    }
}

/// A line of `days`.
#[derive(Debug, Clone, FromQueryResult, Serialize)]
pub(super) struct DayRow {
    pub(super) unit: i64,
    pub(super) item: i64,
    pub(super) day: String,
    #[serde(flatten)]
    #[sea_orm(nested)]
    pub(super) sheet: SheetRow,
    #[serde(flatten)]
    #[sea_orm(nested)]
    pub(super) count: CountRow,
}

/// What was counted on a day, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromQueryResult, Serialize)]
pub(super) struct CountRow {
    said: Option<String>,
    counted: Option<i64>,
    difference: Option<i64>,
    counted_by: Option<i64>,
}

impl DayRow {
    /// Its columns, of the table with this name in the surrounding statement.
    pub(super) fn columns(table: &str) -> String {
        format!(
            "{table}.unit, {table}.item, {table}.day, {}, {table}.said, {table}.counted, \
             {table}.difference, {table}.counted_by",
            SheetRow::columns(table)
        )
    }

    pub(super) fn place(&self) -> (UnitId, ItemId) {
        (UnitId(self.unit), ItemId(self.item))
    }
}

impl CountRow {
    pub(super) fn of(count: Option<&Count>) -> Self {
        let Some(count) = count else { return Self::default() };
        Self {
            said: Some(count.said.said.as_str().to_owned()),
            counted: Some(count.said.counted),
            difference: Some(count.said.difference),
            counted_by: Some(count.by.0),
        }
    }

    pub(super) fn read(&self) -> Result<Option<Count>> {
        let Some(said) = &self.said else { return Ok(None) };
        let (Some(counted), Some(difference), Some(by)) =
            (self.counted, self.difference, self.counted_by)
        else {
            return Err(damaged("count"));
        };
        let said = Said::parse(said).ok_or_else(|| damaged("way of counting"))?;
        Ok(Some(Count { by: RecordId(by), said: Reported { said, counted, difference } }))
    }
}
