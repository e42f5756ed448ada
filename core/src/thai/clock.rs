//! Times of day, by the clock (16.00 น., 16:30) and as spoken: ตีสาม, 8 โมงครึ่ง, บ่ายสอง, สี่ทุ่ม.
//! The old count starts the morning anew at seven, so that "สองโมง" is 8:00 to some and 14:00 to
//! others, and "ห้าโมงเช้า" 11:00 or 5:00: these are asked about, as is 2:30 without น.

use time::Time;

use super::filler::without_particles;
use super::number::{self, is_vague};
use super::reading::{Reading, Why};
use super::scan::{Scan, plain};

const BEFORE: &[&str] = &["เวลา", "ตอน", "at"];
/// What comes after the hour when it is a clock's.
const HOUR_SIGNS: &[&str] = &["น.", "น", "นาฬิกา", "am", "pm", "a.m.", "p.m."];

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
        || HOUR_SIGNS.iter().chain(&["โมง", "ทุ่ม"]).any(|sign| scan.sees(sign))
}

/// The time of day that begins here.
pub(super) fn take(scan: &mut Scan<'_>) -> Reading<Time> {
    scan.eat_any(BEFORE);
    let mut ahead = *scan;
    if let Some(hour) = ahead.digits()
        && !["โมง", "ทุ่ม"].iter().any(|word| ahead.sees(word))
    {
        *scan = ahead;
        return by_clock(scan, hour);
    }
    let hour = spoken_hour(scan)?;
    let minute = spoken_minute(scan)?;
    time(hour, minute)
}

