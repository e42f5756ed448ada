//! The two forms for officers: the letters' fields, the levels, and who decides.

use super::Someone;
use super::made_up_joining::{me, officer_of, role};
use super::person::tapped;
use crate::conversation::Language;
use crate::effect::Effect;
use crate::people::change::Application;
use crate::people::form::Form;
use crate::people::{Change, Level, RoleId, RoleKind, RoleState, UnitId};

fn application(someone: &Someone) -> &Application {
    match &someone.turn.effects[0] {
        Effect::People(Change::Apply(application)) => application,
        other => panic!("{other:?}"),
    }
}

/// At the review card of a district.
fn answered() -> Someone {
    let mut someone = Someone::at_work(me(Vec::new()));
    someone.says("ลงทะเบียนผู้ดูแล");
    someone.taps("ผู้ดูแลระบบหน้ากาก");
    for text in ["อ.พังโคน", "1", "นายวิชัย ใจงาม", "1000000000017", "1", "ปลัดอำเภอ"]
    {
        someone.says(text);
    }
    someone.says("Wichai@Example.com");
    someone.says("042-000-000 ต่อ 12");
    someone
}

#[test]
fn the_view_leads_to_either_form_and_says_whom_it_is_for() {
    let mut someone = Someone::at_work(me(Vec::new()));
    let heard = someone.says("ลงทะเบียนผู้ดูแล");
    assert!(heard.contains("ผู้ดูแลระบบหน้ากาก = สำหรับเจ้าหน้าที่อำเภอ ตำบล/อปท."), "{heard}");
    assert!(heard.contains("แอดมินแพลตฟอร์ม = สำหรับผู้ดูแลแพลตฟอร์มของจังหวัด"), "{heard}");
    let heard = someone.taps("ผู้ดูแลระบบหน้ากาก");
    assert!(heard.starts_with("ขั้นที่ 1 จาก 7\nท่านดูแลอำเภอหรือตำบลไหนคะ"), "{heard}");
}

#[test]
fn the_card_has_the_fields_of_the_letter_in_its_order() {
    let someone = answered();
    let lines = "1 หน่วย = อ.พังโคน จ.สกลนคร\n2 ชื่อ-สกุล = นายวิชัย ใจงาม\n\
                 3 เลขประจำตัวประชาชน = 1-xxxx-xxxxx-01-7\n4 สังกัด = ที่ทำการปกครองอำเภอพังโคน\n\
                 5 ตำแหน่ง = ปลัดอำเภอ\n6 อีเมล = Wichai@example.com\n\
                 7 เบอร์โทร = 042-000-000 ต่อ 12";
    assert_eq!(someone.heard(), format!("ตรวจก่อนส่ง: ผู้ดูแลระบบหน้ากาก\n{lines}"));
}

#[test]
fn a_district_is_decided_about_by_the_province_only() {
    let mut someone = answered();
    let heard = someone.taps("ยืนยัน");
    assert!(heard.starts_with("ส่งให้จังหวัดสกลนครตรวจแล้วค่ะ เลขที่ ท-0007\nจะแจ้งผลในแชตนี้"));
    let Application { role, kind, unit, form, at_once, desk, .. } = application(&someone);
    assert_eq!((*role, *kind, *unit), (RoleId(7), RoleKind::Officer, UnitId(4705)));
    assert_eq!((*at_once, *desk), (false, Level::Province));
    let Some(Form::Caretaker { identity, .. }) = form else { panic!() };
    assert_eq!(format!("{identity:?}"), "Document(card …)");
}

#[test]
fn every_line_can_be_changed_and_wrong_answers_are_told_why() {
    for (line, wrong, why, right, shown) in [
        ("ชื่อ-สกุล", "วิชัย", "ขอทั้งชื่อและนามสกุล", "วิชัย ดีงาม", "2 ชื่อ-สกุล = วิชัย ดีงาม"),
        ("3", "1000000000018", "เลขนี้ยังไม่ถูกต้อง", "1000000000122", "1-xxxx-xxxxx-12-2"),
        ("สังกัด", "99", "ขอเป็นชื่อหน่วยงาน", "เทศบาล", "4 สังกัด = เทศบาล"),
        ("6", "wichai", "ยังไม่เห็นเครื่องหมาย @", "w@example.org", "6 อีเมล = w@example.org"),
        ("เบอร์โทร", "12345", "มี 5 ตัว", "0800000000", "7 เบอร์โทร = 080-000-0000"),
        ("หน่วย", "ไม่รู้จัก", "ยังหาสถานที่นี้ไม่พบ", "ต.พังโคน", "รับแล้ว: ต.พังโคน อ.พังโคน"),
    ] {
        let mut someone = answered();
        someone.says(line);
        assert!(someone.says(wrong).starts_with(why), "{line}: {}", someone.heard());
        assert!(someone.says(right).contains(shown), "{line}: {}", someone.heard());
    }
}

