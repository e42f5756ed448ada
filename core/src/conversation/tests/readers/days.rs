//! Days and times of day. It is Friday 8 May 2563, 16.00 in Bangkok.

use std::time::Duration;

use super::*;

const HOUR: Duration = Duration::from_secs(3_600);

#[test]
fn a_day_is_typed_in_either_era_and_said_back() {
    for (text, meant) in [
        ("เมื่อวาน", "พฤหัสบดี 7 พ.ค. 63"),
        ("5 พ.ค.", "อังคาร 5 พ.ค. 63"),
        ("๕/๕/๒๕๖๓", "อังคาร 5 พ.ค. 63"),
        ("2020-05-08", "ศุกร์ 8 พ.ค. 63"),
        ("today", "ศุกร์ 8 พ.ค. 63"),
        ("7 วันก่อน", "ศุกร์ 1 พ.ค. 63"),
    ] {
        assert_eq!(typed(&DAY, text), Ok(meant.to_owned()), "{text}");
    }
    let mut someone = asked(&DAY);
    assert!(someone.heard().ends_with("\nเช่น 8 พ.ค. 63"), "{}", someone.heard());
    assert!(someone.says("เมื่อวาน").ends_with(" = พฤหัสบดี 7 พ.ค. 63"));
    assert_eq!(someone.answers()[0].1, "2020-05-07");
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), "2020-05-07");
}

#[test]
fn near_days_are_offered_where_they_may_be_and_mean_the_day_of_the_tap() {
    let labels = |someone: &Someone| -> Vec<String> {
        someone.turn.says[0].quick.iter().map(|button| button.label.clone()).collect()
    };
    let mut someone = asked(&DAY);
    assert_eq!(labels(&someone), ["วันนี้", "เมื่อวาน", "เลือกวันที่", "ย้อนกลับ", "ยกเลิก"]);
    assert_eq!(labels(&asked(&AHEAD)), ["พรุ่งนี้", "เลือกวันที่", "ย้อนกลับ", "ยกเลิก"]);
    someone.waits(10 * HOUR);
    someone.taps("วันนี้");
    assert_eq!(shown(&someone).as_deref(), Some("เสาร์ 9 พ.ค. 63"));
}

#[test]
fn a_picker_is_bounded_and_what_it_brings_is_judged_all_the_same() {
    let mut someone = asked(&DAY);
    let (initial, earliest, latest) =
        ("2020-05-08".to_owned(), "2020-05-01".to_owned(), "2020-05-08".to_owned());
    assert_eq!(someone.picker().1, Picker { with_time: false, initial, earliest, latest });
    let heard = someone.picks("2020-04-30");
    let refused =
        "อ่านได้เป็น พฤหัสบดี 30 เม.ย. 63 ข้อนี้ขอตั้งแต่ ศุกร์ 1 พ.ค. 63 ถึง ศุกร์ 8 พ.ค. 63\nขั้นที่ 1 จาก 1\n";
    assert!(heard.starts_with(refused), "{heard}");
    assert!(someone.picks("soon").starts_with("ยังไม่ใช่วันที่\n"));
    assert!(someone.picks("2020-05-01").ends_with(" = ศุกร์ 1 พ.ค. 63"));
}

#[test]
fn there_is_no_picker_where_there_is_nothing_to_pick() {
    let someone = asked(&TODAY);
    let labels: Vec<_> = someone.turn.says[0].quick.iter().map(|button| &*button.label).collect();
    assert_eq!(labels, ["วันนี้", "ย้อนกลับ", "ยกเลิก"]);
}

#[test]
fn a_day_outside_its_bounds_is_told_them() {
    let refused = "อ่านได้เป็น ศุกร์ 8 พ.ค. 63 ข้อนี้ขอตั้งแต่ เสาร์ 9 พ.ค. 63 ถึง อาทิตย์ 7 มิ.ย. 63";
    assert_eq!(typed(&AHEAD, "วันนี้"), Err(refused.to_owned()));
    for (text, why) in [
        ("31 เม.ย. 63", "ไม่มีวันที่นี้ในปฏิทิน"),
        ("ศุกร์ที่ 7 พ.ค. 63", "ชื่อวันกับวันที่ไม่ตรงกัน"),
        ("ไม่แน่ใจ", "ยังไม่ใช่วันที่"),
    ] {
        assert_eq!(typed(&DAY, text), Err(why.to_owned()), "{text}");
    }
    let mut someone = asked_in_english(&DAY);
    let refused = "I read that as Sat 9 May 2020. It can be from Fri 1 May 2020 to Fri 8 May 2020";
    assert!(someone.says("tomorrow").starts_with(refused));
}

#[test]
fn a_day_that_has_fallen_out_of_its_bounds_is_asked_again() {
    let mut someone = asked(&AHEAD);
    someone.taps("พรุ่งนี้");
    assert_eq!(shown(&someone).as_deref(), Some("เสาร์ 9 พ.ค. 63"));
    someone.waits(10 * HOUR);
    let heard = someone.says("ทำต่อ");
    assert!(heard.contains("ขั้นที่ 1 จาก 1\nขอคำตอบค่ะ"), "{heard}");
}