fn by_clock(scan: &mut Scan<'_>, hour: &str) -> Reading<Time> {
    let minute = scan.digits_after('.').or_else(|| scan.digits_after(':'));
    let sign = HOUR_SIGNS.iter().find(|sign| scan.eat(sign)).copied();
    let mut minutes = match minute {
        Some(digits) if digits.len() == 2 => digits.parse().map_err(|_| Why::NotATime)?,
        Some(_) => return Err(Why::NotATime),
        None => 0,
    };
    if minute.is_none() && sign == Some("นาฬิกา") {
        minutes = spoken_minute(scan)?;
    }
    let is_plain = hour.len() == 2 || hour.parse::<u8>().is_ok_and(|hour| hour >= 7);
    match (sign, minute) {
        (Some("am" | "a.m."), _) => time(of_half(hour, 0)?, minutes),
        (Some("pm" | "p.m."), _) => time(of_half(hour, 12)?, minutes),
        (None, None) => Err(Why::Ambiguous),
        (None, Some(_)) if !is_plain => Err(Why::Ambiguous),
        _ if hour.len() > 2 => Err(Why::NotATime),
        _ => time(hour.parse().map_err(|_| Why::NotATime)?, minutes),
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

fn spoken_hour(scan: &mut Scan<'_>) -> Reading<u8> {
    if scan.eat("เที่ยงคืน") {
        return Ok(0);
    }
    if scan.eat_any(&["เที่ยง", "เที่ยงวัน"]) {
        return Ok(12);
    }
    if scan.eat("ตี") {
        return within(1..=5, 0, first_hours(scan)?);
    }
    if scan.eat("บ่าย") {
        return afternoon(scan);
    }
    let part = part_of_day(scan);
    if scan.eat("ทุ่ม") {
        scan.eat_any(&["นึง", "หนึ่ง"]);
        return Ok(19);
    }
    let hour = hour(scan)?;
    if scan.eat("ทุ่ม") {
        return within(1..=5, 18, hour);
    }
    if !scan.eat("โมง") {
        return Err(Why::NotATime);
    }
    of_mong(hour, part.or_else(|| part_of_day(scan)))
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Morning,
    Afternoon,
    Evening,
}

fn part_of_day(scan: &mut Scan<'_>) -> Option<Part> {
    scan.find(&[("เช้า", Part::Morning), ("บ่าย", Part::Afternoon), ("เย็น", Part::Evening)])
}

/// บ่ายโมง, บ่ายสอง, บ่าย 2 โมง.
fn afternoon(scan: &mut Scan<'_>) -> Reading<u8> {
    if scan.eat("โมง") {
        return Ok(13);
    }
    let hour = first_hours(scan)?;
    scan.eat("โมง");
    of_mong(hour, Some(Part::Afternoon))
}

fn of_mong(hour: i64, part: Option<Part>) -> Reading<u8> {
    match (hour, part) {
        (1..=5, Some(Part::Morning)) | (1..=6 | 12, None) => Err(Why::Ambiguous),
        (6..=11, Some(Part::Morning)) => within(6..=11, 0, hour),
        (7..=11, None) => within(7..=11, 0, hour),
        (_, Some(Part::Afternoon)) => within(1..=5, 12, hour),
        (_, Some(Part::Evening)) => within(3..=6, 12, hour),
        _ => Err(Why::NotATime),
    }
}

fn within(hours: std::ops::RangeInclusive<i64>, from: u8, hour: i64) -> Reading<u8> {
    let hour = Some(hour).filter(|hour| hours.contains(hour)).ok_or(Why::NotATime)?;
    u8::try_from(hour).map(|hour| hour + from).map_err(|_| Why::NotATime)
}

/// One word or number, so that the minutes may follow it.
fn first_hours(scan: &mut Scan<'_>) -> Reading<i64> {
    let words = [("หนึ่ง", 1), ("สอง", 2), ("สาม", 3), ("สี่", 4), ("ห้า", 5)];
    let word = scan.find(&words);
    word.or_else(|| scan.digits()?.parse().ok()).ok_or(Why::NotATime)
}

fn hour(scan: &mut Scan<'_>) -> Reading<i64> {
    number::take(scan).unwrap_or(Err(Why::NotATime))
}

/// ครึ่ง, ตรง, "15 นาที"; a number alone only from ten on and at the end: the next thing could
/// be the day.
fn spoken_minute(scan: &mut Scan<'_>) -> Reading<u8> {
    if scan.eat("ครึ่ง") {
        return Ok(30);
    }
    if scan.eat("ตรง") {
        return Ok(0);
    }
    let mut ahead = *scan;
    let Some(minute) = number::take(&mut ahead) else { return Ok(0) };
    let named = ahead.eat("นาที");
    if !named && !ahead.is_done() {
        return Ok(0);
    }
    *scan = ahead;
    match minute? {
        minute @ 0..=59 if named || minute >= 10 => within(0..=59, 0, minute),
        0..=9 => Err(Why::Ambiguous),
        _ => Err(Why::NotATime),
    }
}

fn time(hour: u8, minute: u8) -> Reading<Time> {
    Time::from_hms(hour, minute, 0).map_err(|_| Why::NotATime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_by_the_clock_and_as_spoken() {
        for (typed, hour, minute) in [
            ("16.00 น.", 16, 0),
            ("16:30", 16, 30),
            ("๑๖.๐๐ น.", 16, 0),
            ("เวลา 08.30", 8, 30),
            ("8.30", 8, 30),
            ("2.30 น.", 2, 30),
            ("16 น.", 16, 0),
            ("16 นาฬิกา 30 นาที", 16, 30),
            ("2:30 pm", 14, 30),
            ("12am", 0, 0),
            ("8 โมง", 8, 0),
            ("8 โมงครึ่ง", 8, 30),
            ("8 โมง 15", 8, 15),
            ("เก้าโมงเช้า", 9, 0),
            ("เช้า 8 โมงตรง", 8, 0),
            ("บ่ายโมง", 13, 0),
            ("บ่ายสอง", 14, 0),
            ("บ่าย 2 โมง", 14, 0),
            ("ห้าโมงเย็น", 17, 0),
            ("ทุ่มนึง", 19, 0),
            ("ทุ่มครึ่ง", 19, 30),
            ("สี่ทุ่ม", 22, 0),
            ("เที่ยง", 12, 0),
            ("เที่ยงครึ่ง", 12, 30),
            ("เที่ยงคืน", 0, 0),
            ("ตีสาม 20 นาที", 3, 20),
        ] {
            assert_eq!(time_of_day(typed), time(hour, minute), "{typed}");
        }
    }

    #[test]
    fn what_is_two_times_to_two_people_is_asked_about() {
        for typed in
            ["สองโมง", "6 โมง", "ห้าโมงเช้า", "0830", "8", "2.30", "5:00", "12 โมง", "8 โมง 5"]
        {
            assert_eq!(time_of_day(typed), Err(Why::Ambiguous), "{typed}");
        }
    }

    #[test]
    fn every_refusal_has_its_reason() {
        for (typed, why) in [
            ("", Why::Empty),
            ("เช้า", Why::NotATime),
            ("24.00 น.", Why::NotATime),
            ("8.60", Why::NotATime),
            ("8.3", Why::NotATime),
            ("ตี 7", Why::NotATime),
            ("เจ็ดทุ่ม", Why::NotATime),
            ("13 โมง", Why::NotATime),
            ("14 pm", Why::NotATime),
            ("8 โมงกว่า", Why::NotExact),
            ("16.00-17.00 น.", Why::NotATime),
            ("16.00 น. พรุ่งนี้", Why::NotATime),
        ] {
            assert_eq!(time_of_day(typed), Err(why), "{typed}");
        }
    }
}
