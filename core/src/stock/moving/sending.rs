//! Where a unit may send to: down to those it looks after, up to the office above it.

use crate::areas::{self, Level as AreaLevel};
use crate::conversation::Stage;
use crate::people::permission::check;
use crate::people::{Action, Actor, Level, Refusal, Target, Unit};

/// Whether `to` is below `from`, as the permissions say.
pub fn may_send_down(from: &Unit, to: &Unit) -> Result<(), Refusal> {
    let actor = Actor::Officer(from.level());
    check(Action::Allocate, actor, Some(from), &Target::of_unit(to))
}

/// The offices right below, and what was added in its tambon.
pub fn right_below(stage: &Stage<'_>, from: &Unit) -> Vec<Unit> {
    let offices = areas::children(from.area).iter().map(Unit::office);
    let offices = offices.filter(|_| from.level() < Level::Local);
    let added = Some(from).filter(|from| from.level() == Level::Local);
    let added = added.map(|from| stage.facts.units_in(from.area)).unwrap_or_default();
    offices.chain(added).filter(|to| may_send_down(from, to).is_ok()).collect()
}

/// The one it reports to, else the office of the next area up; none above a province.
pub fn above(stage: &Stage<'_>, unit: &Unit) -> Option<Unit> {
    if let Some(parent) = unit.parent {
        return stage.facts.unit(parent).filter(|parent| parent.is_open);
    }
    let level = match unit.level() {
        Level::End => AreaLevel::Tambon,
        Level::Local => AreaLevel::District,
        Level::District => AreaLevel::Province,
        Level::Nation | Level::Province | Level::Volunteer => return None,
    };
    let area = unit.area.at(level).and_then(areas::get);
    area.map(Unit::office)
}
