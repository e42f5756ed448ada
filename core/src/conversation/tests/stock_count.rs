//! The evening count: three taps when nothing is odd, two when nothing moved, and never a
//! difference without a reason.

use super::Someone;
use super::made_up::TEAM;
use super::made_up_stock::{self, book, masks, page};
use super::person::tapped;
use crate::conversation::{Deed, Sent};
use crate::facts::{Found, Need};
use crate::stock::known::{Answer, Ask, Page};
use crate::stock::record::Said;

const ASKED: &str = "ขั้นที่ 1 จากไม่เกิน 4\nทีมหมู่ 5 พังโคน · ศุกร์ 8 พ.ค. 63\n\
                     หน้ากากอนามัย ในบัญชีมี 160 ชิ้น (3 กล่อง 10 ชิ้น)\nวันนี้นับได้กี่ชิ้นคะ\nเช่น 150 ชิ้น";

fn counting() -> Someone {
    let mut somjai = Someone::volunteer();
    somjai.says("ตรวจนับวันนี้");
    somjai
}

fn labels(someone: &Someone) -> Vec<&str> {
    someone.turn.says.last().unwrap().quick.iter().map(|button| &*button.label).collect()
}

fn gap_of(someone: &Someone) -> String {
    let asked = someone.asked_for();
    let gap = asked.split_once("gap: ").unwrap().1.split_once(" }, document").unwrap().0;
    gap.to_owned()
}

#[test]
fn the_question_says_where_which_day_and_what_the_book_says() {
    let somjai = counting();
    assert_eq!(somjai.heard(), ASKED);
    let taps = ["เท่าเมื่อวาน", "ไม่มีการเคลื่อนไหว", "ไม่มีเลย (0)", "ย้อนกลับ", "ยกเลิก"];
    assert_eq!(labels(&somjai), taps);
}

#[test]
fn masks_that_were_handed_out_are_counted_and_explained_in_the_same_talk() {
    let mut somjai = counting();
    let why = somjai.says("๒ กล่อง ๒๐");
    assert!(why.starts_with("รับแล้ว: 120 ชิ้น (2 กล่อง 20 ชิ้น)\n"), "{why}");
    assert!(why.contains("\nนับได้ 120 ชิ้น น้อยกว่าในบัญชี 40 ชิ้น เพราะอะไรคะ\n"), "{why}");
    assert!(somjai.taps("แจกแล้วยังไม่ลง").contains("แจกให้กลุ่มไหนคะ\n1 กลุ่มเปราะบาง เช่น ผู้สูงอายุ"));
    assert_eq!(
        somjai.taps("กลุ่มเปราะบาง"),
        "ตรวจก่อนส่ง: ตรวจนับวันนี้\n1 หน่วย = ทีมหมู่ 5 พังโคน\n2 สิ่งของ = หน้ากากอนามัย\n\
         3 วันที่ = ศุกร์ 8 พ.ค. 63\n4 นับได้ = 120 ชิ้น (2 กล่อง 20 ชิ้น)\n\
         5 สาเหตุ = แจกแล้วยังไม่ลง\n6 แจกให้ = กลุ่มเปราะบาง\n\
         ยกมา = 160 ชิ้น\nแจกกลุ่มเปราะบาง = 40 ชิ้น\nนับได้ = 120 ชิ้น\nผลต่าง = 0 ชิ้น"
    );
    let receipt = somjai.taps("ยืนยัน");
    assert!(receipt.starts_with("บันทึกแล้วค่ะ เลขที่ ส-0007 เวลา 16.00 น."), "{receipt}");
    assert!(receipt.ends_with("\n--\nส่งต่อเนื่องมา 12 วันแล้ว ขอบคุณค่ะ"), "{receipt}");
    assert_eq!(labels(&somjai)[..3], ["ยกเลิกรายการล่าสุด", "ดูยอดคงเหลือ", "รายงานหน้ากาก"]);
    assert_eq!(
        somjai.asked_for(),
        "Write(NewRecord { id: RecordId(7), unit: UnitId(1000001), item: ItemId(1), \
         day: 2020-05-08, author: Some(RoleId(5)), on_behalf: false, \
         deed: Count { said: Number, counted: 120, book: 160, \
         gap: [HandedOut { group: G4, pieces: 40 }] }, document: None, note: None, photos: [], \
         pack: None })"
    );
}

