//! Flows on terms: for those who may, with consent, begun with answers that are there; and turns
//! that ask for what they need.

use super::Someone;
use super::person::{shipped_with, tapped};
use crate::conversation::readers::{ChoiceBy, Options, Text};
use crate::conversation::*;
use crate::effect::Effect;
use crate::facts::{Found, Need};
use crate::people::change::Choice;
use crate::people::{
    Action, Change, Consent, Me, Role, RoleId, RoleKind, RoleState, Unit, UnitId, notice,
};

#[derive(Debug, Default)]
struct Draft {
    about: String,
    unit: String,
    words: String,
}

/// For officers; about something; asks for a unit that has to be looked up, and for words.
static DUTY: Table<Draft> = Table {
    name: "duty",
    terms: Terms {
        shelf: Shelf::Office,
        needs: Some(Action::AddUnit),
        consent: false,
        series: "form",
    },
    steps: &[
        Step {
            name: "about",
            reads: &By(Text(20), |draft: &mut Draft, about| draft.about = about),
            leads: Leads::To("unit"),
            skippable: false,
        },
        Step {
            name: "unit",
            reads: &By(ChoiceBy(units), |draft: &mut Draft, unit| draft.unit = unit),
            leads: Leads::To("words"),
            skippable: false,
        },
        Step {
            name: "words",
            reads: &By(Text(20), |draft: &mut Draft, words| draft.words = words),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    begins: |stage| match stage.about {
        "" => Begin::With(Vec::new()),
        "gone" => Begin::No(reader_says()),
        about => Begin::With(vec![Given::fixed("about", about)]),
    },
    saves: |draft, _| {
        let message = format!("{} {} {}", draft.about, draft.unit, draft.words);
        Turn::default().and(Effect::Erase { message })
    },
    ..Table::PLAIN
};

fn reader_says() -> Why {
    Why::is("fallback.old_button_here")
}

fn units(at: &At<'_, Draft>) -> Options {
    let mut options = Options::default();
    for unit in at.stage.facts.units_in("4705".parse().unwrap()) {
        options.add(&unit.id.0.to_string(), vec![unit.name]);
    }
    options
}

/// Asks for something that takes consent.
static HEALTH: Table<String> = Table {
    name: "health",
    terms: Terms { consent: true, ..Terms::everybody("form") },
    steps: &[Step {
        name: "words",
        reads: &By(Text(20), |draft: &mut String, words| *draft = words),
        leads: Leads::To(REVIEW),
        skippable: false,
    }],
    saves: |draft, _| Turn::default().and(Effect::Erase { message: draft.clone() }),
    ..Table::PLAIN
};

const TEXTS: [(&str, &str); 14] = [
    ("duty.label", "งานหนึ่ง"),
    ("duty.about.ask", "เรื่องอะไรคะ"),
    ("duty.about.line", "เรื่อง"),
    ("duty.unit.ask", "หน่วยไหนคะ"),
    ("duty.unit.line", "หน่วย"),
    ("duty.words.ask", "เล่าได้เลยค่ะ"),
    ("duty.words.line", "ข้อความ"),
    ("duty.receipt", "เสร็จแล้ว {number}"),
    ("health.label", "บอกอาการ"),
    ("health.words.ask", "เป็นอย่างไรคะ"),
    ("health.words.line", "อาการ"),
    ("health.receipt", "รับแล้ว {number}"),
    ("form.number", "ซ-{number}"),
    ("duty.words", "งานที่หนึ่ง"),
];

fn someone() -> Someone {
    let mut someone = Someone::talking_of(&[&DUTY, &HEALTH], shipped_with(&TEXTS, &[]));
    someone.knows = |need| match need {
        Need::UnitsIn(_) => Found::Units(vec![unit(1_000_001, "วัดกลาง"), unit(1_000_002, "วัดใต้")]),
        other => panic!("{other:?}"),
    };
    someone
}

fn unit(id: i64, name: &str) -> Unit {
    let kind = crate::people::UnitKind::Temple;
    let area = "470501".parse().unwrap();
    Unit { id: UnitId(id), kind, name: name.into(), area, moo: None, parent: None, is_open: true }
}

fn officer(state: RoleState) -> Me {
    let unit = Unit::office_by_id(UnitId(4705)).unwrap();
    let role = Role { id: RoleId(1), kind: RoleKind::Officer, unit, state, seat: None };
    Me { roles: vec![role], consent: None }
}

#[test]
fn whoever_lacks_the_right_is_told_so_and_finds_no_button() {
    let mut someone = someone();
    assert!(!someone.says("เมนูหลัก").contains("งานเจ้าหน้าที่"));
    let told = "เรื่องนี้ทำได้เฉพาะผู้ที่ได้รับมอบหมาย";
    assert!(someone.says("งานหนึ่ง").starts_with(told));
    assert!(someone.does(tapped("start:duty:x")).starts_with(told));
    assert!(someone.does(tapped("view:office")).starts_with(told));
    assert_eq!(someone.sessions.open, None);
}

#[test]
fn what_a_turn_needs_is_found_and_the_turn_goes_on() {
    let mut someone = someone();
    someone.me = officer(RoleState::Active);
    someone.says("งานหนึ่ง");
    assert!(someone.says("ตรวจวัด").contains("1 วัดกลาง\n2 วัดใต้"));
    assert!(someone.says("วัดใต้").contains("ขั้นที่ 3 จาก 3"));
    someone.says("เรียบร้อย");
    someone.says("ยืนยัน");
    assert_eq!(someone.saved(), "ตรวจวัด 1000002 เรียบร้อย");
}

#[test]
fn what_is_given_is_not_asked_not_counted_and_not_changed() {
    let mut someone = someone();
    someone.me = officer(RoleState::Active);
    assert!(someone.does(tapped("start:duty:น้ำท่วม")).starts_with("ขั้นที่ 1 จาก 2\nหน่วยไหนคะ"));
    someone.says("1");
    let review = someone.says("เรียบร้อย");
    assert!(review.contains("1 เรื่อง = น้ำท่วม\n2 หน่วย = วัดกลาง"), "{review}");
    let session = someone.sessions.open.clone().unwrap();
    someone.does(tapped(&format!("duty:{}:about:!edit", session.id)));
    assert_eq!(someone.sessions.open.clone().unwrap().answers, session.answers);
    assert!(someone.says("เริ่มใหม่").starts_with("ขั้นที่ 1 จาก 2\nหน่วยไหนคะ"));
    assert!(someone.says("ย้อนกลับ").starts_with("เมนูหลัก"));
    assert_eq!(someone.sessions.open, None);
}

#[test]
fn about_something_else_it_is_another_session() {
    let mut someone = someone();
    someone.me = officer(RoleState::Active);
    someone.does(tapped("start:duty:น้ำท่วม"));
    someone.says("1");
    someone.does(tapped("start:duty:ไฟไหม้"));
    assert_eq!(someone.sessions.open.as_ref().unwrap().fixed()[0].1, "ไฟไหม้");
    assert!(someone.does(tapped("start:duty:น้ำท่วม")).contains("ค้างอยู่"));
    assert!(someone.does(tapped("start:duty:gone")).starts_with("ปุ่มนั้นใช้ไม่ได้แล้ว"));
}

#[test]
fn a_suspended_person_goes_on_with_nothing_that_needs_the_right() {
    let mut someone = someone();
    someone.me = officer(RoleState::Active);
    someone.does(tapped("start:duty:น้ำท่วม"));
    let button = someone.button("วัดกลาง");
    someone.me = officer(RoleState::Suspended);
    assert!(someone.does(tapped(&button)).starts_with("สิทธิ์ของท่านถูกระงับ"));
    assert_eq!(someone.sessions.open, None);
    assert!(someone.does(tapped(&button)).starts_with("ปุ่มนี้ใช้ไม่ได้แล้ว"));
    assert!(someone.says("งานหนึ่ง").starts_with("สิทธิ์ของท่านถูกระงับ"));
}

#[test]
fn a_saved_record_is_not_undone_without_the_right() {
    let mut someone = someone();
    someone.me = officer(RoleState::Active);
    someone.does(tapped("start:duty:น้ำท่วม"));
    someone.says("1");
    someone.says("เรียบร้อย");
    someone.says("ยืนยัน");
    someone.me = officer(RoleState::Suspended);
    someone.says("ยกเลิกรายการล่าสุด");
    assert!(someone.turn.effects.is_empty());
}

#[test]
fn nothing_is_asked_before_the_notice_is_agreed_to() {
    let mut someone = someone();
    assert!(someone.says("บอกอาการ").starts_with("ข้อมูลส่วนบุคคลของคุณ"));
    // Words are no answer to a question that was not asked.
    assert!(someone.says("ปวดหัวมาก").starts_with("ข้อมูลส่วนบุคคลของคุณ"));
    let heard = someone.taps("ยินยอม");
    assert!(heard.contains("เป็นอย่างไรคะ"), "{heard}");
    let consent = someone.turn.effects.iter().any(|effect| {
        matches!(effect, Effect::People(Change::Consent { choice: Choice::Given, .. }))
    });
    assert!(consent);
    someone.me.consent = Some(Consent { version: notice::VERSION, given: true });
    someone.says("ปวดหัว");
    someone.says("ยืนยัน");
    assert_eq!(someone.saved(), "ปวดหัว");
}

#[test]
fn whoever_does_not_agree_is_asked_nothing_and_keeps_the_emergency_numbers() {
    let mut someone = someone();
    someone.says("บอกอาการ");
    assert!(someone.says("ไม่").contains("เบอร์ฉุกเฉินและสายด่วนยังใช้ได้เสมอ"));
    assert_eq!(someone.sessions.open, None);
    assert!(someone.says("ฉุกเฉิน").contains("1669"));
    someone.me.consent = Some(Consent { version: notice::VERSION, given: false });
    assert!(someone.says("บอกอาการ").starts_with("ข้อมูลส่วนบุคคลของคุณ"));
    assert!(someone.says("ใช่").contains("เป็นอย่างไรคะ"));
}

#[test]
fn a_new_edition_of_the_notice_and_a_withdrawn_consent_are_asked_about_again() {
    let mut someone = someone();
    someone.me.consent = Some(Consent { version: notice::VERSION, given: true });
    assert!(someone.says("บอกอาการ").contains("เป็นอย่างไรคะ"));
    someone.me.consent = Some(Consent { version: notice::VERSION + 1, given: true });
    assert!(someone.says("ปวดหัว").starts_with("ข้อมูลส่วนบุคคลของคุณ"));
    assert!(someone.answers().is_empty());
}

#[test]
fn somebody_is_told_in_the_middle_of_something_and_finds_the_way_back() {
    let mut someone = someone();
    someone.me = officer(RoleState::Active);
    someone.does(tapped("start:duty:น้ำท่วม"));
    let view = || ("menu".to_owned(), String::new());
    let (view, about) = view();
    assert!(someone.does(Deed::Told { view, about }).starts_with("เมนูหลัก"));
    assert!(someone.taps("ทำต่อ").contains("หน่วยไหนคะ"));
    let unknown = Deed::Told { view: "gone".into(), about: String::new() };
    assert_eq!(someone.does(unknown), "");
}
