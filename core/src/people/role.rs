//! A role: what a person may do at a unit, and how it stands with it. A person may have several.
//!
//! Invariant: only [`RoleState::Active`] gives rights. A role is never removed: it ends.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Actor, Level, Target, Unit};

/// Printed `r12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoleId(pub i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleKind {
    Volunteer,
    Officer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleState {
    /// For somebody above to decide.
    Waiting,
    Active,
    Refused,
    Suspended,
    /// Handed over, or closed with its unit.
    Ended,
    /// Taken back by the person.
    Withdrawn,
}

/// A unit has one primary officer; the others stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    Primary,
    Deputy,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub id: RoleId,
    pub kind: RoleKind,
    pub unit: Unit,
    pub state: RoleState,
    pub seat: Option<Seat>,
}

impl Role {
    /// Who its person is to the table of permissions; `None` without rights.
    pub fn actor(&self) -> Option<Actor> {
        (self.state == RoleState::Active).then_some(match self.kind {
            RoleKind::Volunteer => Actor::Volunteer,
            RoleKind::Officer => Actor::Officer(self.unit.level()),
        })
    }

    /// What somebody else does to this role, they do there.
    pub fn target(&self) -> Target {
        Target::of_role(self.kind, &self.unit)
    }
}

impl RoleKind {
    pub const ALL: [Self; 2] = [Self::Volunteer, Self::Officer];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Volunteer => "volunteer",
            Self::Officer => "officer",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Where a role of this kind at a unit stands.
    pub fn level_at(self, unit: &Unit) -> Level {
        match self {
            Self::Volunteer => Level::Volunteer,
            Self::Officer => unit.level(),
        }
    }
}

impl RoleState {
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Active, Self::Refused, Self::Suspended, Self::Ended, Self::Withdrawn];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Active => "active",
            Self::Refused => "refused",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// It may still come to something: a person has at most one such role of a kind at a unit.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Waiting | Self::Active | Self::Suspended)
    }
}

impl Seat {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Deputy => "deputy",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Primary, Self::Deputy].into_iter().find(|seat| seat.as_str() == text)
    }
}

impl fmt::Display for RoleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.0)
    }
}

impl FromStr for RoleId {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.strip_prefix(['r', 'R']).unwrap_or(text).parse();
        number.map(Self).map_err(|_| "the id of a role, such as r12: `asa people list` shows them")
    }
}