#[test]
fn nothing_moved_is_two_taps_without_a_review() {
    for how in ["ไม่มีการเคลื่อนไหว", "ไม่เคลื่อนไหวค่ะ"]
    {
        let mut somjai = counting();
        let receipt = somjai.says(how);
        assert!(receipt.starts_with("บันทึกแล้วค่ะ เลขที่ ส-0007"), "{receipt}");
        let deed = "Count { said: NothingMoved, counted: 160, book: 160, gap: [] }";
        assert!(somjai.asked_for().contains(deed), "{}", somjai.asked_for());
        assert!(somjai.sessions.open.is_none());
        assert_eq!(labels(&somjai)[0], "ยกเลิกรายการล่าสุด");
    }
    let mut somjai = counting();
    assert!(somjai.taps("ไม่มีการเคลื่อนไหว").starts_with("บันทึกแล้วค่ะ"));
    assert!(somjai.turn.uses_number);
}

#[test]
fn nothing_moved_is_not_offered_once_something_has() {
    let mut somjai = counting();
    let nothing = somjai.button("ไม่มีการเคลื่อนไหว");
    somjai.knows = made_up_stock::knows;
    let heard = somjai.does(tapped(&nothing));
    assert!(somjai.turn.effects.is_empty() && !somjai.turn.uses_number);
    assert!(heard.contains("วันนี้นับได้กี่ชิ้นคะ"), "{heard}");
    assert_eq!(labels(&somjai)[..2], ["เท่าในบัญชี", "ไม่มีเลย (0)"]);
    let review = somjai.taps("เท่าในบัญชี");
    assert!(review.contains("ยกมา = 120 ชิ้น\nเข้าออกวันนั้น = 40 ชิ้น\nนับได้ = 160 ชิ้น"), "{review}");
}

#[test]
fn the_same_as_yesterday_and_nothing_left_are_said_by_a_tap() {
    let mut somjai = counting();
    assert!(somjai.taps("เท่าเมื่อวาน").contains("4 นับได้ = 160 ชิ้น\nยกมา = 160 ชิ้น"));
    somjai.taps("ยืนยัน");
    assert!(somjai.asked_for().contains("said: SameAsYesterday, counted: 160"));
    for how in ["ไม่มีเลย (0)", "0", "ไม่มีเลยค่ะ"] {
        let mut somjai = counting();
        assert!(somjai.says(how).contains("น้อยกว่าในบัญชี 160 ชิ้น"), "{}", somjai.heard());
        somjai.taps("หาย");
        somjai.taps("ยืนยัน");
        let deed = "said: Zero, counted: 0, book: 160, gap: [Lost { why: Lost, pieces: 160 }]";
        assert!(somjai.asked_for().contains(deed), "{}", somjai.asked_for());
    }
}

