//! What a turn asks to be changed about people and units. Each is committed with its turn, and
//! only if what it was decided on is still so: a role that somebody else has decided about makes
//! the commit fail, and the turn is worked out anew.

use super::{Form, Level, RoleId, RoleKind, UnitId, UnitKind};
use crate::areas::AreaCode;
use crate::moment::Moment;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A word on the notice of this version.
    Consent {
        version: u32,
        hash: String,
        choice: Choice,
    },
    Apply(Application),
    /// The person takes an application back.
    Withdraw {
        role: RoleId,
    },
    /// New answers to a form there is.
    Correct {
        role: RoleId,
        form: Form,
    },
    Decide(Decision),
    /// The decision with this number never was.
    TakeBackDecision {
        number: i64,
    },
    Suspend {
        number: i64,
        role: RoleId,
        why: String,
    },
    Activate {
        number: i64,
        role: RoleId,
    },
    /// The primary's seat goes to another officer of the unit.
    HandOver {
        number: i64,
        from: RoleId,
        to: RoleId,
    },
    AddUnit(NewUnit),
    CloseUnit {
        number: i64,
        unit: UnitId,
        into: Option<UnitId>,
        why: String,
    },
    /// What was closed under this number is open again.
    ReopenUnit {
        number: i64,
    },
    Invite(NewInvitation),
    Revoke {
        invitation: i64,
    },
    /// A code was sent that is none.
    GuessedWrong,
    /// Somebody else's record was read.
    Looked {
        role: RoleId,
        why: &'static str,
    },
    AskErasure {
        number: i64,
    },
    KeepMe {
        number: i64,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    Given,
    Refused,
    Withdrawn,
}

impl Choice {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    pub role: RoleId,
    pub kind: RoleKind,
    pub unit: UnitId,
    /// `None`: an invitation from the operator makes an officer before any form is filled in.
    pub form: Option<Form>,
    /// The invitation it came with; a use of it is counted.
    pub invitation: Option<i64>,
    /// Whether the invitation has decided already.
    pub at_once: bool,
    /// Whose it is to decide.
    pub desk: Level,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub number: i64,
    pub role: RoleId,
    pub approved: bool,
    pub why: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUnit {
    pub id: UnitId,
    pub kind: UnitKind,
    pub name: String,
    pub area: AreaCode,
    pub moo: Option<u8>,
    pub parent: Option<UnitId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    pub number: i64,
    pub code: String,
    pub kind: RoleKind,
    pub unit: UnitId,
    pub uses: u32,
    pub expires_at: Moment,
}
