//! Dates with their numbers: "5 ก.ย. 65", 5/9/2565, 2022-09-05, "วันที่ 5". The day comes before
//! the month, never after it, save in the order year-month-day or after a month in English.

use time::Date;

use super::near::{calendar, in_any_month, in_month, in_month_from_now};
use super::year::Year;
use super::{Asked, names};
use crate::thai::number;
use crate::thai::reading::{Reading, Why};
use crate::thai::scan::Scan;

const SIGNS: &[&str] = &["/", "-", "."];
const ORDINALS: &[&str] = &["st", "nd", "rd", "th"];

const MONTHS: &[(&str, i32)] = &[("เดือนนี้", 0), ("เดือนหน้า", 1), ("เดือนที่แล้ว", -1), ("เดือนก่อน", -1)];
const YEARS: &[(&str, i32)] = &[("ปีนี้", 0), ("ปีหน้า", 1), ("ปีที่แล้ว", -1), ("ปีก่อน", -1)];

/// The date that begins here; `named` if "วันที่" or a weekday says that a day comes.
pub(super) fn take(scan: &mut Scan<'_>, named: bool, asked: Asked) -> Reading<Date> {
    let mut ahead = *scan;
    if names::month(&mut ahead).is_some() {
        return month_first(scan, asked);
    }
    let Some(first) = scan.digits() else { return after_day_in_words(scan, named, asked) };
    match first.len() {
        4 => year_first(scan, first, asked),
        1 | 2 => after_day(scan, small(first)?, named, asked),
        _ => Err(Why::NotADate),
    }
}

fn after_day_in_words(scan: &mut Scan<'_>, named: bool, asked: Asked) -> Reading<Date> {
    let day = number::take(scan).ok_or(Why::NotADate)??;
    let day = u8::try_from(day).map_err(|_| Why::NoSuchDay)?;
    after_day(scan, day, named, asked)
}

fn after_day(scan: &mut Scan<'_>, day: u8, named: bool, asked: Asked) -> Reading<Date> {
    scan.eat_any(ORDINALS);
    if let Some(months) = scan.find(MONTHS) {
        return in_month_from_now(day, months, asked);
    }
    if let Some(month) = named_month(scan) {
        return with_year(scan, day, month, asked);
    }
    match numbered(scan, day, asked) {
        Some(date) => date,
        None if named => in_any_month(day, asked),
        None => Err(Why::Ambiguous),
    }
}

/// "ก.ย.", "-ก.ย.", "เดือนกันยายน", "เดือน 9".
fn named_month(scan: &mut Scan<'_>) -> Option<u8> {
    let mut ahead = *scan;
    ahead.eat_any(SIGNS);
    let month = if ahead.eat("เดือน") || ahead.eat("ของเดือน") {
        names::month(&mut ahead).or_else(|| ahead.digits().and_then(|digits| small(digits).ok()))
    } else {
        names::month(&mut ahead)
    }?;
    *scan = ahead;
    Some(month)
}

/// Month and year in digits, the same sign before both. Only "5/9" may do without the year:
/// "5-9" could be five to nine.
fn numbered(scan: &mut Scan<'_>, day: u8, asked: Asked) -> Option<Reading<Date>> {
    let mut ahead = *scan;
    let sign = SIGNS.iter().find(|sign| ahead.eat(sign)).copied().unwrap_or_default();
    let month = small(ahead.digits()?);
    let without_year = ahead;
    let year = if sign.is_empty() || ahead.eat(sign) { Year::take(&mut ahead) } else { Ok(None) };
    match (month, year) {
        (Ok(month), Ok(Some(year))) => {
            *scan = ahead;
            Some(year.common(month, asked).and_then(|year| calendar(year, month, day)))
        }
        (Ok(month), Ok(None)) if sign == "/" => {
            *scan = without_year;
            Some(in_month(day, month, asked))
        }
        (Ok(_), Ok(None)) if sign.is_empty() => None,
        (Ok(_), Ok(None)) => Some(Err(Why::Ambiguous)),
        (Err(why), _) | (_, Err(why)) => Some(Err(why)),
    }
}

fn with_year(scan: &mut Scan<'_>, day: u8, month: u8, asked: Asked) -> Reading<Date> {
    if let Some(years) = scan.find(YEARS) {
        return calendar(asked.today.year() + years, month, day);
    }
    let mut ahead = *scan;
    ahead.eat_any(&["/", "-", ","]);
    match Year::take(&mut ahead)? {
        Some(year) => {
            *scan = ahead;
            calendar(year.common(month, asked)?, month, day)
        }
        None => in_month(day, month, asked),
    }
}

fn year_first(scan: &mut Scan<'_>, year: &str, asked: Asked) -> Reading<Date> {
    let sign = SIGNS.iter().find(|sign| scan.eat(sign)).ok_or(Why::NotADate)?;
    let month = small(scan.digits().ok_or(Why::NotADate)?)?;
    if !scan.eat(sign) {
        return Err(Why::NotADate);
    }
    let day = small(scan.digits().ok_or(Why::NotADate)?)?;
    calendar(Year::of(year)?.common(month, asked)?, month, day)
}

/// "Sep 5, 2022". With less, "Sep 22" could be a day or a year.
fn month_first(scan: &mut Scan<'_>, asked: Asked) -> Reading<Date> {
    let month = names::month(scan).ok_or(Why::NotADate)?;
    let day = small(scan.digits().ok_or(Why::NotADate)?)?;
    scan.eat_any(ORDINALS);
    scan.eat(",");
    match scan.digits() {
        Some(year) if year.len() == 4 => {
            calendar(Year::of(year)?.common(month, asked)?, month, day)
        }
        _ => Err(Why::Ambiguous),
    }
}

fn small(digits: &str) -> Reading<u8> {
    if digits.len() > 2 {
        return Err(Why::NotADate);
    }
    digits.parse().map_err(|_| Why::NotADate)
}
