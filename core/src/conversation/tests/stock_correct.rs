//! A record that was wrong is taken back by another one, with a reason, and written anew.

use super::Someone;
use super::made_up_stock::{self, past};
use super::person::tapped;
use crate::conversation::Language;
use crate::facts::{Found, Need};
use crate::stock::known::{Answer, Ask, Past};
use crate::stock::record::{Deed, Source};
use crate::stock::{Group, RecordId};

#[test]
fn one_of_the_last_records_is_taken_back_with_a_reason_and_begun_anew() {
    let mut somjai = Someone::volunteer();
    let asked = somjai.says("แก้รายการล่าสุด");
    let first = "1 ส-10000013 แจก 40 ชิ้น พฤหัสบดี 7 พ.ค. 63\n2 ส-10000014 รับ 100 ชิ้น";
    assert!(asked.contains(first), "{asked}");
    assert!(
        somjai.says("1").contains("แก้เพราะอะไรคะ\n1 จำนวนผิด\n2 เลือกผิด\n3 ลงซ้ำ"),
        "{}",
        somjai.heard()
    );
    assert!(somjai.taps("ย้อนกลับ").contains("แก้รายการไหนคะ"));
    somjai.says("ส-10000013");
    assert!(somjai.taps("จำนวนผิด").ends_with("3 เหตุผล = จำนวนผิด"), "{}", somjai.heard());
    let receipt = somjai.taps("ยืนยัน");
    assert!(receipt.starts_with("ยกเลิกรายการ ส-10000013 แล้วค่ะ\n--\nถ้าจะลงใหม่ให้ถูก"), "{receipt}");
    let asked = somjai.asked_for();
    assert!(
        asked.starts_with("Write(NewRecord { id: RecordId(-10000013), unit: UnitId(1000001)"),
        "{asked}"
    );
    assert!(
        asked.contains("day: 2020-05-07, author: Some(RoleId(5)), on_behalf: false"),
        "{asked}"
    );
    let deed = "deed: Reverse { record: RecordId(10000013), why: \"wrong_number\" }";
    assert!(asked.contains(deed), "{asked}");
    // It has the number of what it takes back, and takes none.
    assert!(!somjai.turn.uses_number);
    assert!(somjai.taps("แจกจ่าย").contains("แจกให้กลุ่มไหนคะ"), "{}", somjai.heard());
}

#[test]
fn a_correction_stays() {
    let mut somjai = Someone::volunteer();
    for text in ["แก้รายการล่าสุด", "1", "1", "ยืนยัน"] {
        somjai.says(text);
    }
    let heard = somjai.says("ยกเลิกรายการล่าสุด");
    assert!(heard.starts_with("รายการ ส-10000013 แก้ข้อมูลแล้ว"), "{heard}");
    assert!(somjai.turn.effects.is_empty());
}

#[test]
fn own_words_are_a_reason_too() {
    let mut somjai = Someone::volunteer();
    for text in ["แก้รายการล่าสุด", "2", "เป็นของหมู่ 6 ไม่ใช่หมู่ 5", "ยืนยัน"]
    {
        somjai.says(text);
    }
    let asked_for = somjai.asked_for();
    assert!(asked_for.contains("why: \"own_words\""), "{asked_for}");
    assert!(asked_for.contains("note: Some(\"เป็นของหมู่ 6 ไม่ใช่หมู่ 5\")"), "{asked_for}");
}

#[test]
fn what_cannot_be_taken_back_any_more_says_why() {
    for (change, why) in [
        (
            (|past| Past { reversed_by: Some(RecordId(-10_000_013)), ..past }) as fn(Past) -> Past,
            "รายการนี้ยกเลิกไปแล้ว",
        ),
        (
            |past| Past { deed: Deed::Receive { from: Source::Bought, pieces: 161 }, ..past },
            "รายการนั้นนำของเข้ามา 161 ชิ้น แต่ตอนนี้เหลือให้ถอนได้ 160 ชิ้น",
        ),
        (
            |past| Past {
                deed: Deed::Send {
                    to: past.unit.id,
                    way: crate::stock::record::Way::Down,
                    pieces: 3,
                },
                ..past
            },
            "ผู้รับยืนยันรับของแล้ว",
        ),
    ] {
        let mut somjai = Someone::volunteer();
        for text in ["แก้รายการล่าสุด", "1", "1"] {
            somjai.says(text);
        }
        let confirm = somjai.button("ยืนยัน");
        let changed =
            change(past(10_000_013, Deed::HandOut { group: Group::G1, pieces: 1, people: 1 }));
        LEDGER.with_borrow_mut(|ledger| *ledger = Some(changed));
        somjai.knows = |need| match need {
            Need::Stock(Ask::Record(_)) => Found::Stock(Answer::Past(
                LEDGER.with_borrow(|past| past.iter().cloned().collect()),
            )),
            need => made_up_stock::knows(need),
        };
        let heard = somjai.does(tapped(&confirm));
        assert!(heard.starts_with(why), "{heard}");
        assert!(somjai.turn.effects.is_empty() && somjai.sessions.open.is_none());
    }
}

std::thread_local! {
    /// The one record that is there.
    static LEDGER: std::cell::RefCell<Option<Past>> = const { std::cell::RefCell::new(None) };
}

#[test]
fn without_records_there_is_nothing_to_correct() {
    let mut somjai = Someone::volunteer();
    somjai.knows = |need| match need {
        Need::Stock(Ask::Past(_)) => Found::Stock(Answer::Past(Vec::new())),
        need => made_up_stock::knows(need),
    };
    assert_eq!(somjai.says("แก้รายการล่าสุด"), "ยังไม่มีรายการที่แก้ได้ค่ะ");
}

#[test]
fn nobody_takes_back_a_record_of_another_book() {
    let mut somjai = Someone::volunteer();
    let heard = somjai.does(tapped("start:correct:u4705"));
    assert!(heard.starts_with("เรื่องนี้อยู่นอกพื้นที่"), "{heard}");
    // A number that is not in the list of one's own unit is no choice.
    somjai.says("แก้รายการล่าสุด");
    assert!(somjai.says("ส-47053").starts_with("ยังไม่ตรงกับข้อใด"), "{}", somjai.heard());
    assert!(somjai.answers().iter().all(|(step, _)| step != "record"));
}

#[test]
fn a_correction_in_english() {
    let mut somjai = Someone::volunteer();
    somjai.language = Language::English;
    let asked = somjai.says("Correct last entry");
    assert!(asked.contains("1 S-10000013 Handed out 40 pieces Thu 7 May 2020"), "{asked}");
    somjai.says("1");
    somjai.taps("Wrong number");
    assert!(somjai.taps("Confirm").starts_with("Record S-10000013 is taken back"));
}
