//! Whose book somebody may write into: that of their own units, and, for officers, of those below
//! who cannot report themselves.

use crate::areas::Level as AreaLevel;
use crate::conversation::readers::{ChoiceBy, Options, Place};
use crate::conversation::{At, Given, Prompt, Read, Reader, Said, Stage, Why};
use crate::people::permission::check;
use crate::people::unit_at::UnitAt;
use crate::people::{Action, Level, Post, Refusal, Role, RoleId, RoleKind, Target, Unit, UnitId};
use crate::stock::asking::head::Headed;

/// In which role a record is written, and whether for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    pub role: RoleId,
    pub on_behalf: bool,
}

/// Their own units, each once.
pub fn own(stage: &Stage<'_>, action: Action) -> Vec<Unit> {
    let mut own: Vec<Unit> = Vec::new();
    for unit in stage.facts.me.units_for(action).filter(|unit| unit.is_open) {
        if own.iter().all(|other| other.id != unit.id) {
            own.push(unit.clone());
        }
    }
    own
}

/// Whether there are units below them.
pub fn looks_after_others(stage: &Stage<'_>) -> bool {
    let is_above = |role: &Role| role.kind == RoleKind::Officer && role.unit.level() < Level::End;
    stage.facts.me.roles_for(Action::KeepStock).any(is_above)
}

/// The role at the unit itself, else the one in which they look after it.
pub fn author(stage: &Stage<'_>, action: Action, unit: &Unit) -> Result<Author, Refusal> {
    let me = &stage.facts.me;
    if let Some(role) = me.roles_for(action).find(|role| role.unit.id == unit.id) {
        return Ok(Author { role: role.id, on_behalf: false });
    }
    let target = Target::of_unit(unit);
    me.may(Action::KeepStock, &target)?;
    let reaches = |role: &&Role| {
        let actor = role.actor();
        actor.is_some_and(|one| check(Action::KeepStock, one, Some(&role.unit), &target).is_ok())
    };
    let role = me.roles_for(Action::KeepStock).find(reaches).ok_or(Refusal::OutsideTheirArea)?;
    // An end unit has nobody to send to.
    let may = action == Action::KeepStock || unit.level() < Level::End;
    may.then_some(Author { role: role.id, on_behalf: true }).ok_or(Refusal::NotBelow)
}

pub fn may_keep(stage: &Stage<'_>, action: Action, unit: UnitId) -> Result<(), Why> {
    match stage.facts.unit(unit).filter(|unit| unit.is_open) {
        Some(unit) => author(stage, action, &unit).map(|_| ()).map_err(Refusal::why),
        None => Err(Why::is("stock.unit_gone")),
    }
}

/// The unit, if it is known before it is asked for. Of several, the one they kept last.
pub fn given(stage: &Stage<'_>, action: Action, about: Option<UnitId>) -> Option<Given> {
    if let Some(unit) = about {
        return Some(Given::fixed("unit", unit.0));
    }
    match own(stage, action).as_slice() {
        [only] if !looks_after_others(stage) => Some(Given::fixed("unit", only.id.0)),
        [only] => Some(Given::usual("unit", only.id.0)),
        several => {
            let kept = stage.facts.kept_unit()?;
            let is_own = several.iter().any(|unit| unit.id == kept.id);
            is_own.then(|| Given::usual("unit", kept.id.0))
        }
    }
}

/// Asks for one of them.
#[derive(Debug)]
pub struct Books;

/// Those below are found by their place.
fn with_those_below<D: Headed>() -> UnitAt<D> {
    UnitAt {
        place: Place { finest: AreaLevel::Tambon, coarsest: AreaLevel::Province },
        near: |at| own(at.stage, D::ACTION),
        allows: |at, unit| author(at.stage, D::ACTION, unit).map(|_| ()).map_err(Refusal::why),
    }
}

fn options<D: Headed>(at: &At<'_, D>) -> Options {
    let mut options = Options::default();
    for unit in own(at.stage, D::ACTION) {
        options.add(&unit.id.0.to_string(), vec![unit.name(at.voice().language)]);
    }
    options
}

fn only_own<D: Headed>() -> ChoiceBy<D> {
    ChoiceBy(options)
}

/// An id, out of what the other readers answer with.
fn as_unit<A>(read: Read<A>, unit: impl Fn(A) -> Option<UnitId>) -> Read<UnitId> {
    read.then(|answer| unit(answer).map_or(Read::No(Why::is("read.choice")), Read::Answer))
}

impl<D: Headed> Reader<D> for Books {
    type Answer = UnitId;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        if looks_after_others(at.stage) { with_those_below().asks(at) } else { only_own().asks(at) }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<UnitId> {
        if looks_after_others(at.stage) {
            as_unit(with_those_below().reads(at, said), |post: Post| Some(post.unit))
        } else {
            as_unit(only_own().reads(at, said), |id| id.parse().ok().map(UnitId))
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &UnitId) -> String {
        let unit = at.stage.facts.unit(*answer);
        unit.map(|unit| unit.name(at.voice().language)).unwrap_or_default()
    }
}
