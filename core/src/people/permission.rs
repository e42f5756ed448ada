//! Who may do what to whom: one table, asked by every flow, view and command.
//!
//! Invariant: nobody decides about himself, outside his area, or at or above his own level; the
//! table cannot say otherwise, because [`Reach::Below`] is the farthest an officer's rights reach.

use super::{Level, RoleKind, Unit, UnitId};
use crate::areas::AreaCode;

/// What touches other people or units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// See the officers' menu.
    SeeOffice,
    DecideVolunteer,
    DecideOfficer,
    InviteVolunteer,
    InviteOfficer,
    AddUnit,
    CloseUnit,
    /// And let act again.
    Suspend,
    SeePerson,
    HandOver,
    ExportPeople,
    ReadAudit,
    /// Count, receive, hand out, write off, send back, correct: in their own book, or for those
    /// below who cannot.
    KeepStock,
    /// Send stock to a unit below.
    Allocate,
    SeeStock,
    ExportStock,
}

/// In whose right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// At the machine itself.
    Operator,
    Officer(Level),
    Volunteer,
}

/// What an action is about: a role at a unit, or a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    pub level: Level,
    pub area: AreaCode,
    /// The unit itself; `None` if it is not there yet.
    pub unit: Option<UnitId>,
    /// The unit it reports to, where that is not simply any office of its area.
    pub parent: Option<UnitId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Nothing,
    /// Their own unit, and what is there.
    Own,
    /// What stands lower, in their area.
    Below,
    /// Both.
    OwnAndBelow,
    /// The level right under it: for the operator, who stands above every province.
    Next,
    Everything,
}

/// Why not: a person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// No role of theirs may do this to anybody.
    NotTheirs,
    /// They could, were they not suspended.
    Suspended,
    OutsideTheirArea,
    /// At or above their own level.
    NotBelow,
    Themselves,
}

use Reach::{Below, Everything, Next, Nothing, Own, OwnAndBelow};

/// Operator, province, district, local, end unit, volunteer.
const TABLE: [(Action, [Reach; 6]); 16] = [
    (Action::SeeOffice, [Nothing, Own, Own, Own, Own, Nothing]),
    (Action::DecideVolunteer, [Nothing, Below, Below, Below, Nothing, Nothing]),
    (Action::DecideOfficer, [Next, Below, Below, Below, Nothing, Nothing]),
    (Action::InviteVolunteer, [Everything, Below, Below, Below, Nothing, Nothing]),
    (Action::InviteOfficer, [Everything, OwnAndBelow, OwnAndBelow, OwnAndBelow, Own, Nothing]),
    (Action::AddUnit, [Everything, Below, Below, Below, Nothing, Nothing]),
    (Action::CloseUnit, [Everything, Below, Below, Below, Nothing, Nothing]),
    (Action::Suspend, [Everything, Below, Below, Below, Nothing, Nothing]),
    (Action::SeePerson, [Everything, Below, Below, Below, Below, Nothing]),
    (Action::HandOver, [Nothing, Own, Own, Own, Own, Nothing]),
    (Action::ExportPeople, [Everything, OwnAndBelow, OwnAndBelow, Nothing, Nothing, Nothing]),
    (Action::ReadAudit, [Everything, Below, Nothing, Nothing, Nothing, Nothing]),
    (Action::KeepStock, [Nothing, OwnAndBelow, OwnAndBelow, OwnAndBelow, Own, Own]),
    (Action::Allocate, [Nothing, Below, Below, Below, Nothing, Nothing]),
    (Action::SeeStock, [Everything, OwnAndBelow, OwnAndBelow, OwnAndBelow, Own, Own]),
    (Action::ExportStock, [Everything, OwnAndBelow, OwnAndBelow, Nothing, Nothing, Nothing]),
];

impl Action {
    pub const ALL: [Self; 16] = [
        Self::SeeOffice,
        Self::DecideVolunteer,
        Self::DecideOfficer,
        Self::InviteVolunteer,
        Self::InviteOfficer,
        Self::AddUnit,
        Self::CloseUnit,
        Self::Suspend,
        Self::SeePerson,
        Self::HandOver,
        Self::ExportPeople,
        Self::ReadAudit,
        Self::KeepStock,
        Self::Allocate,
        Self::SeeStock,
        Self::ExportStock,
    ];

