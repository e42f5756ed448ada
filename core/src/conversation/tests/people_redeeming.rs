//! Sending a code: what it leads to, and what is said of one that does not work.

use std::time::Duration;

use super::Someone;
use super::made_up_joining::{me, officer_of, role};
use super::person::tapped;
use crate::effect::Effect;
use crate::people::change::Application;
use crate::people::{Change, Level, RoleId, RoleKind, RoleState, UnitId};

const UNTIL: &str = "ใช้ได้ถึง อาทิตย์ 10 พ.ค. 63 เวลา 16.00 น.";

fn somebody() -> Someone {
    Someone::at_work(me(Vec::new()))
}

fn applications(someone: &Someone) -> Vec<&Application> {
    let applied = |effect| match effect {
        &Effect::People(Change::Apply(ref application)) => Some(application),
        _ => None,
    };
    someone.turn.effects.iter().filter_map(applied).collect()
}

#[test]
fn a_volunteers_code_fixes_the_place_and_decides() {
    let mut someone = somebody();
    let heard = someone.says("รหัสเชิญ v7kq3mxz ค่ะ");
    let offered = format!("คำเชิญเป็นอาสาของ ต.พังโคน อ.พังโคน จ.สกลนคร {UNTIL}");
    assert_eq!(heard.lines().next(), Some(offered.as_str()));
    assert!(heard.contains("ขั้นที่ 1 จาก 5\nชื่ออะไรคะ"), "{heard}");
    for text in ["สมใจ ใจงาม", "0800000000", "อบต.พังโคน", "กำนัน", "ข้าม"]
    {
        someone.says(text);
    }
    assert!(someone.says("พื้นที่").starts_with("ข้อนี้แก้ตรงนี้ไม่ได้"), "it is not theirs to change");
    let heard = someone.taps("ยืนยัน");
    let welcome = "ยินดีต้อนรับค่ะ คุณเป็นอาสาของ ต.พังโคน อ.พังโคน จ.สกลนคร แล้ว เลขที่ ท-0007";
    assert!(heard.starts_with(welcome), "{heard}");
    let [application] = applications(&someone)[..] else { panic!() };
    assert_eq!((application.invitation, application.at_once), (Some(4), true));
    assert_eq!(someone.turn.effects.len(), 1, "nobody has anything to decide");
}

#[test]
fn an_officers_code_to_an_officer_still_waits_for_the_level_above() {
    let mut someone = somebody();
    let heard = someone.says("D7KQ-3MXZ");
    assert!(heard.starts_with(&format!("คำเชิญเป็นผู้ดูแลระบบหน้ากากของ อ.พังโคน จ.สกลนคร {UNTIL}")));
    assert!(heard.contains("ขั้นที่ 1 จาก 6\nขอชื่อ-สกุล ตามบัตรค่ะ"), "{heard}");
    for text in ["วิชัย ใจงาม", "1000000000017", "1", "ปลัดอำเภอ", "w@example.com", "0800000000"]
    {
        someone.says(text);
    }
    let heard = someone.taps("ยืนยัน");
    assert!(heard.starts_with("ส่งให้จังหวัดสกลนครตรวจแล้วค่ะ เลขที่ ท-0007"), "{heard}");
    let [application] = applications(&someone)[..] else { panic!() };
    assert_eq!((application.invitation, application.at_once), (Some(4), false));
    assert_eq!((application.unit, application.desk), (UnitId(4705), Level::Province));
}

#[test]
fn the_operators_code_makes_an_officer_first_and_then_asks() {
    let mut someone = somebody();
    let heard = someone.says("P7KQ-3MXZ");
    assert!(heard.starts_with("คำเชิญเป็นแอดมินแพลตฟอร์มของ จ.สกลนคร"), "{heard}");
    assert!(heard.contains("\nท่านเป็นแอดมินแพลตฟอร์มแล้วค่ะ"), "{heard}");
    assert!(heard.contains("ขั้นที่ 1 จาก 6\nหน่วยงานใดคะ"), "{heard}");
    assert!(someone.turn.uses_number);
    let [application] = applications(&someone)[..] else { panic!() };
    assert_eq!((application.role, application.unit), (RoleId(7), UnitId(47)));
    assert_eq!((application.at_once, &application.form), (true, &None));
    someone.me = me(vec![role(7, RoleKind::Officer, 47, RoleState::Active)]);
    for text in ["1", "วรรณา ใจงาม", "จ่าจังหวัด", "0800000000", "w@example.com", "wanna.j"]
    {
        someone.says(text);
    }
    let heard = someone.taps("ยืนยัน");
    assert_eq!(heard, "บันทึกข้อมูลผู้ดูแลของ จ.สกลนคร แล้วค่ะ เลขที่ ท-0007");
    let [Effect::People(Change::Correct { role, .. })] = &someone.turn.effects[..] else {
        panic!("{:?}", someone.turn.effects)
    };
    assert_eq!(*role, RoleId(7));
}

