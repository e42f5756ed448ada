//! A unit's own day: handed out and written off; refusals, doubts and shortcuts; whose book.

use super::Someone;
use super::made_up::{DISTRICT, TAMBON, TEAM};
use super::made_up_stock::{self, book, masks, page, role};
use super::person::tapped;
use crate::conversation::Language;
use crate::facts::{Found, Need};
use crate::people::RoleKind;
use crate::stock::known::{Answer, Ask, Page};

fn labels(someone: &Someone) -> Vec<&str> {
    someone.turn.says.last().unwrap().quick.iter().map(|button| &*button.label).collect()
}

/// What was done, as it is written down.
fn deed(someone: &Someone) -> String {
    let asked = someone.asked_for();
    let deed = asked.split_once("deed: ").unwrap().1.split_once(", document").unwrap().0;
    deed.to_owned()
}

#[test]
fn masks_are_handed_out_to_a_group_and_people_are_counted() {
    let mut somjai = Someone::volunteer();
    let asked = somjai.says("แจกจ่าย");
    assert!(
        asked.starts_with("ขั้นที่ 1 จาก 3\nแจกให้กลุ่มไหนคะ\n1 กลุ่มเปราะบาง เช่น ผู้สูงอายุ ผู้ป่วย"),
        "{asked}"
    );
    assert!(asked.contains("2 ใกล้ชิดผู้ป่วย เช่น อสม."), "{asked}");
    assert!(!labels(&somjai).contains(&"หลายกลุ่ม"));
    somjai.taps("กลุ่มเปราะบาง");
    somjai.says("40");
    assert!(somjai.heard().contains("แจกให้กี่คนคะ"), "{}", somjai.heard());
    let review = somjai.says("20 คน");
    assert!(review.ends_with("4 แจกให้ = กลุ่มเปราะบาง\n5 จำนวน = 40 ชิ้น\n6 จำนวนคน = 20"), "{review}");
    let receipt = somjai.taps("ยืนยัน");
    assert!(receipt.starts_with("บันทึกการแจกแล้วค่ะ เลขที่ ส-0007"), "{receipt}");
    assert!(receipt.ends_with("\n--\nตอนนี้ในบัญชีเหลือ 120 ชิ้น (2 กล่อง 20 ชิ้น)"), "{receipt}");
    assert_eq!(deed(&somjai), "HandOut { group: G4, pieces: 40, people: 20 }");
    assert_eq!(labels(&somjai)[..3], ["ยกเลิกรายการล่าสุด", "แจกจ่าย", "ดูยอดคงเหลือ"]);
}

#[test]
fn more_than_lies_there_is_refused_with_the_numbers() {
    let mut somjai = Someone::volunteer();
    for text in ["แจกจ่าย", "1", "170"] {
        somjai.says(text);
    }
    let refused = "อ่านได้เป็น 170 ชิ้น แต่ในบัญชีของวันนั้นมีให้ใช้ 160 ชิ้น (3 กล่อง 10 ชิ้น)";
    assert!(somjai.heard().starts_with(refused), "{}", somjai.heard());
    somjai.says("160");
    assert!(somjai.says("161").starts_with("อ่านได้เป็น 161 คน แต่แจก 160 ชิ้น"));
    assert!(somjai.taps("คนละ 1").ends_with("6 จำนวนคน = 160"));
    // Somebody else of the team has handed some out meanwhile.
    somjai.knows = |need| match need {
        Need::Stock(Ask::Book(..)) => book(vec![Page { free: 100, ..page(masks()) }]),
        need => made_up_stock::quiet(need),
    };
    assert!(somjai.taps("ยืนยัน").contains("แจกไปกี่ชิ้นคะ"), "{}", somjai.heard());
    assert!(somjai.turn.effects.is_empty());
}

