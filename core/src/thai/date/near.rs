//! Which day is meant when the month or the year was left out. A day is only taken if it is
//! clearly the nearest; in between, both sides could be meant.

use time::{Date, Month};

use super::{Asked, Leaning};
use crate::thai::reading::{Reading, Why};

/// The day that "5 ก.ย." means.
pub(super) fn in_month(day: u8, month: u8, asked: Asked) -> Reading<Date> {
    let this = asked.today.year();
    let days = (this - 8..=this + 8).filter_map(|year| calendar(year, month, day).ok());
    pick(days, 365, asked)
}

/// The day that "5 เดือนหน้า" means, `months` from this one.
pub(super) fn in_month_from_now(day: u8, months: i32, asked: Asked) -> Reading<Date> {
    in_counted_month(day, counted_month(asked.today) + months)
}

/// The day that "วันที่ 5" means.
pub(super) fn in_any_month(day: u8, asked: Asked) -> Reading<Date> {
    let this = counted_month(asked.today);
    let days = (this - 2..=this + 2).filter_map(|month| in_counted_month(day, month).ok());
    pick(days, 30, asked)
}

/// Months counted through, so that December is followed by January.
fn counted_month(date: Date) -> i32 {
    date.year() * 12 + i32::from(u8::from(date.month())) - 1
}

fn in_counted_month(day: u8, month: i32) -> Reading<Date> {
    let of_year = u8::try_from(month.rem_euclid(12) + 1).map_err(|_| Why::NoSuchDay)?;
    calendar(month.div_euclid(12), of_year, day)
}

pub(super) fn calendar(year: i32, month: u8, day: u8) -> Reading<Date> {
    let month = Month::try_from(month).map_err(|_| Why::NoSuchDay)?;
    Date::from_calendar_date(year, month, day).map_err(|_| Why::NoSuchDay)
}

/// The nearest day on the side the question leans to, unless it is most of a cycle away; leaning
/// to neither side, unless it is more than a third of one away.
fn pick(days: impl Iterator<Item = Date>, cycle: i64, asked: Asked) -> Reading<Date> {
    let mut days = days.peekable();
    days.peek().ok_or(Why::NoSuchDay)?;
    let (least, most) = match asked.leaning {
        Leaning::Past => (-cycle * 3 / 4, 0),
        Leaning::Near => (-cycle / 3, cycle / 3),
        Leaning::Future => (0, cycle * 3 / 4),
        Leaning::Birth => return Err(Why::Ambiguous),
    };
    let distance = |day: &Date| (*day - asked.today).whole_days();
    let near = days.filter(|day| (least..=most).contains(&distance(day)));
    near.min_by_key(|day| distance(day).abs()).ok_or(Why::Ambiguous)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const TODAY: Date = date!(2022 - 09 - 08);

    fn lean(leaning: Leaning) -> Asked {
        Asked { today: TODAY, leaning }
    }

    #[test]
    fn a_year_left_out_is_the_nearest_on_the_right_side() {
        for (day, month, leaning, meant) in [
            (5, 9, Leaning::Past, Ok(date!(2022 - 09 - 05))),
            (8, 9, Leaning::Past, Ok(TODAY)),
            (24, 12, Leaning::Past, Ok(date!(2021 - 12 - 24))),
            (24, 12, Leaning::Near, Ok(date!(2022 - 12 - 24))),
            (2, 1, Leaning::Future, Ok(date!(2023 - 01 - 02))),
            (9, 9, Leaning::Past, Err(Why::Ambiguous)),
            (5, 9, Leaning::Future, Err(Why::Ambiguous)),
            (5, 3, Leaning::Near, Err(Why::Ambiguous)),
            (5, 9, Leaning::Birth, Err(Why::Ambiguous)),
            (29, 2, Leaning::Past, Err(Why::Ambiguous)),
            (30, 2, Leaning::Past, Err(Why::NoSuchDay)),
            (5, 13, Leaning::Past, Err(Why::NoSuchDay)),
        ] {
            assert_eq!(in_month(day, month, lean(leaning)), meant, "{day}.{month}. {leaning:?}");
        }
    }

    #[test]
    fn a_month_left_out_is_the_nearest_on_the_right_side() {
        for (day, leaning, meant) in [
            (5, Leaning::Past, Ok(date!(2022 - 09 - 05))),
            (31, Leaning::Past, Ok(date!(2022 - 08 - 31))),
            (25, Leaning::Future, Ok(date!(2022 - 09 - 25))),
            (15, Leaning::Near, Ok(date!(2022 - 09 - 15))),
            (9, Leaning::Past, Err(Why::Ambiguous)),
            (24, Leaning::Near, Err(Why::Ambiguous)),
            (32, Leaning::Past, Err(Why::NoSuchDay)),
        ] {
            assert_eq!(in_any_month(day, lean(leaning)), meant, "{day} {leaning:?}");
        }
    }
}
