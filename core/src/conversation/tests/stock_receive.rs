//! What arrives: from outside with its slip, in cartons of any size, or sent by another unit.

use super::Someone;
use super::made_up::{DISTRICT, TEAM};
use super::made_up_stock::{self, arriving, book, masks, nothing_arrives, page};
use super::person::tapped;
use crate::facts::{Found, Need};
use crate::stock::Deed;
use crate::stock::known::{Answer, Ask, Page};
use crate::stock::record::Source;

fn labels(someone: &Someone) -> Vec<&str> {
    someone.turn.says.last().unwrap().quick.iter().map(|button| &*button.label).collect()
}

/// What was done, as it is written down.
fn deed(someone: &Someone) -> String {
    let asked = someone.asked_for();
    let deed = asked.split_once("deed: ").unwrap().1.split_once(", document").unwrap().0;
    deed.to_owned()
}

fn with_cartons(need: &Need) -> Found {
    match need {
        Need::Stock(Ask::Book(..)) => {
            book(vec![Page { carton: Some(2_000), usual: None, free: 900_000, ..page(masks()) }])
        }
        need => nothing_arrives(need),
    }
}

#[test]
fn what_comes_from_outside_is_received_with_its_slip() {
    let mut somjai = Someone::volunteer();
    somjai.knows = nothing_arrives;
    let asked = somjai.says("รับของเข้า");
    assert!(asked.contains("รับมาจากไหนคะ\n1 กระทรวง กรม\n2 มีผู้บริจาค"), "{asked}");
    somjai.taps("มีผู้บริจาค");
    somjai.says("3 กล่อง");
    somjai.says("สน 0018.1/ว 8560");
    somjai.shows("p1");
    let review = somjai.taps("ถัดไป");
    assert!(
        review.contains("5 จำนวน = 150 ชิ้น (3 กล่อง)\n6 เลขที่เอกสาร = สน 0018.1/ว 8560\n7 รูป = 1 รูป"),
        "{review}"
    );
    let receipt = somjai.taps("ยืนยัน");
    assert!(receipt.ends_with("เหลือ 310 ชิ้น (6 กล่อง 10 ชิ้น)"), "{receipt}");
    let asked = somjai.asked_for();
    assert!(asked.contains("deed: Receive { from: Donated, pieces: 150 }"), "{asked}");
    assert!(asked.contains(
        "document: Some(\"สน 0018.1/ว 8560\"), note: None, photos: [\"p1\"], pack: None"
    ));
}

#[test]
fn what_a_carton_holds_is_asked_with_the_last_one_first() {
    let mut officer = Someone::officer_of(DISTRICT);
    officer.knows = with_cartons;
    for text in ["รับของเข้า", "กระทรวง"] {
        officer.says(text);
    }
    let asked = officer.says("2 ลัง 3 กล่อง");
    assert!(asked.ends_with("ที่ว่า 2 ลัง 3 กล่อง ลังหนึ่งมีกี่ชิ้นคะ"), "{asked}");
    assert_eq!(labels(&officer)[..3], ["2,000 ชิ้น", "1,000 ชิ้น", "2,500 ชิ้น"]);
    assert!(officer.says("หลายชิ้น").starts_with("ขอเป็นจำนวน ตั้งแต่ 2"), "{}", officer.heard());
    officer.taps("1,000 ชิ้น");
    officer.says("ข้าม");
    let review = officer.says("ข้าม");
    assert!(review.contains("= 2,150 ชิ้น (2 ลัง 3 กล่อง ลังละ 1,000 ชิ้น)"), "{review}");
    officer.taps("ยืนยัน");
    let asked = officer.asked_for();
    assert!(asked.contains("pieces: 2150") && asked.ends_with("pack: Some(1000) })"), "{asked}");
}

#[test]
fn a_carton_that_is_known_is_not_asked_for_again() {
    let mut officer = Someone::officer_of(DISTRICT);
    officer.knows = with_cartons;
    for text in ["แจกจ่าย", "1", "2 ลัง"] {
        officer.says(text);
    }
    let heard = officer.heard();
    assert!(heard.starts_with("รับแล้ว: 4,000 ชิ้น (2 ลัง ลังละ 2,000 ชิ้น)"), "{heard}");
}

#[test]
fn what_was_sent_is_offered_first_and_leads_to_its_confirmation() {
    let mut somjai = Someone::volunteer();
    let asked = somjai.says("รับของเข้า");
    assert!(asked.contains("\n1 จังหวัดสกลนคร ส่งมา 160 ชิ้น\n2 กระทรวง กรม\n"), "{asked}");
    let asked = somjai.says("1");
    assert!(asked.contains("จังหวัดสกลนคร ส่งมา 160 ชิ้น (3 กล่อง 10 ชิ้น) ได้รับจริงกี่ชิ้นคะ"), "{asked}");
    somjai.taps("ได้ครบ");
    somjai.taps("ยืนยัน");
    let transfer = arriving(TEAM).id.0;
    let confirmed =
        format!("Confirm {{ transfer: TransferId({transfer}), way: Down, pieces: 160 }}");
    assert_eq!(deed(&somjai), confirmed);
}

#[test]
fn a_shortcut_receives_without_asking_for_a_slip() {
    let mut somjai = Someone::volunteer();
    somjai.knows = nothing_arrives;
    assert!(somjai.says("รับ 3 กล่อง").contains("รับมาจากไหนคะ"), "{}", somjai.heard());
    let review = somjai.says("2");
    assert!(
        review.ends_with("5 จำนวน = 150 ชิ้น (3 กล่อง)\n6 เลขที่เอกสาร = ไม่ระบุ\n7 รูป = ไม่ระบุ"),
        "{review}"
    );
}

#[test]
fn what_was_received_and_is_gone_cannot_be_undone() {
    let mut somjai = Someone::volunteer();
    somjai.knows = nothing_arrives;
    for text in ["รับ 3 กล่อง", "2", "ยืนยัน"] {
        somjai.says(text);
    }
    let undo = somjai.button("ยกเลิกรายการล่าสุด");
    somjai.knows = |need| match need {
        Need::Stock(Ask::Record(id)) => {
            let deed = Deed::Receive { from: Source::Donated, pieces: 170 };
            Found::Stock(Answer::Past(vec![made_up_stock::past(id.0, deed)]))
        }
        need => nothing_arrives(need),
    };
    let heard = somjai.does(tapped(&undo));
    let why = "รายการนั้นนำของเข้ามา 170 ชิ้น แต่ตอนนี้เหลือให้ถอนได้ 160 ชิ้น จึงยกเลิกไม่ได้";
    assert!(heard.starts_with(why) && somjai.turn.effects.is_empty(), "{heard}");
    somjai.knows = |need| match need {
        Need::Stock(Ask::Record(id)) => {
            let deed = Deed::Receive { from: Source::Donated, pieces: 150 };
            Found::Stock(Answer::Past(vec![made_up_stock::past(id.0, deed)]))
        }
        need => nothing_arrives(need),
    };
    somjai.does(tapped(&undo));
    assert!(somjai.asked_for().contains("id: RecordId(-7)"), "{}", somjai.asked_for());
    assert_eq!(deed(&somjai), "Reverse { record: RecordId(7), why: \"by_mistake\" }");
}
