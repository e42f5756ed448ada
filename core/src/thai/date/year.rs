//! Years as people write them: 2565, 65, พ.ศ. 2565, ค.ศ. 2022. Within a calendar the year is
//! always the common one.
//!
//! The Buddhist year began on 1 April until 2483, which had nine months: January to March of an
//! earlier year are a year later than subtracting 543 says, and those of 2483 never were.

use time::Date;

use super::{Asked, Leaning};
use crate::thai::clock;
use crate::thai::reading::{Reading, Why};
use crate::thai::scan::Scan;

const BUDDHIST: i32 = 543;
/// The last year that began in April, and the first of the common years it touched.
const LAST_FROM_APRIL: i32 = 2483;
/// How far from today a year of two digits is looked for, births aside.
const NEAR: i32 = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Era {
    Buddhist,
    Common,
}

const ERAS: &[(&str, Option<Era>)] = &[
    ("พ.ศ.", Some(Era::Buddhist)),
    ("พ.ศ", Some(Era::Buddhist)),
    ("พศ.", Some(Era::Buddhist)),
    ("พศ", Some(Era::Buddhist)),
    ("ปี พ.ศ.", Some(Era::Buddhist)),
    ("ค.ศ.", Some(Era::Common)),
    ("ค.ศ", Some(Era::Common)),
    ("คศ.", Some(Era::Common)),
    ("คศ", Some(Era::Common)),
    ("ปี ค.ศ.", Some(Era::Common)),
    ("ปี", None),
    ("'", None),
];

/// A year as it was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Year {
    era: Option<Era>,
    number: i32,
    digits: usize,
}

impl Year {
    pub(super) fn of(digits: &str) -> Reading<Self> {
        let number = digits.parse().map_err(|_| Why::NotADate)?;
        Ok(Self { era: None, number, digits: digits.len() })
    }

    /// The year that begins here, if one does and not a time of day.
    pub(super) fn take(scan: &mut Scan<'_>) -> Reading<Option<Self>> {
        let mut ahead = *scan;
        let era = ahead.find(ERAS).flatten();
        let Some(digits) = ahead.digits() else { return Ok(None) };
        if clock::follows(&ahead) {
            return Ok(None);
        }
        *scan = ahead;
        Ok(Some(Self { era, ..Self::of(digits)? }))
    }

    /// The common year, for a date in `month`.
    pub(super) fn common(self, month: u8, asked: Asked) -> Reading<i32> {
        match (self.digits, self.era) {
            (4, None | Some(Era::Common)) if (1900..=2100).contains(&self.number) => {
                Ok(self.number)
            }
            (4, None | Some(Era::Buddhist)) if (2400..=2700).contains(&self.number) => {
                from_buddhist(self.number, month)
            }
            (2, None | Some(Era::Buddhist)) => self.of_two_digits(month, asked),
            _ => Err(Why::NotADate),
        }
    }

    /// 65 is 2565 if that is near, or, for a birth, past; anything else could be 24xx or 19xx.
    fn of_two_digits(self, month: u8, asked: Asked) -> Reading<i32> {
        let common = from_buddhist(2500 + self.number, month)?;
        let this_year = asked.today.year();
        let makes_sense = match asked.leaning {
            Leaning::Birth => common <= this_year,
            Leaning::Past | Leaning::Near | Leaning::Future => (common - this_year).abs() <= NEAR,
        };
        if makes_sense { Ok(common) } else { Err(Why::Ambiguous) }
    }
}

fn from_buddhist(year: i32, month: u8) -> Reading<i32> {
    match month {
        ..=3 if year == LAST_FROM_APRIL => Err(Why::NoSuchDay),
        ..=3 if year < LAST_FROM_APRIL => Ok(year - BUDDHIST + 1),
        _ => Ok(year - BUDDHIST),
    }
}

/// The Buddhist year that `date` was in.
pub(in crate::thai) fn buddhist(date: Date) -> i32 {
    let year = date.year() + BUDDHIST;
    let from_april = year <= LAST_FROM_APRIL && u8::from(date.month()) <= 3;
    if from_april { year - 1 } else { year }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn common(typed: &str, month: u8, leaning: Leaning) -> Reading<i32> {
        let asked = Asked { today: date!(2022 - 09 - 08), leaning };
        Year::take(&mut Scan::new(typed)).unwrap().unwrap().common(month, asked)
    }

    #[test]
    fn each_era_is_known_by_its_size_or_its_name() {
        for typed in ["65", "2565", "2022", "พ.ศ. 2565", "พศ65", "ค.ศ. 2022", "ปี 65", "ปี พ.ศ. 2565"]
        {
            assert_eq!(common(typed, 9, Leaning::Near), Ok(2022), "{typed}");
        }
        for typed in ["2300", "1800", "565", "5", "พ.ศ. 2022", "ค.ศ. 2565", "ค.ศ. 22"] {
            assert_eq!(common(typed, 9, Leaning::Near), Err(Why::NotADate), "{typed}");
        }
    }

    #[test]
    fn two_digits_are_asked_about_where_they_could_be_another_century() {
        assert_eq!(common("22", 9, Leaning::Near), Err(Why::Ambiguous));
        assert_eq!(common("22", 9, Leaning::Birth), Ok(1979));
        assert_eq!(common("65", 9, Leaning::Birth), Ok(2022));
        assert_eq!(common("75", 9, Leaning::Birth), Err(Why::Ambiguous));
    }

    #[test]
    fn the_year_once_began_in_april() {
        assert_eq!(common("2480", 3, Leaning::Birth), Ok(1938));
        assert_eq!(common("2480", 4, Leaning::Birth), Ok(1937));
        assert_eq!(common("2482", 1, Leaning::Birth), Ok(1940));
        assert_eq!(common("2483", 12, Leaning::Birth), Ok(1940));
        assert_eq!(common("2483", 1, Leaning::Birth), Err(Why::NoSuchDay));
        assert_eq!(common("2484", 1, Leaning::Birth), Ok(1941));
    }

    #[test]
    fn a_year_shown_is_the_year_read() {
        for (date, year) in [
            (date!(1938 - 03 - 31), 2480),
            (date!(1940 - 03 - 31), 2482),
            (date!(1940 - 04 - 01), 2483),
            (date!(1941 - 01 - 01), 2484),
            (date!(2022 - 01 - 01), 2565),
        ] {
            assert_eq!(buddhist(date), year, "{date}");
            let month = u8::from(date.month());
            assert_eq!(common(&year.to_string(), month, Leaning::Birth), Ok(date.year()));
        }
    }
}
