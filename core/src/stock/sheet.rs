//! A unit's day for one item, as sums: what came, what went, by where it went. Sheets add up: over
//! units to an area, over days to a month. A closing balance is not in it: it is what lies there
//! now less what came in later days, so that writing into the past changes one sheet only.

use crate::people::UnitId;
use crate::stock::record::{Deed, Entry, Said};
use crate::stock::{Account, Group};

/// Signed: a record that is taken back on the same day leaves nothing behind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sheet {
    /// From outside, and confirmed from other units.
    pub received: i64,
    pub allocated: i64,
    pub sent_back: i64,
    /// By risk group.
    pub handed_out: [i64; 4],
    pub people: i64,
    pub written_off: i64,
    /// By counts.
    pub adjusted: i64,
}

impl Sheet {
    pub const COLUMNS: [&str; 10] = [
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

    pub fn values(&self) -> [i64; 10] {
        let [g1, g2, g3, g4] = self.handed_out;
        [
            self.received,
            self.allocated,
            self.sent_back,
            g1,
            g2,
            g3,
            g4,
            self.people,
            self.written_off,
            self.adjusted,
        ]
    }

    pub fn of_values(values: [i64; 10]) -> Self {
        let [received, allocated, sent_back, g1, g2, g3, g4, people, written_off, adjusted] =
            values;
        let handed_out = [g1, g2, g3, g4];
        Self { received, allocated, sent_back, handed_out, people, written_off, adjusted }
    }

    /// What the day did to the shelf.
    pub fn net(&self) -> i64 {
        let out: i64 = self.handed_out.iter().sum::<i64>() + self.allocated + self.sent_back;
        self.received + self.adjusted - out - self.written_off
    }

    pub fn total_handed_out(&self) -> i64 {
        self.handed_out.iter().sum()
    }

    /// What the entries of one record do to the sheet of `unit`. `deed` is what was said; of a
    /// reversal, what is taken back, with the entries of the record that took it back.
    pub fn of(unit: UnitId, deed: &Deed, entries: &[Entry], is_reversal: bool) -> Self {
        let mut sheet = Self::default();
        for entry in entries {
            sheet.add_entry(unit, if is_reversal { entry.reversed() } else { *entry });
        }
        if let Deed::HandOut { people, .. } = deed {
            sheet.people = *people;
        }
        if is_reversal { sheet.negated() } else { sheet }
    }

    fn add_entry(&mut self, unit: UnitId, entry: Entry) {
        let shelf = Account::Shelf(unit);
        let (other, is_in) = match (entry.from, entry.to) {
            (from, to) if to == shelf => (from, true),
            (from, to) if from == shelf => (to, false),
            _ => return,
        };
        let pieces = entry.pieces;
        match (other, is_in) {
            (Account::Outside(_) | Account::Transit(_) | Account::Return(_), true) => {
                self.received += pieces;
            }
            (Account::Transit(_), false) => self.allocated += pieces,
            (Account::Return(_), false) => self.sent_back += pieces,
            (Account::Group(_, group), false) => self.handed_out[group as usize] += pieces,
            // Counted more than the book knew: it had not been handed out after all.
            (Account::Group(_, group), true) => self.handed_out[group as usize] -= pieces,
            (Account::WrittenOff(_), false) => self.written_off += pieces,
            (Account::WrittenOff(_), true) => self.written_off -= pieces,
            (Account::Difference(_), true) => self.adjusted += pieces,
            (Account::Difference(_), false) => self.adjusted -= pieces,
            (Account::Outside(_), false) => self.received -= pieces,
            // Nothing goes from one shelf to another at once.
            (Account::Shelf(_), _) => {}
        }
    }

    #[must_use]
    pub fn negated(self) -> Self {
        Self::of_values(self.values().map(|value| -value))
    }

    #[must_use]
    pub fn plus(self, other: &Self) -> Self {
        let (mut sum, more) = (self.values(), other.values());
        for (one, more) in sum.iter_mut().zip(more) {
            *one += more;
        }
        Self::of_values(sum)
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn group(&self, group: Group) -> i64 {
        self.handed_out[group as usize]
    }
}

/// What a unit reported of an item on a day; nothing of it is `None`, which is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported {
    pub said: Said,
    pub counted: i64,
    /// Counted less what the book said before the count was written down.
    pub difference: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::record::{Gap, Loss, RecordId, Source, TransferId, Way};

    const UNIT: UnitId = UnitId(47);

    fn sheet(deed: &Deed) -> Sheet {
        Sheet::of(UNIT, deed, &deed.entries(UNIT, RecordId(1)).unwrap(), false)
    }

    fn deeds() -> Vec<Deed> {
        let transfer = TransferId(3);
        let gap = vec![
            Gap::HandedOut { group: Group::G1, pieces: 4 },
            Gap::Lost { why: Loss::Lost, pieces: 6 },
        ];
        vec![
            Deed::Receive { from: Source::Ministry, pieces: 100 },
            Deed::Confirm { transfer, way: Way::Down, pieces: 30 },
            Deed::Send { to: UnitId(4705), way: Way::Down, pieces: 50 },
            Deed::Send { to: UnitId(47), way: Way::Up, pieces: 5 },
            Deed::HandOut { group: Group::G3, pieces: 7, people: 3 },
            Deed::WriteOff { why: Loss::Damaged, pieces: 1 },
            Deed::Count { said: Said::Number, counted: 90, book: 100, gap },
        ]
    }

    #[test]
    fn the_columns_add_up_to_what_happened_on_the_shelf() {
        for deed in deeds() {
            let entries = deed.entries(UNIT, RecordId(1)).unwrap();
            let moved: i64 = entries.iter().map(|entry| entry.change_at(UNIT)).sum();
            assert_eq!(sheet(&deed).net(), moved, "{deed:?}");
        }
        let day = deeds().iter().map(sheet).fold(Sheet::default(), |sum, one| sum.plus(&one));
        assert_eq!(day.values(), [130, 50, 5, 4, 0, 7, 0, 3, 7, 0]);
    }

    #[test]
    fn what_is_taken_back_leaves_nothing() {
        for deed in deeds() {
            let entries = deed.entries(UNIT, RecordId(1)).unwrap();
            let back: Vec<Entry> = entries.iter().map(|entry| entry.reversed()).collect();
            let taken_back = Sheet::of(UNIT, &deed, &back, true);
            assert!(sheet(&deed).plus(&taken_back).is_empty(), "{deed:?}");
        }
    }
}
