//! Pauses, bursts and interruptions: what was begun is kept, offered again, and in the end closed.

use std::time::Duration;

use super::Someone;
use super::person::{tapped, wrote};
use crate::conversation::{Deed, Sessions};

const DAY: Duration = Duration::from_secs(24 * 3600);

#[test]
fn after_a_day_the_person_is_told_where_they_were() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("อื่น ๆ");
    someone.waits(DAY);
    let heard = someone.says("สวัสดีค่ะ");
    assert_eq!(heard, "เรื่อง แจ้งซ่อม ค้างอยู่ที่ อาการ ทำต่อไหมคะ");
    assert!(someone.taps("ทำต่อ").contains("เป็นอย่างไรคะ"));
    assert!(someone.says("ไฟดับ").contains("ขั้นที่ 3 จาก 4"));
}

#[test]
fn a_tap_on_the_question_is_an_answer_after_a_day_too() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.waits(DAY);
    assert!(someone.taps("ถนน").contains("ขั้นที่ 2 จาก 3"));
}

#[test]
fn a_draft_is_closed_after_two_days_and_that_is_said() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    let road = someone.button("ถนน");
    someone.does(tapped(&road));
    someone.waits(2 * DAY);
    let heard = someone.does(tapped(&road));
    assert!(heard.starts_with("เรื่อง แจ้งซ่อม ที่ทำค้างไว้เกิน 2 วัน จึงปิดไปแล้ว"), "{heard}");
    assert!(someone.sessions.open.is_none());
    someone.button("แจ้งซ่อม");
    assert!(!someone.says("สวัสดี").contains("เกิน 2 วัน"));
    // One that was only opened is not missed.
    someone.says("ซ่อม");
    someone.waits(3 * DAY);
    assert!(!someone.says("สวัสดี").contains("เกิน 2 วัน"));
}

#[test]
fn going_on_is_a_yes_and_not_an_answer() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("อื่น ๆ");
    someone.waits(DAY);
    someone.says("สวัสดีค่ะ");
    assert!(someone.says("ค่ะ").contains("เป็นอย่างไรคะ"));
    someone.waits(DAY);
    someone.says("สวัสดีค่ะ");
    assert!(someone.says("ไม่").starts_with("พักเรื่อง แจ้งซ่อม ไว้ก่อน"));
    assert!(someone.says("ทำต่อ").contains("เป็นอย่างไรคะ"));
}

#[test]
fn after_a_view_its_words_come_before_the_questions() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("อื่น ๆ");
    someone.says("เมนูหลัก");
    assert!(someone.says("จดไว้").contains("จดว่าอะไรคะ"));
    someone.says("ยกเลิก");
    someone.says("ทำต่อ");
    someone.says("เมนูหลัก");
    // What is no word of the menu is no answer yet: the question is shown first.
    assert!(someone.says("ไฟดับ").ends_with("เป็นอย่างไรคะ"));
    assert!(someone.says("ไฟดับ").contains("ส่งรูปได้ค่ะ"));
}

#[test]
fn a_yes_long_after_the_card_shows_the_card_again() {
    let mut someone = Someone::new();
    someone.says("จดไว้");
    someone.says("ซื้อไม้");
    someone.waits(DAY);
    assert!(someone.says("ครับ").starts_with("ตรวจก่อนส่ง"));
    assert!(someone.turn.effects.is_empty());
    someone.says("ครับ");
    assert_eq!(someone.saved(), "ซื้อไม้");
}

#[test]
fn danger_is_heard_after_a_pause_and_in_one_breath() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("อื่น ๆ");
    someone.waits(DAY);
    assert!(someone.says("ช่วยด้วย แม่หมดสติ").starts_with("เจ็บป่วยฉุกเฉิน"));
    someone.says("ทำต่อ");
    someone.says("ไฟดับ");
    let heard = someone.does_at_once(wrote("แม่หมดสติ"));
    assert!(heard.starts_with("เจ็บป่วยฉุกเฉิน"), "{heard}");
}

#[test]
fn words_for_a_question_that_nobody_saw_are_no_answer_to_it() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("อื่น ๆ");
    someone.says("ไฟดับ");
    someone.taps("ข้าม");
    // The words are taken back, and the next text was meant for what was asked.
    someone.does(Deed::Withdrew { message: "m3".into() });
    let heard = someone.says("ใช่");
    assert!(heard.ends_with("เป็นอย่างไรคะ"), "{heard}");
    assert_eq!(someone.answers().len(), 2);
}

#[test]
fn what_waits_is_let_go_by_its_word() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("ถนน");
    someone.does(tapped("start:note"));
    someone.taps("ยกเลิก");
    assert!(someone.says("ใช่").contains("ส่งรูปได้ค่ะ"), "ยังค้างอยู่ ทำต่อไหมคะ");
    someone.does(tapped("start:note"));
    someone.taps("ยกเลิก");
    assert!(someone.says("ยกเลิก").starts_with("ยกเลิกเรื่อง แจ้งซ่อม แล้ว"));
    assert!(someone.says("ยกเลิก").starts_with("ตอนนี้ไม่มีเรื่องที่ทำค้างไว้"));
}

