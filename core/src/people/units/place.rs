//! Where somebody may add a unit, and under whom: as the permissions say, and nothing wider.

use super::add::Draft;
use crate::areas::{self, Area, AreaCode, Level};
use crate::conversation::readers::Options;
use crate::conversation::{At, Language, Stage, Voice};
use crate::people::{self, Action, Target, Unit, UnitId, UnitKind};

/// In the order they are offered; offices are there without anybody adding them.
const KINDS: [UnitKind; 9] = [
    UnitKind::HealthCentre,
    UnitKind::Hospital,
    UnitKind::VillageTeam,
    UnitKind::Checkpoint,
    UnitKind::School,
    UnitKind::Temple,
    UnitKind::Centre,
    UnitKind::Lao,
    UnitKind::Other,
];

pub(super) fn districts(stage: &Stage<'_>) -> Vec<&'static Area> {
    let mut districts = Vec::new();
    for unit in stage.facts.me.units_for(Action::AddUnit) {
        match unit.area.at(Level::District) {
            Some(district) => districts.extend(areas::get(district)),
            None => districts.extend(areas::children(unit.area)),
        }
    }
    districts.sort_by_key(|area| area.code);
    districts.dedup();
    districts
}

/// All of the district, or the one that is theirs.
pub(super) fn tambons(stage: &Stage<'_>, district: AreaCode) -> Vec<&'static Area> {
    let all = areas::children(district).iter();
    let is_theirs = |area: &&Area| {
        let mut units = stage.facts.me.units_for(Action::AddUnit);
        units.any(|unit| unit.area.contains(area.code))
    };
    all.filter(is_theirs).collect()
}

pub(super) fn kinds(stage: &Stage<'_>, tambon: AreaCode) -> Vec<UnitKind> {
    let may = |kind: &UnitKind| may_add(stage, kind.level(), tambon, None);
    KINDS.into_iter().filter(may).collect()
}

pub(super) fn may_add(
    stage: &Stage<'_>,
    level: people::Level,
    tambon: AreaCode,
    parent: Option<UnitId>,
) -> bool {
    let target = Target { level, area: tambon, unit: None, parent };
    stage.facts.me.may(Action::AddUnit, &target).is_ok()
}

/// Whom a new end unit of a tambon may report to; nobody in particular, where it has one office.
pub(super) fn parents(stage: &Stage<'_>, tambon: AreaCode) -> Vec<Unit> {
    let mut parents = stage.facts.units_in(tambon);
    parents.retain(|unit| unit.kind == UnitKind::Lao);
    if parents.len() < 2 {
        return Vec::new();
    }
    parents.extend(areas::get(tambon).map(Unit::office));
    parents.retain(|unit| may_add(stage, people::Level::End, tambon, Some(unit.id)));
    parents
}

pub(super) fn district_options(at: &At<'_, Draft>) -> Options {
    of_areas(at.voice(), &districts(at.stage))
}

pub(super) fn tambon_options(at: &At<'_, Draft>) -> Options {
    let tambons = at.draft.district.map(|district| tambons(at.stage, district));
    of_areas(at.voice(), &tambons.unwrap_or_default())
}

fn of_areas(voice: &Voice<'_>, areas: &[&Area]) -> Options {
    let mut options = Options::default();
    for area in areas {
        let mut labels = vec![area.short(voice.language)];
        for language in Language::ALL {
            labels.extend([area.name(language).to_owned(), area.title(language)]);
        }
        options.add(&area.code.to_string(), labels);
    }
    options
}

pub(super) fn kind_options(at: &At<'_, Draft>) -> Options {
    let kinds = at.draft.tambon.map(|tambon| kinds(at.stage, tambon)).unwrap_or_default();
    let names: Vec<&str> = kinds.into_iter().map(UnitKind::as_str).collect();
    Options::of(at.voice(), "unit.kind", &names)
}

pub(super) fn parent_options(at: &At<'_, Draft>) -> Options {
    let mut options = Options::default();
    for unit in at.draft.parents(at.stage) {
        options.add(&unit.id.0.to_string(), vec![unit.name(at.voice().language)]);
    }
    options
}
