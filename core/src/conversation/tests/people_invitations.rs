//! Opening invitations and taking them back: for whom, where, and not beyond one's rights.

use std::time::Duration;

use super::Someone;
use super::made_up_joining::{self, invitation, me, officer_of, role};
use super::person::tapped;
use crate::conversation::Language;
use crate::effect::Effect;
use crate::facts::{Found, Need};
use crate::moment::Moment;
use crate::people::change::NewInvitation;
use crate::people::record::Invitation;
use crate::people::{Change, RoleKind, RoleState, UnitId};

fn invited(someone: &Someone) -> &NewInvitation {
    match &someone.turn.effects[..] {
        [Effect::People(Change::Invite(invitation))] => invitation,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_district_invites_volunteers_to_a_tambon() {
    let mut someone = Someone::at_work(officer_of(4705));
    let heard = someone.says("เปิดรหัสเชิญ");
    assert!(heard.ends_with("เชิญใครคะ\n1 อาสา\n2 ผู้ดูแล"), "{heard}");
    let heard = someone.taps("อาสา");
    let near =
        "1 อำเภอพังโคน\n2 ตำบลพังโคน\n3 ตำบลม่วงไข่\n4 ตำบลแร่\n5 ตำบลไฮหย่อง\n6 ตำบลต้นผึ้ง\n7 หน่วยอื่น";
    assert!(heard.ends_with(&format!("ให้อยู่หน่วยไหนคะ\n{near}")), "{heard}");
    assert!(someone.taps("ตำบลแร่").contains("ใช้ได้กี่คนคะ\n1 คน\n5 คน"));
    assert!(someone.says("20").contains("ใช้ได้กี่วันคะ"));
    let review = someone.taps("7 วัน");
    let lines =
        "1 เชิญเป็น = อาสา\n2 หน่วย = ต.แร่ อ.พังโคน จ.สกลนคร\n3 จำนวนคน = 20 คน\n4 อายุรหัส = 7 วัน";
    assert!(review.ends_with(lines), "{review}");
    let heard = someone.taps("ยืนยัน");
    assert!(heard.starts_with("เปิดรหัสเชิญแล้วค่ะ เลขที่ ช-0007"), "{heard}");
    let card = "7K3M-Q9XA\nอาสา = ต.แร่ อ.พังโคน จ.สกลนคร\nใช้ได้ 20 คน ถึง ศุกร์ 15 พ.ค. 63 เวลา";
    assert!(heard.contains(card), "{heard}");
    let sent = "แตะแล้วกดส่งข้อความที่ขึ้นมา\nhttps://chat.example/?7K3M-Q9XA";
    assert!(heard.contains(sent), "{heard}");
    assert!(someone.turn.says.len() <= 5, "LINE takes no more in one answer");
    let NewInvitation { number, code, kind, unit, uses, expires_at } = invited(&someone);
    assert_eq!((*number, code.as_str(), *uses), (7, "7K3M-Q9XA", 20));
    assert_eq!((*kind, *unit), (RoleKind::Volunteer, UnitId(470_503)));
    assert_eq!(*expires_at, someone.now + Duration::from_secs(7 * 24 * 3600));
    someone.knows = |need| match need {
        Need::MyInvitations => {
            let open = invitation("7K3M-Q9XA", RoleKind::Volunteer, 470_503, false);
            Found::Invitations(vec![Invitation { number: 7, ..open }])
        }
        need => made_up_joining::knows(need),
    };
    someone.taps("ยกเลิกรายการล่าสุด");
    assert_eq!(someone.turn.effects, [Effect::People(Change::Revoke { invitation: 7 })]);
}

#[test]
fn an_officer_is_invited_once_and_how_often_is_not_asked() {
    let mut someone = Someone::at_work(officer_of(47));
    someone.says("เชิญ");
    someone.taps("ผู้ดูแล");
    assert!(someone.heard().contains("1 จังหวัดสกลนคร\n2 อำเภอเมืองสกลนคร"), "{}", someone.heard());
    assert!(someone.says("พังโคน").contains("ใช้ได้กี่วันคะ"), "{}", someone.heard());
    someone.says("30");
    someone.taps("ยืนยัน");
    let NewInvitation { kind, unit, uses, .. } = invited(&someone);
    assert_eq!((*kind, *unit, *uses), (RoleKind::Officer, UnitId(4705), 1));
}

#[test]
fn a_unit_that_is_farther_off_is_found_by_its_place() {
    let mut someone = Someone::at_work(officer_of(47));
    someone.says("เปิดรหัสเชิญ");
    someone.taps("อาสา");
    let heard = someone.taps("ดูเพิ่มเติม");
    assert!(heard.contains("9 "), "{heard}");
    someone.says("หน่วยอื่น");
    assert!(someone.heard().contains("หน่วยนั้นอยู่ที่ไหนคะ"), "{}", someone.heard());
    someone.says("ต.แร่");
    someone.taps("อบต.แร่");
    assert!(someone.heard().contains("ใช้ได้กี่คนคะ"), "{}", someone.heard());
    assert_eq!(someone.answers()[1].1, serde_json::json!({ "unit": 1_000_001 }));
}

#[test]
fn nobody_invites_beyond_their_area_or_to_what_stands_above() {
    let mut someone = Someone::at_work(officer_of(4705));
    someone.says("เปิดรหัสเชิญ");
    someone.taps("ผู้ดูแล");
    someone.taps("หน่วยอื่น");
    let heard = someone.says("ต.ธาตุเชิงชุม");
    assert!(heard.starts_with("เรื่องนี้อยู่นอกพื้นที่ที่ท่านดูแล"), "{heard}");
    let session = someone.sessions.open.clone().unwrap().id;
    for unit in ["47", "4701", "9999999"] {
        someone.does(tapped(&format!("invite:{session}:unit:{unit}")));
        assert_eq!(someone.answers().len(), 1, "{unit}");
    }
}

#[test]
fn an_end_unit_invites_only_another_officer_and_is_not_asked_whom() {
    let mut someone = Someone::at_work(officer_of(1_000_002));
    let heard = someone.says("เปิดรหัสเชิญ");
    assert!(heard.contains("ขั้นที่ 1 จากไม่เกิน 3\nให้อยู่หน่วยไหนคะ\n1 รพ.สต.บ้านแร่"), "{heard}");
    someone.says("1");
    someone.says("1");
    someone.taps("ยืนยัน");
    assert_eq!((invited(&someone).kind, invited(&someone).uses), (RoleKind::Officer, 1));
}

#[test]
fn whoever_is_no_officer_or_is_suspended_in_the_middle_does_not_invite() {
    let mut someone = Someone::at_work(me(Vec::new()));
    let heard = someone.says("เปิดรหัสเชิญ");
    assert!(heard.starts_with("เรื่องนี้ทำได้เฉพาะผู้ที่ได้รับมอบหมายค่ะ"), "{heard}");
    let mut someone = Someone::at_work(officer_of(4705));
    someone.says("เปิดรหัสเชิญ");
    let volunteer = someone.button("อาสา");
    someone.me = me(vec![role(3, RoleKind::Officer, 4705, RoleState::Suspended)]);
    let heard = someone.does(tapped(&volunteer));
    assert!(heard.starts_with("สิทธิ์ของท่านถูกระงับไว้ค่ะ"), "{heard}");
    assert!(someone.sessions.open.is_none());
}

#[test]
fn whoever_moves_to_another_unit_in_the_middle_is_asked_again() {
    let mut someone = Someone::at_work(officer_of(4705));
    someone.says("เปิดรหัสเชิญ");
    for label in ["ผู้ดูแล", "ตำบลแร่", "7 วัน"] {
        someone.taps(label);
    }
    let confirm = someone.button("ยืนยัน");
    someone.me = officer_of(4701);
    let heard = someone.does(tapped(&confirm));
    assert!(heard.contains("ให้อยู่หน่วยไหนคะ\n1 อำเภอเมืองสกลนคร"), "{heard}");
    assert!(someone.turn.effects.is_empty());
}

#[test]
fn open_codes_are_listed_and_taken_back_with_one_tap() {
    let mut someone = Someone::at_work(officer_of(4705));
    let heard = someone.says("รหัสที่เปิดไว้");
    let line = "A7KQ-3MXZ · อาสา อ.พังโคน จ.สกลนคร = ใช้ได้อีก 4 คน ถึง อาทิตย์ 10 พ.ค. 63 เวลา 16.00 น.";
    assert!(heard.contains(line), "{heard}");
    let revoke = someone.button("ยกเลิกรหัส");
    assert!(someone.does(tapped(&revoke)).starts_with("ยกเลิกรหัส A7KQ-3MXZ แล้วค่ะ"));
    assert_eq!(someone.turn.effects, [Effect::People(Change::Revoke { invitation: 4 })]);
    someone.knows = |need| match need {
        Need::MyInvitations => Found::Invitations(Vec::new()),
        need => made_up_joining::knows(need),
    };
    assert!(someone.does(tapped(&revoke)).starts_with("รหัสนั้นใช้ไม่ได้อยู่แล้วค่ะ"));
    assert!(someone.turn.effects.is_empty());
    assert!(someone.says("รหัสที่เปิดไว้").starts_with("ตอนนี้ไม่มีรหัสเชิญที่ใช้ได้ค่ะ"));
}

#[test]
fn an_invitation_is_opened_in_english() {
    let mut someone = Someone::at_work(officer_of(4705));
    (someone.language, someone.now) = (Language::English, Moment::from_millis(1_588_928_400_000));
    someone.says("Invite");
    for text in ["Volunteer", "Rae Subdistrict", "5 people", "a week"] {
        someone.says(text);
    }
    let heard = someone.taps("Confirm");
    assert!(heard.contains("For 5, until Fri 15 May 2020 at 16:00"), "{heard}");
}
