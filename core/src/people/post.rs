//! Where somebody has a role, or is to have one: an answer of the flows that lead there.

use serde::{Deserialize, Serialize};

use super::{RoleId, UnitId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub unit: UnitId,
    /// The code that they were invited with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<String>,
    /// The role they have there already: only what is told about it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
}

impl Post {
    /// One that was chosen, by nobody's leave yet.
    pub fn at(unit: UnitId) -> Self {
        Self { unit, invitation: None, role: None }
    }

    pub fn is_chosen(&self) -> bool {
        self.invitation.is_none() && self.role.is_none()
    }
}
