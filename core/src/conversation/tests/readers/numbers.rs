//! Whole numbers, and amounts in pieces.

use super::*;

#[test]
fn a_number_is_read_in_digits_and_words_and_said_back() {
    for (text, meant) in [("5", "5"), ("๑,๒๐๐", "1,200"), ("พันห้า", "1,500"), ("12 ค่ะ", "12")]
    {
        assert_eq!(typed(&NUMBER, text), Ok(meant.to_owned()), "{text}");
    }
    let mut someone = asked(&NUMBER);
    assert_eq!(someone.heard(), "ขั้นที่ 1 จาก 1\nขอคำตอบค่ะ\nเช่น 5");
    let heard = someone.says("พันห้า");
    assert!(heard.ends_with(" = 1,500"), "{heard}");
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), "1500");
}

#[test]
fn a_number_outside_its_bounds_is_told_them() {
    let refused = "อ่านได้เป็น 2,001 ข้อนี้ขอตั้งแต่ 1 ถึง 2,000";
    assert_eq!(typed(&NUMBER, "2001"), Err(refused.to_owned()));
    let mut someone = asked_in_english(&NUMBER);
    let heard = someone.says("none");
    let refused = "I read that as 0. It can be from 1 to 2,000\nStep 1 of 1\nPlease answer\n";
    assert_eq!(heard, format!("{refused}For example: 5"));
    for (text, why) in [
        ("ห้าหรือหก", "มีมากกว่าหนึ่งค่า ขอค่าเดียว"),
        ("ประมาณ 5", "ขอค่าที่แน่นอน ไม่ใช่โดยประมาณ"),
        ("1.5", "ขอเป็นจำนวนเต็ม ไม่มีเศษ"),
        ("-5", "จำนวนติดลบไม่ได้"),
    ] {
        assert_eq!(typed(&NUMBER, text), Err(why.to_owned()), "{text}");
    }
}

#[test]
fn a_step_may_bring_its_own_example() {
    let texts = [("number.label", "number"), ("number.it.ask", "?"), ("number.it.example", "38")];
    let mut someone = Someone::talking_of(&[&NUMBER], shipped_with(&texts, &[]));
    assert!(someone.says("number").ends_with("?\nเช่น 38"));
}

#[test]
fn an_amount_is_said_back_in_pieces_and_as_it_was_said() {
    for (text, meant) in [
        ("150", "150 ชิ้น"),
        ("๑๕๐ ผืน", "150 ชิ้น"),
        ("3 กล่อง 20", "170 ชิ้น (3 กล่อง 20 ชิ้น)"),
        ("2 โหล", "24 ชิ้น (2 โหล)"),
        ("กล่องครึ่ง", "75 ชิ้น (1 กล่อง 25 ชิ้น)"),
        ("3 boxes 1 pack", "160 ชิ้น (3 กล่อง 1 แพ็ค)"),
    ] {
        assert_eq!(typed(&QUANTITY, text), Ok(meant.to_owned()), "{text}");
    }
    assert_eq!(typed(&FREE, "2 ลัง"), Ok("2,000 ชิ้น (2 ลัง)".to_owned()));
    let mut someone = asked_in_english(&QUANTITY);
    assert!(someone.heard().ends_with("For example: 150 pieces"), "{}", someone.heard());
    someone.says("1 กล่อง 20");
    assert_eq!(shown(&someone).as_deref(), Some("70 pieces (1 box 20 pieces)"));
}

#[test]
fn an_amount_that_cannot_be_is_told_why() {
    for (flow, text, why) in [
        (&QUANTITY, "21 กล่อง", "อ่านได้เป็น 1,050 ชิ้น (21 กล่อง) ข้อนี้ขอตั้งแต่ 1 ชิ้น ถึง 1,000 ชิ้น"),
        (&QUANTITY, "หมด", "อ่านได้เป็น 0 ชิ้น ข้อนี้ขอตั้งแต่ 1 ชิ้น ถึง 1,000 ชิ้น"),
        (&FREE, "5", "อ่านได้เป็น 5 ชิ้น ข้อนี้ขออย่างน้อย 10 ชิ้น"),
        (&QUANTITY, "1 ลัง", "ยังไม่รู้ว่า ลัง หนึ่งมีกี่ชิ้น"),
        (&QUANTITY, "3 ขวด", "ยังไม่รู้จักหน่วย ขวด"),
        (&QUANTITY, "3 กล่อง 2", "อ่านได้หลายแบบ ช่วยพิมพ์ให้ชัดอีกนิด"),
        (&QUANTITY, "ครึ่งชิ้น", "ขอเป็นจำนวนเต็ม ไม่มีเศษ"),
    ] {
        assert_eq!(typed(flow, text), Err(why.to_owned()), "{text}");
    }
}

#[test]
fn an_amount_in_cartons_is_asked_again_when_the_size_of_a_carton_changes() {
    let mut someone = asked(&CARTONS);
    someone.says("1000");
    assert!(someone.heard().contains("เช่น 150 ชิ้น"), "{}", someone.heard());
    someone.says("1 ลัง 3 กล่อง");
    assert_eq!(shown(&someone).as_deref(), Some("1,150 ชิ้น (1 ลัง 3 กล่อง)"));
    someone.says("1");
    let heard = someone.says("600");
    assert!(heard.contains("ขั้นที่ 2 จาก 2\nขอคำตอบค่ะ"), "{heard}");
    someone.says("1 ลัง 3 กล่อง");
    assert_eq!(shown(&someone).as_deref(), Some("750 ชิ้น (1 ลัง 3 กล่อง)"));
}

#[test]
fn an_amount_is_asked_again_when_there_is_less_than_it_now() {
    let mut someone = asked(&CARTONS);
    someone.says("100");
    someone.says("250");
    someone.says("1");
    assert!(someone.says("80").contains("ขั้นที่ 2 จาก 2"));
    let refused = "อ่านได้เป็น 300 ชิ้น ข้อนี้ขอตั้งแต่ 0 ชิ้น ถึง 240 ชิ้น";
    assert!(someone.says("300").starts_with(refused));
}
