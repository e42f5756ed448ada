//! Who somebody is and where they are.

use super::*;

#[test]
fn a_number_of_a_card_or_a_passport_is_taken_without_its_kind() {
    for (text, meant) in [
        ("1000000000017", "บัตรประชาชน 1-xxxx-xxxxx-01-7"),
        ("๑-๐๐๐๐-๐๐๐๐๐-๑๒-๒", "บัตรประชาชน 1-xxxx-xxxxx-12-2"),
        ("6000000000034", "บัตรชมพู 6-xxxx-xxxxx-03-4"),
        ("0000000000078", "บัตรชมพู 0-xxxx-xxxxx-07-8"),
        ("AA0000001", "หนังสือเดินทาง xxxxxx001"),
        ("ไม่มี", "ไม่มีเอกสาร"),
        ("4", "ไม่มีเอกสาร"),
        ("no document", "ไม่มีเอกสาร"),
    ] {
        assert_eq!(typed(&IDENTITY, text), Ok(meant.to_owned()), "{text}");
    }
}

#[test]
fn a_number_that_was_typed_is_said_back_masked_and_kept_out_of_logs() {
    let mut someone = asked(&IDENTITY);
    let heard = someone.says("1000000000017");
    assert!(heard.ends_with(" = บัตรประชาชน 1-xxxx-xxxxx-01-7"), "{heard}");
    assert!(!heard.contains("1000000000017") && !heard.contains("0000-00000"), "{heard}");
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), "Document(card …)");
}

#[test]
fn the_kind_can_be_chosen_first() {
    let mut someone = asked(&IDENTITY);
    let lines = "1 บัตรประชาชน\n2 หนังสือเดินทาง\n3 บัตรชมพู\n4 ไม่มีเอกสาร";
    let hint = "พิมพ์เลขบัตรมาเลยก็ได้\nเช่น 1-0000-00000-01-7";
    assert_eq!(someone.heard(), format!("ขั้นที่ 1 จาก 1\nขอคำตอบค่ะ\n{lines}\n{hint}"));
    let heard = someone.taps("หนังสือเดินทาง");
    let asks = "พิมพ์เลขหนังสือเดินทางได้เลยค่ะ\nเช่น AA0000001";
    assert_eq!(heard, format!("ขั้นที่ 1 จาก 1\n{asks}"));
    someone.says("000000001");
    assert_eq!(shown(&someone).as_deref(), Some("หนังสือเดินทาง xxxxxx001"));
    let mut someone = asked(&IDENTITY);
    someone.says("pink card");
    someone.says("3000000000455");
    assert_eq!(shown(&someone).as_deref(), Some("บัตรชมพู 3-xxxx-xxxxx-45-5"), "as was said");
    let mut someone = asked(&IDENTITY);
    someone.says("2");
    someone.says("1000000000017");
    assert_eq!(shown(&someone).as_deref(), Some("บัตรประชาชน 1-xxxx-xxxxx-01-7"));
}

#[test]
fn going_back_from_the_number_leads_to_the_kinds() {
    let mut someone = asked(&IDENTITY);
    someone.taps("บัตรชมพู");
    let heard = someone.says("ย้อนกลับ");
    assert!(heard.contains("1 บัตรประชาชน"), "{heard}");
    someone.taps("ไม่มีเอกสาร");
    assert_eq!(shown(&someone).as_deref(), Some("ไม่มีเอกสาร"));
}

#[test]
fn a_number_that_looks_odd_is_asked_about_once() {
    let odd = "0000000000079";
    let asks = "ขั้นที่ 1 จาก 1\nบัตรชมพู 0-xxxx-xxxxx-07-9 เป็นเลขที่ไม่ค่อยพบ ลองเทียบกับหน้าบัตร แล้วใช้เลขนี้ไหมคะ\n1 ใช้เลขนี้\n2 พิมพ์ใหม่";
    for yes in ["ใช้เลขนี้", "1", "ใช่ค่ะ", odd, "use this number"] {
        let mut someone = asked(&IDENTITY);
        assert_eq!(someone.says(odd), asks);
        someone.says(yes);
        assert_eq!(shown(&someone).as_deref(), Some("บัตรชมพู 0-xxxx-xxxxx-07-9"), "{yes}");
    }
    for no in ["พิมพ์ใหม่", "2", "ไม่ใช่ค่ะ"] {
        let mut someone = asked(&IDENTITY);
        someone.taps("บัตรประชาชน");
        someone.says("1111111111119");
        let heard = someone.says(no);
        assert!(heard.contains("พิมพ์เลขบัตรประชาชน 13 หลักได้เลยค่ะ"), "{no}: {heard}");
    }
    let mut someone = asked(&IDENTITY);
    someone.says(odd);
    someone.says("1000000000122");
    assert_eq!(shown(&someone).as_deref(), Some("บัตรประชาชน 1-xxxx-xxxxx-12-2"));
    let mut someone = asked(&IDENTITY);
    someone.says(odd);
    someone.taps("ใช้เลขนี้");
    assert_eq!(shown(&someone).as_deref(), Some("บัตรชมพู 0-xxxx-xxxxx-07-9"));
}