#[test]
fn every_reason_becomes_what_it_says() {
    for (count, why, gap) in [
        ("150", "ชำรุด", "[Lost { why: Damaged, pieces: 10 }]"),
        ("150", "หาย", "[Lost { why: Lost, pieces: 10 }]"),
        ("150", "ครั้งก่อนนับผิด", "[Adjusted { why: CountedWrong, pieces: 10 }]"),
        ("170", "รับแล้วยังไม่ลง", "[Adjusted { why: CameUnwritten, pieces: 10 }]"),
        ("170", "ครั้งก่อนนับผิด", "[Adjusted { why: CountedWrong, pieces: 10 }]"),
    ] {
        let mut somjai = counting();
        somjai.says(count);
        let review = somjai.taps(why);
        let difference = if gap.contains("Lost") { "0" } else { "10" };
        let sign = if count == "150" && difference == "10" { "-" } else { "" };
        assert!(review.ends_with(&format!("ผลต่าง = {sign}{difference} ชิ้น")), "{review}");
        somjai.taps("ยืนยัน");
        assert_eq!(gap_of(&somjai), gap, "{count} {why}");
    }
    let mut somjai = counting();
    somjai.says("170");
    assert!(somjai.heard().contains("มากกว่าในบัญชี 10 ชิ้น"));
    assert!(!labels(&somjai).contains(&"ชำรุด"));
    assert!(somjai.taps("อื่น ๆ").contains("เกิดอะไรขึ้นคะ"));
    somjai.says("มีคนเอามาคืน");
    somjai.taps("ยืนยัน");
    let asked = somjai.asked_for();
    assert!(asked.contains("why: Other, pieces: 10"), "{asked}");
    assert!(asked.contains("note: Some(\"มีคนเอามาคืน\")"), "{asked}");
}

#[test]
fn of_several_groups_the_last_follows_from_the_rest() {
    let mut somjai = counting();
    somjai.says("100");
    somjai.taps("แจกแล้วยังไม่ลง");
    assert!(somjai.taps("หลายกลุ่ม").contains("แจกกลุ่มเปราะบางกี่ชิ้นคะ ยังไม่ได้ระบุอีก 60 ชิ้น"));
    assert!(somjai.says("61").starts_with("ขอเป็นจำนวน ไม่เกิน 60 ชิ้น\n"));
    assert!(somjai.says("30").contains("แจกใกล้ชิดผู้ป่วยกี่ชิ้นคะ ยังไม่ได้ระบุอีก 30 ชิ้น"));
    assert!(somjai.taps("ไม่มีเลย (0)").contains("แจกบริการประชาชนกี่ชิ้นคะ"));
    let review = somjai.says("๑๐");
    let line = "7 กลุ่มละ = กลุ่มเปราะบาง 30 ชิ้น, บริการประชาชน 10 ชิ้น, ปฏิบัติงานเสี่ยง 20 ชิ้น\n";
    assert!(review.contains(line), "{review}");
    somjai.taps("ยืนยัน");
    let gap = "[HandedOut { group: G2, pieces: 10 }, HandedOut { group: G3, pieces: 20 }, \
               HandedOut { group: G4, pieces: 30 }]";
    assert_eq!(gap_of(&somjai), gap);
}

#[test]
fn all_that_is_left_goes_to_a_group_by_one_tap() {
    let mut somjai = counting();
    for text in ["100", "แจกแล้วยังไม่ลง", "หลายกลุ่ม", "30"]
    {
        somjai.says(text);
    }
    somjai.taps("ทั้งหมด 30 ชิ้น");
    somjai.taps("ยืนยัน");
    let gap = "[HandedOut { group: G1, pieces: 30 }, HandedOut { group: G4, pieces: 30 }]";
    assert_eq!(gap_of(&somjai), gap);
}

#[test]
fn a_count_is_asked_again_when_the_book_has_changed_since() {
    let mut somjai = counting();
    somjai.says("120");
    somjai.taps("หาย");
    let confirm = somjai.button("ยืนยัน");
    somjai.knows = |need| match need {
        Need::Stock(Ask::Book(..)) => book(vec![Page { opening: 110, ..page(masks()) }]),
        need => made_up_stock::knows(need),
    };
    let heard = somjai.does(tapped(&confirm));
    assert!(somjai.turn.effects.is_empty());
    assert!(heard.contains("ในบัญชีมี 150 ชิ้น (3 กล่อง)"), "{heard}");
    // What was counted may be what the book says by now.
    assert!(somjai.says("150").contains("4 นับได้ = 150 ชิ้น\nยกมา"), "{}", somjai.heard());
}

