//! Deciding who may act: who may decide, what is written down, who is told.

use super::Someone;
use super::made_up::{self, ABOVE, DECIDED, DISTRICT, ELSEWHERE, MINE, WAITS};
use super::person::tapped;
use crate::conversation::{Deed, Language};
use crate::facts::{Found, Need};
use crate::people::{Me, RoleState};

const REVIEW: &str = "ตรวจก่อนส่ง: ตัดสินคำขอ\n\
                      1 ผู้สมัคร = สมใจ ใจงาม · อาสา ตำบลพังโคน\n2 ผล = ";
const OLD: &str = "ปุ่มนี้ใช้ไม่ได้แล้ว";

fn officer() -> Someone {
    Someone::officer_of(DISTRICT)
}

/// The store, where somebody has approved whoever waited.
fn somebody_was_faster(need: &Need) -> Found {
    match made_up::knows(need) {
        Found::Records(mut records) => {
            records.iter_mut().for_each(|one| one.role.state = RoleState::Active);
            Found::Records(records)
        }
        Found::Queue(..) => Found::Queue(Vec::new(), 0),
        found => found,
    }
}

#[test]
fn whoever_waits_is_shown_with_what_they_told_us_and_since_when() {
    let mut wichai = officer();
    let card = wichai.says("รออนุมัติ");
    assert!(card.starts_with("ขอเป็นอาสา\nหน่วย = ต.พังโคน อ.พังโคน จ.สกลนคร\n"), "{card}");
    assert!(card.contains("= สมใจ ใจงาม\n") && card.contains("= 080-000-0000\n"), "{card}");
    let since = "ส่งคำขอเมื่อ = พุธ 6 พ.ค. 63 · รอมาแล้ว 2 วัน";
    assert!(card.ends_with(since), "{card}");
    assert_eq!(wichai.asked_for(), "Looked { role: RoleId(12), why: \"queue\" }");
    wichai.knows = somebody_was_faster;
    assert_eq!(wichai.says("รออนุมัติ"), "ตอนนี้ไม่มีผู้รออนุมัติค่ะ");
}

#[test]
fn five_are_shown_at_once_and_the_rest_are_counted() {
    let mut wichai = officer();
    wichai.knows = |need| match made_up::knows(need) {
        Found::Queue(records, _) => Found::Queue(vec![records[0].clone(); 8], 8),
        found => found,
    };
    let cards = wichai.says("รออนุมัติ");
    assert_eq!(cards.matches("ขอเป็นอาสา").count(), 5);
    let last = "ยังมีผู้รออีก 3 คน ตัดสินชุดนี้แล้วแตะ รออนุมัติ อีกครั้ง";
    assert!(cards.ends_with(last) && cards.matches("ยังมีผู้รออีก").count() == 1, "{cards}");
}

#[test]
fn an_application_is_approved_with_two_taps_and_its_person_told() {
    let mut wichai = officer();
    wichai.says("รออนุมัติ");
    assert_eq!(wichai.taps("อนุมัติ"), format!("{REVIEW}อนุมัติ"));
    let receipt = wichai.taps("ยืนยัน");
    assert!(receipt.starts_with("บันทึกแล้วค่ะ เลขที่ ต-0007"), "{receipt}");
    assert!(receipt.contains("อนุมัติ สมใจ ใจงาม · อาสา ตำบลพังโคน แล้ว"), "{receipt}");
    assert_eq!(
        wichai.asked_for(),
        "Decide(Decision { number: 7, role: RoleId(12), approved: true, why: None })\n\
         PersonOf(RoleId(12)) decided 12"
    );
    let labels: Vec<_> = wichai.turn.says.last().unwrap().quick.iter().map(|b| &*b.label).collect();
    assert_eq!(labels[..2], ["ยกเลิกรายการล่าสุด", "รออนุมัติ"]);
}

