//! Answering the step that is asked; going back, leaving out, asking for a line again.

use std::time::Duration;

use serde_json::Value as Json;

use crate::thai::{fold, yes_no};

use super::asking::{AWAY, PATIENCE, RESUME, Standing, WHICH, review_step};
use super::button::{Move, Wish};
use super::catalogue::Word;
use super::flow::{Asked, REVIEW, Shape};
use super::play::{Done, MENU, Play};
use super::reader::{Read, Said, Why};
use super::session::{Answer, Half, LONG_PAUSE};
use super::turn::Fault;

/// So long after a question somebody may still be writing the answer before it.
const STILL_WRITING: Duration = Duration::from_secs(45);

impl Play<'_> {
    /// A tap inside the session that is open.
    pub(super) fn moved_in_open(&mut self, one: &Move, picked: Option<&str>) -> Done {
        match one.wish {
            Wish::Cancel => return self.cancel(),
            Wish::Resume => return self.ask(),
            Wish::Restart => return self.restart(),
            _ => {}
        }
        let standing = self.standing()?;
        let Some(session) = &self.sessions.open else { return Ok(()) };
        let shown = standing.step.clone().unwrap_or_else(|| review_step(session));
        let is_shown = one.step == shown;
        let is_current_review = standing.is_complete() && one.step == review_step(session);
        match &one.wish {
            Wish::Confirm if is_current_review => self.confirm(&standing),
            Wish::Edit if is_current_review => self.choose_line(&standing),
            Wish::Edit if standing.is_complete() => self.edit(&standing, &one.step),
            Wish::Back if is_shown => self.back(),
            Wish::Skip if is_shown => self.skip(),
            Wish::Keep if is_shown => self.keep_what_was(&standing),
            Wish::Answer(_) if is_shown && picked.is_some() => {
                self.answer(Said::Picked(picked.unwrap_or_default()))
            }
            Wish::Answer(value) if is_shown => self.answer(Said::Tap(value)),
            _ if one.step.starts_with(REVIEW) && !standing.is_complete() => {
                self.old_button("fallback.answer_first")
            }
            _ if one.step.starts_with(REVIEW) => self.old_button("fallback.old_review"),
            _ => self.old_button("fallback.old_question"),
        }
    }

    /// Words that are not everywhere-words of the first kind.
    pub(super) fn answer_or_word(&mut self, word: Option<Word>, text: &str) -> Done {
        let standing = self.standing()?;
        if self.was_asked(RESUME) || self.was_asked(AWAY) {
            return self.hear_on_the_way_back(text);
        }
        if !self.is_on_screen(&standing) {
            return self.ask_for_what_is_not(Said::Text(text));
        }
        if standing.step.is_none() {
            return self.heard_at_review(&standing, word, text);
        }
        let has_half = self.sessions.open.as_ref().is_some_and(|session| session.half.is_some());
        let any_words = is_asked(&standing, |shape| shape.takes_any_words);
        match word {
            Some(Word::Skip) if !has_half => self.skip(),
            Some(Word::None | Word::Unknown) if any_words && may_skip(&standing) => self.skip(),
            Some(Word::Keep | Word::Next) if self.has_what_was(&standing) => {
                self.keep_what_was(&standing)
            }
            // Words that are buttons elsewhere are nobody's story.
            Some(Word::Next | Word::Confirm | Word::Edit | Word::Keep) if any_words => {
                let word = self.stage.voice.text("read.own_words");
                self.ask_after_a_failure(word)
            }
            _ => self.answer(Said::Text(text)),
        }
    }

    /// After "ทำต่อไหมคะ", or a view in between: a yes goes on, a no puts aside, what can be asked
    /// for is opened. Anything else is no answer: the question comes again first.
    fn hear_on_the_way_back(&mut self, text: &str) -> Done {
        match (yes_no(text), self.stage.catalogue.asked_by(text)) {
            (_, Some(entry)) => self.open(entry),
            (Some(true), _) => self.ask(),
            (Some(false), _) if self.was_asked(RESUME) => self.put_aside(),
            _ => self.ask_for_what_is_not(Said::Text(text)),
        }
    }

    fn has_what_was(&self, standing: &Standing) -> bool {
        let open = self.sessions.open.as_ref();
        open.is_some_and(|open| open.half.is_none() && open.dropped(standing.here()).is_some())
    }

    /// The answer that was gone back over stays as it was.
    fn keep_what_was(&mut self, standing: &Standing) -> Done {
        let Some(session) = &mut self.sessions.open else { return Ok(()) };
        if let Some(answer) = session.dropped(standing.here()).cloned() {
            session.put(answer);
        }
        self.ask()
    }

    pub(super) fn answer(&mut self, said: Said<'_>) -> Done {
        let standing = self.standing()?;
        if !self.is_on_screen(&standing) {
            return self.ask_for_what_is_not(said);
        }
        let Some(step) = standing.step.clone() else { return self.told_at_review(said) };
        if let Said::Text(text) = said
            && self.is_early()
        {
            return self.came_too_early(&standing, text);
        }
        let Some(session) = &self.sessions.open else { return Ok(()) };
        let long_pause = self.stage.facts.now.since(session.touched_at) > LONG_PAUSE;
        let steps = standing.flow.steps();
        let takes_any_words = steps.iter().any(|s| s.name == step && s.takes_any_words);
        if long_pause && takes_any_words && matches!(said, Said::Text(_)) {
            self.warn_if_urgent(said)?;
            return self.offer_to_resume();
        }
        let half = session.half.as_ref().map(|half| &half.value);
        let asked = Asked { stage: self.stage, answers: &session.answers, step: &step, half };
        let read = standing.flow.read(&asked, said)?;
        if let (Said::Text(text), Read::Half(_) | Read::No(_)) = (said, &read) {
            let word = self.stage.catalogue.word(text);
            if matches!(word, Some(Word::None | Word::Unknown)) && may_skip(&standing) {
                return self.skip();
            }
        }
        match read {
            Read::Answer(answer) => self.take(&standing, &step, answer, said),
            Read::Half(half) => {
                self.will_ask_anew();
                self.take_half(half)
            }
            Read::More(half) => self.take_half(half),
            Read::No(why) => self.not_an_answer(&standing, said, &why, long_pause),
        }
    }

    fn take(&mut self, standing: &Standing, step: &str, value: Json, said: Said<'_>) -> Done {
        let from = self.sources();
        let Some(session) = &mut self.sessions.open else { return Ok(()) };
        let shown = {
            let asked = Asked { stage: self.stage, answers: &session.answers, step, half: None };
            standing.flow.show(&asked, &value)?
        };
        session.put(Answer { step: step.to_owned(), value, from });
        self.warn_if_urgent(said)?;
        let is_clear = match said {
            Said::Text(text) => fold(text) == fold(&shown),
            Said::Tap(_) | Said::Photo(_) | Said::Thing(_) => true,
            Said::Picked(_) | Said::Spot(_) => false,
        };
        // The review card shows it anyway.
        if is_clear || self.standing()?.step.is_none() {
            return self.ask();
        }
        let word = self.stage.voice.with("read.understood", &[("answer", &shown)]);
        self.ask_after(word)
    }

    fn take_half(&mut self, value: Json) -> Done {
        let from = self.sources();
        if let Some(session) = &mut self.sessions.open {
            // Nothing at all: from the beginning of the question.
            session.half = (!value.is_null()).then_some(Half { value, from });
            session.tries = 0;
        }
        self.ask()
    }

    /// The messages that the answer of the step being asked comes from.
    fn sources(&self) -> Vec<String> {
        let half = self.sessions.open.as_ref().and_then(|session| session.half.as_ref());
        let before = half.map(|half| half.from.clone()).unwrap_or_default();
        before.into_iter().chain(self.input.message.clone()).collect()
    }

    fn not_an_answer(
        &mut self,
        standing: &Standing,
        said: Said<'_>,
        why: &Why,
        long_pause: bool,
    ) -> Done {
        if let Said::Text(text) = said {
            if let Some(entry) = self.stage.catalogue.asked_by(text) {
                return self.open(entry);
            }
            if self.is_soon_after_the_question()
                && let Some(word) = self.join_to_the_last(standing, text)?
            {
                self.warn_if_urgent(said)?;
                return self.ask_after(word);
            }
        }
        self.warn_if_urgent(said)?;
        if long_pause {
            return self.offer_to_resume();
        }
        let word = why.text(&self.stage.voice);
        self.ask_after_a_failure(word)
    }

    /// The third time a person is offered.
    pub(super) fn ask_after_a_failure(&mut self, mut word: String) -> Done {
        if let Some(session) = &mut self.sessions.open {
            session.tries = session.tries.saturating_add(1);
            if session.tries >= PATIENCE {
                word = format!("{word}\n{}", self.stage.voice.text("read.third_time"));
            }
        }
        self.ask_after(word)
    }

    fn was_asked(&self, what: &str) -> bool {
        self.sessions.open.as_ref().is_some_and(|session| session.asked == what)
    }

    /// Whether what would be asked now is what was asked: a message that was taken back, or a
    /// form that was changed, moves the question without a word.
    pub(super) fn is_on_screen(&self, standing: &Standing) -> bool {
        let on_the_way = [RESUME, WHICH, AWAY];
        self.was_asked(standing.here()) || on_the_way.iter().any(|what| self.was_asked(what))
    }

    /// Nothing is taken for an answer to a question that nobody has seen.
    fn ask_for_what_is_not(&mut self, said: Said<'_>) -> Done {
        self.warn_if_urgent(said)?;
        self.ask()
    }

    /// Danger comes first, whatever is being asked; what was said is kept.
    pub(super) fn warn_if_urgent(&mut self, said: Said<'_>) -> Done {
        match said {
            Said::Text(text) if self.stage.catalogue.sounds_urgent(text) => self.show_emergency(),
            _ => Ok(()),
        }
    }

    /// Written before the question could be read.
    pub(super) fn is_early(&self) -> bool {
        let asked_at = self.sessions.open.as_ref().map(|session| session.asked_at);
        asked_at.is_some_and(|asked_at| self.input.occurred_at < asked_at)
    }

    /// A second message in one breath: more of the same words where that is possible, else not
    /// taken for an answer to a question its writer had not seen.
    fn came_too_early(&mut self, standing: &Standing, text: &str) -> Done {
        let joined = self.join_to_the_last(standing, text)?;
        self.warn_if_urgent(Said::Text(text))?;
        let word = joined.unwrap_or_else(|| self.stage.voice.text("read.too_early"));
        self.ask_after(word)
    }

    /// Adds a text to the last answer, if that was words, too. Gives a word about it.
    fn join_to_the_last(
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
                session.put(Answer { step: last.step, value, from });
                (session.half, session.tries) = (half, tries);
                Ok(Some(voice.with("read.joined", &[("line", &line)])))
            }
            _ => Ok(None),
        }
    }

    /// Words that do not fit the first time, so soon, are rather more of the last answer.
    fn is_soon_after_the_question(&self) -> bool {
        self.sessions.open.as_ref().is_some_and(|session| {
            session.tries == 0 && self.input.occurred_at.since(session.asked_at) < STILL_WRITING
        })
    }

    pub(super) fn skip(&mut self) -> Done {
        let standing = self.standing()?;
        let step = standing.step.as_deref().unwrap_or_default();
        match &mut self.sessions.open {
            Some(session) if may_skip(&standing) => {
                session.put(Answer { step: step.to_owned(), value: Json::Null, from: Vec::new() });
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
        match standing.walk.path.last() {
            Some(last) => {
                session.drop_answer(steps[*last].name);
                self.ask()
            }
            // A message that was taken back may have left the first question open again.
            None if !session.answers.is_empty() => self.ask(),
            None => {
                self.sessions.open = None;
                self.show(MENU)
            }
        }
    }
}

/// Whether the step that is asked is of this kind.
fn is_asked(standing: &Standing, of_kind: impl Fn(&Shape<'_>) -> bool) -> bool {
    let steps = standing.flow.steps();
    steps.iter().any(|shape| Some(shape.name) == standing.step.as_deref() && of_kind(shape))
}

fn may_skip(standing: &Standing) -> bool {
    is_asked(standing, |shape| shape.skippable)
}
