//! The evening count, less usual: doubts, shortcuts, other days, several items, English.

use super::Someone;
use super::made_up_stock::{self, book, gel, masks, quiet_page};
use crate::conversation::Language;
use crate::facts::{Found, Need};
use crate::stock::ItemId;
use crate::stock::known::{Answer, Ask, Page};
use crate::stock::record::Said;
use crate::stock::sheet::Reported;

const ASKED: &str = "วันนี้นับได้กี่ชิ้นคะ\nเช่น 150 ชิ้น";

fn counting() -> Someone {
    let mut somjai = Someone::volunteer();
    somjai.says("ตรวจนับวันนี้");
    somjai
}

#[test]
fn an_unlikely_count_is_asked_about_once() {
    let mut somjai = counting();
    let heard = somjai.says("1,200");
    assert!(heard.contains("1,200 ชิ้น มากกว่าที่เคย แน่ใจไหมคะ"), "{heard}");
    assert!(somjai.taps("ใส่จำนวนใหม่").contains("วันนี้นับได้กี่ชิ้นคะ"));
    somjai.says("1200");
    assert!(somjai.taps("ใช่ ถูกต้อง").contains("มากกว่าในบัญชี 1,040 ชิ้น"));
    let mut somjai = counting();
    somjai.says("1001");
    // Another number needs no button first.
    assert!(somjai.says("1000").contains("มากกว่าในบัญชี 840 ชิ้น"), "{}", somjai.heard());
}

#[test]
fn without_a_history_the_level_says_what_is_unlikely() {
    let mut somjai = counting();
    somjai.knows = |need| match need {
        Need::Stock(Ask::Book(..)) => book(vec![Page { usual: None, ..quiet_page(masks()) }]),
        need => made_up_stock::knows(need),
    };
    assert!(somjai.says("1000").contains("มากกว่าในบัญชี 840 ชิ้น"), "{}", somjai.heard());
    somjai.taps("ย้อนกลับ");
    assert!(somjai.says("1001").contains("แน่ใจไหมคะ"));
}

#[test]
fn what_was_counted_before_is_said() {
    let mut somjai = Someone::volunteer();
    somjai.knows = |need| match need {
        Need::Stock(Ask::Book(..)) => {
            let reported = Some(Reported { said: Said::Number, counted: 160, difference: 0 });
            book(vec![Page { reported, ..quiet_page(masks()) }])
        }
        need => made_up_stock::knows(need),
    };
    let asked = somjai.says("ตรวจนับวันนี้");
    assert!(asked.contains("วันนี้ลงไว้แล้วว่านับได้ 160 ชิ้น นับใหม่ได้"), "{asked}");
}

#[test]
fn a_shortcut_goes_to_the_review_or_to_what_is_open() {
    for typed in ["นับ 160", "นับ ๑๖๐ ชิ้น", "นับได้ 3 กล่อง 10", "count 160", "Count 3 boxes 10 pieces"]
    {
        let mut somjai = Someone::volunteer();
        let review = somjai.says(typed);
        assert!(review.contains("4 นับได้ = 160 ชิ้น"), "{typed}: {review}");
        somjai.taps("ยืนยัน");
        assert!(somjai.asked_for().contains("said: Number, counted: 160"));
    }
    let mut somjai = Someone::volunteer();
    assert!(somjai.says("นับ 120").contains("น้อยกว่าในบัญชี 40 ชิ้น"));
    // What is odd, or does not read, is asked in words.
    assert!(Someone::volunteer().says("นับ 120000").ends_with(ASKED));
    assert!(Someone::volunteer().says("นับ 12 ขวด").ends_with(ASKED));
}

#[test]
fn yesterday_can_be_counted_today_and_a_day_to_come_cannot() {
    let mut somjai = counting();
    somjai.taps("เท่าเมื่อวาน");
    somjai.says("3");
    let refused = somjai.says("9 พ.ค. 63");
    assert!(refused.contains("ข้อนี้ขอตั้งแต่ ศุกร์ 1 พ.ค. 63 ถึง ศุกร์ 8 พ.ค. 63"), "{refused}");
    assert!(somjai.says("เมื่อวาน").contains("3 วันที่ = พฤหัสบดี 7 พ.ค. 63"), "{}", somjai.heard());
    let receipt = somjai.taps("ยืนยัน");
    assert!(somjai.asked_for().contains("day: 2020-05-07"), "{}", somjai.asked_for());
    // A row of days is not told of a day that was late.
    assert!(receipt.ends_with("\n--\nขอบคุณค่ะ"), "{receipt}");
}

