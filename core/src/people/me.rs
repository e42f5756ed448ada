//! What a turn knows of the person it talks to.

use serde::{Deserialize, Serialize};

use super::permission::{Refusal, Target, check};
use super::record::Record;
use super::{Action, Role, RoleState, Unit};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Me {
    /// Those that may still come to something, in the order they were asked for.
    pub roles: Vec<Role>,
    /// The last word on our notice, if there was one.
    pub consent: Option<Consent>,
}

/// What a person said to a version of the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub version: u32,
    pub given: bool,
}

impl Me {
    pub fn active(&self) -> impl Iterator<Item = &Role> {
        self.roles.iter().filter(|role| role.state == RoleState::Active)
    }

    /// Roles in which they may do this to somebody.
    pub fn roles_for(&self, action: Action) -> impl Iterator<Item = &Role> {
        self.active().filter(move |role| role.actor().is_some_and(|one| action.is_open_to(one)))
    }

    /// Whether they may do this to anybody; and why not.
    pub fn may_at_all(&self, action: Action) -> Result<(), Refusal> {
        if self.roles_for(action).next().is_some() {
            return Ok(());
        }
        let suspended = self.roles.iter().filter(|role| role.state == RoleState::Suspended);
        let mut could = suspended.map(|role| Role { state: RoleState::Active, ..role.clone() });
        let is_open = |role: Role| role.actor().is_some_and(|one| action.is_open_to(one));
        match could.any(is_open) {
            true => Err(Refusal::Suspended),
            false => Err(Refusal::NotTheirs),
        }
    }

    /// Whether they may do this there.
    pub fn may(&self, action: Action, target: &Target) -> Result<(), Refusal> {
        self.may_at_all(action)?;
        let mut why = Refusal::OutsideTheirArea;
        for role in self.roles_for(action) {
            match role.actor().map(|actor| check(action, actor, Some(&role.unit), target)) {
                Some(Ok(())) => return Ok(()),
                Some(Err(Refusal::NotBelow)) => why = Refusal::NotBelow,
                _ => {}
            }
        }
        Err(why)
    }

    /// Whether they may do this to somebody's role: never to their own.
    pub fn may_to(&self, action: Action, record: &Record) -> Result<(), Refusal> {
        if record.is_mine {
            return Err(Refusal::Themselves);
        }
        self.may(action, &record.role.target())
    }

    /// The units they may do this for.
    pub fn units_for(&self, action: Action) -> impl Iterator<Item = &Unit> {
        self.roles_for(action).map(|role| &role.unit)
    }
}