#[test]
fn one_goes_back_changes_lines_and_leaves() {
    let mut somjai = counting();
    somjai.says("120");
    somjai.taps("แจกแล้วยังไม่ลง");
    assert!(somjai.taps("ย้อนกลับ").contains("เพราะอะไรคะ"));
    assert!(somjai.taps("ย้อนกลับ").contains("ตอบไว้ว่า 120 ชิ้น"));
    // From the first question, out: what was given is not asked on the way.
    assert!(somjai.taps("ย้อนกลับ").starts_with("เมนูหลัก"), "{}", somjai.heard());
    assert!(somjai.sessions.open.is_none() && somjai.sessions.kept.is_empty());
    let mut somjai = counting();
    for text in ["120", "ชำรุด", "4", "130"] {
        somjai.says(text);
    }
    assert!(somjai.heard().contains("ชำรุด = 30 ชิ้น"), "{}", somjai.heard());
    somjai.says("ยกเลิก");
    assert!(somjai.sessions.open.is_none() && somjai.turn.effects.is_empty());
    // Nothing was said, so nothing waits to be gone on with.
    counting().says("เมนูหลัก");
    let mut somjai = counting();
    somjai.says("แจกจ่าย");
    assert!(somjai.sessions.kept.is_empty(), "{:?}", somjai.sessions);
}

#[test]
fn a_sticker_is_named_and_the_question_comes_again() {
    let mut somjai = counting();
    let heard = somjai.does(Deed::Sent(Sent::Sticker));
    assert_eq!(heard, format!("ได้สติกเกอร์แล้ว แต่ข้อนี้ขอเป็นข้อความ\n{ASKED}"));
    assert_eq!(labels(&somjai)[0], "เท่าเมื่อวาน");
}

#[test]
fn only_the_first_answer_settles_a_count_and_a_changed_one_is_reviewed() {
    let mut somjai = counting();
    somjai.taps("เท่าเมื่อวาน");
    somjai.says("4");
    let review = somjai.taps("ไม่มีการเคลื่อนไหว");
    assert!(review.contains("4 นับได้ = ไม่มีการเคลื่อนไหว · 160 ชิ้น"), "{review}");
    assert!(somjai.turn.effects.is_empty());
}

#[test]
fn a_count_that_is_undone_is_taken_back_and_can_be_sent_anew() {
    let mut somjai = counting();
    somjai.taps("ไม่มีการเคลื่อนไหว");
    let undo = somjai.button("ยกเลิกรายการล่าสุด");
    somjai.knows = |need| match need {
        Need::Stock(Ask::Record(id)) => {
            let deed = crate::stock::Deed::Count {
                said: Said::NothingMoved,
                counted: 160,
                book: 160,
                gap: Vec::new(),
            };
            Found::Stock(Answer::Past(vec![made_up_stock::past(id.0, deed)]))
        }
        need => made_up_stock::quiet(need),
    };
    let heard = somjai.does(tapped(&undo));
    assert!(heard.starts_with("ยกเลิกรายการ ส-0007 แล้วค่ะ"), "{heard}");
    let asked = somjai.asked_for();
    assert!(asked.starts_with("Write(NewRecord { id: RecordId(-7), "), "{asked}");
    assert!(
        asked.contains("deed: Reverse { record: RecordId(7), why: \"by_mistake\" }"),
        "{asked}"
    );
    assert!(asked.contains(&format!("unit: UnitId({TEAM})")), "{asked}");
    // The answers are a draft again, and this time they are looked over.
    assert!(somjai.says("ทำต่อ").contains("4 นับได้ = ไม่มีการเคลื่อนไหว · 160 ชิ้น"));
    assert!(somjai.taps("ยืนยัน").starts_with("บันทึกแล้วค่ะ"));
}
