//! A unit's own day: handed out, received, written off; refusals, doubts and shortcuts.

use super::Someone;
use super::made_up::{DISTRICT, TAMBON, TEAM};
use super::made_up_stock::{self, arriving, book, masks, nothing_arrives, page, role};
use super::person::tapped;
use crate::conversation::Language;
use crate::facts::{Found, Need};
use crate::people::RoleKind;
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
    assert!(somjai.taps("คนละ 1 ชิ้น").ends_with("6 จำนวนคน = 160"));
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
    assert!(officer.says("หลายชิ้น").starts_with("ขอจำนวนในหนึ่งลัง"), "{}", officer.heard());
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