#[test]
fn a_code_that_does_not_work_gets_a_clear_answer() {
    for (code, said) in [
        ("S7KQ-3MXZ", "รหัสเชิญนี้ใช้ไม่ได้แล้วค่ะ อาจหมดอายุหรือใช้ครบแล้ว"),
        ("T7KQ-3MXZ", "พิมพ์รหัสที่ไม่พบหลายครั้งแล้วค่ะ"),
        ("W7KQ-3MXZ", "ไม่พบรหัสเชิญนี้ค่ะ"),
    ] {
        let mut someone = somebody();
        let heard = someone.says(code);
        assert!(heard.starts_with(said), "{code}: {heard}");
        let guessed = [Effect::People(Change::GuessedWrong)];
        let is_unknown = code.starts_with('W');
        assert_eq!(someone.turn.effects, &guessed[..usize::from(is_unknown)]);
        assert!(someone.sessions.open.is_none());
    }
    assert!(somebody().says("มีรหัสเชิญ").starts_with("พิมพ์รหัสเชิญ 8 ตัว"));
}

#[test]
fn whoever_has_the_role_already_is_told_so() {
    let mut someone = Someone::at_work(officer_of(4705));
    let heard = someone.says("D7KQ-3MXZ");
    assert_eq!(heard, "เป็นผู้ดูแลของ อ.พังโคน จ.สกลนคร อยู่แล้ว ไม่ต้องลงทะเบียนอีก");
    assert!(someone.turn.effects.is_empty() && someone.sessions.open.is_none());
}

#[test]
fn a_code_is_redeemed_in_a_private_chat_only() {
    let mut someone = somebody();
    someone.in_group = true;
    let heard = someone.says("อาสา D7KQ-3MXZ");
    assert!(heard.starts_with("เรื่อง ใช้รหัสเชิญ คุยในแชตส่วนตัวกับอาสาค่ะ"), "{heard}");
    assert!(someone.turn.effects.is_empty());
}

#[test]
fn a_code_is_heard_in_the_middle_of_a_question_that_takes_any_words() {
    let mut someone = somebody();
    someone.says("V7KQ-3MXZ");
    someone.says("สมใจ ใจงาม");
    someone.says("0800000000");
    let heard = someone.says("D7KQ-3MXZ");
    assert!(heard.contains("ขอชื่อ-สกุล ตามบัตรค่ะ"), "{heard}");
    assert_eq!(someone.sessions.kept.len(), 1);
    let heard = someone.says("V7KQ-3MXZ");
    assert!(heard.contains("เรื่อง ลงทะเบียนอาสา ค้างอยู่ที่ สังกัด"), "{heard}");
}

#[test]
fn an_invitation_that_runs_out_meanwhile_becomes_an_application() {
    let mut someone = somebody();
    someone.says("V7KQ-3MXZ");
    for text in ["สมใจ ใจงาม", "0800000000", "อบต.พังโคน", "กำนัน", "ข้าม"]
    {
        someone.says(text);
    }
    someone.knows = |need| match need {
        crate::facts::Need::Invitation(_) => {
            crate::facts::Found::Redeemed(crate::people::record::Redeemed::Stale)
        }
        need => super::made_up_joining::knows(need),
    };
    let heard = someone.taps("ยืนยัน");
    assert!(heard.starts_with("ส่งใบสมัครแล้วค่ะ เลขที่ ท-0007\nอำเภอพังโคน"), "{heard}");
    assert!(heard.contains("รหัสเชิญใช้ไม่ได้แล้ว จึงส่งเรื่องนี้ให้ตรวจตามปกติ"), "{heard}");
    let [application] = applications(&someone)[..] else { panic!() };
    assert_eq!((application.invitation, application.at_once), (None, false));
}

#[test]
fn an_old_or_forged_button_with_a_code_gives_nothing_away() {
    let mut someone = somebody();
    for data in ["start:volunteer:code:D7KQ-3MXZ", "start:platform:code:S7KQ-3MXZ"] {
        let heard = someone.does(tapped(data));
        assert!(heard.contains("ใช้ไม่ได้แล้วค่ะ"), "{data}: {heard}");
        assert!(someone.sessions.open.is_none() && someone.turn.effects.is_empty());
    }
}

#[test]
fn a_form_begun_by_a_code_is_closed_after_two_days_like_any_other() {
    let mut someone = somebody();
    someone.says("V7KQ-3MXZ");
    someone.says("สมใจ ใจงาม");
    someone.waits(Duration::from_secs(49 * 3600));
    let heard = someone.says("เมนูหลัก");
    assert!(heard.starts_with("เรื่อง ลงทะเบียนอาสา ที่ทำค้างไว้เกิน 2 วัน"), "{heard}");
}
