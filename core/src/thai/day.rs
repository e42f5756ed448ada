//! A day as it is typed in a form or a command: `2022-03-07`, or by the Buddhist Era, which
//! counts 543 years more: `2565-03-07`, also in Thai digits.

use std::ops::RangeInclusive;

use time::{Date, Month};

use super::fold;

const BUDDHIST: i32 = 543;
/// Far enough apart from the same years in the Buddhist Era.
const YEARS: RangeInclusive<i32> = 1900..=2399;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a day is written year-month-day, such as 2022-03-07 or 2565-03-07")]
pub struct NotADay;

pub fn day(text: &str) -> Result<Date, NotADay> {
    read(&fold(text)).ok_or(NotADay)
}

/// `2565-03-07`
pub fn in_buddhist_era(day: Date) -> String {
    format!("{}-{:02}-{:02}", day.year() + BUDDHIST, u8::from(day.month()), day.day())
}

fn read(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let all = [year, month, day];
    let lengths = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
    let digits = all.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if parts.next().is_some() || !lengths || !digits {
        return None;
    }
    let written: i32 = year.parse().ok()?;
    let year = [written, written - BUDDHIST].into_iter().find(|year| YEARS.contains(year))?;
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_day_is_read_in_either_era() {
        for text in ["2022-03-07", "2565-03-07", " ๒๕๖๕-๐๓-๐๗ ", "2022-3-7"] {
            assert_eq!(day(text), Ok(date!(2022 - 03 - 07)), "{text}");
        }
        assert_eq!(
            day("2567-02-29"),
            Ok(date!(2024 - 02 - 29)),
            "the leap year is the other era's"
        );
        assert_eq!(in_buddhist_era(date!(2022 - 03 - 07)), "2565-03-07");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "yesterday",
            "2022-02-29",
            "2566-02-29",
            "2022-13-01",
            "2022-03",
            "22-03-07",
            "65-03-07",
            "07-03-2022",
            "2022-03-07-1",
            "2400-01-01",
            "2022-+3-07",
            "2022--07",
        ] {
            assert_eq!(day(text), Err(NotADay), "{text}");
        }
    }
}
