//! Taking a record back, whole: within the ten minutes, or later with a reason. Nothing is
//! removed: a second record of the same book and day says the opposite.
//!
//! Invariant: a record is taken back once, by the record with its number below zero. So the
//! number is its own, and nobody has to be given one for an undo.

use crate::conversation::{Saving, Stage, Why};
use crate::effect::Effect;
use crate::people::Action;
use crate::stock::asking::books;
use crate::stock::asking::head::page;
use crate::stock::asking::keeping::tell;
use crate::stock::change::Change;
use crate::stock::known::Past;
use crate::stock::moving::transfer;
use crate::stock::record::{Deed, NewRecord, RecordId, TransferId};

const BY_MISTAKE: &str = "by_mistake";

/// Whether it still can be, by what has happened since.
pub fn may_take_back(stage: &Stage<'_>, past: &Past) -> Result<(), Why> {
    if past.reversed_by.is_some() {
        return Err(Why::is("taking_back.already"));
    }
    if let Deed::Send { .. } = past.deed {
        let sent = stage.facts.transfer(TransferId(past.id.0));
        let is_untouched = sent.is_some_and(|sent| !sent.is_short && sent.open == sent.sent);
        return if is_untouched { Ok(()) } else { Err(Why::is("taking_back.arrived")) };
    }
    let free = page(stage, past.unit.id, past.item.id, past.day).map(|page| page.free);
    let brought = brought(past);
    match free {
        Some(free) if brought > free => Err(Why::is("taking_back.gone")
            .with("pieces", &past.item.pieces(brought, &stage.voice))
            .with("free", &past.item.pieces(free, &stage.voice))),
        _ => Ok(()),
    }
}

/// What it put on the shelf.
fn brought(past: &Past) -> i64 {
    let entries = past.deed.entries(past.unit.id, past.id).unwrap_or_default();
    entries.iter().map(|entry| entry.change_at(past.unit.id)).sum()
}

/// What is offered as a reason. Own words go into the note: that can be erased, the deed cannot.
pub const REASONS: &[&str] = &["wrong_number", "wrong_choice", "written_twice"];
const OWN_WORDS: &str = "own_words";

/// The record that takes it back, and whoever has to hear of it.
pub fn takes_back(stage: &Stage<'_>, past: &Past, why: &str) -> Option<Vec<Effect>> {
    let author = books::author(stage, Action::KeepStock, &past.unit).ok()?;
    let is_offered = why == BY_MISTAKE || REASONS.contains(&why);
    let (why, note) = if is_offered { (why, None) } else { (OWN_WORDS, Some(why.to_owned())) };
    let deed = Deed::Reverse { record: past.id, why: why.to_owned() };
    let reversal = NewRecord {
        author: Some(author.role),
        on_behalf: author.on_behalf,
        note,
        ..NewRecord::plain(-past.id.0, past.unit.id, past.item.id, past.day, deed)
    };
    let told = match past.deed {
        Deed::Send { to, .. } => Some(tell(to, transfer::SENT, past.id.0.to_string())),
        _ => None,
    };
    Some([Effect::Stock(Change::Write(reversal))].into_iter().chain(told).collect())
}

/// Undo, the same for every flow.
pub fn undoes<D>(_: &D, saved: &Saving<'_>) -> Result<Vec<Effect>, Why> {
    let stage = saved.stage;
    let gone = || Why::is("taking_back.not_found");
    let past = stage.facts.past_record(RecordId(saved.number)).ok_or_else(gone)?;
    may_take_back(stage, &past)?;
    takes_back(stage, &past, BY_MISTAKE).ok_or_else(gone)
}
