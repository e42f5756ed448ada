//! Each book from its first record to its last: places without gaps, hashes over hashes, entries
//! as they follow from what was said; and the days and balances that follow from all of them.

use std::collections::BTreeMap;

use asa_core::people::UnitId;
use asa_core::stock::ledger::Count;
use asa_core::stock::record::Entry;
use asa_core::stock::{Deed, ItemId, RecordId, Sheet, chain};
use sea_orm::FromQueryResult;
use time::Date;

use super::read::{Read, page};
use super::{Broken, Judged, Proof, Verdict};
use crate::Result;
use crate::sql::all;
use crate::stock::load::reported;
use crate::stock::rows::{CountRow, EntryRow, RecordRow, SheetRow, day};

const AT_ONCE: i64 = 1000;

#[derive(FromQueryResult)]
struct BookRow {
    unit: i64,
    area: String,
    place: i64,
    head: String,
}

pub(super) async fn prove(
    proof: &Proof<'_>,
    verdict: &mut Verdict,
    progress: &mut impl FnMut(u64),
) -> Result<Option<Broken>> {
    let sql = "SELECT unit, area, place, head FROM books WHERE unit > $1 ORDER BY unit LIMIT $2";
    let mut last = i64::MIN;
    loop {
        let books: Vec<BookRow> = all(proof.tx, sql, [last.into(), AT_ONCE.into()]).await?;
        let Some(end) = books.last() else { return Ok(None) };
        last = end.unit;
        for row in books {
            let mut book = Book::of(row, proof).await?;
            if let Some(broken) = book.prove(proof, verdict, progress).await? {
                return Ok(Some(broken));
            }
            verdict.books += 1;
        }
    }
}

/// A book as its records say it has to be, as far as they have been read.
struct Book {
    row: BookRow,
    place: i64,
    head: String,
    days: BTreeMap<(ItemId, Date), Day>,
    /// By place: the days of seals, and what each says.
    seals: BTreeMap<i64, (String, String)>,
}

#[derive(Default)]
struct Day {
    sheet: Sheet,
    /// Those that stand, the oldest first.
    counts: Vec<Count>,
}

#[derive(FromQueryResult)]
struct SealedRow {
    day: String,
    place: i64,
    head: String,
}

impl Book {
    async fn of(row: BookRow, proof: &Proof<'_>) -> Result<Self> {
        let sql = "SELECT day, place, head FROM sealed_books WHERE unit = $1";
        let sealed: Vec<SealedRow> = all(proof.tx, sql, [row.unit.into()]).await?;
        let seals = sealed.into_iter().map(|seal| (seal.place, (seal.day, seal.head)));
        let (seals, head) = (seals.collect(), chain::BEGINNING.to_owned());
        Ok(Self { row, place: 0, head, days: BTreeMap::new(), seals })
    }

    async fn prove(
        &mut self,
        proof: &Proof<'_>,
        verdict: &mut Verdict,
        progress: &mut impl FnMut(u64),
    ) -> Result<Option<Broken>> {
        loop {
            let page = page(proof, self.row.unit, self.place).await?;
            if page.is_empty() {
                break;
            }
            for read in page {
                verdict.records += 1;
                verdict.entries += read.entries.len() as u64;
                progress(1);
                if let Err(what) = self.add(proof, &read) {
                    return Ok(Some(self.broken(Some(&read.row), what)));
                }
            }
        }
        if let Err(what) = self.ends_well() {
            return Ok(Some(self.broken(None, what)));
        }
        let of_days = self.days_fit(proof).await?;
        Ok(of_days.err().map(|what| Broken { place: None, ..self.broken(None, what) }))
    }

    fn broken(&self, row: Option<&RecordRow>, what: String) -> Broken {
        Broken {
            unit: Some(UnitId(self.row.unit)),
            record: row.map(|row| RecordId(row.id)),
            place: Some(row.map_or(self.place + 1, |row| row.place)),
            what,
        }
    }

