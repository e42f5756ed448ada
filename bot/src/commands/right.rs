//! In whose right a command acts: the operator's, or with `--as` an officer's.
//!
//! Invariant: what touches a person or a unit is asked of core's table of permissions first.

use anyhow::{Context as _, bail};
use asa_core::areas::{self, AreaCode};
use asa_core::id::LineId;
use asa_core::people::permission::check;
use asa_core::people::record::Record;
use asa_core::people::{Action, Actor, Refusal, Role, RoleId, Target, Unit};
use asa_db::Store;
use asa_db::people::{By, Through, list};
use clap::Args;

#[derive(Debug, Clone, Copy, Args)]
pub(super) struct RightArgs {
    /// Act in the right of this officer, such as r12, instead of the operator's
    #[arg(long = "as", value_name = "ROLE", global = true)]
    acts_as: Option<RoleId>,
}

#[derive(Debug)]
pub(super) enum Right {
    Operator,
    Officer(LineId, Role),
}

impl RightArgs {
    pub(super) async fn take(self, store: &Store) -> anyhow::Result<Right> {
        let Some(id) = self.acts_as else { return Ok(Right::Operator) };
        let found = list::person_of(store, id).await?;
        let (person, me) = found.with_context(|| format!("there is no role {id}"))?;
        match me.roles.into_iter().find(|role| role.id == id) {
            Some(role) if role.actor().is_some() => Ok(Right::Officer(person, role)),
            Some(role) => bail!("{id} has no rights: it is {}", role.state.as_str()),
            None => bail!("{id} has no rights any more"),
        }
    }
}

impl Right {
    pub(super) fn by(&self) -> By<'_> {
        let person = match self {
            Self::Operator => None,
            Self::Officer(person, _) => Some(person.as_str()),
        };
        By { person, through: Through::Command }
    }

    /// Refused with what it is that forbids it.
    pub(super) fn check(&self, action: Action, target: &Target) -> anyhow::Result<()> {
        self.asks(action, target).map_err(|why| anyhow::anyhow!(self.says(why)))
    }

    /// And nobody decides about himself.
    pub(super) async fn check_about(
        &self,
        store: &Store,
        action: Action,
        record: &Record,
    ) -> anyhow::Result<()> {
        if let Self::Officer(person, _) = self
            && let Some((other, _)) = list::person_of(store, record.role.id).await?
            && other == *person
        {
            bail!(self.says(Refusal::Themselves));
        }
        self.check(action, &record.role.target())
    }

    /// An officer takes out what is in an area, and only one that he looks after.
    pub(super) fn check_export(
        &self,
        needs: Option<Action>,
        area: Option<AreaCode>,
    ) -> anyhow::Result<()> {
        let Self::Officer(..) = self else { return Ok(()) };
        let action = needs.context("this is for the operator only: leave out --as")?;
        let office = area.and_then(areas::get).map(Unit::office);
        let office = office.context("with --as it takes --area: the area to take out")?;
        self.check(action, &Target::of_unit(&office))
    }

    pub(super) fn may(&self, action: Action, target: &Target) -> bool {
        self.asks(action, target).is_ok()
    }

    fn asks(&self, action: Action, target: &Target) -> Result<(), Refusal> {
        match self {
            Self::Operator => check(action, Actor::Operator, None, target),
            Self::Officer(_, role) => {
                let actor = role.actor().ok_or(Refusal::Suspended)?;
                check(action, actor, Some(&role.unit), target)
            }
        }
    }

    fn says(&self, why: Refusal) -> String {
        let who = match self {
            Self::Operator => "the operator".to_owned(),
            Self::Officer(_, role) => role.id.to_string(),
        };
        match why {
            Refusal::NotTheirs => format!("{who} may not do this: act for an officer with --as"),
            Refusal::Suspended => format!("{who} is suspended"),
            Refusal::OutsideTheirArea => format!("this is outside the area of {who}"),
            Refusal::NotBelow => format!("this does not stand below {who}"),
            Refusal::Themselves => format!("{who} may not decide about themselves"),
        }
    }
}
