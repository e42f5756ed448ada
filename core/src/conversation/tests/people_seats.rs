//! The seat of a unit's primary officer: handed over, and missed where nobody stands in.

use super::Someone;
use super::made_up::{self, DISTRICT, TAMBON};
use super::person::tapped;
use crate::facts::{Found, Need};
use crate::people::{RoleState, Seat};

fn primary() -> Someone {
    Someone::officer_of(DISTRICT)
}

/// The store after the seat went over.
fn handed_over(need: &Need) -> Found {
    match made_up::knows(need) {
        Found::Records(mut records) => {
            records.iter_mut().for_each(|one| one.role.seat = Some(Seat::Primary));
            Found::Records(records)
        }
        found => found,
    }
}

#[test]
fn a_seat_is_handed_to_a_deputy_who_is_told() {
    let mut wichai = primary();
    let asked = wichai.says("ส่งมอบหน้าที่");
    assert_eq!(asked, "ขั้นที่ 1 จาก 1\nส่งมอบหน้าที่ผู้ดูแลหลักให้ใครคะ\n1 วรรณา ใจงาม");
    assert!(wichai.says("2").starts_with("ยังไม่ตรงกับข้อใด"));
    let review = wichai.says("วรรณา ใจงาม");
    let lines = "1 หน่วย = อ.พังโคน จ.สกลนคร\n2 ผู้รับมอบ = วรรณา ใจงาม";
    assert_eq!(review, format!("ตรวจก่อนส่ง: ส่งมอบหน้าที่\n{lines}"));
    wichai.taps("ยืนยัน");
    assert_eq!(
        wichai.asked_for(),
        "HandOver { number: 7, from: RoleId(1), to: RoleId(15) }\n\
         PersonOf(RoleId(15)) role_changed 15"
    );
}

#[test]
fn a_seat_that_was_handed_over_is_taken_back_while_the_heir_holds_it() {
    let mut wichai = primary();
    wichai.says("ส่งมอบหน้าที่");
    wichai.says("1");
    wichai.taps("ยืนยัน");
    let undo = wichai.button("ยกเลิกรายการล่าสุด");
    assert!(wichai.does(tapped(&undo)).starts_with("สถานะเปลี่ยนไป"));
    (wichai.knows, wichai.me.roles[0].seat) = (handed_over, Some(Seat::Deputy));
    wichai.does(tapped(&undo));
    let back = "HandOver { number: 7, from: RoleId(15), to: RoleId(1) }";
    assert!(wichai.asked_for().starts_with(back), "{}", wichai.asked_for());
}

#[test]
fn only_who_holds_a_seat_hands_it_over() {
    let mut wichai = primary();
    wichai.says("ส่งมอบหน้าที่");
    wichai.says("1");
    // Somebody above has changed it meanwhile.
    wichai.me.roles[0].seat = Some(Seat::Deputy);
    assert_eq!(wichai.taps("ยืนยัน"), "ส่งมอบได้เฉพาะผู้ดูแลหลักของหน่วยค่ะ");
    assert!(wichai.turn.effects.is_empty());
    assert_eq!(wichai.says("ส่งมอบหน้าที่"), "ส่งมอบได้เฉพาะผู้ดูแลหลักของหน่วยค่ะ");
}

#[test]
fn a_deputy_who_is_gone_is_not_offered_any_more() {
    let mut wichai = primary();
    wichai.says("ส่งมอบหน้าที่");
    wichai.says("1");
    wichai.knows = |need| match made_up::knows(need) {
        Found::Records(mut records) => {
            records.iter_mut().for_each(|one| one.role.state = RoleState::Suspended);
            Found::Records(records)
        }
        found => found,
    };
    let heard = wichai.taps("ยืนยัน");
    assert!(heard.starts_with("หน่วยของท่านยังไม่มีผู้ดูแลสำรองให้ส่งมอบ"), "{heard}");
    assert!(wichai.turn.effects.is_empty());
}

#[test]
fn without_a_deputy_one_is_to_be_invited_first() {
    let mut alone = Someone::officer_of(TAMBON);
    assert!(alone.says("ส่งมอบหน้าที่").starts_with("หน่วยของท่านยังไม่มีผู้ดูแลสำรอง"));
    assert!(alone.sessions.open.is_none());
}

#[test]
fn the_office_shows_where_nobody_stands_in_and_who_waits_first() {
    let office = Someone::officer_of(TAMBON).says("งานเจ้าหน้าที่");
    assert!(office.ends_with("= ผู้ดูแลหลัก\nหน่วยนี้ยังไม่มีผู้ดูแลสำรอง"), "{office}");
    let mut wichai = primary();
    let office = wichai.says("งานเจ้าหน้าที่");
    assert!(office.ends_with("= ผู้ดูแลหลัก"), "{office}");
    let card = wichai.turn.says.last().unwrap().buttons();
    assert_eq!(card[0].label, "รออนุมัติ");
}