    /// The next record; what is wrong with it, if something is.
    fn add(&mut self, proof: &Proof<'_>, read: &Read) -> Judged {
        let row = &read.row;
        if row.place != self.place + 1 {
            return Err(format!("the record before it, at place {}, is missing", self.place + 1));
        }
        let (deed, entries) = read.said()?;
        let written = read.entries.iter().map(EntryRow::read).collect::<Result<Vec<Entry>>>();
        if written.ok().as_ref() != Some(&entries) {
            return Err("its entries are not what follows from what was said".to_owned());
        }
        let hash = chain::hash(&self.head, &row.written(&read.entries));
        if hash != row.hash {
            return Err("its hash does not fit: it was changed, or one before it was".to_owned());
        }
        if let Some((day, head)) = self.seals.remove(&row.place)
            && head != hash
        {
            return Err(format!("it is not the record that was sealed on {day}"));
        }
        read.aside_fits(proof)?;
        self.follow(read, &deed, &entries)?;
        (self.place, self.head) = (row.place, hash);
        Ok(())
    }

    /// What it does to the day it is about, and to the count of the day it takes back.
    fn follow(&mut self, read: &Read, deed: &Deed, entries: &[Entry]) -> Judged {
        let row = &read.row;
        let (unit, item, id) = (UnitId(row.unit), ItemId(row.item), RecordId(row.id));
        let date = day(&row.day).map_err(|error| error.to_string())?;
        let sheet = Sheet::of(unit, deed, entries, read.taken.is_some());
        let of_day = self.days.entry((item, date)).or_default();
        of_day.sheet = of_day.sheet.plus(&sheet);
        match &read.taken {
            None => of_day.counts.extend(reported(deed).map(|said| Count { by: id, said })),
            Some(taken) => {
                let date = day(&taken.day).map_err(|error| error.to_string())?;
                let counts = &mut self.days.entry((item, date)).or_default().counts;
                counts.retain(|count| count.by.0 != taken.id);
            }
        }
        Ok(())
    }

    fn ends_well(&self) -> Judged {
        if let Some((day, _)) = self.seals.values().next() {
            return Err(format!("a record is missing that was sealed on {day}"));
        }
        if (self.place, &self.head) != (self.row.place, &self.row.head) {
            return Err(format!(
                "the book has {} records, and {} are there",
                self.row.place, self.place
            ));
        }
        Ok(())
    }

    async fn days_fit(&self, proof: &Proof<'_>) -> Result<Judged> {
        let unit = self.row.unit;
        let columns = SheetRow::columns("d");
        let sql = format!(
            "SELECT d.item, d.day, d.area, {columns}, d.said, d.counted, d.difference, \
             d.counted_by FROM days d WHERE d.unit = $1"
        );
        let found: Vec<DayRow> = all(proof.tx, sql, [unit.into()]).await?;
        if found.len() != self.days.len() {
            let (found, days) = (found.len(), self.days.len());
            return Ok(Err(format!("{found} days have sums, and records are about {days}")));
        }
        for row in &found {
            if !self.day_fits(row)? {
                return Ok(Err(format!("the sums of {} are not those of its records", row.day)));
            }
        }
        let sql = "SELECT item, area, pieces FROM balances WHERE unit = $1";
        let found: Vec<BalanceRow> = all(proof.tx, sql, [unit.into()]).await?;
        let mut balances: BTreeMap<i64, i64> = BTreeMap::new();
        for ((item, _), day) in &self.days {
            *balances.entry(item.0).or_default() += day.sheet.net();
        }
        let there = found.iter().map(|row| (row.item, row.pieces)).collect::<BTreeMap<_, _>>();
        let is_right = there == balances && found.iter().all(|row| row.area == self.row.area);
        Ok(if is_right {
            Ok(())
        } else {
            Err("what lies there is not what its records say".into())
        })
    }

    fn day_fits(&self, row: &DayRow) -> Result<bool> {
        let Some(day) = self.days.get(&(ItemId(row.item), day(&row.day)?)) else {
            return Ok(false);
        };
        let sums = row.sheet.read() == day.sheet && row.area == self.row.area;
        Ok(sums && row.count == CountRow::of(day.counts.last()))
    }
}

#[derive(FromQueryResult)]
struct DayRow {
    item: i64,
    day: String,
    area: String,
    #[sea_orm(nested)]
    sheet: SheetRow,
    #[sea_orm(nested)]
    count: CountRow,
}

#[derive(FromQueryResult)]
struct BalanceRow {
    item: i64,
    area: String,
    pieces: i64,
}
