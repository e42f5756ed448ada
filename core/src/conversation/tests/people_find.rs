//! Looking for somebody, suspending them and letting them act again.

use super::Someone;
use super::made_up::{self, DEPUTY, DISTRICT, ELSEWHERE, ME, SUSPENDED, TAMBON, WAITS, WORKS};
use super::person::tapped;
use crate::people::RoleState;

fn officer() -> Someone {
    Someone::officer_of(DISTRICT)
}

#[test]
fn somebody_is_found_by_part_of_a_name_and_reading_is_written_down() {
    let mut wichai = officer();
    let asked = wichai.says("ค้นหาคน");
    assert_eq!(asked, "ขั้นที่ 1 จาก 1\nค้นหาใครคะ\nพิมพ์บางส่วนของชื่อ เบอร์โทร หรือเลขบัตรประชาชน\nเช่น สมใจ");
    let found = wichai.says("สมใจ");
    assert!(found.contains("\nพบหลายคน เลือกคนไหนคะ\n1 สมใจ ใจงาม · อาสา"), "{found}");
    assert!(wichai.turn.effects.is_empty());
    let card = wichai.says("2");
    assert!(card.starts_with("ข้อมูลผู้ใช้\nหน้าที่ = อาสา\nหน่วย = ต.พังโคน"), "{card}");
    assert!(card.contains("= สมใจ ทดลอง\n") && card.contains("สถานะ = ใช้งานอยู่\n"), "{card}");
    assert_eq!(wichai.asked_for(), "Looked { role: RoleId(13), why: \"person\" }");
    assert!(wichai.sessions.open.is_none());
    assert!(wichai.taps("ระงับผู้ใช้").contains("ระงับเพราะอะไรคะ"));
}

#[test]
fn the_only_one_found_is_shown_at_once() {
    let mut wichai = officer();
    wichai.says("ค้นหาคน");
    assert!(wichai.says("ใจดี").contains("สถานะ = ถูกระงับ"));
    wichai.taps("เปิดใช้งาน");
    assert!(wichai.taps("ยืนยัน").starts_with("เปิดใช้งานแล้ว"));
}

#[test]
fn what_finds_nobody_is_asked_again() {
    let mut wichai = officer();
    wichai.says("ค้นหาคน");
    for (typed, told) in [
        ("ก", "สั้นเกินไป"),
        ("ชูใจ", "ไม่พบในพื้นที่"),
        ("ปิติ", "เรื่องนี้อยู่นอกพื้นที่"),
        ("วรรณา", "เรื่องนี้เป็นของระดับเดียวกัน"),
    ] {
        let heard = wichai.says(typed);
        assert!(heard.starts_with(told) && heard.contains("ค้นหาใครคะ"), "{typed}: {heard}");
    }
    assert_eq!(wichai.says("เมนูหลัก").lines().next(), Some("เมนูหลัก"));
    assert!(wichai.says("ทำต่อ").contains("ค้นหาใครคะ"));
    assert!(wichai.taps("ย้อนกลับ").starts_with("เมนูหลัก"));
}

#[test]
fn a_card_is_shown_only_to_those_above() {
    for (role, why) in [
        (ME, "เรื่องของตนเอง"),
        (DEPUTY, "เรื่องนี้เป็นของระดับเดียวกัน"),
        (ELSEWHERE, "เรื่องนี้อยู่นอกพื้นที่"),
        (999, "ไม่พบข้อมูลของคนนี้แล้ว"),
    ] {
        let mut wichai = officer();
        let heard = wichai.does(tapped(&format!("view:person:{role}")));
        assert!(heard.starts_with(why), "{role}: {heard}");
        assert!(wichai.turn.effects.is_empty());
    }
}

#[test]
fn one_who_waits_is_decided_about_from_the_card() {
    let mut wichai = officer();
    wichai.does(tapped(&format!("view:person:{WAITS}")));
    assert!(wichai.taps("อนุมัติ").contains("2 ผล = อนุมัติ"));
}

