//! Writing records into books: whether each may be written, and what comes of it. The part of the
//! ledger that decides; where books are kept, and how they are locked, it does not know.
//!
//! Invariant: records are written one after the other, each on top of the one before. If one is
//! refused, none of them may be kept.

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use crate::people::UnitId;
use crate::stock::record::{Entry, Malformed};
use crate::stock::sheet::Reported;
use crate::stock::shelf::{Shelf, TooMuch};
use crate::stock::transit::{StandsOtherwise, Transit};
use crate::stock::{Deed, ItemId, NewRecord, RecordId, Sheet, TransferId};

/// One sheet: a unit's, of an item, on a day.
pub type Key = (UnitId, ItemId, Date);

/// What lies in the books that are written into, and what becomes of it.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// With all days from the earliest that a record is about, or that one to be taken back was.
    pub shelves: BTreeMap<(UnitId, ItemId), Shelf>,
    /// The count that stands, of those days.
    pub counts: BTreeMap<Key, Count>,
    pub transits: BTreeMap<TransferId, Transit>,
    /// Records that are to be taken back.
    pub taken: BTreeMap<RecordId, Taken>,
    /// All counts that stand, of the days of those of them that are counts; the oldest first.
    pub counts_of_day: BTreeMap<Key, Vec<Count>>,
    moved: BTreeMap<Key, Sheet>,
    counted: BTreeMap<Key, Counted>,
    touched: BTreeSet<TransferId>,
}

/// A count that stands, and the record that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub by: RecordId,
    pub said: Reported,
}

/// Which count stood, and which stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub before: Option<Count>,
    pub now: Option<Count>,
}

/// A record that somebody wants to take back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub key: Key,
    pub deed: Deed,
    pub entries: Vec<Entry>,
    /// Somebody has done it already.
    pub is_taken_back: bool,
}

/// Why a record is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    Malformed(#[from] Malformed),
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
    #[error(transparent)]
    StandsOtherwise(#[from] StandsOtherwise),
    #[error("the book says something else by now")]
    BookSaysOtherwise,
    #[error("it is not there, or not theirs, or taken back already")]
    NotTheirs,
}

impl Ledger {
    /// The entries of the record, if it may be written.
    pub fn write(&mut self, record: &NewRecord) -> Result<Vec<Entry>, Refused> {
        let (entries, sheet) = match &record.deed {
            Deed::Reverse { record: taken, .. } => self.take_back(record, *taken)?,
            deed => {
                let entries = deed.entries(record.unit, record.id)?;
                let sheet = Sheet::of(record.unit, deed, &entries, false);
                self.carry_out(record)?;
                (entries, sheet)
            }
        };
        self.shelf(record).post(record.day, &sheet)?;
        let moved = self.moved.entry(key(record)).or_default();
        *moved = moved.plus(&sheet);
        Ok(entries)
    }

    /// The transfer a record is about, or the one it takes back is.
    pub fn transfer_of(&self, record: &NewRecord) -> Option<TransferId> {
        let taken = record.deed.taken().and_then(|id| Some((id, self.taken.get(&id)?)));
        match taken {
            Some((id, taken)) => taken.deed.transfer(id),
            None => record.deed.transfer(record.id),
        }
    }

    /// What sheets have changed by, also those of which only the count has.
    pub fn moved(&self) -> &BTreeMap<Key, Sheet> {
        &self.moved
    }

    pub fn counted(&self) -> &BTreeMap<Key, Counted> {
        &self.counted
    }

    /// Transfers that stand differently now, the new ones among them.
    pub fn touched(&self) -> impl Iterator<Item = (TransferId, &Transit)> {
        self.touched.iter().filter_map(|id| Some((*id, self.transits.get(id)?)))
    }

    fn shelf(&mut self, record: &NewRecord) -> &mut Shelf {
        self.shelves.entry((record.unit, record.item)).or_default()
    }

