//! Whose stock a view is about: what its button says, else the unit this person keeps.

pub mod balance;
pub mod day_sheet;
pub mod hub;
pub mod missing;
pub mod open_transfers;
pub mod running_out;

use crate::conversation::{Card, Say, Stage, Turn, Why};
use crate::people::{Action, Refusal, Target, Unit};
use crate::start::menu;
use crate::stock::asking::about::About;
use crate::stock::asking::books::own;

/// The unit, if they may see it.
fn unit(stage: &Stage<'_>, about: &About) -> Result<Unit, Why> {
    let Some(id) = about.unit else {
        let own = own(stage, Action::SeeStock);
        let kept = stage.facts.kept_unit();
        let kept = kept.filter(|kept| own.iter().any(|unit| unit.id == kept.id));
        return kept.or_else(|| own.into_iter().next()).ok_or_else(|| Refusal::NotTheirs.why());
    };
    let unit = stage.facts.unit(id).ok_or_else(|| Why::is("stock.unit_gone"))?;
    stage.facts.me.may(Action::SeeStock, &Target::of_unit(&unit)).map_err(Refusal::why)?;
    Ok(unit)
}

/// A view about a unit, as a card.
fn of_unit(stage: &Stage<'_>, card: impl FnOnce(&About, &Unit) -> Result<Card, Why>) -> Turn {
    let about = About::read(stage.about);
    match unit(stage, &about).and_then(|unit| card(&about, &unit)) {
        Ok(card) => Turn::saying(vec![Say::card(card)]),
        Err(why) => no(stage, &why),
    }
}

/// What a view says where there is nothing to show.
fn no(stage: &Stage<'_>, why: &Why) -> Turn {
    let say = Say::text(why.text(&stage.voice));
    Turn::saying(vec![say.with_quick(vec![menu::VIEW.button(&stage.voice)])])
}
