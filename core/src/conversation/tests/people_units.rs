//! Units below an officer: added, listed, closed.

use super::Someone;
use super::made_up::{self, CLOSED, DISTRICT, OTHER_TAMBON, TAMBON, TEAM};
use super::person::tapped;
use crate::facts::{Found, Need};
use crate::people::{RoleState, UnitId, UnitKind};

fn district() -> Someone {
    Someone::officer_of(DISTRICT)
}

#[test]
fn a_village_team_is_added_by_taps_and_named_as_is_usual() {
    let mut wichai = district();
    let asked = wichai.says("เพิ่มหน่วย");
    assert!(asked.starts_with("ขั้นที่ 1 จากไม่เกิน 5\nหน่วยอยู่ตำบลไหนคะ\n1 ต.พังโคน"), "{asked}");
    assert!(wichai.taps("ต.แร่").starts_with("ขั้นที่ 2 จากไม่เกิน 5\nเป็นหน่วยแบบไหนคะ"));
    assert!(wichai.taps("ทีมหมู่บ้าน").starts_with("ขั้นที่ 3 จาก 4\nหมู่ที่เท่าไรคะ"));
    assert!(wichai.says("๗").ends_with("1 ทีมหมู่ 7 แร่"));
    let review = wichai.taps("ทีมหมู่ 7 แร่");
    assert_eq!(
        review,
        "ตรวจก่อนส่ง: เพิ่มหน่วย\n1 อำเภอ = อ.พังโคน\n2 ตำบล = ต.แร่\n3 แบบ = ทีมหมู่บ้าน\n\
         4 หมู่ที่ = 7\n5 ชื่อหน่วย = ทีมหมู่ 7 แร่"
    );
    let receipt = wichai.taps("ยืนยัน");
    assert!(receipt.starts_with("เพิ่มหน่วยแล้วค่ะ เลขที่ น-0007"), "{receipt}");
    let added = "AddUnit(NewUnit { id: UnitId(1000007), kind: VillageTeam, \
                 name: \"ทีมหมู่ 7 แร่\", area: 470503, moo: Some(7), parent: None })";
    assert_eq!(wichai.asked_for(), added);
    assert!(wichai.taps("เพิ่มหน่วย").contains("หน่วยอยู่ตำบลไหนคะ"));
}

#[test]
fn every_line_of_a_unit_can_be_changed_and_a_usual_name_follows() {
    let mut wichai = district();
    for text in ["เพิ่มหน่วย", "แร่", "รพ.สต.", "1"] {
        wichai.says(text);
    }
    assert!(wichai.heard().ends_with("4 ชื่อหน่วย = รพ.สต.แร่"), "{}", wichai.heard());
    wichai.says("แก้ไขตำบล");
    assert!(wichai.says("ต้นผึ้ง").ends_with("4 ชื่อหน่วย = รพ.สต.ต้นผึ้ง"));
    wichai.says("แบบ");
    // A school is called as nothing else is.
    assert!(wichai.says("โรงเรียน").contains("หน่วยชื่ออะไรคะ"));
    let review = wichai.says("โรงเรียนบ้านหนองแสง");
    assert!(review.ends_with("3 แบบ = โรงเรียน\n4 ชื่อหน่วย = โรงเรียนบ้านหนองแสง"), "{review}");
    // What it was begun with is not the officer's to change.
    assert!(!wichai.says("อำเภอ").contains("หน่วยอยู่อำเภอไหน"));
}

#[test]
fn a_name_that_is_taken_is_refused_with_the_reason() {
    let mut wichai = district();
    for text in ["เพิ่มหน่วย", "พังโคน", "รพ.สต."] {
        wichai.says(text);
    }
    // The usual one is there already, so it is not offered.
    assert!(wichai.heard().ends_with("เช่น โรงเรียนบ้านหนองแสง"), "{}", wichai.heard());
    assert!(wichai.says("รพ.สต.พังโคน").starts_with("มีหน่วยชื่อ รพ.สต.พังโคน แบบเดียวกัน"));
    assert!(wichai.says("รพ.สต.พังโคน 2").ends_with("= รพ.สต.พังโคน 2"));
    // Somebody else adds one of this name before it is confirmed.
    wichai.knows = |need| match made_up::knows(need) {
        Found::Units(mut units) => {
            units.extend(units.last().cloned().map(|unit| crate::people::Unit {
                name: "รพ.สต.พังโคน 2".into(),
                kind: UnitKind::HealthCentre,
                ..unit
            }));
            Found::Units(units)
        }
        found => found,
    };
    assert!(wichai.taps("ยืนยัน").contains("หน่วยชื่ออะไรคะ"));
    assert!(wichai.turn.effects.is_empty());
}

