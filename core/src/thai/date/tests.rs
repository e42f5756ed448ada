use super::*;
use time::macros::date;

/// A Thursday.
const TODAY: Date = date!(2022 - 09 - 08);

#[test]
fn a_whole_date_means_the_same_whatever_is_asked() {
    for typed in [
        "5 ก.ย. 65",
        "5ก.ย.65",
        "5 กย 65 ค่ะ",
        "๕ กันยายน ๒๕๖๕",
        "วันที่ 5 เดือนกันยายน พ.ศ. 2565",
        "วันที่ห้ากันยา 65",
        "5 เดือน 9 ปี 65",
        "5/9/65",
        "5/9/2565",
        "05-09-2022",
        "5.9.65",
        "5 9 2565",
        "5 / 9 / 65",
        "2022-09-05",
        "2565/9/5",
        "5 Sep 2022",
        "5th September 2022",
        "Sep 5, 2022",
        "จันทร์ 5 ก.ย. 65",
        "วันจันทร์ที่ ๕ กันยายน ๒๕๖๕",
        "จ. 5 ก.ย. 65",
        "Mon 5 Sep 2022",
        "เมื่อวันที่ 5 ก.ย. 2565 ครับ",
        "5 ก.ย. ปีนี้",
        "วันที่ 5 เดือนนี้",
        "3 วันก่อน",
        "เมื่อสามวันที่แล้ว",
    ] {
        for leaning in [Leaning::Past, Leaning::Near, Leaning::Birth] {
            assert_eq!(date(typed, TODAY, leaning), Ok(date!(2022 - 09 - 05)), "{typed}");
        }
    }
}

#[test]
fn days_are_said_from_today() {
    for (typed, meant) in [
        ("วันนี้", TODAY),
        ("เมื่อวาน", date!(2022 - 09 - 07)),
        ("เมื่อวานนี้ค่ะ", date!(2022 - 09 - 07)),
        ("เมื่อวานซืน", date!(2022 - 09 - 06)),
        ("พรุ่งนี้", date!(2022 - 09 - 09)),
        ("มะรืนนี้", date!(2022 - 09 - 10)),
        ("มื้ออื่น", date!(2022 - 09 - 09)),
        ("อีก 2 วัน", date!(2022 - 09 - 10)),
        ("อีกสองวันข้างหน้า", date!(2022 - 09 - 10)),
    ] {
        assert_eq!(date(typed, TODAY, Leaning::Near), Ok(meant), "{typed}");
    }
}

#[test]
fn what_was_left_out_is_found_on_the_side_that_was_asked_for() {
    assert_eq!(date("5 ก.ย.", TODAY, Leaning::Past), Ok(date!(2022 - 09 - 05)));
    assert_eq!(date("24 ธ.ค.", TODAY, Leaning::Past), Ok(date!(2021 - 12 - 24)));
    assert_eq!(date("24/12", TODAY, Leaning::Near), Ok(date!(2022 - 12 - 24)));
    assert_eq!(date("5 เดือนหน้า", TODAY, Leaning::Near), Ok(date!(2022 - 10 - 05)));
    assert_eq!(date("24 ธ.ค. ปีที่แล้ว", TODAY, Leaning::Near), Ok(date!(2021 - 12 - 24)));
    assert_eq!(date("วันที่ 5", TODAY, Leaning::Past), Ok(date!(2022 - 09 - 05)));
    assert_eq!(date("ศุกร์ที่ 9", TODAY, Leaning::Future), Ok(date!(2022 - 09 - 09)));
    assert_eq!(date("วันศุกร์", TODAY, Leaning::Future), Ok(date!(2022 - 09 - 09)));
    assert_eq!(date("ศุกร์ที่แล้ว", TODAY, Leaning::Past), Ok(date!(2022 - 09 - 02)));
}

#[test]
fn every_refusal_has_its_reason() {
    for (typed, why) in [
        ("", Why::Empty),
        ("ไม่ทราบ", Why::NotADate),
        ("5 ก.ย. 65 หรือ 6 ก.ย. 65", Why::NotADate),
        ("5 ก.ย. 565", Why::NotADate),
        ("ขึ้น 5 ค่ำ เดือน 9", Why::NotADate),
        ("05092565", Why::NotADate),
        ("ประมาณ 5 ก.ย. 65", Why::NotExact),
        ("5 ถึง 7 ก.ย. 65", Why::NotExact),
        ("31 ก.ย. 65", Why::NoSuchDay),
        ("0 ก.ย. 65", Why::NoSuchDay),
        ("29 ก.พ. 65", Why::NoSuchDay),
        ("9/13/65", Why::NoSuchDay),
        ("ศุกร์ที่ 5 ก.ย. 65", Why::WeekdayDiffers),
        ("ศุกร์ที่ 25 ธ.ค. 64", Why::WeekdayDiffers),
        ("5", Why::Ambiguous),
        ("5-9", Why::Ambiguous),
        ("5/9/22", Why::Ambiguous),
        ("Sep 22", Why::Ambiguous),
        ("3 วัน", Why::Ambiguous),
        ("วันศุกร์", Why::Ambiguous),
        ("อาทิตย์ที่แล้ว", Why::Ambiguous),
        ("5000 วันก่อน", Why::TooBig),
    ] {
        assert_eq!(date(typed, TODAY, Leaning::Near), Err(why), "{typed}");
    }
}
