//! เพิ่มหน่วย: a unit below an officer's own, in the area they look after. What can only be one
//! thing is not asked: a district officer's district, a local officer's tambon.
//!
//! ```text
//! วิชัย | เพิ่มหน่วย
//! Asa  | อยู่ตำบลไหนคะ [ต.พังโคน] [ต.ม่วงไข่] … → หน่วยแบบไหน → หมู่ที่เท่าไร → ชื่อหน่วย
//!      | ▤ ตรวจก่อนส่ง [ยืนยัน]
//! Asa  | เพิ่มหน่วยแล้วค่ะ เลขที่ น-0012  [เปิดรหัสเชิญ] [เพิ่มหน่วย]
//! ```

use super::name::{AsksName, Name};
use super::place::{
    district_options, districts, kind_options, may_add, parent_options, parents, tambon_options,
    tambons,
};
use crate::areas::AreaCode;
use crate::conversation::readers::{ChoiceBy, Number};
use crate::conversation::{
    Begin, By, Given, Leads, REVIEW, Saving, Say, Stage, Step, Table, Terms, Turn, Why,
    start_button,
};
use crate::effect::Effect;
use crate::people::change::NewUnit;
use crate::people::names::series;
use crate::people::{Action, Change, Level, Refusal, Unit, UnitId, UnitKind};

pub(super) const NAME: &str = "add_unit";

#[derive(Debug, Default)]
pub struct Draft {
    pub(super) district: Option<AreaCode>,
    pub(super) tambon: Option<AreaCode>,
    pub(super) kind: Option<UnitKind>,
    pub(super) parent: Option<UnitId>,
    pub(super) moo: Option<u8>,
    name: Name,
}

impl Draft {
    pub(super) fn parents(&self, stage: &Stage<'_>) -> Vec<Unit> {
        let is_end = self.kind.is_some_and(|kind| kind.level() == Level::End);
        let tambon = self.tambon.filter(|_| is_end);
        tambon.map(|tambon| parents(stage, tambon)).unwrap_or_default()
    }

    fn after_parent(&self) -> &'static str {
        if self.kind == Some(UnitKind::VillageTeam) { "moo" } else { "name" }
    }
}

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: Terms::officers(Action::AddUnit, series::UNITS),
    steps: &[
        Step {
            name: "district",
            reads: &By(ChoiceBy(district_options), |draft: &mut Draft, district: String| {
                draft.district = district.parse().ok();
            }),
            leads: Leads::To("tambon"),
            skippable: false,
        },
        Step {
            name: "tambon",
            reads: &By(ChoiceBy(tambon_options), |draft: &mut Draft, tambon: String| {
                draft.tambon = tambon.parse().ok();
            }),
            leads: Leads::To("kind"),
            skippable: false,
        },
        Step {
            name: "kind",
            reads: &By(ChoiceBy(kind_options), |draft: &mut Draft, kind: String| {
                draft.kind = UnitKind::parse(&kind);
            }),
            leads: Leads::ByStage(&["parent", "moo", "name"], |draft, stage| {
                if draft.parents(stage).is_empty() { draft.after_parent() } else { "parent" }
            }),
            skippable: false,
        },
        Step {
            name: "parent",
            reads: &By(ChoiceBy(parent_options), |draft: &mut Draft, parent: String| {
                draft.parent = parent.parse().ok();
            }),
            leads: Leads::ByDraft(&["moo", "name"], Draft::after_parent),
            skippable: false,
        },
        Step {
            name: "moo",
            reads: &By(Number { least: 1, most: 99 }, |draft: &mut Draft, moo| {
                draft.moo = u8::try_from(moo).ok();
            }),
            leads: Leads::To("name"),
            skippable: false,
        },
        Step {
            name: "name",
            reads: &By(AsksName, |draft: &mut Draft, name| draft.name = name),
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

fn begins(stage: &Stage<'_>) -> Begin {
    let mut given = Vec::new();
    if let [district] = districts(stage).as_slice() {
        given.push(Given::fixed("district", district.code.to_string()));
        if let [tambon] = tambons(stage, district.code).as_slice() {
            given.push(Given::fixed("tambon", tambon.code.to_string()));
            if let [parent] = parents(stage, tambon.code).as_slice() {
                given.push(Given::fixed("parent", parent.id.0.to_string()));
            }
        }
    }
    Begin::With(given)
}

fn stands(draft: &Draft, stage: &Stage<'_>) -> Result<(), Why> {
    let (Some(kind), Some(tambon)) = (draft.kind, draft.tambon) else { return Ok(()) };
    match may_add(stage, kind.level(), tambon, draft.parent) {
        true => Ok(()),
        false => Err(Refusal::OutsideTheirArea.why()),
    }
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let stage = saving.stage;
    let name = draft.name.text(draft, stage);
    let (Some(kind), Some(area), Some(name)) = (draft.kind, draft.tambon, name) else {
        return Turn::default();
    };
    let id = UnitId::added(saving.number);
    let (moo, parent) = (draft.moo, draft.parent);
    let invite = stage.starts("invite", &id.0.to_string());
    let again = start_button(&stage.voice, NAME, "");
    let say = Say::text(stage.voice.with("add_unit.next", &[("name", &name)]));
    Turn::saying(vec![say.with_quick(invite.into_iter().chain([again]).collect())])
        .and(Effect::People(Change::AddUnit(NewUnit { id, kind, name, area, moo, parent })))
}

/// Closed again, unless somebody has come to it. Other closings are numbered as acts, far below
/// the ids of units, so this number is its own.
fn undoes(_: &Draft, saved: &Saving<'_>) -> Result<Vec<Effect>, Why> {
    let unit = UnitId::added(saved.number);
    if !saved.stage.facts.unit(unit).is_some_and(|unit| unit.is_open) {
        return Err(Why::is("whom.changed_since"));
    }
    if !saved.stage.facts.officers(unit).is_empty() {
        return Err(Why::is("add_unit.in_use"));
    }
    let why = "by_mistake".to_owned();
    let close = Change::CloseUnit { number: unit.0, unit, into: None, why };
    Ok(vec![Effect::People(close)])
}
