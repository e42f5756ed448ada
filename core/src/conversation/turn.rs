//! One turn: what was done, what was answered so far and what is known, to words and effects.

use crate::effect::Effect;
use crate::facts::Facts;
use crate::thai::yes_no;

use super::asking::{WHICH, review_step};
use super::catalogue::Word;
use super::flow::REVIEW;
use super::play::Play;
use super::say::{Say, Worth};
use super::session::Sessions;
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
) -> Result<Turn, Fault> {
    let voice = Voice { wording, language: facts.language };
    let stage = Stage { voice, facts, catalogue };
    Play::begin(&stage, input, sessions).end(sessions)
}

/// Whether this turn may save a record, and so needs a number for it.
pub fn may_save(input: &Input, sessions: &Sessions, catalogue: &Catalogue) -> bool {
    let Some(open) = &sessions.open else { return false };
    match &input.deed {
        Deed::Tapped { data, .. } => match Tap::read(data) {
            Tap::Move(Move { session, step, wish: Wish::Confirm, .. }) => {
                session == open.id && step == review_step(open)
            }
            _ => false,
        },
        Deed::Wrote { text, .. } if [REVIEW, WHICH].contains(&open.asked.as_str()) => {
            catalogue.word(text) == Some(Word::Confirm) || yes_no(text) == Some(true)
        }
        _ => false,
    }
}

/// Whether a photo would be an answer now: only then is it fetched from LINE and kept.
pub fn wants_photo(
    sessions: &Sessions,
    facts: &Facts,
    wording: &Wording,
    catalogue: &Catalogue,
) -> bool {
    let voice = Voice { wording, language: facts.language };
    let stage = Stage { voice, facts, catalogue };
    let input = Input::of(Deed::Other);
    let standing = Play::begin(&stage, &input, sessions).standing();
    standing.is_ok_and(|standing| is_asked(&standing, |shape| shape.wants_photos))
}