    fn carry_out(&mut self, record: &NewRecord) -> Result<(), Refused> {
        match &record.deed {
            Deed::Count { said, counted, book, .. } => {
                if self.shelf(record).closing(record.day) != *book {
                    return Err(Refused::BookSaysOtherwise);
                }
                let said = Reported { said: *said, counted: *counted, difference: counted - book };
                self.count(key(record), Count { by: record.id, said });
            }
            Deed::Send { to, way, pieces } => {
                let sent = Transit::sent(record.unit, *to, *way, record.item, *pieces);
                self.transits.insert(TransferId(record.id.0), sent);
                self.touched.insert(TransferId(record.id.0));
            }
            Deed::Confirm { transfer, way, pieces } => {
                let mine = |transit: &Transit| (transit.to, transit.way) == (record.unit, *way);
                self.transit(*transfer, record.item, mine)?.confirm(*pieces)?;
            }
            Deed::Settle { transfer, way, pieces, .. } => {
                let mine = |transit: &Transit| (transit.from, transit.way) == (record.unit, *way);
                self.transit(*transfer, record.item, mine)?.settle(*pieces)?;
            }
            Deed::Receive { .. } | Deed::HandOut { .. } | Deed::WriteOff { .. } => {}
            // Taken care of before.
            Deed::Reverse { .. } => {}
        }
        Ok(())
    }

    fn transit(
        &mut self,
        id: TransferId,
        item: ItemId,
        is_mine: impl Fn(&Transit) -> bool,
    ) -> Result<&mut Transit, Refused> {
        let found = self.transits.get_mut(&id);
        let transit = found.filter(|transit| transit.item == item && is_mine(transit));
        self.touched.insert(id);
        transit.ok_or(Refused::NotTheirs)
    }

    fn count(&mut self, key: Key, count: Count) {
        let before = self.counts.insert(key, count);
        self.counts_of_day.entry(key).or_default().push(count);
        self.now_counted(key, before);
    }

    fn now_counted(&mut self, key: Key, before: Option<Count>) {
        let now = self.counts.get(&key).copied();
        self.counted.entry(key).or_insert(Counted { before, now }).now = now;
        // Taken back on another day, it changes that sheet's count and none of its sums.
        self.moved.entry(key).or_default();
    }

    fn take_back(
        &mut self,
        record: &NewRecord,
        id: RecordId,
    ) -> Result<(Vec<Entry>, Sheet), Refused> {
        let taken = self.taken.get_mut(&id).ok_or(Refused::NotTheirs)?;
        let (unit, item, _) = taken.key;
        let is_reversal = matches!(taken.deed, Deed::Reverse { .. });
        if (unit, item) != (record.unit, record.item) || is_reversal || taken.is_taken_back {
            return Err(Refused::NotTheirs);
        }
        taken.is_taken_back = true;
        let taken = taken.clone();
        self.undo(id, &taken)?;
        let entries: Vec<Entry> = taken.entries.iter().map(|entry| entry.reversed()).collect();
        let sheet = Sheet::of(record.unit, &taken.deed, &entries, true);
        Ok((entries, sheet))
    }

    /// What the record did besides moving pieces.
    fn undo(&mut self, id: RecordId, taken: &Taken) -> Result<(), Refused> {
        let item = taken.key.1;
        let any = |_: &Transit| true;
        match &taken.deed {
            Deed::Count { .. } => self.uncount(taken.key, id),
            Deed::Send { .. } => self.transit(TransferId(id.0), item, any)?.take_back_sent()?,
            Deed::Confirm { transfer, pieces, .. } => {
                self.transit(*transfer, item, any)?.take_back_confirmed(*pieces)?;
            }
            Deed::Settle { transfer, pieces, .. } => {
                self.transit(*transfer, item, any)?.take_back_settled(*pieces)?;
            }
            Deed::Receive { .. }
            | Deed::HandOut { .. }
            | Deed::WriteOff { .. }
            | Deed::Reverse { .. } => {}
        }
        Ok(())
    }

    /// The count before it stands again, if there was one.
    fn uncount(&mut self, key: Key, id: RecordId) {
        let standing = self.counts_of_day.entry(key).or_default();
        standing.retain(|count| count.by != id);
        let before = match standing.last().copied() {
            Some(count) => self.counts.insert(key, count),
            None => self.counts.remove(&key),
        };
        self.now_counted(key, before);
    }
}

fn key(record: &NewRecord) -> Key {
    (record.unit, record.item, record.day)
}

#[cfg(test)]
mod tests;
