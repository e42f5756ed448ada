//! Whether somebody had seen the question that their words seem to answer. A message that was
//! taken back, a form that was changed, a burst of messages, a view in between: each leaves words
//! that were meant for something else.

use std::time::Duration;

use super::asking::{AWAY, CONSENT, RESUME, Standing, WHICH};
use super::play::{Done, Play};
use super::reader::Said;
use super::session::Answer;
use super::turn::Fault;

/// So long after a question somebody may still be writing the answer before it.
const STILL_WRITING: Duration = Duration::from_secs(45);

impl Play<'_> {
    pub(super) fn was_asked(&self, what: &str) -> bool {
        self.sessions.open.as_ref().is_some_and(|session| session.asked == what)
    }

    /// Whether what would be asked now is what was asked: a message that was taken back, or a
    /// form that was changed, moves the question without a word.
    pub(super) fn is_on_screen(&self, standing: &Standing) -> bool {
        let on_the_way = [RESUME, WHICH, AWAY, CONSENT];
        self.was_asked(standing.here()) || on_the_way.iter().any(|what| self.was_asked(what))
    }

    /// Nothing is taken for an answer to a question that nobody has seen.
    pub(super) fn ask_for_what_is_not(&mut self, said: Said<'_>) -> Done {
        self.warn_if_urgent(said)?;
        self.ask()
    }

    /// Written before the question could be read.
    pub(super) fn is_early(&self) -> bool {
        let asked_at = self.sessions.open.as_ref().map(|session| session.asked_at);
        asked_at.is_some_and(|asked_at| self.input.occurred_at < asked_at)
    }

    /// A second message in one breath: more of the same words where that is possible, else not
    /// taken for an answer to a question its writer had not seen.
    pub(super) fn came_too_early(&mut self, standing: &Standing, text: &str) -> Done {
        let joined = self.join_to_the_last(standing, text)?;
        self.warn_if_urgent(Said::Text(text))?;
        let word = joined.unwrap_or_else(|| self.stage.voice.text("read.too_early"));
        self.ask_after(word)
    }

    /// Adds a text to the last answer, if that was words, too. Gives a word about it.
    pub(super) fn join_to_the_last(
        &mut self,
        standing: &Standing,
        text: &str,
    ) -> Result<Option<String>, Fault> {
        let voice = self.stage.voice;
        let source = self.input.message.clone();
        let steps = standing.flow.steps();
        let Some(session) = &mut self.sessions.open else { return Ok(None) };
        let last = standing.walk.path.last().and_then(|index| session.answer(steps[*index].name));
        let Some(last) = last.cloned().filter(|_| session.editing.is_none()) else {
            return Ok(None);
        };
        let line = voice.text(&format!("{}.{}.line", session.flow, last.step));
        match standing.flow.join(&last.step, &last.value, text)? {
            Some(value) if !last.from.is_empty() => {
                let from = last.from.into_iter().chain(source).collect();
                let (half, tries) = (session.half.take(), session.tries);
                session.put(Answer { from, ..Answer::of(&last.step, value) });
                (session.half, session.tries) = (half, tries);
                Ok(Some(voice.with("read.joined", &[("line", &line)])))
            }
            _ => Ok(None),
        }
    }

    /// Words that do not fit the first time, so soon, are rather more of the last answer.
    pub(super) fn is_soon_after_the_question(&self) -> bool {
        self.sessions.open.as_ref().is_some_and(|session| {
            session.tries == 0 && self.input.occurred_at.since(session.asked_at) < STILL_WRITING
        })
    }
}