#[test]
fn where_several_local_offices_share_a_tambon_it_is_asked_whom_a_unit_reports_to() {
    let mut wichai = district();
    for text in ["เพิ่มหน่วย", "ม่วงไข่", "วัด"] {
        wichai.says(text);
    }
    let asked = wichai.heard();
    assert!(asked.contains("1 อบต.ม่วงไข่\n2 เทศบาลตำบลม่วงไข่\n3 ตำบลม่วงไข่"), "{asked}");
    wichai.says("2");
    wichai.says("วัดทดลอง");
    wichai.taps("ยืนยัน");
    assert!(wichai.asked_for().contains("parent: Some(UnitId(1000004))"), "{}", wichai.asked_for());
    // What is itself a local office reports to the district.
    for text in ["เพิ่มหน่วย", "ม่วงไข่", "อปท."] {
        wichai.says(text);
    }
    assert!(wichai.heard().contains("หน่วยชื่ออะไรคะ"), "{}", wichai.heard());
}

#[test]
fn a_local_officer_adds_end_units_under_his_own_office_only() {
    let mut local = Someone::officer_of(OTHER_TAMBON);
    let asked = local.says("เพิ่มหน่วย");
    assert!(asked.starts_with("ขั้นที่ 1 จากไม่เกิน 3\nเป็นหน่วยแบบไหนคะ"), "{asked}");
    assert!(!asked.contains("อปท."), "{asked}");
    local.says("วัด");
    let review = local.says("วัดทดลอง");
    assert!(
        review.contains("2 ตำบล = ต.ม่วงไข่") && review.contains("4 ขึ้นกับ = ตำบลม่วงไข่"),
        "{review}"
    );
    local.taps("ยืนยัน");
    assert!(local.asked_for().contains("parent: Some(UnitId(470502))"), "{}", local.asked_for());
}

#[test]
fn a_province_names_the_district_first() {
    let mut province = Someone::officer_of(47);
    assert!(province.says("เพิ่มหน่วย").contains("หน่วยอยู่อำเภอไหนคะ"));
    assert!(province.says("พังโคน").contains("หน่วยอยู่ตำบลไหนคะ"));
    assert!(province.says("อำเภอเมืองแพร่").starts_with("ยังไม่ตรงกับข้อใด"));
}

#[test]
fn who_loses_the_right_in_the_middle_adds_nothing() {
    let mut wichai = district();
    for text in ["เพิ่มหน่วย", "แร่", "วัด", "วัดทดลอง"]
    {
        wichai.says(text);
    }
    let confirm = wichai.button("ยืนยัน");
    wichai.me.roles[0].state = RoleState::Suspended;
    assert!(wichai.does(tapped(&confirm)).starts_with("สิทธิ์ของท่านถูกระงับไว้"));
    assert!(wichai.turn.effects.is_empty());
    let mut end = Someone::officer_of(TAMBON);
    end.me.roles[0].unit.kind = UnitKind::Temple;
    assert!(end.says("เพิ่มหน่วย").starts_with("เรื่องนี้ทำได้เฉพาะ"));
}

#[test]
fn a_new_unit_is_taken_back_while_nobody_has_joined_it() {
    let mut wichai = district();
    for text in ["เพิ่มหน่วย", "แร่", "วัด", "วัดทดลอง", "ยืนยัน"]
    {
        wichai.says(text);
    }
    let undo = wichai.button("ยกเลิกรายการล่าสุด");
    let added = |need: &Need| match need {
        Need::Unit(_) => made_up::knows(&Need::Unit(UnitId(TEAM))),
        need => made_up::knows(need),
    };
    let joined = |need: &Need| match need {
        Need::Unit(_) => made_up::knows(&Need::Unit(UnitId(TEAM))),
        Need::Officers(_) => made_up::knows(&Need::Officers(UnitId(DISTRICT))),
        need => made_up::knows(need),
    };
    // There is no such unit, as far as this store knows.
    assert!(wichai.does(tapped(&undo)).starts_with("สถานะเปลี่ยนไป"));
    wichai.knows = joined;
    assert!(wichai.does(tapped(&undo)).starts_with("มีคนเข้าหน่วยนี้แล้ว"));
    wichai.knows = added;
    wichai.does(tapped(&undo));
    let closed = "CloseUnit { number: 1000007, unit: UnitId(1000007), into: None, \
                  why: \"by_mistake\" }";
    assert_eq!(wichai.asked_for(), closed);
}

#[test]
fn units_are_listed_by_place_and_closed_from_the_list() {
    let mut wichai = district();
    let list = wichai.says("หน่วยในพื้นที่");
    assert!(list.starts_with("หน่วยในพื้นที่ 4 หน่วย\nต.พังโคน อ.พังโคน\nทีมหมู่บ้าน = "), "{list}");
    assert!(list.contains("ต.ม่วงไข่ อ.พังโคน\nอปท. = อบต.ม่วงไข่"), "{list}");
    assert!(!list.contains("บ้านทดลอง"), "{list}");
    let asked = wichai.taps("ปิดหน่วย");
    assert!(asked.starts_with("ขั้นที่ 1 จาก 2\nคนของหน่วยนี้จะไปอยู่ที่ไหนคะ\n1 ไม่ย้าย"), "{asked}");
    let mut nothing = Someone::officer_of(4701);
    assert!(nothing.says("หน่วยในพื้นที่").starts_with("ยังไม่มีหน่วยที่เพิ่มไว้"));
}