#[test]
fn a_refusal_has_a_reason_that_can_be_changed() {
    let mut wichai = officer();
    wichai.says("รออนุมัติ");
    let asked = wichai.taps("ไม่อนุมัติ");
    assert!(asked.starts_with("ขั้นที่ 1 จาก 1\nไม่อนุมัติเพราะอะไรคะ"), "{asked}");
    assert_eq!(wichai.says("9"), format!("ขอเหตุผลที่ผู้อ่านเข้าใจได้ พิมพ์เพิ่มอีกนิด\n{asked}"));
    let review = wichai.says("2");
    assert_eq!(review, format!("{REVIEW}ไม่อนุมัติ\n3 เหตุผล = ไม่ได้อยู่ในพื้นที่"));
    assert!(wichai.taps("แก้ไข").ends_with("3 เหตุผล"), "{}", wichai.heard());
    wichai.says("3");
    assert_eq!(wichai.taps("อื่น ๆ"), "พิมพ์เหตุผลสั้น ๆ ได้เลยค่ะ");
    assert!(wichai.says("ย้ายไปอยู่จังหวัดอื่นแล้ว").ends_with("= ย้ายไปอยู่จังหวัดอื่นแล้ว"));
    wichai.says("ยืนยัน");
    let why = "approved: false, why: Some(\"ย้ายไปอยู่จังหวัดอื่นแล้ว\")";
    assert!(wichai.asked_for().contains(why), "{}", wichai.asked_for());
}

#[test]
fn a_decision_is_typed_from_the_beginning() {
    let mut wichai = officer();
    let asked = wichai.says("อนุมัติ");
    assert!(asked.contains("ตัดสินคำขอของใครคะ"), "{asked}");
    assert!(wichai.says("ใจงาม").contains("1 สมใจ ใจงาม · อาสา ตำบลพังโคน"));
    assert!(wichai.says("1").contains("ผลการพิจารณาเป็นอย่างไรคะ"));
    assert!(wichai.taps("ย้อนกลับ").contains("ตัดสินคำขอของใครคะ"));
    wichai.says("สมใจ ใจงาม");
    assert!(wichai.says("ไม่อนุมัติ").contains("เพราะอะไร"), "{}", wichai.heard());
    assert!(wichai.says("ซ้ำ").ends_with("3 เหตุผล = สมัครซ้ำ"));
}

#[test]
fn another_button_of_the_card_is_another_decision() {
    let mut wichai = officer();
    wichai.says("รออนุมัติ");
    let (yes, no) = (wichai.button("อนุมัติ"), wichai.button("ไม่อนุมัติ"));
    wichai.does(tapped(&no));
    assert_eq!(wichai.does(tapped(&yes)), format!("{REVIEW}อนุมัติ"));
    // There is no line to change, and nothing to be asked for.
    assert!(wichai.says("แก้ไข").starts_with("รายการนี้ไม่มีข้อที่แก้ได้"));
    wichai.says("ยกเลิก");
    assert!(wichai.sessions.open.is_none() && wichai.sessions.kept.is_empty());
}

#[test]
fn nobody_decides_about_himself_outside_his_area_at_or_above_his_level() {
    for (role, why) in [
        (MINE, "เรื่องของตนเอง"),
        (ELSEWHERE, "เรื่องนี้อยู่นอกพื้นที่"),
        (ABOVE, "เรื่องนี้อยู่นอกพื้นที่"),
        (made_up::DEPUTY, "เรื่องนี้เป็นของระดับเดียวกัน"),
        (DECIDED, "มีผู้ตัดสินคำขอนี้ไปก่อนแล้วค่ะ ตอนนี้สถานะคือ ไม่อนุมัติ"),
        (999, "ไม่พบข้อมูลของคนนี้แล้ว"),
    ] {
        for verdict in ["", ":yes", ":no", ":maybe"] {
            let mut wichai = officer();
            let heard = wichai.does(tapped(&format!("start:decide:{role}{verdict}")));
            assert!(heard.starts_with(why), "{role}{verdict}: {heard}");
            assert!(wichai.sessions.open.is_none() && wichai.turn.effects.is_empty());
        }
    }
    assert!(officer().does(tapped("start:decide:x:yes")).starts_with(OLD));
}

#[test]
fn whoever_was_faster_is_not_overruled() {
    for how in ["ยืนยัน", "ย้อนกลับ"] {
        let mut wichai = officer();
        wichai.says("รออนุมัติ");
        let yes = wichai.button("อนุมัติ");
        wichai.does(tapped(&yes));
        wichai.knows = somebody_was_faster;
        let heard = wichai.taps(how);
        assert!(wichai.turn.effects.is_empty() && wichai.sessions.open.is_none());
        let again = wichai.does(tapped(&yes));
        for heard in [heard, again].iter().filter(|_| how == "ยืนยัน") {
            let faster = "มีผู้ตัดสินคำขอนี้ไปก่อนแล้วค่ะ ตอนนี้สถานะคือ ใช้งานอยู่";
            assert_eq!(heard, faster);
        }
    }
}

