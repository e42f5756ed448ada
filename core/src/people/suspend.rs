//! ระงับผู้ใช้: from now on somebody may do nothing, until they are let act again.
//!
//! ```text
//! วิชัย | ระงับผู้ใช้ → ใครคะ → สมใจ → เพราะอะไรคะ → [เครื่องหาย] → ▤ ตรวจก่อนส่ง [ยืนยัน]
//! Asa  | ระงับแล้วค่ะ เลขที่ ต-0013
//! ```

use super::deciding::outcome::tell_changed;
use super::names::series;
use super::reason::Reason;
use super::record::Record;
use super::whom::{self, Whom};
use super::{Action, Change, Refusal, RoleId, RoleState};
use crate::conversation::{By, Leads, REVIEW, Saving, Stage, Step, Table, Terms, Turn, Why};
use crate::effect::Effect;

pub(super) const NAME: &str = "suspend";

#[derive(Debug, Default)]
pub struct Draft {
    role: Option<RoleId>,
    why: String,
}

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: Terms::officers(Action::Suspend, series::ACTS),
    steps: &[
        Step {
            name: "role",
            reads: &By(Whom(may_suspend), |draft: &mut Draft, role| draft.role = Some(role)),
            leads: Leads::To("why"),
            skippable: false,
        },
        Step {
            name: "why",
            reads: &By(Reason(&["lost_phone", "left", "misuse"]), |draft: &mut Draft, why| {
                draft.why = why;
            }),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    begins: whom::about_role,
    stands: |draft, stage| whom::stands(stage, draft.role, may_suspend),
    saves,
    undoes,
    ..Table::PLAIN
};

pub(super) fn may_suspend(stage: &Stage<'_>, record: &Record) -> Result<(), Why> {
    stage.facts.me.may_to(Action::Suspend, record).map_err(Refusal::why)?;
    whom::is(stage, record, RoleState::Active)
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let Some(role) = draft.role else { return Turn::default() };
    let (number, why) = (saving.number, draft.why.clone());
    let suspend = Change::Suspend { number, role, why };
    Turn::default().and(Effect::People(suspend)).and(tell_changed(role))
}

fn undoes(draft: &Draft, saved: &Saving<'_>) -> Result<Vec<Effect>, Why> {
    let role = whom::still(saved.stage, draft.role, RoleState::Suspended)?;
    let number = saved.number;
    Ok(vec![Effect::People(Change::Activate { number, role }), tell_changed(role)])
}
