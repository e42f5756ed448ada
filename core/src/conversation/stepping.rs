//! Moving without an answer: leaving a question out, going back, keeping what was answered before.

use serde_json::Value as Json;

use super::asking::{Standing, WHICH};
use super::flow::Shape;
use super::play::{Done, MENU, Play};
use super::session::Answer;

impl Play<'_> {
    pub(super) fn has_what_was(&self, standing: &Standing) -> bool {
        let open = self.sessions.open.as_ref();
        open.is_some_and(|open| open.half.is_none() && open.dropped(standing.here()).is_some())
    }

    /// The answer that was gone back over stays as it was.
    pub(super) fn keep_what_was(&mut self, standing: &Standing) -> Done {
        let Some(session) = &mut self.sessions.open else { return Ok(()) };
        if let Some(answer) = session.dropped(standing.here()).cloned() {
            session.put(answer);
        }
        self.ask()
    }

    pub(super) fn skip(&mut self) -> Done {
        let standing = self.standing()?;
        let step = standing.step.as_deref().unwrap_or_default();
        match &mut self.sessions.open {
            Some(session) if may_skip(&standing) => {
                session.put(Answer::of(step, Json::Null));
                self.ask()
            }
            _ => {
                let word = self.stage.voice.text("read.cannot_skip");
                self.ask_after_a_failure(word)
            }
        }
    }

    /// One question back; from half an answer, to its beginning; from a line that is being
    /// changed, to the review card; from the first question, out.
    pub(super) fn back(&mut self) -> Done {
        let standing = self.standing()?;
        let steps = standing.flow.steps();
        let Some(session) = &mut self.sessions.open else { return Ok(()) };
        if session.asked == WHICH {
            return self.ask();
        }
        if session.half.take().is_some() {
            self.will_ask_anew();
            return self.ask();
        }
        if session.editing.take().is_some() {
            return self.ask();
        }
        let own = |name: &&str| session.answer(name).is_some_and(|answer| !answer.is_given());
        match standing.walk.path.iter().map(|index| steps[*index].name).rev().find(own) {
            Some(last) => {
                session.drop_answer(last);
                self.ask()
            }
            // A message that was taken back may have left the first question open again.
            None if session.has_answers() => self.ask(),
            None => {
                self.sessions.open = None;
                self.show(MENU)
            }
        }
    }
}

/// Whether the step that is asked is of this kind.
pub(super) fn is_asked(standing: &Standing, of_kind: impl Fn(&Shape<'_>) -> bool) -> bool {
    let steps = standing.flow.steps();
    steps.iter().any(|shape| Some(shape.name) == standing.step.as_deref() && of_kind(shape))
}

pub(super) fn may_skip(standing: &Standing) -> bool {
    is_asked(standing, |shape| shape.skippable)
}