#[test]
fn an_unlikely_hand_out_is_asked_about_once() {
    let mut somjai = Someone::volunteer();
    somjai.knows = |need| match need {
        Need::Stock(Ask::Book(..)) => book(vec![Page { free: 5_000, ..page(masks()) }]),
        need => made_up_stock::quiet(need),
    };
    for text in ["แจกจ่าย", "1"] {
        somjai.says(text);
    }
    // Five times sixty is not unlikely yet.
    assert!(somjai.says("300").contains("แจกให้กี่คนคะ"));
    somjai.taps("ย้อนกลับ");
    assert!(somjai.says("301").contains("301 ชิ้น มากกว่าที่เคย แน่ใจไหมคะ"));
    assert!(somjai.taps("ย้อนกลับ").contains("แจกไปกี่ชิ้นคะ"));
    somjai.says("301");
    assert!(somjai.says("ใช่ค่ะ").contains("แจกให้กี่คนคะ"), "{}", somjai.heard());
}

#[test]
fn a_shortcut_says_all_of_a_hand_out() {
    for typed in
        ["แจก 40 เปราะบาง 20 คน", "แจก ๔๐ ชิ้น กลุ่มเปราะบาง ๒๐ คน", "give 40 vulnerable 20 people"]
    {
        let mut somjai = Someone::volunteer();
        let review = somjai.says(typed);
        assert!(review.ends_with("= 40 ชิ้น\n6 จำนวนคน = 20"), "{typed}: {review}");
        somjai.taps("ยืนยัน");
        assert_eq!(deed(&somjai), "HandOut { group: G4, pieces: 40, people: 20 }");
    }
    for (typed, open) in [
        ("แจก 40 เปราะบาง", "แจกให้กี่คนคะ"),
        ("แจก 1 กล่อง", "แจกให้กลุ่มไหนคะ"),
        // Nothing is taken for granted that would be asked about.
        ("แจก 170 เปราะบาง", "แจกไปกี่ชิ้นคะ"),
        ("แจก 3 ถุง", "แจกให้กลุ่มไหนคะ"),
    ] {
        let mut somjai = Someone::volunteer();
        let asked = somjai.says(typed);
        assert!(asked.contains(open), "{typed}: {asked}");
    }
}

#[test]
fn what_is_spoilt_is_written_off_with_its_reason() {
    let mut somjai = Someone::volunteer();
    for text in ["ของชำรุด/หาย", "หมดอายุ", "10", "ข้าม", "ยืนยัน"]
    {
        somjai.says(text);
    }
    assert_eq!(deed(&somjai), "WriteOff { why: Expired, pieces: 10 }");
    assert!(somjai.heard().ends_with("เหลือ 150 ชิ้น (3 กล่อง)"), "{}", somjai.heard());
}

#[test]
fn whoever_keeps_several_books_is_given_the_one_they_kept_last() {
    let roles =
        || vec![role(5, RoleKind::Volunteer, TEAM), role(6, RoleKind::Volunteer, 1_000_002)];
    let mut somjai = Someone::keeper(roles());
    let asked = somjai.says("แจกจ่าย");
    assert!(asked.contains("แจกของหน่วยไหนคะ\n1 ทีมหมู่ 5 พังโคน\n2 รพ.สต.พังโคน"), "{asked}");
    assert!(!asked.contains("หน่วยอื่น"), "{asked}");
    let mut somjai = Someone::keeper(roles());
    somjai.knows = |need| match (need, made_up_stock::short(1_000_002).from) {
        (Need::Stock(Ask::Kept), unit) => Found::Stock(Answer::Unit(Some(unit))),
        (need, _) => made_up_stock::knows(need),
    };
    for text in ["แจกจ่าย", "1", "40", "20"] {
        somjai.says(text);
    }
    assert!(somjai.heard().contains("1 หน่วย = รพ.สต.พังโคน\n"), "{}", somjai.heard());
    somjai.says("1");
    assert!(somjai.says("1").contains("1 หน่วย = ทีมหมู่ 5 พังโคน\n"), "{}", somjai.heard());
    somjai.taps("ยืนยัน");
    let asked = somjai.asked_for();
    assert!(asked.contains("unit: UnitId(1000001)") && asked.contains("author: Some(RoleId(5))"));
    assert!(asked.ends_with("\nKeep(UnitId(1000001))"), "{asked}");
}

