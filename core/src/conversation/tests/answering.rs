//! Answering a form: straight, back, changed, undone; the record is the same.

use super::Someone;
use super::person::wrote;
use crate::conversation::{Deed, Sent};

const RECORD: &str = r#"7: other ไฟดับทั้งซอย ["p1"] Some(true)"#;

/// At the review card of one form.
fn answered() -> Someone {
    let mut someone = Someone::new();
    someone.says("แจ้งซ่อม");
    someone.taps("อื่น ๆ");
    someone.says("ไฟดับทั้งซอย");
    someone.shows("p1");
    someone.taps("ถัดไป");
    someone.taps("ใช่");
    someone
}

#[test]
fn a_form_is_answered_with_taps() {
    let mut someone = Someone::new();
    let asked = someone.says("ซ่อม");
    assert_eq!(asked, "ขั้นที่ 1 จากไม่เกิน 4\nซ่อมอะไรคะ\n1 ถนน\n2 น้ำประปา\n3 อื่น ๆ");
    assert_eq!(someone.taps("ถนน"), "ขั้นที่ 2 จาก 3\nส่งรูปได้ค่ะ");
    assert_eq!(someone.taps("ข้าม"), "ขั้นที่ 3 จาก 3\nด่วนไหมคะ\n1 ใช่\n2 ไม่ใช่");
    let review = someone.taps("ไม่ใช่");
    assert_eq!(review, "ตรวจก่อนส่ง: แจ้งซ่อม\n1 เรื่อง = ถนน\n2 รูป = ไม่ระบุ\n3 ด่วน = ไม่ใช่");
    let receipt = someone.taps("ยืนยัน");
    assert_eq!(receipt, "ส่งแล้ว ซ-0007\nถ้าส่งผิด ยกเลิกเองได้ภายใน 10 นาที");
    assert_eq!(someone.saved(), "7: road  [] Some(false)");
    assert_eq!(someone.sessions.open, None);
}

#[test]
fn a_form_is_answered_with_words_and_numbers() {
    let mut someone = Someone::new();
    for (text, answer) in [
        ("ซ่อม", "ขั้นที่ 1"),
        ("๒", "รับแล้ว: น้ำประปา\nขั้นที่ 2 จาก 3"),
        ("ข้าม", "ขั้นที่ 3 จาก 3"),
        ("ไม่", "ตรวจก่อนส่ง: แจ้งซ่อม\n"),
    ] {
        let heard = someone.says(text);
        let heard = heard.strip_prefix("--\n").unwrap_or(&heard);
        assert!(heard.starts_with(answer), "{text}: {heard}");
    }
    someone.says("ยืนยันข้อมูล");
    assert_eq!(someone.saved(), "7: water  [] Some(false)");
}

#[test]
fn back_drops_one_answer_and_changes_nothing_else() {
    let mut someone = answered();
    assert!(someone.taps("ย้อนกลับ").contains("ด่วนไหมคะ"));
    assert!(someone.says("กลับ").contains("ส่งรูป"));
    assert!(someone.taps("ย้อนกลับ").contains("เป็นอย่างไร"));
    someone.says("ไฟดับทั้งซอย");
    someone.shows("p1");
    someone.taps("ถัดไป");
    someone.taps("ใช่");
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), RECORD);
}

#[test]
fn back_from_half_an_answer_begins_the_question_anew() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("ถนน");
    assert!(someone.shows("p1").contains("ได้ 1 รูปแล้ว"));
    assert!(someone.taps("ย้อนกลับ").contains("ส่งรูปได้ค่ะ"));
    assert!(someone.taps("ย้อนกลับ").contains("ซ่อมอะไร"));
}

#[test]
fn back_from_the_first_question_leads_out() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    assert_eq!(someone.taps("ย้อนกลับ"), "เมนูหลัก\nแตะเรื่องที่ต้องการได้เลยค่ะ");
    assert!(someone.sessions.open.is_none());
}

