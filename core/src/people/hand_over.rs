//! ส่งมอบหน้าที่: the primary officer of a unit gives the seat to one of its deputies, and stays
//! as a deputy.
//!
//! ```text
//! วิชัย | ส่งมอบหน้าที่
//! Asa  | ส่งมอบหน้าที่ผู้ดูแลหลักให้ใครคะ  1 วรรณา ใจงาม  [วรรณา ใจงาม]
//! วิชัย | 1 → ▤ ตรวจก่อนส่ง [ยืนยัน]
//! ```

use super::deciding::outcome::tell_changed;
use super::names::series;
use super::record::Record;
use super::{Action, Change, Role, RoleId, RoleState, Seat, UnitId};
use crate::conversation::readers::{ChoiceBy, Options, Settled};
use crate::conversation::{
    At, Begin, By, Given, Leads, REVIEW, Saving, Say, Stage, Step, Table, Terms, Turn, Why,
};
use crate::effect::Effect;

#[derive(Debug, Default)]
pub struct Draft {
    from: Option<RoleId>,
    to: Option<RoleId>,
}

pub static FLOW: Table<Draft> = Table {
    name: "hand_over",
    terms: Terms::officers(Action::HandOver, series::ACTS),
    steps: &[
        Step {
            name: "from",
            reads: &By(Settled(ChoiceBy(seats)), |draft: &mut Draft, from: String| {
                draft.from = from.parse().ok();
            }),
            leads: Leads::To("to"),
            skippable: false,
        },
        Step {
            name: "to",
            reads: &By(ChoiceBy(heirs), |draft: &mut Draft, to: String| {
                draft.to = to.parse().ok();
            }),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    begins,
    stands,
    saves,
    undoes,
    ..Table::PLAIN
};

/// The seats this person holds.
pub(super) fn primary_seats<'a>(stage: &Stage<'a>) -> impl Iterator<Item = &'a Role> {
    let roles = stage.facts.me.roles_for(Action::HandOver);
    roles.filter(|role| role.seat == Some(Seat::Primary))
}

/// Who stands in at a unit.
pub(super) fn deputies(stage: &Stage<'_>, unit: UnitId) -> Vec<Record> {
    let mut officers = stage.facts.officers(unit);
    officers.retain(|record| {
        let Role { state, seat, .. } = &record.role;
        *state == RoleState::Active && *seat == Some(Seat::Deputy) && !record.is_mine
    });
    officers
}

/// Of several, only those that somebody can take over.
fn ready<'a>(stage: &Stage<'a>) -> Vec<&'a Role> {
    primary_seats(stage).filter(|role| !deputies(stage, role.unit.id).is_empty()).collect()
}

fn begins(stage: &Stage<'_>) -> Begin {
    if primary_seats(stage).next().is_none() {
        return Begin::No(Why::is("hand_over.not_primary"));
    }
    match ready(stage).as_slice() {
        [] => {
            let say = Say::text(stage.voice.text("hand_over.no_deputy"));
            let invite = stage.starts("invite", "");
            Begin::Instead(say.with_quick(invite.into_iter().collect()))
        }
        [only] => Begin::With(vec![Given::fixed("from", only.id.0.to_string())]),
        [..] => Begin::With(Vec::new()),
    }
}

fn seats(at: &At<'_, Draft>) -> Options {
    let mut options = Options::default();
    for role in ready(at.stage) {
        let unit = role.unit.full_name(at.voice().language);
        options.add(&role.id.0.to_string(), vec![unit]);
    }
    options
}

fn heirs(at: &At<'_, Draft>) -> Options {
    let mut options = Options::default();
    let from = primary_seats(at.stage).find(|role| Some(role.id) == at.draft.from);
    let deputies = from.map(|role| deputies(at.stage, role.unit.id)).unwrap_or_default();
    for record in deputies {
        options.add(&record.role.id.0.to_string(), vec![record.name(at.voice())]);
    }
    options
}

/// The seat may have gone to somebody else, and so may whoever stood in.
fn stands(draft: &Draft, stage: &Stage<'_>) -> Result<(), Why> {
    let Some(from) = draft.from else { return Ok(()) };
    match primary_seats(stage).find(|role| role.id == from) {
        None => Err(Why::is("hand_over.not_primary")),
        Some(role) if deputies(stage, role.unit.id).is_empty() => {
            Err(Why::is("hand_over.no_deputy"))
        }
        Some(_) => Ok(()),
    }
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let Draft { from: Some(from), to: Some(to) } = *draft else { return Turn::default() };
    let hand_over = Change::HandOver { number: saving.number, from, to };
    Turn::default().and(Effect::People(hand_over)).and(tell_changed(to))
}

fn undoes(draft: &Draft, saved: &Saving<'_>) -> Result<Vec<Effect>, Why> {
    let is_primary = |record: &Record| record.role.seat == Some(Seat::Primary);
    let heir = draft.to.and_then(|to| saved.stage.facts.record(to)).filter(is_primary);
    match (draft.from, heir) {
        (Some(from), Some(heir)) => {
            let number = saved.number;
            let back = Change::HandOver { number, from: heir.role.id, to: from };
            Ok(vec![Effect::People(back), tell_changed(heir.role.id)])
        }
        _ => Err(Why::is("whom.changed_since")),
    }
}
