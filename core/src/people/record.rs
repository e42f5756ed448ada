//! What is stored about people and invitations, as a turn looks at it.

use super::{Form, Level, Role, RoleKind, Unit};
use crate::moment::Moment;

/// A role with what its person told us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub role: Role,
    pub form: Option<Form>,
    /// Of the person the turn is with.
    pub is_mine: bool,
    pub desk: Level,
    pub applied_at: Moment,
    pub decided_at: Option<Moment>,
    /// Why it was refused, suspended or ended.
    pub why: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub number: i64,
    pub code: String,
    pub kind: RoleKind,
    pub unit: Unit,
    pub uses: u32,
    pub used: u32,
    pub made_at: Moment,
    pub expires_at: Moment,
    pub is_revoked: bool,
    /// Made at the machine: it makes an officer without anybody's approval.
    pub by_operator: bool,
}

/// What a code that was sent turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redeemed {
    Good(Invitation),
    /// Used up, over, or revoked.
    Stale,
    Unknown,
    /// Too many wrong codes lately: not even looked up.
    Throttled,
}

/// A request about one's own data; due in thirty days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub number: i64,
    pub asked_at: Moment,
    pub due_at: Moment,
    pub state: RequestState,
    pub why: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestState {
    Open,
    Done,
    /// With a reason.
    Refused,
    Withdrawn,
}

/// Everything that is held about the person the turn is with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mine {
    pub records: Vec<Record>,
    pub requests: Vec<Request>,
    /// How many of their cases there are.
    pub cases: u32,
    pub photos: u32,
    pub first_seen_at: Option<Moment>,
}

impl Invitation {
    pub fn is_good(&self, now: Moment) -> bool {
        !self.is_revoked && self.used < self.uses && now < self.expires_at
    }

    /// Whoever comes with it waits for nobody's decision.
    pub fn decides(&self) -> bool {
        self.by_operator || self.kind == RoleKind::Volunteer
    }

    /// It makes an officer before any form is filled in.
    pub fn makes_at_once(&self) -> bool {
        self.by_operator && self.kind == RoleKind::Officer
    }
}

impl RequestState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Done, Self::Refused, Self::Withdrawn];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}