    pub fn decide(kind: RoleKind) -> Self {
        match kind {
            RoleKind::Volunteer => Self::DecideVolunteer,
            RoleKind::Officer => Self::DecideOfficer,
        }
    }

    pub fn invite(kind: RoleKind) -> Self {
        match kind {
            RoleKind::Volunteer => Self::InviteVolunteer,
            RoleKind::Officer => Self::InviteOfficer,
        }
    }

    fn reach(self, actor: Actor) -> Reach {
        let column = match actor {
            Actor::Operator => 0,
            Actor::Officer(Level::Province) => 1,
            Actor::Officer(Level::District) => 2,
            Actor::Officer(Level::Local) => 3,
            Actor::Officer(Level::End) => 4,
            Actor::Volunteer => 5,
            Actor::Officer(Level::Nation | Level::Volunteer) => return Nothing,
        };
        let row = TABLE.iter().find(|(action, _)| *action == self);
        row.map_or(Nothing, |(_, reaches)| reaches[column])
    }

    /// Whether an actor may do this to anybody at all.
    pub fn is_open_to(self, actor: Actor) -> bool {
        self.reach(actor) != Nothing
    }
}

impl Target {
    pub fn of_role(kind: RoleKind, unit: &Unit) -> Self {
        Self { level: kind.level_at(unit), ..Self::of_unit(unit) }
    }

    pub fn of_unit(unit: &Unit) -> Self {
        // What is at a local office is its own, and no other's in the same tambon.
        let local = (unit.level() == Level::Local).then_some(unit.id);
        let parent = local.or(unit.parent);
        Self { level: unit.level(), area: unit.area, unit: Some(unit.id), parent }
    }

    fn is_at(&self, unit: &Unit) -> bool {
        self.unit == Some(unit.id)
    }

    /// Whether it is the unit's to look after: by its area; of what several local offices share
    /// a tambon for, by whom it reports to.
    fn is_under(&self, unit: &Unit) -> bool {
        match unit.level() {
            Level::Province | Level::District => unit.area.contains(self.area),
            Level::Local => match self.parent {
                _ if self.is_at(unit) => true,
                Some(parent) => parent == unit.id,
                None => self.level > Level::Local && unit.area.contains(self.area),
            },
            Level::Nation | Level::End | Level::Volunteer => self.is_at(unit),
        }
    }
}

