//! A small made-up world around อ.พังโคน: units, an officer of the district, invitations.

use crate::facts::{Found, Need};
use crate::moment::Moment;
use crate::people::record::{Invitation, Record, Redeemed};
use crate::people::{
    Consent, Level, Me, Role, RoleId, RoleKind, RoleState, Seat, Unit, UnitId, UnitKind, notice,
};
use crate::stock::known::{Answer, Ask, Book};

/// อบต.แร่ in a tambon of its own name, and a health centre there.
pub(super) fn units() -> Vec<Unit> {
    let added = |number, kind, name: &str, parent| Unit {
        id: UnitId::added(number),
        kind,
        name: name.into(),
        area: "470503".parse().unwrap(),
        moo: None,
        parent,
        is_open: true,
    };
    let lao = UnitId::added(1);
    vec![
        added(1, UnitKind::Lao, "อบต.แร่", None),
        added(2, UnitKind::HealthCentre, "รพ.สต.บ้านแร่", Some(lao)),
    ]
}

/// A unit by its number; offices by the code of their area.
pub(super) fn unit(id: i64) -> Unit {
    let added = || units().into_iter().find(|unit| unit.id.0 == id);
    Unit::office_by_id(UnitId(id)).or_else(added).unwrap()
}

pub(super) fn role(id: i64, kind: RoleKind, unit_id: i64, state: RoleState) -> Role {
    let seat = (kind == RoleKind::Officer).then_some(Seat::Primary);
    Role { id: RoleId(id), kind, unit: unit(unit_id), state, seat }
}

/// Somebody who has agreed to the notice, with these roles.
pub(super) fn me(roles: Vec<Role>) -> Me {
    Me { roles, consent: Some(Consent { version: notice::VERSION, given: true }) }
}

pub(super) fn officer_of(unit: i64) -> Me {
    me(vec![role(3, RoleKind::Officer, unit, RoleState::Active)])
}

pub(super) fn invitation(
    code: &str,
    kind: RoleKind,
    unit_id: i64,
    by_operator: bool,
) -> Invitation {
    Invitation {
        number: 4,
        code: code.into(),
        kind,
        unit: unit(unit_id),
        uses: 5,
        used: 1,
        made_at: Moment::from_millis(1_588_900_000_000),
        // Sunday 10 May 2563, 16.00 o'clock
        expires_at: Moment::from_millis(1_589_101_200_000),
        is_revoked: false,
        by_operator,
    }
}

/// Codes that end like this are known; the rest is not.
fn redeemed(code: &str) -> Redeemed {
    let good = |kind, unit, by_operator| Redeemed::Good(invitation(code, kind, unit, by_operator));
    match code {
        "V7KQ-3MXZ" => good(RoleKind::Volunteer, 470_501, false),
        "D7KQ-3MXZ" => good(RoleKind::Officer, 4705, false),
        "P7KQ-3MXZ" => good(RoleKind::Officer, 47, true),
        "S7KQ-3MXZ" => Redeemed::Stale,
        "T7KQ-3MXZ" => Redeemed::Throttled,
        _ => Redeemed::Unknown,
    }
}

/// What is stored, in everybody's conversation.
pub(super) fn knows(need: &Need) -> Found {
    match need {
        Need::Unit(id) => Found::Units(units().into_iter().filter(|u| u.id == *id).collect()),
        Need::UnitsIn(area) => {
            Found::Units(units().into_iter().filter(|unit| area.contains(unit.area)).collect())
        }
        Need::Deciders(_) => Found::Levels(vec![Level::District, Level::Province]),
        Need::Queue => Found::Queue(Vec::new(), 0),
        Need::Record(_) | Need::Officers(_) | Need::People(_) => Found::Records(Vec::new()),
        Need::Invitation(code) => Found::Redeemed(redeemed(code)),
        Need::MyInvitations => {
            Found::Invitations(vec![invitation("A7KQ-3MXZ", RoleKind::Volunteer, 4705, false)])
        }
        Need::Mine => Found::Mine(Box::default()),
        Need::CopyLink => Found::Link(None),
        Need::Stock(Ask::Book(..)) => Found::Stock(Answer::Book(Book::default())),
        Need::Stock(Ask::Transfers(_)) => Found::Stock(Answer::Transfers(Vec::new())),
        Need::Stock(_) => panic!("nobody joins by counting"),
    }
}

/// Somebody's own record.
pub(super) fn record(role: Role, form: Option<crate::people::Form>) -> Record {
    Record {
        role,
        form,
        is_mine: true,
        desk: Level::District,
        applied_at: Moment::default(),
        decided_at: None,
        why: None,
    }
}
