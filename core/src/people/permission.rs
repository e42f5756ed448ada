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
const TABLE: [(Action, [Reach; 6]); 12] = [
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
    (Action::ExportPeople, [Everything, Below, Below, Nothing, Nothing, Nothing]),
    (Action::ReadAudit, [Everything, Below, Nothing, Nothing, Nothing, Nothing]),
];

impl Action {
    pub const ALL: [Self; 12] = [
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
        Self { level: unit.level(), area: unit.area, unit: Some(unit.id), parent: unit.parent }
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