#[test]
fn every_line_of_the_review_can_be_changed() {
    for (how, line) in [("แก้ไข 2", "อาการ"), ("2", ""), ("อาการ", ""), ("แก้ไขอาการ", "")]
    {
        let mut someone = answered();
        let asked = someone.says(how);
        assert!(asked.starts_with("ตอนนี้เป็น ไฟดับทั้งซอย\nเป็นอย่างไรคะ"), "{how} {line}: {asked}");
        let review = someone.says("น้ำรั่ว");
        assert!(review.contains("2 อาการ = น้ำรั่ว"), "{review}");
        someone.taps("ยืนยัน");
        assert_eq!(someone.saved(), RECORD.replace("ไฟดับทั้งซอย", "น้ำรั่ว"));
    }
}

#[test]
fn changing_a_line_may_be_thought_better_of() {
    let mut someone = answered();
    assert!(someone.says("แก้ไข").starts_with("จะแก้ข้อไหนคะ"));
    someone.taps("อาการ");
    assert!(someone.taps("ย้อนกลับ").contains("2 อาการ = ไฟดับทั้งซอย"));
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), RECORD);
}

#[test]
fn a_changed_branch_asks_only_what_is_new_and_saves_only_what_is_on_it() {
    let mut someone = answered();
    someone.says("1");
    let review = someone.says("ถนน");
    assert!(review.contains("1 เรื่อง = ถนน\n2 รูป = 1 รูป\n3 ด่วน = ใช่"), "{review}");
    someone.says("1");
    let asked = someone.says("อื่น ๆ");
    assert!(asked.contains("1 เรื่อง = อื่น ๆ\n2 อาการ = ไฟดับทั้งซอย"), "{asked}");
    someone.says("1");
    someone.says("น้ำประปา");
    someone.says("ยืนยัน");
    assert_eq!(someone.saved(), r#"7: water  ["p1"] Some(true)"#);
}

#[test]
fn a_saved_record_can_be_undone_for_ten_minutes_and_sent_again_changed() {
    let mut someone = answered();
    someone.taps("ยืนยัน");
    assert!(someone.taps("ยกเลิกรายการล่าสุด").starts_with("ยกเลิกรายการ ซ-0007 แล้ว"));
    assert_eq!(someone.saved(), "undo 7");
    assert!(someone.says("ยกเลิกรายการล่าสุด").contains("ยกเลิกไปแล้ว"));
    assert!(someone.says("ทำต่อ").contains("2 อาการ = ไฟดับทั้งซอย"));
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), RECORD);
    someone.waits(std::time::Duration::from_secs(601));
    assert!(someone.says("ยกเลิกรายการล่าสุด").contains("เกิน 10 นาที"));
    assert!(someone.turn.effects.is_empty());
    assert!(someone.sessions.saved.as_ref().unwrap().session.answers.is_empty());
}

#[test]
fn what_is_wrong_is_said_and_the_third_time_a_person_is_offered() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    assert!(someone.says("สะพาน").starts_with("ยังไม่ตรงกับข้อใด"));
    let heard = someone.does(Deed::Sent(Sent::Sticker));
    assert!(heard.starts_with("ได้สติกเกอร์แล้ว"), "{heard}");
    assert!(!heard.contains("ติดต่อเจ้าหน้าที่"));
    assert!(someone.says("4").contains("ติดต่อเจ้าหน้าที่"));
    someone.button("ติดต่อเจ้าหน้าที่");
    assert!(someone.says("ทาง").contains("ขั้นที่ 2 จาก 3"));
    assert_eq!(someone.says("ข้าม"), "ขั้นที่ 3 จาก 3\nด่วนไหมคะ\n1 ใช่\n2 ไม่ใช่");
    assert!(someone.says("ข้าม").starts_with("ข้อนี้ข้ามไม่ได้"));
}

#[test]
fn danger_is_heard_in_the_middle_of_a_form_and_what_was_said_is_kept() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("อื่น ๆ");
    let heard = someone.says("ไฟไหม้เสาไฟฟ้า");
    assert!(heard.starts_with("เจ็บป่วยฉุกเฉิน โทร 1669 ทันที"), "{heard}");
    assert!(heard.contains("ขั้นที่ 3 จาก 4"), "{heard}");
}