#[test]
fn a_long_list_has_pages() {
    let mut wichai = district();
    wichai.knows = |need| match made_up::knows(need) {
        Found::Units(units) => Found::Units(
            (0..20)
                .map(|number| crate::people::Unit {
                    id: UnitId(TEAM + number),
                    name: format!("ทีมที่ {number:02}"),
                    ..units[0].clone()
                })
                .collect(),
        ),
        found => found,
    };
    let first = wichai.says("หน่วยในพื้นที่");
    assert!(first.contains("= ทีมที่ 07") && !first.contains("= ทีมที่ 08"), "{first}");
    assert!(wichai.taps("ดูเพิ่มเติม").contains("= ทีมที่ 15"));
    let last = wichai.taps("ดูเพิ่มเติม");
    assert!(last.contains("= ทีมที่ 19"), "{last}");
    assert_eq!(wichai.taps("ดูเพิ่มเติม"), first);
    assert_eq!(wichai.does(tapped("view:units:99")), last);
}

#[test]
fn a_unit_is_merged_into_another_of_its_level_and_opened_again() {
    let mut wichai = district();
    wichai.does(tapped(&format!("start:close_unit:{TEAM}")));
    let asked = wichai.heard();
    assert!(asked.contains("2 ย้ายไป รพ.สต.พังโคน"), "{asked}");
    assert!(!asked.contains("อบต.ม่วงไข่") && !asked.contains("ทีมหมู่ 5 พังโคน"), "{asked}");
    wichai.says("รพ.สต.พังโคน");
    let review = wichai.says("รวมกับหน่วยอื่น");
    let unit = "1 หน่วย = ทีมหมู่ 5 พังโคน ต.พังโคน";
    assert!(
        review
            .ends_with(&format!("{unit}\n2 คนของหน่วย = ย้ายไป รพ.สต.พังโคน\n3 เหตุผล = รวมกับหน่วยอื่น"))
    );
    wichai.taps("ยืนยัน");
    let closed = "CloseUnit { number: 7, unit: UnitId(1000001), into: Some(UnitId(1000002)), \
                  why: \"merged\" }";
    assert_eq!(wichai.asked_for(), closed);
    let undo = wichai.button("ยกเลิกรายการล่าสุด");
    assert!(wichai.does(tapped(&undo)).starts_with("สถานะเปลี่ยนไป"));
    wichai.knows = |need| match made_up::knows(need) {
        Found::Units(mut units) => {
            units.iter_mut().for_each(|unit| unit.is_open = false);
            Found::Units(units)
        }
        found => found,
    };
    wichai.does(tapped(&undo));
    assert_eq!(wichai.asked_for(), "ReopenUnit { number: 7 }");
}

#[test]
fn a_unit_is_closed_with_nobody_moving() {
    let mut wichai = district();
    assert!(wichai.says("ปิดหน่วย").contains("ปิดหน่วยไหนคะ"));
    wichai.says("1");
    wichai.says("ไม่ย้าย");
    wichai.says("เลิกดำเนินการ");
    assert!(wichai.heard().contains("= ไม่ย้าย พ้นหน้าที่"), "{}", wichai.heard());
    wichai.taps("ยืนยัน");
    assert!(wichai.asked_for().contains("into: None, why: \"not_needed\""));
}

#[test]
fn what_may_not_be_closed_is_not_closed_by_a_forged_button() {
    for (unit, why) in [
        (i64::from(470_501), "สำนักงานประจำพื้นที่ปิดไม่ได้"),
        (DISTRICT, "เรื่องนี้เป็นของระดับเดียวกัน"),
        (4701, "เรื่องนี้อยู่นอกพื้นที่"),
        (CLOSED, "หน่วยนี้ปิดไปแล้ว"),
        (1_000_999, "ไม่พบหน่วยนี้แล้ว"),
    ] {
        let mut wichai = district();
        let heard = wichai.does(tapped(&format!("start:close_unit:{unit}")));
        assert!(heard.starts_with(why), "{unit}: {heard}");
        assert!(wichai.sessions.open.is_none());
    }
    let mut other = Someone::officer_of(OTHER_TAMBON);
    let heard = other.does(tapped(&format!("start:close_unit:{TEAM}")));
    assert!(heard.starts_with("เรื่องนี้อยู่นอกพื้นที่"), "{heard}");
}
