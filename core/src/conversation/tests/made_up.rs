//! A small world for conversations about people: the officers of a district, who waits there and
//! who works there. Nobody in it is anybody.

use super::Someone;
use super::person::SHIPPED;
use crate::catalogue;
use crate::effect::Effect;
use crate::facts::{Found, Need};
use crate::moment::Moment;
use crate::people::record::Record;
use crate::people::{
    Form, Level, Me, Role, RoleId, RoleKind, RoleState, Seat, Unit, UnitId, UnitKind,
};
use crate::stock::known::{Answer, Ask, Book};
use crate::thai::full_name;

/// Phang Khon, and its tambons.
pub(in crate::conversation) const DISTRICT: i64 = 4705;
pub(in crate::conversation) const TAMBON: i64 = 470_501;
pub(in crate::conversation) const OTHER_TAMBON: i64 = 470_502;
const ANOTHER_DISTRICT: i64 = 4706;

pub(in crate::conversation) const TEAM: i64 = 1_000_001;
pub(in crate::conversation) const CLOSED: i64 = 1_000_009;

pub(in crate::conversation) const ME: i64 = 1;
pub(in crate::conversation) const WAITS: i64 = 12;
pub(in crate::conversation) const WORKS: i64 = 13;
pub(in crate::conversation) const SUSPENDED: i64 = 14;
pub(in crate::conversation) const DEPUTY: i64 = 15;
pub(in crate::conversation) const ABOVE: i64 = 16;
pub(in crate::conversation) const ELSEWHERE: i64 = 17;
pub(in crate::conversation) const MINE: i64 = 18;
pub(in crate::conversation) const DECIDED: i64 = 19;

/// When the conversations take place.
const NOW: Moment = Moment::from_millis(1_588_928_400_000);

pub(in crate::conversation) fn office(code: i64) -> Unit {
    Unit::office_by_id(UnitId(code)).unwrap()
}

fn added(id: i64, kind: UnitKind, name: &str, tambon: i64) -> Unit {
    let is_open = id != CLOSED;
    let (id, area) = (UnitId(id), tambon.to_string().parse().unwrap());
    Unit { id, kind, name: name.into(), area, moo: None, parent: None, is_open }
}

fn units() -> Vec<Unit> {
    vec![
        added(TEAM, UnitKind::VillageTeam, "ทีมหมู่ 5 พังโคน", TAMBON),
        added(1_000_002, UnitKind::HealthCentre, "รพ.สต.พังโคน", TAMBON),
        added(1_000_003, UnitKind::Lao, "อบต.ม่วงไข่", OTHER_TAMBON),
        added(1_000_004, UnitKind::Lao, "เทศบาลตำบลม่วงไข่", OTHER_TAMBON),
        added(CLOSED, UnitKind::School, "โรงเรียนบ้านทดลอง", TAMBON),
    ]
}

fn role(id: i64, kind: RoleKind, unit: Unit, state: RoleState) -> Role {
    Role { id: RoleId(id), kind, unit, state, seat: None }
}

pub(in crate::conversation) fn officer_of(unit: i64) -> Me {
    let role = role(ME, RoleKind::Officer, office(unit), RoleState::Active);
    Me { roles: vec![Role { seat: Some(Seat::Primary), ..role }], consent: None }
}

fn record(role: Role, name: &str) -> Record {
    let form = Form::Volunteer {
        name: full_name(name).unwrap(),
        phone: "080-000-0000".into(),
        agency: "อบต.พังโคน".into(),
        trade: "vhv".into(),
        villages: vec![5],
    };
    Record {
        is_mine: [ME, MINE].contains(&role.id.0),
        role,
        form: Some(form),
        desk: Level::Local,
        applied_at: NOW - std::time::Duration::from_secs(50 * 3600),
        decided_at: None,
        why: None,
    }
}

fn records() -> Vec<Record> {
    use RoleKind::{Officer, Volunteer};
    use RoleState::{Active, Refused, Suspended, Waiting};
    let deputy = role(DEPUTY, Officer, office(DISTRICT), Active);
    let refused = record(role(DECIDED, Volunteer, office(TAMBON), Refused), "มานะ ทดลอง");
    vec![
        record(role(ME, Officer, office(DISTRICT), Active), "วิชัย ใจงาม"),
        record(role(WAITS, Volunteer, office(TAMBON), Waiting), "สมใจ ใจงาม"),
        record(role(WORKS, Volunteer, office(TAMBON), Active), "สมใจ ทดลอง"),
        record(role(SUSPENDED, Volunteer, office(TAMBON), Suspended), "สมใจ ใจดี"),
        record(Role { seat: Some(Seat::Deputy), ..deputy }, "วรรณา ใจงาม"),
        record(role(ABOVE, Officer, office(47), Waiting), "ปรีชา ทดลอง"),
        record(role(ELSEWHERE, Volunteer, office(ANOTHER_DISTRICT), Waiting), "ปิติ ทดลอง"),
        record(role(MINE, Volunteer, office(TAMBON), Waiting), "วิชัย ใจงาม"),
        Record { why: Some("mismatch".into()), decided_at: Some(NOW), ..refused },
    ]
}

/// What is stored there.
pub(in crate::conversation) fn knows(need: &Need) -> Found {
    let those = |is: &dyn Fn(&Record) -> bool| records().into_iter().filter(|r| is(r)).collect();
    match need {
        Need::Record(id) => Found::Records(those(&|record| record.role.id == *id)),
        Need::Queue => Found::Queue(those(&|record| record.role.id.0 == WAITS), 1),
        Need::Officers(unit) => Found::Records(those(&|record| {
            record.role.unit.id == *unit && record.role.kind == RoleKind::Officer
        })),
        Need::People(text) => Found::Records(those(&|record| {
            record.form.as_ref().unwrap().name().name.contains(text.as_str()) && !record.is_mine
        })),
        Need::Unit(id) => Found::Units(units().into_iter().filter(|u| u.id == *id).collect()),
        Need::UnitsIn(area) => Found::Units(
            units().into_iter().filter(|u| u.is_open && area.contains(u.area)).collect(),
        ),
        Need::Mine => Found::Mine(Box::default()),
        // Nobody keeps a book here.
        Need::Stock(Ask::Book(..)) => Found::Stock(Answer::Book(Book::default())),
        Need::Stock(Ask::Transfers(_)) => Found::Stock(Answer::Transfers(Vec::new())),
        other => panic!("nobody said what {other:?} is answered with"),
    }
}

impl Someone {
    /// An officer of this office, in the made-up district, talking of all flows there are.
    pub(in crate::conversation) fn officer_of(unit: i64) -> Self {
        let mut officer = Self::talking_of(catalogue::FLOWS, SHIPPED.clone());
        (officer.me, officer.knows) = (officer_of(unit), knows);
        officer
    }

    /// What was asked for about people and units in the last turn, and who is told.
    pub(in crate::conversation) fn asked_for(&self) -> String {
        let effect = |effect: &Effect| match effect {
            Effect::People(change) => format!("{change:?}"),
            Effect::Stock(change) => format!("{change:?}"),
            Effect::Tell(tell) => format!("{:?} {} {}", tell.whom, tell.view, tell.about),
            other => format!("{other:?}"),
        };
        let effects = self.turn.effects.iter().map(effect).collect::<Vec<_>>().join("\n");
        unescaped(&effects)
    }
}

/// Thai as it is: `Debug` writes its vowels and tone marks as numbers.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        out.push_str(rest);
    }
    out
}
