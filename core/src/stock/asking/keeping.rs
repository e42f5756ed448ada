//! Writing into a book, and what is said after it.

use crate::conversation::{Button, Saving, Say, Shelf, Stage, Terms, Turn, start_button};
use crate::effect::{Effect, Tell, Whom};
use crate::people::{Action, UnitId};
use crate::stock::asking::about::About;
use crate::stock::asking::books;
use crate::stock::asking::head::{Headed, page, today};
use crate::stock::change::Change;
use crate::stock::looking::{balance, hub};
use crate::stock::names::series::RECORDS;
use crate::stock::record::{Deed, NewRecord};

/// For whoever keeps a book, on the card of stock.
pub const KEEPERS: Terms = Terms {
    shelf: Shelf::Nowhere,
    needs: Some(Action::KeepStock),
    consent: false,
    series: RECORDS,
};

/// The record of a draft; `None` until everything it needs is known.
pub fn record<D: Headed>(draft: &D, saving: &Saving<'_>, deed: Deed) -> Option<NewRecord> {
    let stage = saving.stage;
    let unit = draft.unit(stage)?;
    let author = books::author(stage, D::ACTION, &unit).ok()?;
    let item = draft.item(stage)?.id;
    let plain = NewRecord::plain(saving.number, unit.id, item, draft.head().day?, deed);
    Some(NewRecord { author: Some(author.role), on_behalf: author.on_behalf, ..plain })
}

/// Writes it, and says what lies there then, `change` included, with the usual ways on.
pub fn wrote<D: Headed>(stage: &Stage<'_>, record: NewRecord, change: i64, again: &str) -> Turn {
    let says = left(stage, &record, change, again).into_iter().collect();
    Turn { says, ..writes::<D>(stage, record) }
}

fn left(stage: &Stage<'_>, record: &NewRecord, change: i64, again: &str) -> Option<Say> {
    let page = page(stage, record.unit, record.item, today(stage))?;
    let left = page.item.both_ways(page.closing() + change, &stage.voice);
    let text = stage.voice.with("stock.left", &[("left", &left)]);
    let again = start_button(&stage.voice, again, "");
    Some(Say::text(text).with_quick([vec![again], ways_on(stage, record.unit)].concat()))
}

/// Writes it, and keeps in mind whose book it was, where somebody keeps several.
pub fn writes<D: Headed>(stage: &Stage<'_>, record: NewRecord) -> Turn {
    let unit = record.unit;
    let own = books::own(stage, D::ACTION);
    let turn = Turn::default().and(Effect::Stock(Change::Write(record)));
    match own.len() > 1 && own.iter().any(|one| one.id == unit) {
        true => turn.and(Effect::Stock(Change::Keep(unit))),
        false => turn,
    }
}

/// Those who keep a book are shown a view about it.
pub fn tell(unit: UnitId, view: &'static str, about: String) -> Effect {
    Effect::Tell(Tell { whom: Whom::KeepersOf(unit), view, about })
}

pub fn ways_on(stage: &Stage<'_>, unit: UnitId) -> Vec<Button> {
    let balance = balance::VIEW.button_about(&stage.voice, &About::unit(unit));
    vec![balance, hub::VIEW.button(&stage.voice)]
}
