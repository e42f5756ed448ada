//! Hours as they are spoken: four counts in a day, from one, from six, from noon and from evening.

use crate::thai::number;
use crate::thai::reading::{Reading, Why};
use crate::thai::scan::Scan;

/// The hour that begins here.
pub(super) fn hour(scan: &mut Scan<'_>) -> Reading<u8> {
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
    if scan.eat("ทุ่ม") {
        scan.eat_any(&["นึง", "หนึ่ง"]);
        return Ok(19);
    }
    counted(scan)
}

/// Hours of a half of the day, or of the whole: 8 โมง, เช้า 8 โมง, 8 โมงเช้า, 2 ทุ่ม, 14 นาฬิกา.
fn counted(scan: &mut Scan<'_>) -> Reading<u8> {
    let part = part_of_day(scan);
    let hour = number::take(scan).unwrap_or(Err(Why::NotATime))?;
    if scan.eat("โมง") {
        return of_mong(hour, part.or_else(|| part_of_day(scan)));
    }
    if part.is_some() {
        return Err(Why::NotATime);
    }
    if scan.eat("ทุ่ม") {
        within(1..=5, 18, hour)
    } else if scan.eat("นาฬิกา") {
        within(0..=23, 0, hour)
    } else {
        Err(Why::NotATime)
    }
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

/// ครึ่ง, ตรง, "15 นาที", ".30"; a number alone only from ten on and at the end: the next thing
/// could be the day.
pub(super) fn minute(scan: &mut Scan<'_>) -> Reading<u8> {
    if scan.eat("ครึ่ง") {
        return Ok(30);
    }
    if scan.eat("ตรง") {
        return Ok(0);
    }
    if let Some(minute) = super::clock_minute(scan)? {
        return Ok(minute);
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