#[test]
fn an_end_unit_is_decided_about_by_the_district_if_nobody_is_nearer() {
    let mut someone = answered();
    someone.says("หน่วย");
    someone.says("ต.แร่");
    assert!(someone.taps("รพ.สต.บ้านแร่").contains("สังกัดหน่วยงานใดคะ\n1 รพ.สต.บ้านแร่"));
    someone.says("1");
    let heard = someone.taps("ยืนยัน");
    assert!(heard.starts_with("ส่งให้อำเภอพังโคนตรวจแล้วค่ะ"), "{heard}");
    assert_eq!(application(&someone).desk, Level::District);
}

#[test]
fn a_form_is_left_and_gone_on_with() {
    let mut someone = Someone::at_work(me(Vec::new()));
    someone.does(tapped("start:caretaker"));
    for text in ["ต.พังโคน", "วิชัย ใจงาม"] {
        someone.says(text);
    }
    someone.waits(std::time::Duration::from_secs(30 * 3600));
    let heard = someone.says("มาแล้วครับ");
    assert!(heard.starts_with("เรื่อง ผู้ดูแลระบบหน้ากาก ค้างอยู่ที่ เลขประจำตัวประชาชน"), "{heard}");
    assert!(someone.taps("ทำต่อ").contains("ขั้นที่ 3 จาก 7\nขอเลขประจำตัวประชาชน 13 หลักค่ะ"));
}

#[test]
fn whoever_is_an_officer_there_cannot_ask_again() {
    let mut someone = Someone::at_work(officer_of(4705));
    someone.does(tapped("start:caretaker"));
    someone.says("อ.พังโคน");
    let heard = someone.taps("ทั้งอำเภอพังโคน");
    assert!(heard.starts_with("เป็นผู้ดูแลของ อ.พังโคน จ.สกลนคร อยู่แล้ว"), "{heard}");
}

#[test]
fn the_platforms_form_is_about_the_province_of_the_service() {
    let mut someone = Someone::at_work(me(Vec::new()));
    let heard = someone.says("แอดมินแพลตฟอร์ม");
    assert!(heard.starts_with("ขั้นที่ 1 จาก 6\nหน่วยงานใดคะ\n1 ที่ทำการปกครองจังหวัดสกลนคร"), "{heard}");
    for text in ["1", "วรรณา ใจงาม", "จ่าจังหวัด"] {
        someone.says(text);
    }
    assert!(someone.says("042000000").starts_with("ข้อนี้ขอเป็นเบอร์มือถือ"));
    someone.says("0800000000");
    someone.says("wanna@example.com");
    someone.taps("080-000-0000");
    let lines = "1 จังหวัด = จ.สกลนคร\n2 หน่วยงาน = ที่ทำการปกครองจังหวัดสกลนคร\n\
                 3 ชื่อ-นามสกุล = วรรณา ใจงาม\n4 ตำแหน่ง = จ่าจังหวัด\n\
                 5 เบอร์มือถือ = 080-000-0000\n6 อีเมล = wanna@example.com\n7 ไลน์ = 080-000-0000";
    assert_eq!(someone.heard(), format!("ตรวจก่อนส่ง: แอดมินแพลตฟอร์ม\n{lines}"));
    let heard = someone.taps("ยืนยัน");
    assert!(heard.starts_with("ส่งให้ผู้ดูแลระบบส่วนกลางตรวจแล้วค่ะ"), "{heard}");
    assert_eq!(application(&someone).desk, Level::Nation);
}

#[test]
fn an_admin_of_the_province_is_not_asked_again() {
    let roles = vec![role(3, RoleKind::Officer, 47, RoleState::Waiting)];
    let mut someone = Someone::at_work(me(roles));
    let heard = someone.says("แอดมินแพลตฟอร์ม");
    assert!(heard.starts_with("ขอเป็นผู้ดูแลของ จ.สกลนคร ไว้แล้ว กำลังรอการอนุมัติ"), "{heard}");
    assert!(someone.sessions.open.is_none());
}

#[test]
fn the_forms_are_asked_in_english() {
    let mut someone = Someone::at_work(me(Vec::new()));
    someone.language = Language::English;
    someone.says("Register as officer");
    let heard = someone.taps("Mask officer");
    assert!(heard.starts_with("Step 1 of 7\nWhich district or sub-district do you look after?"));
    someone.says("Phang Khon District");
    assert!(someone.says("1").contains("Step 2 of 7\nYour name, as on your card"));
}