#[test]
fn what_is_no_number_of_a_document_is_told_why() {
    for (text, why) in [
        ("1000000000018", "เลขนี้ยังไม่ถูกต้อง ลองเทียบกับหน้าบัตรอีกครั้ง"),
        ("100000000001", "มี 12 ตัว ยังไม่ครบหรือเกินไป ลองดูอีกครั้ง"),
        ("covid19", "ยังไม่ตรงกับข้อใด แตะปุ่ม หรือพิมพ์เลขหน้าข้อ"),
        ("บัตร", "ยังไม่ตรงกับข้อใด แตะปุ่ม หรือพิมพ์เลขหน้าข้อ"),
        ("อยู่ที่บ้าน", "ยังไม่ตรงกับข้อใด แตะปุ่ม หรือพิมพ์เลขหน้าข้อ"),
    ] {
        assert_eq!(typed(&IDENTITY, text), Err(why.to_owned()), "{text}");
    }
    let mut someone = asked(&IDENTITY);
    someone.taps("หนังสือเดินทาง");
    assert!(someone.says("AA01").starts_with("มี 4 ตัว ยังไม่ครบหรือเกินไป"));
}

#[test]
fn a_name_is_read_with_and_without_its_title() {
    for (text, meant) in [("สมใจ  ใจงาม ค่ะ", "สมใจ ใจงาม"), ("น.ส. สมใจ ใจงาม", "นางสาวสมใจ ใจงาม")]
    {
        assert_eq!(typed(&NAME, text), Ok(meant.to_owned()), "{text}");
    }
    for (text, why) in [("สมใจ", "ขอทั้งชื่อและนามสกุล"), ("สมใจ 5", "ขอเป็นตัวหนังสือเท่านั้น")]
    {
        assert_eq!(typed(&NAME, text), Err(why.to_owned()), "{text}");
    }
    assert!(asked_in_english(&NAME).heard().ends_with("For example: Somjai Jaingam"));
    let mut someone = asked(&NAME);
    someone.says("สมใจ ใจงาม");
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), "FullName(…)");
}

#[test]
fn a_house_is_said_back_in_one_line_and_without_its_tambon() {
    for (text, meant) in [
        ("12/3 หมู่ 5 บ้านหนองแสง", "12/3 หมู่ 5 บ้านหนองแสง"),
        ("บ้านเลขที่ ๑๒/๓ ม.๕ ต.ทดลอง อ.ทดลอง", "12/3 หมู่ 5"),
        ("7 ชุมชนวัดเหนือ", "7 ชุมชนวัดเหนือ"),
    ] {
        assert_eq!(typed(&HOUSE, text), Ok(meant.to_owned()), "{text}");
    }
    let refused = "ยังอ่านบ้านเลขที่ไม่ได้";
    assert_eq!(typed(&HOUSE, "ข้างวัด"), Err(refused.to_owned()));
    let mut someone = asked_in_english(&HOUSE);
    let heard = someone.says("12/3 ม.5 บ้านหนองแสง ต.ทดลอง");
    assert!(heard.ends_with(" = 12/3 Moo 5 บ้านหนองแสง"), "{heard}");
    let kept = someone.answers()[0].1.clone();
    assert!(kept["place"].is_null(), "{kept}");
}

#[test]
fn a_location_is_said_back_as_the_tambon_it_is_near() {
    let mut someone = asked(&LOCATION);
    assert_eq!(someone.turn.says[0].quick[0].does, Does::Location);
    let heard = someone.does(Deed::Located(Spot::of(17.164, 104.148)));
    let near = "ใกล้ ต.ธาตุเชิงชุม อ.เมืองสกลนคร";
    assert!(heard.ends_with(&format!(" = {near}")), "{heard}");
    assert_eq!(shown(&someone).as_deref(), Some(near));
}

#[test]
fn only_a_location_in_thailand_is_one() {
    let mut someone = asked(&LOCATION);
    let heard = someone.does(Deed::Located(Spot::of(48.85, 2.35)));
    assert!(heard.starts_with("ตำแหน่งนี้อยู่นอกประเทศไทย ลองเลือกจุดบนแผนที่อีกครั้ง\n"), "{heard}");
    for deed in [
        Deed::Wrote { text: "หน้าวัด".into(), called: false },
        Deed::Sent(Sent::Sticker),
        Deed::Photo(Photo::NotWanted),
    ] {
        let heard = someone.does(deed);
        assert!(heard.starts_with("ข้อนี้ขอเป็นตำแหน่งบนแผนที่ แตะ ส่งตำแหน่ง\n"), "{heard}");
    }
}
