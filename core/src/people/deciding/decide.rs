//! อนุมัติ, ไม่อนุมัติ: whether somebody may act for a unit.
//!
//! ```text
//! วิชัย | (รออนุมัติ) [อนุมัติ]
//! Asa  | ▤ ตรวจก่อนส่ง: ตัดสินคำขอ  1 ผู้สมัคร สมใจ ใจงาม · อาสา ตำบลพังโคน  2 ผล อนุมัติ  [ยืนยัน]
//! วิชัย | [ยืนยัน]
//! Asa  | บันทึกแล้วค่ะ เลขที่ ต-0012
//!      | อนุมัติ สมใจ ใจงาม · อาสา ตำบลพังโคน แล้ว ระบบแจ้งผลให้ผู้สมัครแล้ว  [รออนุมัติ]
//! ```

use super::{outcome, queue};
use crate::conversation::readers::Choice;
use crate::conversation::{
    Begin, By, Given, Leads, REVIEW, Saving, Say, Shelf, Stage, Step, Table, Terms, Turn, Why,
};
use crate::effect::Effect;
use crate::people::change::Decision;
use crate::people::names::series;
use crate::people::reason::Reason;
use crate::people::record::Record;
use crate::people::whom::{self, Whom};
use crate::people::{Action, Change, Refusal, RoleId, RoleState};

const YES: &str = "yes";
const NO: &str = "no";

#[derive(Debug, Default)]
pub struct Draft {
    role: Option<RoleId>,
    approved: bool,
    why: Option<String>,
}

pub static FLOW: Table<Draft> = Table {
    name: "decide",
    terms: Terms {
        shelf: Shelf::Nowhere,
        ..Terms::officers(Action::DecideVolunteer, series::ACTS)
    },
    steps: &[
        Step {
            name: "role",
            reads: &By(Whom(may_decide), |draft: &mut Draft, role| draft.role = Some(role)),
            leads: Leads::To("verdict"),
            skippable: false,
        },
        Step {
            name: "verdict",
            reads: &By(Choice(&[YES, NO]), |draft: &mut Draft, verdict| {
                draft.approved = verdict == YES;
            }),
            leads: Leads::ByDraft(
                &["why", REVIEW],
                |draft| {
                    if draft.approved { REVIEW } else { "why" }
                },
            ),
            skippable: false,
        },
        Step {
            name: "why",
            reads: &By(Reason(&["mismatch", "elsewhere", "twice"]), |draft: &mut Draft, why| {
                draft.why = Some(why);
            }),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    begins,
    stands: |draft, stage| whom::stands(stage, draft.role, may_decide),
    saves,
    undoes,
    ..Table::PLAIN
};

/// "12:yes": about whom, and which button it was. Another button begins anew.
fn begins(stage: &Stage<'_>) -> Begin {
    let (role, verdict) = stage.about.split_once(':').unwrap_or((stage.about, ""));
    let mut begin = whom::about_role(&Stage { about: role, ..*stage });
    if let Begin::With(given) = &mut begin
        && [YES, NO].contains(&verdict)
    {
        given.push(Given::fixed("verdict", verdict));
    }
    begin
}

/// The first to decide has decided.
pub(in crate::people) fn may_decide(stage: &Stage<'_>, record: &Record) -> Result<(), Why> {
    let action = Action::decide(record.role.kind);
    stage.facts.me.may_to(action, record).map_err(Refusal::why)?;
    match record.role.state {
        RoleState::Waiting => Ok(()),
        RoleState::Withdrawn => Err(Why::is("decide.withdrawn")),
        state => Err(Why::is("decide.faster").with("state", &state.label(&stage.voice))),
    }
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let stage = saving.stage;
    let Some(record) = draft.role.and_then(|role| stage.facts.record(role)) else {
        return Turn::default();
    };
    let role = record.role.id;
    let key = if draft.approved { "decide.approved" } else { "decide.refused" };
    let who = record.in_short(&stage.voice);
    let say = Say::text(stage.voice.with(key, &[("who", &who)]));
    let next = queue::VIEW.button(&stage.voice);
    Turn::saying(vec![say.with_quick(vec![next])])
        .and(Effect::People(Change::Decide(Decision {
            number: saving.number,
            role,
            approved: draft.approved,
            why: draft.why.clone(),
        })))
        .and(outcome::tell_decided(role))
}

fn undoes(draft: &Draft, saved: &Saving<'_>) -> Result<Vec<Effect>, Why> {
    let decided = if draft.approved { RoleState::Active } else { RoleState::Refused };
    let role = whom::still(saved.stage, draft.role, decided)?;
    let number = saved.number;
    Ok(vec![Effect::People(Change::TakeBackDecision { number }), outcome::tell_decided(role)])
}