#[test]
fn with_several_items_the_next_one_is_offered_until_all_are_counted() {
    let mut somjai = Someone::volunteer();
    somjai.knows = |need| match need {
        Need::Stock(Ask::Items) => Found::Stock(Answer::Items(vec![masks(), gel()])),
        Need::Stock(Ask::Book(..)) => book(vec![quiet_page(masks()), quiet_page(gel())]),
        need => made_up_stock::knows(need),
    };
    assert!(somjai.says("ตรวจนับวันนี้").contains("นับอะไรคะ\n1 หน้ากากอนามัย\n2 เจลล้างมือ"));
    somjai.says("1");
    let receipt = somjai.taps("ไม่มีการเคลื่อนไหว");
    assert!(receipt.ends_with("\n--\nต่อไปนับ เจลล้างมือ ได้เลยค่ะ"), "{receipt}");
    let asked = somjai.taps("นับ เจลล้างมือ");
    assert!(asked.contains("เจลล้างมือ ในบัญชีมี 160 ขวด (6 ลัง 16 ขวด)"), "{asked}");
    somjai.says("6 ลัง");
    assert!(somjai.heard().contains("นับได้ 144 ขวด น้อยกว่าในบัญชี 16 ขวด"), "{}", somjai.heard());
    somjai.taps("หาย");
    somjai.taps("ยืนยัน");
    assert!(somjai.asked_for().contains(&format!("item: {:?}", ItemId(2))));
}

#[test]
fn the_same_talk_in_english() {
    let mut somjai = Someone::volunteer();
    somjai.language = Language::English;
    let asked = somjai.says("Count today");
    assert!(
        asked.contains("Surgical masks: the book says 160 pieces (3 boxes 10 pieces)"),
        "{asked}"
    );
    somjai.says("2 boxes 20");
    somjai.taps("Handed out");
    assert!(somjai.heard().contains("1 Vulnerable people, such as the old"), "{}", somjai.heard());
    let review = somjai.taps("Vulnerable people");
    assert!(review.contains("4 Counted = 120 pieces (2 boxes 20 pieces)"), "{review}");
    assert!(review.contains("To: Vulnerable people = 40 pieces"), "{review}");
    let receipt = somjai.taps("Confirm");
    assert!(receipt.starts_with("Saved. Number S-0007, 16:00"), "{receipt}");
    assert!(receipt.ends_with("12 days in a row. Thank you"), "{receipt}");
}

#[test]
fn what_the_book_says_is_never_odd_to_be_counted() {
    let mut somjai = Someone::volunteer();
    somjai.knows = |need| match need {
        Need::Stock(Ask::Book(..)) => book(vec![Page { opening: 5_000, ..quiet_page(masks()) }]),
        need => made_up_stock::knows(need),
    };
    somjai.says("ตรวจนับวันนี้");
    assert!(somjai.says("5000").contains("4 นับได้ = 5,000 ชิ้น"), "{}", somjai.heard());
    somjai.taps("ย้อนกลับ");
    assert!(somjai.says("5001").contains("แน่ใจไหมคะ"));
}

#[test]
fn what_went_out_later_must_have_lain_there() {
    let mut somjai = Someone::volunteer();
    // Of the 160 of that day 150 are gone by now.
    somjai.knows = |need| match need {
        Need::Stock(Ask::Book(..)) => book(vec![Page { free: 10, ..quiet_page(masks()) }]),
        need => made_up_stock::knows(need),
    };
    somjai.says("ตรวจนับวันนี้");
    let refused = "อ่านได้เป็น 149 ชิ้น แต่วันหลังจากนั้นมีของออกไปแล้ว วันนั้นต้องมีอย่างน้อย 150 ชิ้น";
    assert!(somjai.says("149").starts_with(refused), "{}", somjai.heard());
    assert!(somjai.taps("ไม่มีเลย (0)").starts_with("อ่านได้เป็น 0 ชิ้น แต่วันหลังจากนั้น"));
    assert!(somjai.says("150").contains("น้อยกว่าในบัญชี 10 ชิ้น"), "{}", somjai.heard());
}
