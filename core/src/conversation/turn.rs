//! One turn: what was done, what was answered so far and what is known, to words and effects.

use crate::effect::Effect;
use crate::facts::{Facts, Need};
use crate::thai::yes_no;

use super::asking::{WHICH, review_step};
use super::catalogue::{Entry, Wanted, Word};
use super::flow::{Flow, REVIEW};
use super::play::Play;
use super::reader::Why;
use super::say::{Say, Worth};
use super::session::{Session, Sessions};
use super::stepping::is_asked;
use super::{Catalogue, Deed, Input, Move, Stage, Tap, Voice, Wish, Wording};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Turn {
    pub says: Vec<Say>,
    /// How much it matters that the words arrive.
    pub worth: Worth,
    pub effects: Vec<Effect>,
    /// What is open now, if that changed.
    pub sessions: Option<Sessions>,
    /// Whether the number that was ready for a record has gone to one.
    pub uses_number: bool,
    /// What a view leads to at once.
    pub begins: Option<Wanted>,
    /// How a saved record is acknowledged, where `flow.receipt` is not enough.
    pub receipt: Option<Receipt>,
}

/// The words after a confirmed review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The record's number fills its hole `number`.
    pub text: Why,
    /// The record that was there before and was only changed: no number is taken for it, and no
    /// undo is offered, for what it was before is gone.
    pub changed: Option<i64>,
}

/// What came of working a turn out.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "made once a turn and taken apart at once")]
pub enum Worked {
    Done(Turn),
    /// Nothing yet: these have to be found first.
    Needs(Vec<Need>),
}

impl Turn {
    pub fn saying(says: Vec<Say>) -> Self {
        Self { says, ..Self::default() }
    }

    #[must_use]
    pub fn and(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }
}

/// The program is wrong, not the person. The event that met it goes to the dead letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(pub String);

pub fn turn(
    input: &Input,
    sessions: &Sessions,
    facts: &Facts,
    wording: &Wording,
    catalogue: &Catalogue,
) -> Result<Worked, Fault> {
    let voice = Voice { wording, language: facts.language };
    let stage = Stage { voice, facts, catalogue, about: "" };
    let turn = Play::begin(&stage, input, sessions).end(sessions);
    // A turn that lacked something may have gone wrong because of it.
    match facts.missing() {
        missing if missing.is_empty() => turn.map(Worked::Done),
        missing => Ok(Worked::Needs(missing)),
    }
}

/// The series in which this turn may need a number for a record it saves.
pub fn saves_into(
    input: &Input,
    sessions: &Sessions,
    catalogue: &Catalogue,
) -> Option<&'static str> {
    let open = sessions.open.as_ref();
    let of_flow = |open: &Session| Some(catalogue.flow(&open.flow)?.terms().series);
    match &input.deed {
        Deed::Tapped { data, .. } => {
            open.filter(|open| saves_by_tap(data, open, catalogue)).and_then(of_flow)
        }
        Deed::Wrote { text, .. } => {
            let confirming = open.filter(|open| confirms_by_word(text, open, catalogue));
            let of_view = || catalogue.asked_by(text).and_then(|wanted| of_view(&wanted));
            let settling = || open.filter(|open| may_settle(open, catalogue)).and_then(of_flow);
            confirming.and_then(of_flow).or_else(of_view).or_else(settling)
        }
        _ => None,
    }
}

fn of_view(wanted: &Wanted) -> Option<&'static str> {
    match wanted.entry {
        Entry::View(view) => view.series,
        Entry::Flow(_) => None,
    }
}

fn confirms_by_word(text: &str, open: &Session, catalogue: &Catalogue) -> bool {
    let at_review = [REVIEW, WHICH].contains(&open.asked.as_str());
    at_review && (catalogue.word(text) == Some(Word::Confirm) || yes_no(text) == Some(true))
}

/// Any answer to it may be the one that says all.
fn may_settle(open: &Session, catalogue: &Catalogue) -> bool {
    catalogue.flow(&open.flow).is_some_and(Flow::may_settle)
}

fn saves_by_tap(data: &str, open: &Session, catalogue: &Catalogue) -> bool {
    match Tap::read(data) {
        Tap::Move(Move { session, step, wish, .. }) if session == open.id => match wish {
            Wish::Confirm => step == review_step(open),
            Wish::Answer(_) => may_settle(open, catalogue),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a photo would be an answer now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    Yes,
    No,
    /// It takes these to tell.
    Needs(Vec<Need>),
}

/// Whether a photo would be an answer now: only then is it fetched from LINE and kept.
pub fn wants_photo(
    sessions: &Sessions,
    facts: &Facts,
    wording: &Wording,
    catalogue: &Catalogue,
) -> Wants {
    let voice = Voice { wording, language: facts.language };
    let stage = Stage { voice, facts, catalogue, about: "" };
    let input = Input::of(Deed::Other);
    let standing = Play::begin(&stage, &input, sessions).standing();
    let wants = standing.is_ok_and(|standing| is_asked(&standing, |shape| shape.wants_photos));
    match facts.missing() {
        missing if !missing.is_empty() => Wants::Needs(missing),
        _ if wants => Wants::Yes,
        _ => Wants::No,
    }
}