#[test]
fn another_flow_interrupts_and_the_first_is_offered_again() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("ถนน");
    someone.does(tapped("start:note"));
    someone.says("ซื้อไม้");
    let heard = someone.taps("ยืนยัน");
    assert!(heard.ends_with("เรื่อง แจ้งซ่อม ยังค้างอยู่ ทำต่อไหมคะ"), "{heard}");
    someone.button("ยกเลิกรายการล่าสุด");
    assert_eq!(someone.taps("ทำต่อ"), "ขั้นที่ 2 จาก 3\nส่งรูปได้ค่ะ");
    assert!(someone.sessions.kept.is_empty());
}

#[test]
fn what_waits_can_be_let_go() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("ถนน");
    someone.does(tapped("start:note"));
    let heard = someone.taps("ยกเลิก");
    assert!(heard.starts_with("ยกเลิกเรื่อง จดไว้ แล้ว"), "{heard}");
    let heard = someone.taps("ยกเลิก");
    assert!(heard.starts_with("ยกเลิกเรื่อง แจ้งซ่อม แล้ว"), "{heard}");
    assert!(someone.sessions.kept.is_empty() && someone.sessions.open.is_none());
}

#[test]
fn the_same_flow_again_offers_what_was_begun() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    assert!(someone.says("แจ้งซ่อม").contains("ซ่อมอะไรคะ"));
    someone.taps("ถนน");
    let heard = someone.does(tapped("start:form"));
    assert_eq!(heard, "เรื่อง แจ้งซ่อม ค้างอยู่ที่ รูป ทำต่อไหมคะ");
    assert!(someone.taps("เริ่มใหม่").contains("ขั้นที่ 1"));
    assert!(someone.answers().is_empty());
}

#[test]
fn a_view_in_between_leaves_the_way_back() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("ถนน");
    for word in ["เมนูหลัก", "ฉุกเฉิน", "ติดต่อเจ้าหน้าที่"]
    {
        someone.says(word);
        assert_eq!(someone.answers().len(), 1);
        assert!(someone.taps("ทำต่อ").contains("ส่งรูปได้ค่ะ"), "{word}");
    }
}

#[test]
fn a_second_message_in_one_breath_is_no_answer_to_the_next_question() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.says("3");
    // The same answer twice, as impatient thumbs send it.
    let heard = someone.does_at_once(wrote("3"));
    assert!(heard.starts_with("ข้อความนี้ส่งมาก่อนเห็นคำถามใหม่"), "{heard}");
    assert_eq!(someone.answers().len(), 1);
    someone.waits(Duration::from_secs(2));
    someone.says("ไฟดับ");
    // Words in two messages are one answer.
    let heard = someone.does_at_once(wrote("ทั้งซอย"));
    assert!(heard.starts_with("เพิ่มข้อความนี้ใน อาการ แล้ว\nขั้นที่ 3 จาก 4"), "{heard}");
    assert_eq!(someone.answers()[1].1, "ไฟดับ\nทั้งซอย");
}

#[test]
fn a_message_that_waited_in_the_queue_was_not_written_to_what_was_asked_meanwhile() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.says("ถนน");
    let asked_at = someone.sessions.open.as_ref().unwrap().asked_at;
    assert_eq!(asked_at, someone.now + Duration::from_millis(500));
}

#[test]
fn a_session_grows_with_its_answers_only() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("อื่น ๆ");
    let size = |someone: &Someone| serde_json::to_string(&someone.sessions).unwrap().len();
    someone.says("");
    let before = size(&someone);
    for _ in 0..300 {
        someone.does(Deed::Sent(crate::conversation::Sent::Sticker));
        someone.says("เมนูหลัก");
        someone.says("ย้อนกลับ");
        someone.says("อื่น ๆ");
    }
    // Counters and the names of messages may have a few digits more.
    assert!(size(&someone) <= before + 12, "{} from {before}", size(&someone));
}

#[test]
fn a_form_that_was_changed_keeps_what_fits() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.taps("อื่น ๆ");
    someone.says("ไฟดับ");
    let open = someone.sessions.open.as_mut().unwrap();
    open.version = 0;
    open.answers[1].value = serde_json::json!({"once": "a table"});
    let heard = someone.says("ทำต่อ");
    assert!(heard.starts_with("แบบของเรื่อง แจ้งซ่อม มีการปรับปรุง"), "{heard}");
    assert!(heard.ends_with("เป็นอย่างไรคะ"), "{heard}");
}

#[test]
fn a_flow_that_is_gone_leaves_nothing_open() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    someone.sessions.open.as_mut().unwrap().flow = "gone".into();
    assert!(someone.says("ถนน").starts_with("ยังไม่เข้าใจ"));
    assert!(someone.sessions.open.is_none());
}

#[test]
fn nothing_is_asked_in_a_group() {
    let mut someone = Someone::new();
    someone.in_group = true;
    let called = Deed::Wrote { text: "แจ้งซ่อม".into(), called: true };
    assert!(someone.does(called).contains("แชตส่วนตัว"));
    assert_eq!(someone.sessions, Sessions::default());
    assert_eq!(someone.says("ถนน"), "");
}
