//! Times of day, by the clock (16.00 น., 16:30) and as spoken: ตีสาม, 8 โมงครึ่ง, บ่ายสอง, สี่ทุ่ม.
//! The old count starts the morning anew at seven, so that "สองโมง" is 8:00 to some and 14:00 to
//! others, and "ห้าโมงเช้า" 11:00 or 5:00: these are asked about, as is 2:30 without น.

mod spoken;

use time::Time;

use super::filler::without_particles;
use super::number::is_vague;
use super::reading::{Reading, Why};
use super::scan::{Scan, plain};

const BEFORE: &[&str] = &["เวลา", "ตอน", "at"];
/// What comes after the hour when it is spoken.
const SPOKEN: &[&str] = &["โมง", "ทุ่ม"];
/// What comes after the hour when it is a clock's.
const SIGNS: &[(&str, Sign)] = &[
    ("น.", Sign::Hour),
    ("น", Sign::Hour),
    ("นาฬิกา", Sign::HourInWords),
    ("am", Sign::Half(0)),
    ("a.m.", Sign::Half(0)),
    ("a.m", Sign::Half(0)),
    ("pm", Sign::Half(12)),
    ("p.m.", Sign::Half(12)),
    ("p.m", Sign::Half(12)),
];

#[derive(Debug, Clone, Copy)]
enum Sign {
    Hour,
    /// The minutes come after it.
    HourInWords,
    /// Morning or afternoon, by the hours before it.
    Half(u8),
}

/// The one time of day that `text` says.
pub fn time_of_day(text: &str) -> Reading<Time> {
    let text = plain(text);
    if text.is_empty() {
        return Err(Why::Empty);
    }
    let said = without_particles(&text);
    let mut scan = Scan::new(said);
    match take(&mut scan) {
        Ok(time) if scan.is_done() => Ok(time),
        _ if is_vague(said) => Err(Why::NotExact),
        Ok(_) => Err(Why::NotATime),
        Err(why) => Err(why),
    }
}

/// Whether the digits before this place are an hour.
pub(super) fn follows(scan: &Scan<'_>) -> bool {
    let mut ahead = *scan;
    ahead.digits_after(':').is_some()
        || ahead.digits_after('.').is_some_and(|digits| digits.len() == 2 && !ahead.sees("."))
        || SIGNS.iter().any(|(sign, _)| scan.sees(sign))
        || SPOKEN.iter().any(|word| scan.sees(word))
}

/// The time of day that begins here.
pub(super) fn take(scan: &mut Scan<'_>) -> Reading<Time> {
    scan.eat_any(BEFORE);
    let mut ahead = *scan;
    if let Some(hour) = ahead.digits()
        && !SPOKEN.iter().any(|word| ahead.sees(word))
    {
        *scan = ahead;
        return by_clock(scan, hour);
    }
    let hour = spoken::hour(scan)?;
    let minute = spoken::minute(scan)?;
    time(hour, minute)
}

fn by_clock(scan: &mut Scan<'_>, hour: &str) -> Reading<Time> {
    let minute = clock_minute(scan)?;
    let sign = scan.find(SIGNS);
    let is_plain = hour.len() == 2 || hour.parse::<u8>().is_ok_and(|hour| hour >= 7);
    match (minute, sign) {
        (_, Some(Sign::Half(half))) => time(of_half(hour, half)?, minute.unwrap_or(0)),
        (None, None) => Err(Why::Ambiguous),
        (Some(_), None) if !is_plain => Err(Why::Ambiguous),
        (None, Some(Sign::HourInWords)) => time(of_day(hour)?, spoken::minute(scan)?),
        (_, None | Some(Sign::Hour | Sign::HourInWords)) => {
            time(of_day(hour)?, minute.unwrap_or(0))
        }
    }
}

/// The two digits after a dot or a colon.
fn clock_minute(scan: &mut Scan<'_>) -> Reading<Option<u8>> {
    match scan.digits_after('.').or_else(|| scan.digits_after(':')) {
        Some(digits) if digits.len() == 2 => digits.parse().map(Some).map_err(|_| Why::NotATime),
        Some(_) => Err(Why::NotATime),
        None => Ok(None),
    }
}

fn of_day(hour: &str) -> Reading<u8> {
    match hour.len() {
        1 | 2 => hour.parse().map_err(|_| Why::NotATime),
        _ => Err(Why::NotATime),
    }
}

/// An hour of am (0) or pm (12).
fn of_half(hour: &str, half: u8) -> Reading<u8> {
    match hour.parse() {
        Ok(12) => Ok(half),
        Ok(hour @ 1..=11) => Ok(hour + half),
        _ => Err(Why::NotATime),
    }
}

fn time(hour: u8, minute: u8) -> Reading<Time> {
    Time::from_hms(hour, minute, 0).map_err(|_| Why::NotATime)
}

#[cfg(test)]
mod tests;
