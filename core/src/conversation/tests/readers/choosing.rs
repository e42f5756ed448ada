//! Several of some options, and one of those that a draft gives.

use super::*;

#[test]
fn each_tap_shows_what_is_chosen_and_a_second_one_takes_it_out() {
    let mut someone = asked(&SEVERAL);
    let asks = "ขอคำตอบค่ะ\nเลือกได้มากกว่าหนึ่งข้อ\n1 ถนน\n2 น้ำประปา\n3 ไฟและโทรศัพท์\n4 อื่น ๆ\nเช่น 1, 2";
    assert_eq!(someone.heard(), format!("ขั้นที่ 1 จาก 1\n{asks}"));
    someone.taps("อื่น ๆ");
    let heard = someone.taps("ถนน");
    let chosen = "เลือกแล้ว: ถนน, อื่น ๆ\nเลือกเพิ่มได้อีก แตะซ้ำเพื่อเอาออก ถ้าครบแล้วแตะ ถัดไป\n";
    let lines = "1 ถนน ✓\n2 น้ำประปา\n3 ไฟและโทรศัพท์\n4 อื่น ๆ ✓";
    assert_eq!(heard, format!("ขั้นที่ 1 จาก 1\n{chosen}{lines}"));
    someone.taps("อื่น ๆ");
    someone.taps("ถัดไป");
    assert_eq!(shown(&someone).as_deref(), Some("ถนน"));
}

#[test]
fn with_none_chosen_there_is_no_next() {
    let mut someone = asked(&SEVERAL);
    let refused = "ขออย่างน้อยหนึ่งข้อ แตะปุ่ม หรือพิมพ์เลขหน้าข้อ\n";
    assert!(someone.says("ถัดไป").starts_with(refused));
    someone.says("1");
    let heard = someone.says("1");
    assert!(heard.contains("เลือกได้มากกว่าหนึ่งข้อ") && !heard.contains('✓'), "{heard}");
    assert!(someone.says("ครบแล้ว").starts_with(refused));
}

#[test]
fn several_typed_at_once_are_the_answer_in_the_order_of_the_options() {
    for text in [
        "4 1 3",
        "๑,๓,๔",
        "1 และ 3 กับ 4",
        "อื่น ๆ, ถนน, ไฟและโทรศัพท์",
        "ถนน\n3\n4",
        "1, 3, 4, 1",
        "road, OTHER และ light and phone",
    ] {
        assert_eq!(typed(&SEVERAL, text), Ok("ถนน, ไฟและโทรศัพท์, อื่น ๆ".to_owned()), "{text}");
    }
    let mut someone = asked(&SEVERAL);
    someone.says("3 1");
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), "[\"road\", \"both\"]");
}

#[test]
fn one_typed_alone_may_be_followed_by_more() {
    let mut someone = asked(&SEVERAL);
    let heard = someone.says("3 และ");
    assert!(heard.contains("เลือกแล้ว: ไฟและโทรศัพท์\n"), "{heard}");
    let heard = someone.says("1 3");
    assert!(
        heard.contains("เลือกแล้ว: ถนน, ไฟและโทรศัพท์\n"),
        "typed together, none is taken out: {heard}"
    );
    someone.says("พอแล้ว");
    assert_eq!(shown(&someone).as_deref(), Some("ถนน, ไฟและโทรศัพท์"));
}

#[test]
fn nothing_is_chosen_of_a_text_that_is_not_all_understood() {
    for text in ["1 9", "ถนน, สะพาน", "ไม่เอาถนน", "ถนน น้ำประปา", "1-3", ",", "ขอทั้งหมด"]
    {
        let refused = "ขออย่างน้อยหนึ่งข้อ แตะปุ่ม หรือพิมพ์เลขหน้าข้อ";
        assert_eq!(typed(&SEVERAL, text), Err(refused.to_owned()), "{text}");
    }
}

#[test]
fn many_options_have_pages_and_are_searched() {
    let mut someone = asked(&LONG);
    someone.taps("นมผง");
    let heard = someone.taps("ดูเพิ่มเติม");
    assert!(heard.contains("เลือกแล้ว: นมผง\n") && heard.contains("\n11 ผ้าใบ\n"), "{heard}");
    someone.taps("ผ้าใบ");
    let heard = someone.says("น้ำดื่ม");
    assert!(heard.contains("เลือกแล้ว: น้ำดื่ม, นมผง, ผ้าใบ\n"), "{heard}");
    someone.says("ผ้า");
    let heard = someone.heard();
    assert!(heard.ends_with("1 ผ้าห่ม\n2 เสื้อผ้า\n3 ผ้าใบ ✓"), "{heard}");
    someone.says("1");
    someone.taps("ถัดไป");
    assert_eq!(shown(&someone).as_deref(), Some("น้ำดื่ม, นมผง, ผ้าห่ม, ผ้าใบ"));
}

#[test]
fn under_the_longest_question_no_button_is_lost() {
    let mut someone = asked(&LONG);
    for _ in 0..3 {
        someone.says("อะไรนะ");
    }
    someone.taps("นมผง");
    let buttons: Vec<_> = someone.turn.says[0].quick.iter().map(|b| b.label.clone()).collect();
    assert!(buttons.len() <= 13 && buttons.contains(&"ถัดไป".to_owned()), "{buttons:?}");
}

#[test]
fn going_back_forgets_what_was_chosen_so_far() {
    let mut someone = asked(&SEVERAL);
    someone.taps("ถนน");
    let heard = someone.taps("ย้อนกลับ");
    assert!(heard.contains("เลือกได้มากกว่าหนึ่งข้อ") && !heard.contains('✓'), "{heard}");
    assert!(someone.says("ย้อนกลับ").starts_with("เมนูหลัก"));
}

#[test]
fn options_may_depend_on_the_draft() {
    let mut someone = asked(&FLOORS);
    let heard = someone.says("3");
    assert!(heard.ends_with("1 ชั้นที่ 1\n2 ชั้นที่ 2\n3 ชั้นที่ 3"), "{heard}");
    assert!(someone.says("4").starts_with("ยังไม่ตรงกับข้อใด"));
    someone.says("floor 2");
    assert_eq!(shown(&someone).as_deref(), Some("ชั้นที่ 2"));
    someone.says("1");
    assert!(someone.says("1").contains("ขั้นที่ 2 จาก 2"), "there is no second floor any more");
    someone.taps("ชั้นที่ 1");
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), "\"1\"");
}

#[test]
fn options_of_the_draft_have_pages_too() {
    let mut someone = asked(&FLOORS);
    someone.says("12");
    someone.taps("ดูเพิ่มเติม");
    someone.taps("ชั้นที่ 12");
    assert_eq!(shown(&someone).as_deref(), Some("ชั้นที่ 12"));
}
