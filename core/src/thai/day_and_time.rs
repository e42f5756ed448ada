//! A day and a time of it in one answer, in either order, or counted from now.

use time::{Duration, PrimitiveDateTime, Time};

use super::clock;
use super::date::{self, Asked, Leaning};
use super::filler::without_particles;
use super::number::{self, is_vague};
use super::reading::{Reading, Why};
use super::scan::{Scan, plain};

const NOW: &[&str] = &["ตอนนี้", "เดี๋ยวนี้", "ขณะนี้", "now"];
const UNITS: &[(&str, i64)] =
    &[("ชั่วโมง", 60), ("ชม.", 60), ("ชม", 60), ("นาที", 1), ("hours", 60), ("minutes", 1)];
const AGO: &[&str] = &["ก่อน", "ที่แล้ว", "มาแล้ว", "ที่ผ่านมา", "ago"];
const BETWEEN: &[&str] = &["เวลา", "ตอน", ",", "at"];

/// The one moment that `text` says, on Bangkok's clocks. A time without its day is ambiguous.
pub fn day_and_time(
    text: &str,
    now: PrimitiveDateTime,
    leaning: Leaning,
) -> Reading<PrimitiveDateTime> {
    let text = plain(text);
    if text.is_empty() {
        return Err(Why::Empty);
    }
    let said = without_particles(&text);
    let asked = Asked { today: now.date(), leaning };
    let day_first = from_now(said, now).unwrap_or_else(|| day_first(said, asked));
    match day_first.clone().or_else(|_| time_first(said, asked)) {
        Ok(moment) => Ok(moment),
        Err(_) if is_vague(said) => Err(Why::NotExact),
        Err(_) => day_first,
    }
}

/// ตอนนี้, "อีก 2 ชั่วโมง", "ครึ่งชั่วโมงก่อน"; `None` if it is not counted from now.
fn from_now(said: &str, now: PrimitiveDateTime) -> Option<Reading<PrimitiveDateTime>> {
    const MOST: i64 = 100;
    if NOW.contains(&said) {
        return Some(Ok(now));
    }
    let mut scan = Scan::new(said);
    let later = scan.eat("อีก");
    scan.eat("เมื่อ");
    let half = scan.eat("ครึ่ง");
    let count = if half { Ok(1) } else { number::take(&mut scan)? };
    let unit = scan.find(UNITS)?;
    let before = scan.eat_any(AGO);
    if later == before || !scan.is_done() || (half && unit == 1) {
        return Some(Err(Why::Ambiguous));
    }
    let minutes = match count {
        Ok(count @ 0..=MOST) => count * unit / if half { 2 } else { 1 },
        Ok(_) => return Some(Err(Why::TooBig)),
        Err(why) => return Some(Err(why)),
    };
    let by = Duration::minutes(if before { -minutes } else { minutes });
    Some(now.checked_add(by).ok_or(Why::TooBig))
}

fn day_first(said: &str, asked: Asked) -> Reading<PrimitiveDateTime> {
    let mut scan = Scan::new(said);
    let date = match date::take(&mut scan, asked) {
        Ok(date) => date,
        Err(_) if clock::take(&mut Scan::new(said)).is_ok() => return Err(Why::Ambiguous),
        Err(why) => return Err(why),
    };
    scan.eat_any(BETWEEN);
    let time = time(&mut scan)?;
    if scan.is_done() { Ok(date.with_time(time)) } else { Err(Why::NotATime) }
}

fn time_first(said: &str, asked: Asked) -> Reading<PrimitiveDateTime> {
    let mut scan = Scan::new(said);
    let time = time(&mut scan)?;
    scan.eat(",");
    let date = date::take(&mut scan, asked)?;
    if scan.is_done() { Ok(date.with_time(time)) } else { Err(Why::NotADate) }
}

/// Midnight as a word is at the beginning of a day or at its end.
fn time(scan: &mut Scan<'_>) -> Reading<Time> {
    let said = scan.rest();
    let time = clock::take(scan)?;
    let is_midnight = said.contains("เที่ยงคืน");
    if is_midnight { Err(Why::Ambiguous) } else { Ok(time) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    /// A Thursday.
    const NOW: PrimitiveDateTime = datetime!(2022-09-08 10:15);

    #[test]
    fn day_and_time_come_in_either_order() {
        for (typed, meant) in [
            ("9 ก.ย. 65 เวลา 16.00 น.", datetime!(2022-09-09 16:00)),
            ("9/9/65 16:30", datetime!(2022-09-09 16:30)),
            ("9/9 16.30", datetime!(2022-09-09 16:30)),
            ("วันศุกร์ 16.00 น.", datetime!(2022-09-09 16:00)),
            ("วันศุกร์ที่ 9 บ่ายสอง", datetime!(2022-09-09 14:00)),
            ("วันที่ 9 8.30 น.", datetime!(2022-09-09 8:30)),
            ("9 ก.ย. 8 โมงครึ่ง", datetime!(2022-09-09 8:30)),
            ("พรุ่งนี้เช้า 8 โมง", datetime!(2022-09-09 8:00)),
            ("บ่ายสองพรุ่งนี้", datetime!(2022-09-09 14:00)),
            ("8 โมง 15 ก.ย. 65", datetime!(2022-09-15 8:00)),
            ("วันนี้ตีสาม", datetime!(2022-09-08 3:00)),
            ("ตอนนี้ค่ะ", NOW),
            ("อีก 2 ชั่วโมง", datetime!(2022-09-08 12:15)),
            ("อีกครึ่งชั่วโมง", datetime!(2022-09-08 10:45)),
            ("30 นาทีก่อน", datetime!(2022-09-08 9:45)),
            ("เมื่อ 3 ชม.ที่แล้ว", datetime!(2022-09-08 7:15)),
        ] {
            assert_eq!(day_and_time(typed, NOW, Leaning::Future), Ok(meant), "{typed}");
        }
    }

    #[test]
    fn every_refusal_has_its_reason() {
        for (typed, why) in [
            ("", Why::Empty),
            ("บ่ายสอง", Why::Ambiguous),
            ("16.00 น.", Why::Ambiguous),
            ("พรุ่งนี้", Why::NotATime),
            ("พรุ่งนี้ 2 โมง", Why::Ambiguous),
            ("พรุ่งนี้เที่ยงคืน", Why::Ambiguous),
            ("พรุ่งนี้ ประมาณ 8 โมง", Why::NotExact),
            ("พรุ่งนี้ 8 โมง หรือ 9 โมง", Why::NotATime),
            ("2 ชั่วโมง", Why::Ambiguous),
            ("อีก 999999999 ชั่วโมง", Why::TooBig),
            ("31 ก.พ. 65 8 โมง", Why::NoSuchDay),
        ] {
            assert_eq!(day_and_time(typed, NOW, Leaning::Future), Err(why), "{typed}");
        }
    }
}
