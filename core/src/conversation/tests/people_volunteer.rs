//! Becoming a volunteer: the questions, what is saved, where it goes.

use super::Someone;
use super::made_up_joining::{me, record, role};
use super::person::tapped;
use crate::effect::{Effect, Tell, Whom};
use crate::facts::{Found, Need};
use crate::people::change::Application;
use crate::people::form::Form;
use crate::people::{Change, Level, RoleId, RoleKind, RoleState, UnitId};

fn asked() -> Someone {
    let mut someone = Someone::at_work(me(Vec::new()));
    someone.says("ลงทะเบียนอาสา");
    someone
}

/// At the review card.
fn answered() -> Someone {
    let mut someone = asked();
    for text in ["ต.พังโคน", "น.ส. สมใจ ใจงาม", "0800000000", "1", "อสม.", "3, 5"]
    {
        someone.says(text);
    }
    someone
}

fn application(someone: &Someone) -> &Application {
    match &someone.turn.effects[0] {
        Effect::People(Change::Apply(application)) => application,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_question_is_asked_once_and_the_card_shows_the_answers() {
    let mut someone = Someone::at_work(me(Vec::new()));
    let heard = someone.says("สมัครอาสา");
    assert!(heard.starts_with("ขั้นที่ 1 จาก 6\nจะช่วยงานที่ตำบลไหนคะ"), "{heard}");
    assert!(someone.says("ตำบลพังโคน").contains("ขั้นที่ 2 จาก 6\nชื่ออะไรคะ"));
    assert!(someone.says("สมใจ ใจงาม").contains("ขั้นที่ 3 จาก 6\nขอเบอร์โทรที่ติดต่อได้ค่ะ"));
    let heard = someone.says("0800000000");
    assert!(heard.contains("สังกัดหน่วยงานไหนคะ\n1 อบต.พังโคน"), "{heard}");
    assert!(someone.taps("เทศบาลตำบลพังโคน").contains("ทำหน้าที่อะไรในพื้นที่คะ\n1 อสม."));
    assert!(someone.taps("ครู").contains("ดูแลหมู่ไหนบ้างคะ"));
    let review = someone.taps("ข้าม");
    let lines = "1 พื้นที่ = ต.พังโคน อ.พังโคน จ.สกลนคร\n2 ชื่อ-สกุล = สมใจ ใจงาม\n\
                 3 เบอร์โทร = 080-000-0000\n4 สังกัด = เทศบาลตำบลพังโคน\n5 หน้าที่ = ครู\n\
                 6 หมู่ที่ดูแล = ไม่ระบุ";
    assert_eq!(review, format!("ตรวจก่อนส่ง: ลงทะเบียนอาสา\n{lines}"));
}

#[test]
fn an_application_goes_to_the_nearest_desk_and_its_officers_are_told() {
    let mut someone = answered();
    let heard = someone.taps("ยืนยัน");
    let receipt = "ส่งใบสมัครแล้วค่ะ เลขที่ ท-0007\nอำเภอพังโคน จะตรวจ แล้วแจ้งผลในแชตนี้";
    assert!(heard.starts_with(receipt), "{heard}");
    let Application { role, kind, unit, form, invitation, at_once, desk } = application(&someone);
    assert_eq!((*role, *kind, *unit), (RoleId(7), RoleKind::Volunteer, UnitId(470_501)));
    assert_eq!((*invitation, *at_once, *desk), (None, false, Level::District));
    let Some(Form::Volunteer { name, phone, agency, trade, villages }) = form else { panic!() };
    assert_eq!((name.to_string().as_str(), phone.as_str()), ("นางสาวสมใจ ใจงาม", "080-000-0000"));
    assert_eq!((agency.as_str(), trade.as_str()), ("อบต.พังโคน", "vhv"));
    assert_eq!(villages, &[3, 5]);
    let whom = Whom::DecidersOf(RoleId(7));
    let tell = Tell { whom, view: "queue_grew", about: String::new() };
    assert_eq!(someone.turn.effects[1..], [Effect::Tell(tell)]);
}

#[test]
fn where_a_tambon_has_several_units_which_one_is_asked() {
    let mut someone = asked();
    let heard = someone.says("ต.แร่");
    let units = "1 ตำบลแร่\n2 อบต.แร่\n3 รพ.สต.บ้านแร่";
    assert!(heard.contains(&format!("ต.แร่ อ.พังโคน มีหลายหน่วย หน่วยไหนคะ\n{units}")), "{heard}");
    assert!(someone.says("วัด").starts_with("ยังไม่ตรงกับข้อใด"));
    assert!(someone.taps("ย้อนกลับ").contains("จะช่วยงานที่ตำบลไหนคะ"));
    someone.says("ต.แร่");
    assert!(someone.taps("รพ.สต.บ้านแร่").contains("ชื่ออะไรคะ"));
    for text in ["สมใจ ใจงาม", "0800000000"] {
        someone.says(text);
    }
    let heard = someone.heard();
    assert!(heard.contains("1 รพ.สต.บ้านแร่\n2 อบต.แร่\n3 ที่ทำการปกครองอำเภอพังโคน"), "{heard}");
}

#[test]
fn the_tag_of_the_platform_is_taken_off_what_is_typed() {
    for (typed, kept) in [
        ("กลุ่มรักพังโคน (moicovid)", "กลุ่มรักพังโคน"),
        ("กลุ่มรักพังโคน(MOICOVID)", "กลุ่มรักพังโคน"),
        ("กลุ่มรักพังโคน (แร่)", "กลุ่มรักพังโคน (แร่)"),
    ] {
        let mut someone = answered();
        someone.says("สังกัด");
        someone.says(typed);
        assert!(someone.heard().contains(&format!("4 สังกัด = {kept}\n")), "{}", someone.heard());
    }
    let mut someone = answered();
    someone.says("สังกัด");
    assert!(someone.says("(moicovid)").starts_with("ยังไม่เห็นข้อความ"), "{}", someone.heard());
}

#[test]
fn going_back_offers_what_was_answered() {
    let mut someone = answered();
    assert!(someone.taps("ย้อนกลับ").contains("ตอบไว้ว่า 3, 5\nดูแลหมู่ไหนบ้างคะ"));
    assert!(someone.taps("ย้อนกลับ").contains("ตอบไว้ว่า อสม."));
    someone.taps("ใช้คำตอบเดิม");
    someone.taps("ใช้คำตอบเดิม");
    assert!(someone.heard().contains("6 หมู่ที่ดูแล = 3, 5"), "{}", someone.heard());
}

#[test]
fn another_place_keeps_everything_but_an_agency_known_at_the_first() {
    let mut someone = answered();
    someone.says("พื้นที่");
    let heard = someone.says("ต.ม่วงไข่ อ.พังโคน");
    assert!(heard.contains("สังกัดหน่วยงานไหนคะ\n1 อบต.ม่วงไข่"), "{heard}");
    let heard = someone.says("กลุ่มรักม่วงไข่");
    assert!(heard.contains("1 พื้นที่ = ต.ม่วงไข่ อ.พังโคน จ.สกลนคร\n2 ชื่อ-สกุล"), "{heard}");
    someone.says("พื้นที่");
    assert!(someone.says("ต.แร่").contains("หน่วยไหนคะ"));
    let heard = someone.taps("ตำบลแร่");
    assert!(heard.contains("4 สังกัด = กลุ่มรักม่วงไข่"), "{heard}");
    someone.taps("ยืนยัน");
    assert_eq!(application(&someone).unit, UnitId(470_503));
}

#[test]
fn whoever_is_a_volunteer_there_already_is_told_so() {
    for (state, said) in [
        (RoleState::Active, "เป็นอาสาของ ต.พังโคน อ.พังโคน จ.สกลนคร อยู่แล้ว ไม่ต้องลงทะเบียนอีก"),
        (RoleState::Waiting, "ขอเป็นอาสาของ ต.พังโคน อ.พังโคน จ.สกลนคร ไว้แล้ว"),
        (RoleState::Suspended, "สิทธิ์อาสาของ ต.พังโคน อ.พังโคน จ.สกลนคร ถูกระงับไว้"),
    ] {
        let roles = vec![role(5, RoleKind::Volunteer, 470_501, state)];
        let mut someone = Someone::at_work(me(roles));
        someone.says("ลงทะเบียนอาสา");
        let heard = someone.says("ต.พังโคน");
        assert!(heard.starts_with(said), "{heard}");
        assert!(someone.says("ต.ม่วงไข่ อ.พังโคน").contains("ชื่ออะไรคะ"), "{}", someone.heard());
    }
}

#[test]
fn a_role_that_came_meanwhile_stops_the_application() {
    let mut someone = answered();
    let confirm = someone.button("ยืนยัน");
    someone.me = me(vec![role(5, RoleKind::Volunteer, 470_501, RoleState::Active)]);
    let heard = someone.does(tapped(&confirm));
    assert!(heard.contains("จะช่วยงานที่ตำบลไหนคะ"), "{heard}");
    assert!(someone.turn.effects.is_empty());
}

#[test]
fn an_application_is_taken_back_and_sent_again_changed() {
    let mut someone = answered();
    someone.taps("ยืนยัน");
    someone.me = me(vec![role(7, RoleKind::Volunteer, 470_501, RoleState::Waiting)]);
    someone.taps("ยกเลิกรายการล่าสุด");
    let withdrawn = Change::Withdraw { role: RoleId(7) };
    assert_eq!(someone.turn.effects, [Effect::People(withdrawn)]);
    someone.me = me(Vec::new());
    assert!(someone.says("ทำต่อ").contains("2 ชื่อ-สกุล = นางสาวสมใจ ใจงาม"));
}

#[test]
fn an_application_that_was_refused_meanwhile_cannot_be_taken_back() {
    let mut someone = answered();
    someone.taps("ยืนยัน");
    let heard = someone.taps("ยกเลิกรายการล่าสุด");
    assert!(heard.starts_with("เรื่องนี้มีผู้ตัดสินแล้ว จึงยกเลิกเองไม่ได้ค่ะ"), "{heard}");
    assert!(someone.turn.effects.is_empty());
}

#[test]
fn what_was_told_is_corrected_from_the_card_and_cannot_be_undone() {
    let mut someone = Someone::at_work(me(vec![own_role()]));
    someone.knows = with_own_record;
    let review = someone.does(tapped("start:volunteer:correct:12"));
    assert!(review.contains("2 ชื่อ-สกุล = สมใจ ใจงาม\n3 เบอร์โทร = 080-000-0000"), "{review}");
    assert!(review.contains("6 หมู่ที่ดูแล = ไม่ระบุ"), "{review}");
    assert!(someone.says("1").starts_with("รายการมีการแก้ไข"), "the place is not theirs to change");
    someone.says("เบอร์โทร");
    someone.says("0800000001");
    let receipt = someone.taps("ยืนยัน");
    assert_eq!(receipt, "บันทึกข้อมูลอาสาของ ต.พังโคน อ.พังโคน จ.สกลนคร แล้วค่ะ เลขที่ ท-0012");
    assert!(!someone.turn.uses_number);
    let [Effect::People(Change::Correct { role, form })] = &someone.turn.effects[..] else {
        panic!("{:?}", someone.turn.effects)
    };
    assert_eq!((*role, form.phone()), (RoleId(12), "080-000-0001"));
    let heard = someone.says("ยกเลิกรายการล่าสุด");
    assert!(heard.starts_with("รายการ ท-0012 แก้ข้อมูลแล้ว"), "{heard}");
    assert!(someone.turn.effects.is_empty());
}

#[test]
fn a_role_that_ended_meanwhile_is_not_corrected() {
    let mut someone = Someone::at_work(me(vec![own_role()]));
    someone.knows = with_own_record;
    someone.does(tapped("start:volunteer:correct:12"));
    someone.me = me(Vec::new());
    let heard = someone.taps("ยืนยัน");
    assert!(heard.starts_with("หน้าที่อาสาของ ต.พังโคน อ.พังโคน จ.สกลนคร สิ้นสุดไปแล้ว"), "{heard}");
    assert!(someone.turn.effects.is_empty() && someone.sessions.open.is_none());
}

#[test]
fn buttons_about_roles_of_others_or_of_nobody_begin_nothing() {
    let mut someone = Someone::at_work(me(Vec::new()));
    someone.knows = |need| match need {
        Need::Record(_) => {
            let other = record(own_role(), None);
            Found::Records(vec![crate::people::record::Record { is_mine: false, ..other }])
        }
        need => super::made_up_joining::knows(need),
    };
    for data in [
        "start:volunteer:correct:12",
        "start:volunteer:fill:x",
        "start:caretaker:correct:12",
        "start:volunteer:what:12",
    ] {
        let heard = someone.does(tapped(data));
        assert!(heard.starts_with("ปุ่มนี้ใช้ไม่ได้แล้วค่ะ"), "{data}: {heard}");
        assert!(someone.sessions.open.is_none());
    }
}

fn own_role() -> crate::people::Role {
    role(12, RoleKind::Volunteer, 470_501, RoleState::Active)
}

fn with_own_record(need: &Need) -> Found {
    let form = || Form::Volunteer {
        name: crate::thai::full_name("สมใจ ใจงาม").unwrap(),
        phone: "080-000-0000".into(),
        agency: "อบต.พังโคน".into(),
        trade: "vhv".into(),
        villages: Vec::new(),
    };
    match need {
        Need::Record(RoleId(12)) => Found::Records(vec![record(own_role(), Some(form()))]),
        need => super::made_up_joining::knows(need),
    }
}
