//! The offices somebody at a unit is likely to belong to, by their official names. In Bangkok the
//! names are others, so none is offered there.

use crate::areas::{self, AreaCode, Level as AreaLevel};
use crate::conversation::{Language, Stage};
use crate::people::{Level, Unit, UnitKind};

/// An office under a name that never changes, for its button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Office {
    pub(super) value: String,
    pub(super) name: String,
}

/// Before the name of a province or a district.
const ABOVE: [(&str, &str); 3] = [
    ("administration", "ที่ทำการปกครอง"),
    ("health", "สำนักงานสาธารณสุข"),
    ("local", "สำนักงานส่งเสริมการปกครองท้องถิ่น"),
];
/// Before the name of a tambon: it has one or the other.
const IN_TAMBON: [(&str, &str); 2] = [("sao", "อบต."), ("municipality", "เทศบาลตำบล")];
/// What people work for, rather than what they look after.
const EMPLOYERS: [UnitKind; 3] = [UnitKind::Lao, UnitKind::HealthCentre, UnitKind::Hospital];

pub(super) fn offices(stage: &Stage<'_>, unit: &Unit) -> Vec<Office> {
    if unit.area.is_in_bangkok() {
        return Vec::new();
    }
    match unit.level() {
        Level::Province | Level::District => above(unit.area),
        _ => in_tambon(stage, unit),
    }
}

fn above(area: AreaCode) -> Vec<Office> {
    let Some(area) = areas::get(area) else { return Vec::new() };
    let title = area.title(Language::Thai);
    ABOVE.iter().map(|(value, before)| office(value, format!("{before}{title}"))).collect()
}

fn in_tambon(stage: &Stage<'_>, unit: &Unit) -> Vec<Office> {
    let tambon = unit.area.at(AreaLevel::Tambon).and_then(areas::get);
    let added = tambon.map(|tambon| stage.facts.units_in(tambon.code)).unwrap_or_default();
    let is_employer = |one: &Unit| EMPLOYERS.contains(&one.kind);
    let own = Some(unit.clone()).filter(is_employer);
    let others = added.into_iter().filter(|one| is_employer(one) && one.id != unit.id);
    let employers: Vec<Unit> = own.into_iter().chain(others).collect();
    let has_lao = employers.iter().any(|one| one.kind == UnitKind::Lao);
    let mut offices: Vec<Office> =
        employers.into_iter().map(|one| office(&one.id.to_string(), one.name)).collect();
    if let Some(tambon) = tambon.filter(|_| !has_lao) {
        let name = |before: &str| format!("{before}{}", tambon.thai);
        offices.extend(IN_TAMBON.iter().map(|(value, before)| office(value, name(before))));
    }
    let district = unit.area.at(AreaLevel::District).map(above).unwrap_or_default();
    offices.into_iter().chain(district.into_iter().take(2)).collect()
}

fn office(value: &str, name: String) -> Office {
    Office { value: value.to_owned(), name }
}