#[test]
fn a_shortcut_waits_for_the_unit_of_whoever_keeps_several() {
    let roles = vec![role(5, RoleKind::Volunteer, TEAM), role(6, RoleKind::Volunteer, 1_000_002)];
    let mut somjai = Someone::keeper(roles);
    assert!(somjai.says("แจก 40 เปราะบาง 20 คน").contains("แจกของหน่วยไหนคะ"), "{}", somjai.heard());
    let review = somjai.says("1");
    assert!(review.ends_with("5 จำนวน = 40 ชิ้น\n6 จำนวนคน = 20"), "{review}");
}

#[test]
fn an_officer_writes_for_those_below_and_it_is_said_so() {
    let mut officer = Someone::officer_of(TAMBON);
    officer.knows = made_up_stock::knows;
    for text in ["แจกจ่าย", "1", "40", "20"] {
        officer.says(text);
    }
    assert!(officer.heard().contains("1 หน่วย = ตำบลพังโคน\n"), "{}", officer.heard());
    officer.says("1");
    assert!(officer.taps("หน่วยอื่น").contains("หน่วยนั้นอยู่ที่ไหนคะ"));
    let heard = officer.says("ต.พังโคน อ.พังโคน");
    assert!(heard.contains("2 ทีมหมู่ 5 พังโคน"), "{heard}");
    officer.taps("ทีมหมู่ 5 พังโคน");
    officer.taps("ยืนยัน");
    let asked = officer.asked_for();
    assert!(
        asked.contains("unit: UnitId(1000001)") && asked.contains("on_behalf: true"),
        "{asked}"
    );
    assert!(!asked.contains("Keep"), "{asked}");
}

#[test]
fn nobody_writes_into_the_book_of_others() {
    for (flow, unit) in [("count", DISTRICT), ("hand_out", TAMBON), ("receive", 1_000_002)] {
        let mut somjai = Someone::volunteer();
        let heard = somjai.does(tapped(&format!("start:{flow}:u{unit}")));
        assert!(heard.starts_with("เรื่องนี้"), "{flow}: {heard}");
        assert!(somjai.sessions.open.is_none());
    }
    let mut closed = Someone::officer_of(DISTRICT);
    closed.knows = made_up_stock::knows;
    assert!(closed.does(tapped("start:count:u1000009")).starts_with("หน่วยนี้ปิดไปแล้ว"));
    let mut nobody = Someone::volunteer();
    nobody.me.roles.clear();
    for flow in ["count", "allocate", "correct", "confirm:t10000011"] {
        let heard = nobody.does(tapped(&format!("start:{flow}")));
        assert!(heard.starts_with("เรื่องนี้ทำได้เฉพาะ"), "{flow}: {heard}");
    }
}

#[test]
fn who_loses_the_right_in_the_middle_writes_nothing() {
    let mut somjai = Someone::volunteer();
    for text in ["แจกจ่าย", "1", "40", "20"] {
        somjai.says(text);
    }
    let confirm = somjai.button("ยืนยัน");
    // A role at another unit is left.
    somjai.me.roles = vec![role(6, RoleKind::Volunteer, 1_000_002)];
    let heard = somjai.does(tapped(&confirm));
    assert!(heard.starts_with("เรื่องนี้"), "{heard}");
    assert!(somjai.turn.effects.is_empty() && somjai.sessions.open.is_none());
}

#[test]
fn a_hand_out_in_english() {
    let mut somjai = Someone::volunteer();
    somjai.language = Language::English;
    let review = somjai.says("give 2 boxes vulnerable 50 people");
    assert!(review.contains("5 How many = 100 pieces (2 boxes)\n6 People = 50"), "{review}");
    assert!(somjai.taps("Confirm").ends_with("The book now says 60 pieces (1 box 10 pieces)"));
    somjai.says("Hand out");
    somjai.says("vulnerable");
    let refused = "I read that as 170 pieces, but the book of that day has 160 pieces";
    assert!(somjai.says("170").starts_with(refused), "{}", somjai.heard());
}
