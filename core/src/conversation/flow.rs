//! A flow as the engine sees it: steps, questions, readings; never the draft. Today every flow is
//! a [`super::Table`] written in Rust; a form read from a file can be one too.
//!
//! Texts of a flow lie in the wording under its name: `label` and `words` start it, `step.ask`
//! asks, `step.line` names the answer on the review card, `receipt` ends it.

use serde_json::Value as Json;

use crate::effect::Effect;
use crate::people::Action;

use super::catalogue::Wanted;
use super::reader::Why;
use super::reader::{Prompt, Read, Said};
use super::say::Say;
use super::session::Answer;
use super::turn::{Fault, Turn};
use super::view::{Shelf, Stage};

/// Where the last question leads.
pub const REVIEW: &str = "review";

pub trait Flow: Sync + std::fmt::Debug {
    /// In buttons and stored sessions, so never reused for another meaning.
    fn name(&self) -> &str;

    /// Raised whenever an answer changes its meaning; what still fits is kept.
    fn version(&self) -> u16;

    fn terms(&self) -> Terms;

    /// Understands a typed text as asking for it; gives what about.
    fn hears(&self, _text: &str) -> Option<String> {
        None
    }

    /// What is answered before the first question is asked, by what the stage is about.
    fn begins(&self, _stage: &Stage<'_>) -> Begin {
        Begin::With(Vec::new())
    }

    /// Why it cannot go on, by what is known now: whatever it is about may have changed since it
    /// was begun. Asked before every question, and before anything is saved.
    fn overtaken(&self, _stage: &Stage<'_>, _answers: &[Answer]) -> Result<Option<Why>, Fault> {
        Ok(None)
    }

    /// What a flow that only looks something up leads to, instead of a review and a record.
    fn leads_on(&self, _stage: &Stage<'_>, _answers: &[Answer]) -> Result<Option<Wanted>, Fault> {
        Ok(None)
    }

    /// All steps; arrows only ever lead forward in this list, or to [`REVIEW`].
    fn steps(&self) -> Vec<Shape<'_>>;

    /// Replays the answers as far as they fit.
    fn walk(&self, stage: &Stage<'_>, answers: &[Answer]) -> Result<Walk, Fault>;

    fn prompt(&self, asked: &Asked<'_>) -> Result<Prompt, Fault>;

    fn read(&self, asked: &Asked<'_>, said: Said<'_>) -> Result<Read<Json>, Fault>;

    /// Every answer on the path as the review card shows it, by its step.
    fn lines(&self, stage: &Stage<'_>, answers: &[Answer]) -> Result<Vec<(usize, String)>, Fault>;

    /// What follows from the answers, named, under them on the review card.
    fn adds_up(
        &self,
        _stage: &Stage<'_>,
        _answers: &[Answer],
    ) -> Result<Vec<(String, String)>, Fault> {
        Ok(Vec::new())
    }

    /// Whether there is an answer that says all, so that no review is needed.
    fn may_settle(&self) -> bool {
        false
    }

    /// Whether these answers need no review: there is nothing in them to look over.
    fn settles(&self, _stage: &Stage<'_>, _answers: &[Answer]) -> Result<bool, Fault> {
        Ok(false)
    }

    /// One answer as the review card would show it.
    fn show(&self, asked: &Asked<'_>, answer: &Json) -> Result<String, Fault>;

    /// A text that came right after the one this answer was read from, joined to it.
    fn join(&self, step: &str, first: &Json, more: &str) -> Result<Option<Json>, Fault>;

    /// What a confirmed review asks the world for, and says after the receipt, whose number is
    /// `saving.number`.
    fn save(&self, saving: &Saving<'_>) -> Result<Turn, Fault>;

    /// Takes the record back that was made of these answers; or why that is too late.
    fn undo(&self, saved: &Saving<'_>) -> Result<Result<Vec<Effect>, Why>, Fault>;
}

/// On which terms a flow is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    pub shelf: Shelf,
    /// A right that whoever starts it needs, until its end.
    pub needs: Option<Action>,
    /// Nothing is asked before the person has agreed to the notice.
    pub consent: bool,
    /// Its records are numbered together with those of this series; empty if it makes none.
    pub series: &'static str,
}

/// How a flow begins.
#[derive(Debug, Clone, PartialEq)]
pub enum Begin {
    With(Vec<Given>),
    /// Not at all, and why.
    No(Why),
    /// Not yet: this is said instead, with a way to what has to come first.
    Instead(Say),
}

/// An answer that was there before anything was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    pub step: &'static str,
    pub value: Json,
    /// Not the person's to change.
    pub is_fixed: bool,
    /// Nobody said it: it is what it is on most days, and is changed on the review card.
    pub is_usual: bool,
}

impl Terms {
    /// For everybody, in the main menu.
    pub const fn everybody(series: &'static str) -> Self {
        Self { shelf: Shelf::Main, needs: None, consent: false, series }
    }

    /// For those who may do this, in the officers' menu.
    pub const fn officers(needs: Action, series: &'static str) -> Self {
        Self { shelf: Shelf::Office, needs: Some(needs), consent: false, series }
    }
}

impl Given {
    pub fn fixed(step: &'static str, value: impl Into<Json>) -> Self {
        Self { step, value: value.into(), is_fixed: true, is_usual: false }
    }

    /// To be changed like any other.
    pub fn before(step: &'static str, value: impl Into<Json>) -> Self {
        Self { step, value: value.into(), is_fixed: false, is_usual: false }
    }

    /// Not asked for, and not asked again on the way back.
    pub fn usual(step: &'static str, value: impl Into<Json>) -> Self {
        Self { step, value: value.into(), is_fixed: false, is_usual: true }
    }
}

/// A step without its draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape<'a> {
    pub name: &'a str,
    /// Steps its answer may lead to, or [`REVIEW`].
    pub leads_to: &'a [&'a str],
    pub skippable: bool,
    /// Any words are an answer to it.
    pub takes_any_words: bool,
    pub wants_photos: bool,
}

/// How far answers reach. Steps are indices into [`Flow::steps`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    pub path: Vec<usize>,
    /// The step to be asked; `None` when all is answered.
    pub next: Option<usize>,
}

/// A step that is being asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub stage: &'a Stage<'a>,
    pub answers: &'a [Answer],
    pub step: &'a str,
    pub half: Option<&'a Json>,
}