#[test]
fn somebody_is_suspended_with_a_reason_and_let_act_again() {
    let mut wichai = officer();
    wichai.says("ระงับผู้ใช้");
    wichai.says("สมใจ");
    assert!(wichai.says("3").starts_with("ตอนนี้สถานะคือ ถูกระงับ จึงทำรายการนี้ไม่ได้"));
    assert!(wichai.says("สมใจ ทดลอง").contains("ระงับเพราะอะไรคะ"));
    let review = wichai.says("เครื่องหาย");
    assert!(review.ends_with("1 ผู้ใช้ = สมใจ ทดลอง · อาสา ตำบลพังโคน\n2 เหตุผล = เครื่องหาย"));
    wichai.taps("ยืนยัน");
    assert_eq!(
        wichai.asked_for(),
        "Suspend { number: 7, role: RoleId(13), why: \"lost_phone\" }\n\
         PersonOf(RoleId(13)) role_changed 13"
    );
}

#[test]
fn a_suspension_is_taken_back_while_it_stands() {
    let mut wichai = officer();
    wichai.does(tapped(&format!("start:suspend:{WORKS}")));
    wichai.says("ใช้สิทธิ์ไม่ถูกต้อง");
    wichai.taps("ยืนยัน");
    wichai.knows = |need| match made_up::knows(need) {
        crate::facts::Found::Records(mut records) => {
            records.iter_mut().for_each(|one| one.role.state = RoleState::Suspended);
            crate::facts::Found::Records(records)
        }
        found => found,
    };
    let heard = wichai.taps("ยกเลิกรายการล่าสุด");
    assert!(heard.contains("ถ้าจะแก้แล้วส่งใหม่ แตะ ทำต่อ"), "{heard}");
    assert!(wichai.asked_for().starts_with("Activate { number: 7, role: RoleId(13) }\n"));
    // It is suspended still, as far as this store knows: there is nothing to go on with.
    assert!(wichai.says("ทำต่อ").starts_with("ตอนนี้สถานะคือ ถูกระงับ"));
}

#[test]
fn nobody_suspends_or_lets_act_whom_they_may_not() {
    for flow in ["suspend", "activate"] {
        for (role, why) in [
            (ME, "เรื่องของตนเอง"),
            (DEPUTY, "เรื่องนี้เป็นของระดับเดียวกัน"),
            (ELSEWHERE, "เรื่องนี้อยู่นอกพื้นที่"),
            (WAITS, "ตอนนี้สถานะคือ รออนุมัติ"),
            (999, "ไม่พบข้อมูลของคนนี้แล้ว"),
        ] {
            let mut wichai = officer();
            let heard = wichai.does(tapped(&format!("start:{flow}:{role}")));
            assert!(heard.starts_with(why), "{flow} {role}: {heard}");
            assert!(wichai.sessions.open.is_none());
        }
    }
    // A step's own button, forged.
    let mut wichai = officer();
    wichai.says("ระงับผู้ใช้");
    let session = wichai.sessions.open.clone().unwrap().id;
    let heard = wichai.does(tapped(&format!("suspend:{session}:role:{DEPUTY}")));
    assert!(heard.starts_with("เรื่องนี้เป็นของระดับเดียวกัน"), "{heard}");
    assert!(wichai.answers().is_empty());
}

#[test]
fn a_local_officer_suspends_volunteers_of_the_tambon_only() {
    let mut local = Someone::officer_of(TAMBON);
    assert!(local.does(tapped(&format!("start:suspend:{WORKS}"))).contains("เพราะอะไร"));
    let mut other = Someone::officer_of(made_up::OTHER_TAMBON);
    let heard = other.does(tapped(&format!("start:activate:{SUSPENDED}")));
    assert!(heard.starts_with("เรื่องนี้อยู่นอกพื้นที่"), "{heard}");
}
