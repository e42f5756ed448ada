//! How somebody is reached, the number of their card, and the villages they look after.

use super::*;

#[test]
fn only_a_mobile_number_is_one() {
    assert_eq!(typed(&MOBILE, "๐๘๐-๐๐๐ ๐๐๐๐ ครับ"), Ok("080-000-0000".to_owned()));
    assert_eq!(typed(&MOBILE, "042000000"), Err("ข้อนี้ขอเป็นเบอร์มือถือ".to_owned()));
    assert!(typed(&MOBILE, "0800").unwrap_err().starts_with("มี 4 ตัว"));
}

#[test]
fn an_address_is_said_back_as_it_will_be_written_to() {
    let shown = Ok("Wichai.J@example.com".to_owned());
    assert_eq!(typed(&EMAIL, " Wichai.J＠Example.COM ค่ะ"), shown);
    assert_eq!(typed(&EMAIL, "wichai"), Err("ยังไม่เห็นเครื่องหมาย @ ในอีเมล".to_owned()));
    assert!(asked_in_english(&EMAIL).says("a@b").starts_with("What is after the @"));
}

#[test]
fn the_number_given_before_is_offered_for_line() {
    let mut someone = asked(&CONTACT);
    someone.taps("080-000-0000");
    assert_eq!(shown(&someone).as_deref(), Some("080-000-0000"));
    assert_eq!(typed(&CONTACT, "@Wichai.J"), Ok("wichai.j".to_owned()));
    assert!(typed(&CONTACT, "abc").unwrap_err().starts_with("ไอดีไลน์มี 4 ถึง 20 ตัว"));
}

#[test]
fn where_a_card_is_asked_for_nothing_else_is_taken() {
    for typed_in in ["1000000000017", "๑-๐๐๐๐-๐๐๐๐๐-๐๑-๗", "เลขบัตร 1000000000017 ค่ะ"]
    {
        assert_eq!(typed(&NATIONAL, typed_in), Ok("1-xxxx-xxxxx-01-7".to_owned()), "{typed_in}");
    }
    for (text, why) in [
        ("AA0000001", "ยังไม่ใช่ตัวเลข"),
        ("ไม่มีเอกสาร", "ยังไม่ใช่ตัวเลข"),
        ("100000000001", "มี 12 ตัว ยังไม่ครบหรือเกินไป ลองดูอีกครั้ง"),
        ("1000000000018", "เลขนี้ยังไม่ถูกต้อง ลองเทียบกับหน้าบัตรอีกครั้ง"),
    ] {
        assert_eq!(typed(&NATIONAL, text), Err(why.to_owned()), "{text}");
    }
}

#[test]
fn an_odd_number_of_a_card_is_asked_about_once() {
    let odd = "1111111111119";
    for yes in ["ใช้เลขนี้", "1", "ใช่ค่ะ", odd] {
        let mut someone = asked(&NATIONAL);
        assert!(someone.says(odd).contains("เป็นเลขที่ไม่ค่อยพบ"), "{}", someone.heard());
        someone.says(yes);
        assert_eq!(shown(&someone).as_deref(), Some("1-xxxx-xxxxx-11-9"), "{yes}");
    }
    let mut someone = asked(&NATIONAL);
    someone.says(odd);
    assert!(someone.taps("พิมพ์ใหม่").contains("เช่น 1-0000-00000-01-7"));
    someone.says("3000000000455");
    assert_eq!(shown(&someone).as_deref(), Some("3-xxxx-xxxxx-45-5"));
}

#[test]
fn villages_are_said_back_in_order() {
    assert_eq!(typed(&VILLAGES, "หมู่ ๗ กับ 1-3"), Ok("1, 2, 3, 7".to_owned()));
    assert_eq!(typed(&VILLAGES, "ทั้งตำบล"), Ok("ทุกหมู่บ้าน".to_owned()));
    let refused = "ขอเป็นเลขหมู่ ตั้งแต่ 1 ถึง 99";
    assert_eq!(typed(&VILLAGES, "บ้านหนองแสง"), Err(refused.to_owned()));
}