/// Whether somebody who acts for `unit` may; the operator acts for none.
pub fn check(
    action: Action,
    actor: Actor,
    unit: Option<&Unit>,
    target: &Target,
) -> Result<(), Refusal> {
    let reach = action.reach(actor);
    let Some(unit) = unit else {
        return match reach {
            Everything => Ok(()),
            Next if target.level == Level::Province => Ok(()),
            Next => Err(Refusal::NotBelow),
            _ => Err(Refusal::NotTheirs),
        };
    };
    let is_below = target.is_under(unit) && target.level > unit.level();
    match reach {
        Nothing | Next => Err(Refusal::NotTheirs),
        Everything => Ok(()),
        Own | OwnAndBelow if target.is_at(unit) => Ok(()),
        Below | OwnAndBelow if is_below => Ok(()),
        _ if target.is_under(unit) => Err(Refusal::NotBelow),
        _ => Err(Refusal::OutsideTheirArea),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::UnitKind;

    fn office(code: i64) -> Unit {
        Unit::office_by_id(UnitId(code)).unwrap()
    }

    fn added(id: i64, kind: UnitKind, area: &str, parent: Option<UnitId>) -> Unit {
        let area = area.parse().unwrap();
        Unit { id: UnitId(id), kind, name: "ก".into(), area, moo: None, parent, is_open: true }
    }

    /// Units of two provinces at every level, with two local offices that share a tambon.
    fn units() -> Vec<Unit> {
        let lao = added(1_000_001, UnitKind::Lao, "470501", None);
        vec![
            office(47),
            office(54),
            office(4705),
            office(4701),
            office(470_501),
            office(470_502),
            added(1_000_002, UnitKind::Temple, "470501", Some(lao.id)),
            added(1_000_003, UnitKind::School, "470501", None),
            added(1_000_004, UnitKind::VillageTeam, "540101", None),
            lao,
        ]
    }

    fn every(mut look: impl FnMut(Action, &Unit, &Target, Result<(), Refusal>)) {
        for action in Action::ALL {
            for unit in &units() {
                let actor = Actor::Officer(unit.level());
                for other in &units() {
                    let roles = RoleKind::ALL.map(|kind| Target::of_role(kind, other));
                    for target in roles.into_iter().chain([Target::of_unit(other)]) {
                        look(action, unit, &target, check(action, actor, Some(unit), &target));
                    }
                }
            }
        }
    }

    #[test]
    fn every_action_has_its_row_once() {
        for action in Action::ALL {
            assert_eq!(TABLE.iter().filter(|(one, _)| *one == action).count(), 1, "{action:?}");
        }
    }

    #[test]
    fn nobody_reaches_outside_his_area_or_up() {
        every(|action, unit, target, allowed| {
            if allowed.is_ok() {
                assert!(unit.area.contains(target.area), "{action:?} {unit:?} {target:?}");
                let own = target.unit == Some(unit.id);
                assert!(own || target.level > unit.level(), "{action:?} {unit:?} {target:?}");
            }
        });
    }

    #[test]
    fn nobody_decides_at_his_own_level_not_even_in_his_own_unit() {
        let deciding = [Action::DecideVolunteer, Action::DecideOfficer, Action::Suspend];
        every(|action, unit, target, allowed| {
            if deciding.contains(&action) && target.level <= unit.level() {
                assert!(allowed.is_err(), "{action:?} {unit:?} {target:?}");
            }
        });
    }

    #[test]
    fn a_refusal_says_what_is_in_the_way() {
        let (province, district, school) = (office(47), office(4705), units()[7].clone());
        let say = |unit: &Unit, other: &Unit| {
            let target = Target::of_role(RoleKind::Officer, other);
            check(Action::DecideOfficer, Actor::Officer(unit.level()), Some(unit), &target)
        };
        assert_eq!(say(&province, &district), Ok(()));
        assert_eq!(say(&district, &district), Err(Refusal::NotBelow));
        assert_eq!(say(&district, &province), Err(Refusal::OutsideTheirArea));
        assert_eq!(say(&office(4701), &school), Err(Refusal::OutsideTheirArea));
        assert_eq!(say(&school, &school), Err(Refusal::NotTheirs));
    }

    #[test]
    fn local_offices_that_share_a_tambon_do_not_reach_into_each_other() {
        let units = units();
        let (lao, temple, school) = (&units[9], &units[6], &units[7]);
        let may = |unit: &Unit, other: &Unit| {
            let target = Target::of_role(RoleKind::Volunteer, other);
            check(Action::DecideVolunteer, Actor::Officer(Level::Local), Some(unit), &target)
                .is_ok()
        };
        assert!(may(lao, temple) && may(lao, school) && may(&office(470_501), school));
        assert!(!may(&office(470_501), temple) && !may(&office(470_501), lao));
    }

    #[test]
    fn the_operator_stands_above_the_provinces_and_approves_no_volunteer() {
        let target = |code| Target::of_role(RoleKind::Officer, &office(code));
        let say = |action, code| check(action, Actor::Operator, None, &target(code));
        assert_eq!(say(Action::DecideOfficer, 47), Ok(()));
        assert_eq!(say(Action::DecideOfficer, 4705), Err(Refusal::NotBelow));
        assert_eq!(say(Action::InviteOfficer, 4705), Ok(()));
        assert_eq!(say(Action::DecideVolunteer, 470_501), Err(Refusal::NotTheirs));
    }

    #[test]
    fn a_volunteer_may_keep_the_own_units_book_and_nothing_else() {
        let book = [Action::KeepStock, Action::SeeStock];
        for action in Action::ALL {
            for unit in units() {
                for other in units() {
                    let target = Target::of_unit(&other);
                    let allowed = check(action, Actor::Volunteer, Some(&unit), &target);
                    let may = book.contains(&action) && unit.id == other.id;
                    assert_eq!(allowed.is_ok(), may, "{action:?} {unit:?} {other:?}");
                }
            }
        }
    }
}
