//! เปิดใช้งาน: somebody who was suspended may act again.

use super::deciding::outcome::tell_changed;
use super::names::series;
use super::record::Record;
use super::whom::{self, Whom};
use super::{Action, Change, Refusal, RoleId, RoleState};
use crate::conversation::{By, Leads, REVIEW, Saving, Stage, Step, Table, Terms, Turn, Why};
use crate::effect::Effect;

pub(super) const NAME: &str = "activate";

/// Why somebody is suspended again, under `reason` in the wording.
const BY_MISTAKE: &str = "by_mistake";

pub static FLOW: Table<Option<RoleId>> = Table {
    name: NAME,
    terms: Terms::officers(Action::Suspend, series::ACTS),
    steps: &[Step {
        name: "role",
        reads: &By(Whom(may_activate), |draft: &mut Option<RoleId>, role| *draft = Some(role)),
        leads: Leads::To(REVIEW),
        skippable: false,
    }],
    begins: whom::about_role,
    stands: |draft, stage| whom::stands(stage, *draft, may_activate),
    saves,
    undoes,
    ..Table::PLAIN
};

pub(super) fn may_activate(stage: &Stage<'_>, record: &Record) -> Result<(), Why> {
    stage.facts.me.may_to(Action::Suspend, record).map_err(Refusal::why)?;
    whom::is(stage, record, RoleState::Suspended)
}

fn saves(draft: &Option<RoleId>, saving: &Saving<'_>) -> Turn {
    let Some(role) = *draft else { return Turn::default() };
    let activate = Change::Activate { number: saving.number, role };
    Turn::default().and(Effect::People(activate)).and(tell_changed(role))
}

fn undoes(draft: &Option<RoleId>, saved: &Saving<'_>) -> Result<Vec<Effect>, Why> {
    let role = whom::still(saved.stage, *draft, RoleState::Active)?;
    let suspend = Change::Suspend { number: saved.number, role, why: BY_MISTAKE.to_owned() };
    Ok(vec![Effect::People(suspend), tell_changed(role)])
}