/// Answers on their way to a record, or of one there is.
#[derive(Debug, Clone, Copy)]
pub struct Saving<'a> {
    pub stage: &'a Stage<'a>,
    pub answers: &'a [Answer],
    pub number: i64,
}

impl Saving<'_> {
    /// The messages that a step's answer was read from.
    pub fn sources(&self, step: &str) -> Vec<String> {
        let answer = self.answers.iter().find(|answer| answer.step == step);
        answer.map(|answer| answer.from.clone()).unwrap_or_default()
    }
}

/// How many questions are left from `step` on, it included: at least, at most. What was given is
/// no question.
pub(super) fn questions_left(
    steps: &[Shape<'_>],
    step: usize,
    is_given: &dyn Fn(&str) -> bool,
) -> (usize, usize) {
    let mut left = vec![(0, 0); steps.len()];
    for at in (step..steps.len()).rev() {
        let ends = steps[at].leads_to.iter().map(|name| {
            steps.iter().position(|one| one.name == *name).map_or((0, 0), |next| left[next])
        });
        let (least, most): (Vec<_>, Vec<_>) = ends.unzip();
        let own = usize::from(!is_given(steps[at].name));
        let end = |one: Option<usize>| own + one.unwrap_or(0);
        left[at] = (end(least.into_iter().min()), end(most.into_iter().max()));
    }
    left.get(step).copied().unwrap_or((0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_questions_left_are_counted_over_branches() {
        let shape = |name, leads_to| Shape {
            name,
            leads_to,
            skippable: false,
            takes_any_words: false,
            wants_photos: false,
        };
        let steps = [
            shape("a", &["b"]),
            shape("b", &["c", REVIEW]),
            shape("c", &["d"]),
            shape("d", &[REVIEW]),
        ];
        let none = |_: &str| false;
        assert_eq!(questions_left(&steps, 0, &none), (2, 4));
        assert_eq!(questions_left(&steps, 2, &none), (2, 2));
        assert_eq!(questions_left(&steps, 9, &none), (0, 0));
        assert_eq!(questions_left(&steps, 0, &|name| name == "c"), (2, 3));
    }
}
