//! A reader at its place in a flow: what it reads, and where that goes in the draft.
//!
//! Invariant: answers are plain JSON on the outside, and typed by the reader on the inside; what
//! does not read as its type is no answer.

use serde::Deserialize as _;
use serde_json::Value as Json;

use super::reader::{At, Prompt, Read, Reader, Said};
use super::view::Stage;

/// A reader, and where its answer goes in the draft.
#[expect(missing_debug_implementations, reason = "functions have nothing to show")]
pub struct By<D, R: Reader<D>>(pub R, pub fn(&mut D, R::Answer));

/// A reader whose answer's type is hidden, so that steps fit into one table.
pub trait Reads<D>: Sync {
    fn asks(&self, at: &At<'_, D>) -> Prompt;
    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Json>;
    fn shows(&self, at: &At<'_, D>, answer: &Json) -> Option<String>;
    /// Puts an answer into the draft, unless it is none (any more).
    fn put(&self, stage: &Stage<'_>, key: &str, draft: &mut D, answer: &Json) -> bool;
    /// Puts an answer into the draft of what was saved: whether it still fits is nobody's question.
    fn put_as_saved(&self, draft: &mut D, answer: &Json);
    fn joins(&self, first: &Json, more: &str) -> Option<Json>;
    fn takes_any_words(&self) -> bool;
    fn wants_photos(&self) -> bool;
}

impl<D, R: Reader<D>> Reads<D> for By<D, R> {
    fn asks(&self, at: &At<'_, D>) -> Prompt {
        self.0.asks(at)
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Json> {
        // Answers are plain data; one that does not serialise would be asked for again.
        let stored = |answer| Read::Answer(serde_json::to_value(answer).unwrap_or_default());
        self.0.reads(at, said).then(stored)
    }

    fn shows(&self, at: &At<'_, D>, answer: &Json) -> Option<String> {
        R::Answer::deserialize(answer).ok().map(|answer| self.0.shows(at, &answer))
    }

    fn put(&self, stage: &Stage<'_>, key: &str, draft: &mut D, answer: &Json) -> bool {
        let Ok(answer) = R::Answer::deserialize(answer) else { return false };
        let fits = self.0.fits(&At { stage, draft, key, half: None }, &answer);
        if fits {
            (self.1)(draft, answer);
        }
        fits
    }

    fn put_as_saved(&self, draft: &mut D, answer: &Json) {
        if let Ok(answer) = R::Answer::deserialize(answer) {
            (self.1)(draft, answer);
        }
    }

    fn joins(&self, first: &Json, more: &str) -> Option<Json> {
        let first = R::Answer::deserialize(first).ok()?;
        serde_json::to_value(self.0.joins(&first, more)?).ok()
    }

    fn takes_any_words(&self) -> bool {
        self.0.takes_any_words()
    }

    fn wants_photos(&self) -> bool {
        self.0.wants_photos()
    }
}

pub(super) fn shown<D>(reader: &dyn Reads<D>, at: &At<'_, D>, answer: &Json) -> String {
    match answer {
        Json::Null => at.voice().text("word.left_out"),
        answer => reader.shows(at, answer).unwrap_or_default(),
    }
}
