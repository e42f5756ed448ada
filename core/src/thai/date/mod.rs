//! Dates as people type them, in either era. What was understood is always a whole date; where a
//! part was left out, the question says on which side of today it is to be found.

mod names;
mod near;
mod relative;
mod written;
mod year;

pub(super) use names::{of_month, of_weekday};
pub(super) use year::buddhist;

use time::{Date, Weekday};

use super::clock;
use super::filler::without_particles;
use super::number::is_vague;
use super::reading::{Reading, Why};
use super::scan::{Scan, plain};

/// Where the date that is asked for lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaning {
    /// Symptoms began, goods came.
    Past,
    /// A letter's date: close to today, on either side.
    Near,
    /// A deadline, an appointment.
    Future,
    /// Up to a life ago, and never without its year.
    Birth,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) today: Date,
    pub(super) leaning: Leaning,
}

const BEFORE: &[&str] = &["เมื่อ", "ตั้งแต่", "เกิด", "ณ", "ใน", "on"];
/// อาทิตย์ is Sunday and week; with วัน before it, it is Sunday only.
const WEEKS: &[&str] = &["อาทิตย์นี้", "อาทิตย์หน้า", "อาทิตย์ก่อน", "อาทิตย์ที่แล้ว", "อาทิตย์ที่ผ่านมา"];

/// The one date that `text` says. Whether it may lie there is the caller's to check.
pub fn date(text: &str, today: Date, leaning: Leaning) -> Reading<Date> {
    let text = plain(text);
    if text.is_empty() {
        return Err(Why::Empty);
    }
    let said = without_particles(&text);
    let mut scan = Scan::new(said);
    let date = take(&mut scan, Asked { today, leaning });
    match date {
        Ok(date) if scan.is_done() => Ok(date),
        _ if is_vague(said) => Err(Why::NotExact),
        Ok(_) => Err(Why::NotADate),
        Err(why) => Err(why),
    }
}

/// The date that begins here.
pub(super) fn take(scan: &mut Scan<'_>, asked: Asked) -> Reading<Date> {
    // เมื่อ begins เมื่อวาน too.
    if !relative::is_word(scan) {
        scan.eat_any(BEFORE);
    }
    if WEEKS.iter().any(|week| scan.sees(week)) {
        return Err(Why::Ambiguous);
    }
    let from_today =
        relative::by_word(scan, asked.today).or_else(|| relative::counted(scan, asked.today));
    if let Some(date) = from_today {
        return date;
    }
    match names::weekday(scan) {
        Some(weekday) => with_weekday(scan, weekday, asked),
        None => {
            let named = scan.eat_any(&["วันที่", "ที่"]);
            written::take(scan, named, asked)
        }
    }
}

fn with_weekday(scan: &mut Scan<'_>, weekday: Weekday, asked: Asked) -> Reading<Date> {
    let mut ahead = *scan;
    ahead.eat(",");
    ahead.eat_any(&["ที่", "วันที่"]);
    let mut day = ahead;
    if day.digits().is_none() || clock::follows(&day) {
        return relative::weekday(scan, weekday, asked);
    }
    *scan = ahead;
    let date = written::take(scan, true, asked)?;
    if date.weekday() == weekday { Ok(date) } else { Err(Why::WeekdayDiffers) }
}

#[cfg(test)]
mod tests;