#[test]
fn an_officer_who_is_suspended_in_the_middle_decides_nothing() {
    let mut wichai = officer();
    wichai.says("รออนุมัติ");
    wichai.taps("อนุมัติ");
    let confirm = wichai.button("ยืนยัน");
    wichai.me.roles[0].state = RoleState::Suspended;
    for deed in [confirm, format!("start:decide:{WAITS}:yes"), "view:queue".into()] {
        let heard = wichai.does(tapped(&deed));
        assert!(heard.starts_with("สิทธิ์ของท่านถูกระงับไว้"), "{deed}: {heard}");
        assert!(wichai.turn.effects.is_empty());
    }
    wichai.me = Me::default();
    assert!(wichai.says("รออนุมัติ").starts_with("เรื่องนี้ทำได้เฉพาะ"));
}

#[test]
fn a_decision_is_taken_back_only_while_it_stands() {
    let mut wichai = officer();
    wichai.does(tapped(&format!("start:decide:{WAITS}:yes")));
    wichai.taps("ยืนยัน");
    let undo = wichai.button("ยกเลิกรายการล่าสุด");
    // Nothing has happened to it since, as far as the store knows: it still waits.
    let heard = wichai.does(tapped(&undo));
    assert!(heard.starts_with("สถานะเปลี่ยนไปหลังจากทำรายการนั้น"), "{heard}");
    wichai.knows = somebody_was_faster;
    assert_eq!(wichai.does(tapped(&undo)), "ยกเลิกรายการ ต-0007 แล้วค่ะ");
    let asked = "TakeBackDecision { number: 7 }\nPersonOf(RoleId(12)) decided 12";
    assert_eq!(wichai.asked_for(), asked);
    assert!(wichai.sessions.kept.is_empty());
}

fn told(someone: &mut Someone, view: &str, role: i64) -> String {
    someone.does(Deed::Told { view: view.into(), about: role.to_string() })
}

#[test]
fn the_applicant_is_told_how_it_stands_now() {
    let mut somjai = Someone::officer_of(DISTRICT);
    somjai.me = Me::default();
    let waits = told(&mut somjai, "decided", MINE);
    assert!(waits.starts_with("คำขอเป็นอาสาของ ต.พังโคน อ.พังโคน จ.สกลนคร กลับไปรอ"), "{waits}");
    somjai.knows = somebody_was_faster;
    let approved = told(&mut somjai, "decided", MINE);
    assert!(approved.starts_with("อนุมัติแล้วค่ะ คุณเป็นอาสาของ ต.พังโคน"), "{approved}");
    assert!(told(&mut somjai, "role_changed", MINE).ends_with("ใช้งานได้ตามปกติค่ะ"));
    somjai.knows = |need| match made_up::knows(need) {
        Found::Records(mut records) => {
            for record in &mut records {
                record.role.state = RoleState::Refused;
                record.why = Some("mismatch".into());
            }
            Found::Records(records)
        }
        found => found,
    };
    assert!(told(&mut somjai, "decided", MINE).contains("เหตุผล: ข้อมูลไม่ตรง"));
    somjai.language = Language::English;
    assert!(told(&mut somjai, "decided", MINE).contains("Reason: Details do not match"));
}

#[test]
fn a_forged_button_tells_nothing_about_somebody_else() {
    let mut nid = Someone::officer_of(DISTRICT);
    nid.me = Me::default();
    for view in ["decided", "role_changed"] {
        assert_eq!(nid.does(tapped(&format!("view:{view}:{WAITS}"))), "");
    }
    assert!(nid.does(tapped("view:person:12")).starts_with("เรื่องนี้ทำได้เฉพาะ"));
}

#[test]
fn officers_are_told_that_somebody_waits_and_nothing_if_nobody_does() {
    let mut wichai = officer();
    wichai.says("ค้นหาคน");
    let asked = wichai.sessions.clone();
    wichai.knows = somebody_was_faster;
    assert_eq!(told(&mut wichai, "queue_grew", WAITS), "");
    assert_eq!(wichai.sessions, asked);
    wichai.knows = made_up::knows;
    assert_eq!(told(&mut wichai, "queue_grew", WAITS), "มีผู้รออนุมัติ 1 คน");
    assert!(wichai.taps("รออนุมัติ").starts_with("ขอเป็นอาสา"));
}
