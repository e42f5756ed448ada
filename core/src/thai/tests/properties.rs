//! What holds for every text, number, day and time there is.

use proptest::prelude::*;
use time::{Date, Month, Time};

use super::writer::{grouped, in_thai_digits, in_words, is_heard_in_two_ways};
use super::*;

/// Every reader on one text; that they come back is the test.
pub(super) fn read_everything(text: &str) {
    let today = NOW.date();
    let _ = (number(text), quantity(text, UNITS), yes_no(text), time_of_day(text));
    for leaning in [Leaning::Past, Leaning::Near, Leaning::Future, Leaning::Birth] {
        let _ = (date(text, today, leaning), day_and_time(text, NOW, leaning));
    }
    let _ = (date(text, Date::MIN, Leaning::Past), date(text, Date::MAX, Leaning::Future));
    let _ = (identity_number(text), passport(text), phone(text), full_name(text), house(text));
}

/// Pieces that the readers know.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "5", "๕", "12", "2565", "๐", " ", ".", ",", "/", "-", "+", ":", "\n", "สิบ", "ร้อย", "พัน",
    "ล้าน", "ห้า", "หนึ่ง", "นึง", "เอ็ด", "ยี่", "ครึ่ง", "กล่อง", "ลัง", "ชิ้น", "กับ", "ค่ะ", "มี", "ไม่",
    "ใช่", "วัน", "วันที่", "ศุกร์", "ที่", "แล้ว", "ก่อน", "อีก", "หน้า", "นี้", "ก.ย.", "ม.ค.", "พ.ศ.",
    "โมง", "บ่าย", "ทุ่ม", "ตี", "เที่ยง", "น.", "นาย", "หมู่", "ม.", "ต.", "\u{0E48}", "\u{0E33}", "é",
    "İ", "👍🏽", "\u{200B}",
];

fn pieces() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(KNOWN), 0..14)
        .prop_map(|pieces| pieces.concat())
}

fn days() -> impl Strategy<Value = Date> {
    let (first, last) = (day(1950, Month::January, 1), day(2100, Month::December, 31));
    (first.to_julian_day()..=last.to_julian_day()).prop_map(|at| Date::from_julian_day(at).unwrap())
}

fn day(year: i32, month: Month, day: u8) -> Date {
    Date::from_calendar_date(year, month, day).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>(), known in pieces()) {
        read_everything(&text);
        read_everything(&known);
        read_everything(&(known + &text));
    }

    #[test]
    fn a_number_in_digits_is_itself(value in 0..1_000_000_000_i64) {
        for typed in [value.to_string(), grouped(value), grouped(value).replace(',', ", ")] {
            let is_list = typed.contains(", ");
            for typed in [in_thai_digits(&typed), format!("มี {typed} ค่ะ"), typed] {
                prop_assert_eq!(number(&typed).ok(), Some(value).filter(|_| !is_list), "{}", typed);
            }
        }
    }

    #[test]
    fn a_number_in_words_is_itself_or_asked_about(value in 0..1_000_000_000_i64, small in 0..3_000_i64) {
        for value in [value, small, value / 1_000 * 1_000, value / 1_000_000 * 1_000_000 + small] {
            let typed = in_words(value);
            let meant = if is_heard_in_two_ways(value) { Err(Why::Ambiguous) } else { Ok(value) };
            prop_assert_eq!(number(&typed), meant, "{} is {}", typed, value);
        }
    }

    #[test]
    fn a_quantity_is_the_sum_of_its_parts(boxes in 0..10_000_i64, pieces in 0..100_i64) {
        let and = if pieces < 50 { "" } else { "กับ" };
        let read = quantity(&format!("{boxes} กล่อง{and} {pieces} ชิ้น"), UNITS).unwrap();
        prop_assert_eq!(read.pieces, boxes * 50 + pieces);
        prop_assert_eq!(read.parts, vec![(boxes, 3), (pieces, 0)]);
    }

    #[test]
    fn a_day_in_every_form_is_itself(day in days()) {
        let (d, m, ce) = (day.day(), u8::from(day.month()), day.year());
        let be = ce + 543;
        let long = thai_date(day, DateStyle::Long);
        for typed in [
            format!("{d}/{m}/{be}"), format!("{d:02}-{m:02}-{ce}"), format!("{d}.{m}.{be}"),
            format!("{ce}-{m:02}-{d:02}"), in_thai_digits(&long), long.replace("วัน", ""), long,
            english_date(day, DateStyle::Short), english_date(day, DateStyle::Long),
        ] {
            for leaning in [Leaning::Past, Leaning::Near, Leaning::Future, Leaning::Birth] {
                prop_assert_eq!(date(&typed, NOW.date(), leaning), Ok(day), "{}", typed);
            }
        }
    }

    #[test]
    fn a_day_near_today_is_itself_with_two_digits_of_its_year(
        years in 0..70_i32, away in -3_000..3_000_i64,
    ) {
        let today = NOW.date().replace_year(1970 + years).unwrap();
        let near = today.checked_add(time::Duration::days(away)).unwrap();
        let typed = thai_date(near, DateStyle::Short);
        prop_assert_eq!(date(&typed, today, Leaning::Near), Ok(near), "{}", typed);
    }

    #[test]
    fn a_time_shown_is_itself(hour in 0..24_u8, minute in 0..60_u8) {
        let time = Time::from_hms(hour, minute, 0).unwrap();
        let shown = thai_time(time);
        prop_assert_eq!(time_of_day(&shown), Ok(time));
        prop_assert_eq!(time_of_day(&in_thai_digits(&shown)), Ok(time));
        let typed = format!("{} {shown}", thai_date(NOW.date(), DateStyle::Short));
        prop_assert_eq!(day_and_time(&typed, NOW, Leaning::Near), Ok(NOW.date().with_time(time)));
    }

    #[test]
    fn a_phone_number_shown_is_itself(mobile in 0..10_000_u32, kind in 0..3_usize, area in 0..5_usize) {
        let mobile = format!("0{}{mobile:08}", [6, 8, 9][kind]);
        let landline = format!("0{}{}", [2, 3, 4, 5, 7][area], &mobile[3..]);
        for digits in [mobile, landline] {
            let read = phone(&digits).unwrap();
            prop_assert_eq!(read.digits(), &digits);
            prop_assert_eq!(phone(&read.grouped()), Ok(read.clone()));
            prop_assert_eq!(phone(&format!("+66 {}", &digits[1..])), Ok(read));
        }
    }

    #[test]
    fn an_identity_number_has_one_check_digit(first in 0..9_u64, office in 1..100_u64, rest in 2..10_000_000_u64) {
        let twelve = format!("{first}00{office:02}{rest:07}");
        let passing: Vec<_> = (0..10)
            .filter_map(|check| identity_number(&format!("{twelve}{check}")).ok())
            .filter(|number| number.doubt().is_none())
            .collect();
        prop_assert_eq!(passing.len(), 1, "{}", twelve);
        prop_assert_eq!(identity_number(&passing[0].grouped()), Ok(passing[0].clone()));
    }
}