#[test]
fn day_and_time_are_typed_at_once_or_picked() {
    for (text, meant) in [
        ("พรุ่งนี้ 8 โมงครึ่ง", "เสาร์ 9 พ.ค. 63 เวลา 08.30 น."),
        ("10/5/63 13.00 น.", "อาทิตย์ 10 พ.ค. 63 เวลา 13.00 น."),
        ("อีก 2 ชั่วโมง", "ศุกร์ 8 พ.ค. 63 เวลา 18.00 น."),
        ("ตอนนี้", "ศุกร์ 8 พ.ค. 63 เวลา 16.00 น."),
    ] {
        assert_eq!(typed(&VISIT, text), Ok(meant.to_owned()), "{text}");
    }
    let mut someone = asked(&VISIT);
    assert!(someone.heard().ends_with("\nเช่น 9 พ.ค. 63 เวลา 09.00 น."), "{}", someone.heard());
    let picker = someone.picker().1;
    assert_eq!((picker.with_time, &*picker.initial), (true, "2020-05-09T09:00"));
    assert_eq!((&*picker.earliest, &*picker.latest), ("2020-05-08T16:00", "2020-05-15T23:59"));
    let heard = someone.picks("2020-05-10T08:05");
    assert!(heard.ends_with(" = อาทิตย์ 10 พ.ค. 63 เวลา 08.05 น."), "{heard}");
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), "2020-05-10T08:05:00+07:00");
}

#[test]
fn a_day_alone_is_half_of_it_and_the_time_is_asked_for() {
    let mut someone = asked(&VISIT);
    let heard = someone.taps("พรุ่งนี้");
    let asks = "เสาร์ 9 พ.ค. 63 กี่โมงคะ\nเช่น 09.00 น.";
    assert_eq!(heard, format!("ขั้นที่ 1 จาก 1\n{asks}"));
    let heard = someone.says("ดึก ๆ");
    assert_eq!(heard, format!("ยังไม่ใช่เวลา\nขั้นที่ 1 จาก 1\n{asks}"));
    let heard = someone.says("10 พ.ค.");
    assert!(heard.contains("อาทิตย์ 10 พ.ค. 63 กี่โมงคะ"), "{heard}");
    assert!(someone.says("ย้อนกลับ").contains("ขอคำตอบค่ะ"));
    someone.says("วันจันทร์");
    someone.says("บ่ายสอง");
    assert_eq!(shown(&someone).as_deref(), Some("จันทร์ 11 พ.ค. 63 เวลา 14.00 น."));
}

#[test]
fn a_time_that_is_over_is_no_time_to_come_and_one_to_come_none_that_was() {
    let refused = "อ่านได้เป็น ศุกร์ 8 พ.ค. 63 เวลา 15.59 น. ข้อนี้ขอตั้งแต่ ศุกร์ 8 พ.ค. 63 เวลา 16.00 น. ถึง ศุกร์ 15 พ.ค. 63 เวลา 23.59 น.";
    assert_eq!(typed(&VISIT, "วันนี้ 15.59"), Err(refused.to_owned()));
    assert!(typed(&ONSET, "วันนี้ 15.59").is_ok());
    assert!(typed(&ONSET, "อีก 1 ชั่วโมง").is_err());
    let mut someone = asked(&ONSET);
    assert!(someone.picks("2020-05-08T16:30").starts_with("อ่านได้เป็น ศุกร์ 8 พ.ค. 63 เวลา 16.30 น."));
    assert!(someone.picks("2020-05-08").starts_with("ยังไม่ใช่วันที่"));
}

#[test]
fn now_stays_an_answer_while_the_rest_is_asked() {
    let mut someone = asked(&VISIT);
    someone.says("ตอนนี้");
    someone.waits(HOUR);
    someone.says("ทำต่อ");
    assert_eq!(shown(&someone).as_deref(), Some("ศุกร์ 8 พ.ค. 63 เวลา 16.00 น."));
}

#[test]
fn a_date_of_birth_is_said_back_in_full_and_with_the_age() {
    for (text, meant) in [
        ("5 ก.ย. 2508", "วันอาทิตย์ที่ 5 กันยายน 2508 (อายุ 54 ปี)"),
        ("9/5/53", "วันอาทิตย์ที่ 9 พฤษภาคม 2553 (อายุ 9 ปี)"),
        ("8 May 2020", "วันศุกร์ที่ 8 พฤษภาคม 2563 (อายุ 0 ปี)"),
    ] {
        assert_eq!(typed(&BIRTH, text), Ok(meant.to_owned()), "{text}");
    }
    let mut someone = asked_in_english(&BIRTH);
    assert!(someone.heard().ends_with("For example: 5 Sep 1965"));
    let picker = someone.picker().1;
    assert_eq!((&*picker.initial, &*picker.earliest), ("1980-01-01", "1900-01-01"));
    someone.picks("1965-09-05");
    assert_eq!(shown(&someone).as_deref(), Some("Sunday 5 September 1965 (age 54)"));
}

#[test]
fn nobody_is_born_tomorrow_or_without_a_year() {
    let refused =
        "อ่านได้เป็น วันเสาร์ที่ 9 พฤษภาคม 2563 ข้อนี้ขอตั้งแต่ วันจันทร์ที่ 1 มกราคม 2442 ถึง วันศุกร์ที่ 8 พฤษภาคม 2563";
    assert_eq!(typed(&BIRTH, "9 พ.ค. 2563"), Err(refused.to_owned()));
    for text in ["5 ก.ย.", "5/9/65"] {
        let refused = "อ่านได้หลายแบบ ช่วยพิมพ์ให้ชัดอีกนิด";
        assert_eq!(typed(&BIRTH, text), Err(refused.to_owned()), "{text}");
    }
    let mut someone = asked(&BIRTH);
    assert!(someone.picks("2020-05-09").starts_with("อ่านได้เป็น วันเสาร์ที่ 9"));
}