#[test]
fn more_photos_come_to_those_there_are_and_one_taken_back_goes_alone() {
    let mut someone = answered();
    someone.says("3");
    assert!(someone.heard().contains("ได้ 1 รูปแล้ว"), "{}", someone.heard());
    someone.shows("p2");
    assert!(someone.heard().contains("3 รูป = 2 รูป"), "{}", someone.heard());
    someone.says("3");
    assert!(someone.shows("p3").starts_with("ครบจำนวนรูปแล้ว"));
    someone.says("ไม่มี");
    assert!(someone.heard().contains("3 รูป = 2 รูป"), "{}", someone.heard());
    someone.does(Deed::Withdrew { message: "m4".into() });
    someone.says("ทำต่อ");
    assert!(someone.heard().contains("3 รูป = 1 รูป"), "{}", someone.heard());
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), RECORD.replace("p1", "p2"));
}

#[test]
fn what_was_gone_back_over_is_offered_again() {
    let mut someone = answered();
    for _ in 0..3 {
        someone.taps("ย้อนกลับ");
    }
    assert!(someone.heard().contains("ตอบไว้ว่า ไฟดับทั้งซอย\nเป็นอย่างไรคะ"), "{}", someone.heard());
    someone.taps("ใช้คำตอบเดิม");
    assert!(someone.heard().contains("ตอบไว้ว่า 1 รูป"), "{}", someone.heard());
    someone.says("ถัดไป");
    someone.says("เหมือนเดิม");
    someone.taps("ยืนยัน");
    assert_eq!(someone.saved(), RECORD);
}

#[test]
fn words_that_are_buttons_are_nobodys_story() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("อื่น ๆ");
    for word in ["ถัดไป", "ยืนยัน", "แก้ไข", "ยืนยันค่ะ"]
    {
        assert!(someone.says(word).starts_with("ข้อนี้ขอเป็นข้อความเล่าเรื่อง"), "{word}");
    }
    assert_eq!(someone.answers().len(), 1);
}

#[test]
fn not_knowing_leaves_a_question_out_and_particles_do_not_matter() {
    let mut someone = Someone::new();
    someone.says("ซ่อมค่ะ");
    assert!(someone.says("ถนนครับ").contains("ส่งรูปได้ค่ะ"));
    assert!(someone.says("ไม่รู้").contains("ด่วนไหมคะ"));
}

#[test]
fn none_leaves_a_question_out_where_that_is_possible() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("ถนน");
    assert!(someone.says("ไม่มี").contains("ด่วนไหมคะ"));
}

#[test]
fn a_story_goes_on_in_a_second_message() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("อื่น ๆ");
    someone.says("น้ำไม่ไหล");
    assert!(someone.says("สามวันแล้ว").starts_with("เพิ่มข้อความนี้ใน อาการ แล้ว"));
    assert_eq!(someone.answers()[1].1, "น้ำไม่ไหล\nสามวันแล้ว");
    someone.waits(std::time::Duration::from_secs(60));
    assert!(someone.says("อีกนิด").starts_with("ข้อนี้ขอเป็นรูป"));
}

#[test]
fn which_line_to_change_may_be_left_open() {
    let mut someone = answered();
    someone.says("แก้ไข");
    let review = someone.says("ย้อนกลับ");
    assert!(review.contains("4 ด่วน = ใช่"), "{review}");
    someone.says("แก้ไข");
    someone.says("ยืนยัน");
    assert_eq!(someone.saved(), RECORD);
}

#[test]
fn a_withdrawn_message_takes_its_answer_out_and_it_is_asked_again() {
    let mut someone = answered();
    someone.does(Deed::Withdrew { message: "m3".into() });
    assert_eq!(someone.heard(), "");
    assert!(someone.says("ทำต่อ").contains("เป็นอย่างไรคะ"));
    assert!(someone.does(wrote("น้ำรั่ว")).contains("2 อาการ = น้ำรั่ว"));
}
