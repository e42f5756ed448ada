//! ปิดหน่วย: a unit is closed, and its people go with it or move to another of its level.
//!
//! ```text
//! วิชัย | (หน่วยในพื้นที่) [ปิดหน่วย]
//! Asa  | คนของหน่วยนี้จะไปไหนคะ  1 ไม่ย้าย พ้นหน้าที่  2 ย้ายไป รพ.สต.ม่วงไข่
//! วิชัย | 2 → เพราะอะไรคะ → ▤ ตรวจก่อนส่ง [ยืนยัน]
//! ```

use super::list;
use crate::areas::{self, Level};
use crate::conversation::readers::{ChoiceBy, Options, Settled};
use crate::conversation::{
    At, Begin, By, Given, Leads, REVIEW, Saving, Shelf, Stage, Step, Table, Terms, Turn, Why,
};
use crate::effect::Effect;
use crate::people::names::series;
use crate::people::reason::Reason;
use crate::people::{Action, Change, Refusal, Target, Unit, UnitId};

#[derive(Debug, Default)]
pub struct Draft {
    unit: Option<UnitId>,
    into: Option<UnitId>,
    why: String,
}

pub static FLOW: Table<Draft> = Table {
    name: "close_unit",
    terms: Terms { shelf: Shelf::Nowhere, ..Terms::officers(Action::CloseUnit, series::ACTS) },
    steps: &[
        Step {
            name: "unit",
            reads: &By(Settled(ChoiceBy(closable)), |draft: &mut Draft, unit: String| {
                draft.unit = unit.parse().ok();
            }),
            leads: Leads::To("into"),
            skippable: false,
        },
        Step {
            name: "into",
            reads: &By(ChoiceBy(successors), |draft: &mut Draft, into: String| {
                draft.into = into.parse().ok();
            }),
            leads: Leads::To("why"),
            skippable: false,
        },
        Step {
            name: "why",
            reads: &By(Reason(&["not_needed", "merged", "twice"]), |draft: &mut Draft, why| {
                draft.why = why;
            }),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    begins,
    stands: |draft, stage| draft.unit.map_or(Ok(()), |unit| may_close(stage, unit)),
    saves,
    undoes,
    ..Table::PLAIN
};

fn closable(at: &At<'_, Draft>) -> Options {
    let mut options = Options::default();
    for unit in list::closable(at.stage) {
        options.add(&unit.id.0.to_string(), told_apart(at, &unit));
    }
    options
}

/// With its tambon: there may be another of its name.
fn told_apart(at: &At<'_, Draft>, unit: &Unit) -> Vec<String> {
    let language = at.voice().language;
    let name = unit.name(language);
    let area = areas::get(unit.area).map(|area| area.short(language)).unwrap_or_default();
    vec![format!("{name} {area}"), name]
}

fn begins(stage: &Stage<'_>) -> Begin {
    match stage.about.parse::<UnitId>() {
        Ok(unit) => Begin::With(vec![Given::fixed("unit", unit.0.to_string())]),
        Err(_) if !stage.about.is_empty() => Begin::No(Why::is("fallback.old_button")),
        Err(_) if list::closable(stage).is_empty() => Begin::No(Why::is("units.none")),
        Err(_) => Begin::With(Vec::new()),
    }
}

fn may_close(stage: &Stage<'_>, unit: UnitId) -> Result<(), Why> {
    let unit = stage.facts.unit(unit).ok_or_else(|| Why::is("close_unit.gone"))?;
    let may = stage.facts.me.may(Action::CloseUnit, &Target::of_unit(&unit));
    may.map_err(Refusal::why)?;
    match () {
        () if unit.id.is_office() => Err(Why::is("close_unit.office")),
        () if !unit.is_open => Err(Why::is("close_unit.closed")),
        () if has_stock(stage, unit.id) => Err(Why::is("close_unit.has_stock")),
        () => Ok(()),
    }
}

/// Nobody could send it on from a closed unit.
fn has_stock(stage: &Stage<'_>, unit: UnitId) -> bool {
    let book = stage.facts.book(unit, stage.facts.now.bangkok_date()).cloned().unwrap_or_default();
    let lies_there = book.pages.iter().any(|page| page.closing() > 0);
    lies_there || !stage.facts.transfers(unit).is_empty()
}

/// Nobody, or another of its level in its district.
fn successors(at: &At<'_, Draft>) -> Options {
    let voice = at.voice();
    let mut options = Options::default();
    options.add("nobody", voice.alternatives("close_unit.into.nobody"));
    let Some(unit) = at.draft.unit.and_then(|unit| at.stage.facts.unit(unit)) else {
        return options;
    };
    let me = &at.stage.facts.me;
    let district = unit.area.at(Level::District);
    let mut others = district.map(|area| at.stage.facts.units_in(area)).unwrap_or_default();
    others.retain(|other| {
        let may = me.may(Action::CloseUnit, &Target::of_unit(other));
        other.id != unit.id && other.level() == unit.level() && may.is_ok()
    });
    for other in others {
        options.add(&other.id.0.to_string(), moving_to(at, &other));
    }
    options
}

fn moving_to(at: &At<'_, Draft>, unit: &Unit) -> Vec<String> {
    let name = unit.name(at.voice().language);
    vec![at.voice().with("close_unit.into.unit", &[("unit", &name)]), name]
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let Some(unit) = draft.unit else { return Turn::default() };
    let (number, into, why) = (saving.number, draft.into, draft.why.clone());
    Turn::default().and(Effect::People(Change::CloseUnit { number, unit, into, why }))
}

fn undoes(draft: &Draft, saved: &Saving<'_>) -> Result<Vec<Effect>, Why> {
    let unit = draft.unit.and_then(|unit| saved.stage.facts.unit(unit));
    match unit.filter(|unit| !unit.is_open) {
        Some(_) => Ok(vec![Effect::People(Change::ReopenUnit { number: saved.number })]),
        None => Err(Why::is("whom.changed_since")),
    }
}
