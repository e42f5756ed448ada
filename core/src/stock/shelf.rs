//! What lies at one place of one item: now, and at the end of any day. The place is a unit's
//! shelf, or all the shelves of an area together.
//!
//! Invariant: whatever is written into the past, no day ends below zero.

use std::collections::BTreeMap;

use time::Date;

use crate::stock::Sheet;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    balance: i64,
    /// Days on which something moved, from some day on.
    days: BTreeMap<Date, Sheet>,
}

/// More is asked for than lies there, on that day or a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no more lies there than that")]
pub struct TooMuch;

impl Shelf {
    /// `balance` is what lies there now; `days` are all from the earliest that is asked about.
    pub fn new(balance: i64, days: impl IntoIterator<Item = (Date, Sheet)>) -> Self {
        Self { balance, days: days.into_iter().collect() }
    }

    pub fn balance(&self) -> i64 {
        self.balance
    }

    pub fn sheet(&self, day: Date) -> Sheet {
        self.days.get(&day).copied().unwrap_or_default()
    }

    /// At the end of a day: what lies there now, less what later days moved.
    pub fn closing(&self, day: Date) -> i64 {
        let later = self.days.range(day..).filter(|(other, _)| **other > day);
        self.balance - later.map(|(_, sheet)| sheet.net()).sum::<i64>()
    }

    /// What may be taken away on a day: the least that lies there at its end, or any later day's.
    pub fn free(&self, day: Date) -> i64 {
        let (mut least, mut closing) = (self.balance, self.balance);
        for (_, sheet) in self.days.range(day..).rev().filter(|(other, _)| **other > day) {
            closing -= sheet.net();
            least = least.min(closing);
        }
        least
    }

    pub fn post(&mut self, day: Date, sheet: &Sheet) -> Result<(), TooMuch> {
        let net = sheet.net();
        if net < 0 && self.free(day) + net < 0 {
            return Err(TooMuch);
        }
        self.balance += net;
        let of_day = self.days.entry(day).or_default();
        *of_day = of_day.plus(sheet);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn came(pieces: i64) -> Sheet {
        Sheet { received: pieces, ..Sheet::default() }
    }

    fn went(pieces: i64) -> Sheet {
        Sheet { handed_out: [pieces, 0, 0, 0], ..Sheet::default() }
    }

    #[test]
    fn what_lay_there_follows_from_what_lies_there_now() {
        let days = [(date!(2020 - 05 - 13), came(100)), (date!(2020 - 05 - 15), went(70))];
        let shelf = Shelf::new(30, days);
        for (day, closing, free) in [
            (date!(2020 - 05 - 12), 0, 0),
            (date!(2020 - 05 - 13), 100, 30),
            (date!(2020 - 05 - 14), 100, 30),
            (date!(2020 - 05 - 15), 30, 30),
            (date!(2020 - 05 - 16), 30, 30),
        ] {
            assert_eq!((shelf.closing(day), shelf.free(day)), (closing, free), "{day}");
        }
    }

    #[test]
    fn the_past_cannot_take_what_a_later_day_has_handed_out() {
        let days = [(date!(2020 - 05 - 13), came(100)), (date!(2020 - 05 - 15), went(70))];
        let mut shelf = Shelf::new(30, days);
        assert_eq!(shelf.post(date!(2020 - 05 - 14), &went(31)), Err(TooMuch));
        assert_eq!(shelf.post(date!(2020 - 05 - 12), &went(1)), Err(TooMuch));
        assert_eq!(shelf.balance(), 30);
        assert_eq!(shelf.post(date!(2020 - 05 - 14), &went(30)), Ok(()));
        assert_eq!((shelf.closing(date!(2020 - 05 - 14)), shelf.balance()), (70, 0));
        assert_eq!(shelf.sheet(date!(2020 - 05 - 14)), went(30));
    }
}
