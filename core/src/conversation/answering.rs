//! Answering the step that is asked: what a text or a tap is taken for, and what becomes of it.

use serde_json::Value as Json;

use crate::thai::{fold, yes_no};

use super::asking::{AWAY, CONSENT, PATIENCE, RESUME, Standing, review_step};
use super::button::{Move, Wish};
use super::catalogue::Word;
use super::flow::{Asked, REVIEW};
use super::play::{Done, Play};
use super::reader::{Read, Said, Why};
use super::session::{Answer, Half, LONG_PAUSE};
use super::stepping::{is_asked, may_skip};
use super::turn::Fault;

impl Play<'_> {
    /// A tap inside the session that is open.
    pub(super) fn moved_in_open(&mut self, one: &Move, picked: Option<&str>) -> Done {
        match one.wish {
            Wish::Cancel => return self.cancel(),
            Wish::Resume => return self.ask(),
            Wish::Restart => return self.restart(),
            _ if self.must_consent() => return self.ask(),
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
                self.answer(&standing, Said::Picked(picked.unwrap_or_default()))
            }
            Wish::Answer(value) if is_shown => self.answer(&standing, Said::Tap(value)),
            _ if one.step.starts_with(REVIEW) && !standing.is_complete() => {
                self.old_button("fallback.answer_first")
            }
            _ if one.step.starts_with(REVIEW) => self.old_button("fallback.old_review"),
            _ => self.old_button("fallback.old_question"),
        }
    }

    /// Words that are not everywhere-words of the first kind.
    pub(super) fn answer_or_word(&mut self, word: Option<Word>, text: &str) -> Done {
        if self.must_consent() {
            return self.hear_about_consent(text);
        }
        let standing = self.standing()?;
        if [RESUME, AWAY, CONSENT].iter().any(|what| self.was_asked(what)) {
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
            _ => self.answer(&standing, Said::Text(text)),
        }
    }

    /// After "ทำต่อไหมคะ", or a view in between: a yes goes on, a no puts aside, what can be asked
    /// for is opened. Anything else is no answer: the question comes again first.
    fn hear_on_the_way_back(&mut self, text: &str) -> Done {
        match (yes_no(text), self.stage.catalogue.asked_by(text)) {
            (_, Some(wanted)) => self.open(&wanted),
            (Some(true), _) => self.ask(),
            (Some(false), _) if self.was_asked(RESUME) => self.put_aside(),
            _ => self.ask_for_what_is_not(Said::Text(text)),
        }
    }

    pub(super) fn answer(&mut self, standing: &Standing, said: Said<'_>) -> Done {
        if !self.is_on_screen(standing) || self.must_consent() {
            return self.ask_for_what_is_not(said);
        }
        let Some(step) = &standing.step else { return self.told_at_review(said) };
        if let Said::Text(text) = said
            && self.is_early()
        {
            return self.came_too_early(standing, text);
        }
        let Some(session) = &self.sessions.open else { return Ok(()) };
        let long_pause = self.stage.facts.now.since(session.touched_at) > LONG_PAUSE;
        let any_words = is_asked(standing, |shape| shape.takes_any_words);
        if long_pause && any_words && matches!(said, Said::Text(_)) {
            self.warn_if_urgent(said)?;
            return self.offer_to_resume();
        }
        let half = session.half.as_ref().map(|half| &half.value);
        let asked = Asked { stage: self.stage, answers: &session.answers, step, half };
        let read = standing.flow.read(&asked, said)?;
        if let (Said::Text(text), Read::Half(_) | Read::No(_)) = (said, &read) {
            let word = self.stage.catalogue.word(text);
            if matches!(word, Some(Word::None | Word::Unknown)) && may_skip(standing) {
                return self.skip();
            }
        }
        match read {
            Read::Answer(answer) => self.take(standing, step, answer, said),
            Read::Half(half) => {
                self.will_ask_anew();
                self.take_half(half)
            }
            Read::More(half) => self.take_half(half),
            Read::No(why) => self.not_an_answer(standing, said, &why, long_pause),
        }
    }

    fn take(&mut self, standing: &Standing, step: &str, value: Json, said: Said<'_>) -> Done {
        let from = self.sources();
        let Some(session) = &mut self.sessions.open else { return Ok(()) };
        let shown = {
            let asked = Asked { stage: self.stage, answers: &session.answers, step, half: None };
            standing.flow.show(&asked, &value)?
        };
        let is_change = session.editing.is_some();
        session.put(Answer { from, ..Answer::of(step, value) });
        self.warn_if_urgent(said)?;
        if !is_change && self.has_settled()? {
            let standing = self.standing()?;
            return self.confirm(&standing);
        }
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

    /// Whether all is said with this answer. Without a number for the record it is reviewed.
    fn has_settled(&self) -> Result<bool, Fault> {
        let Some(session) = &self.sessions.open else { return Ok(false) };
        let has_number = self.stage.facts.fresh_number.is_some();
        Ok(has_number && self.flow()?.settles(self.stage, &session.answers)?)
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
            if let Some(wanted) = self.stage.catalogue.asked_by(text) {
                return self.open(&wanted);
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

    /// Danger comes first, whatever is being asked; what was said is kept.
    pub(super) fn warn_if_urgent(&mut self, said: Said<'_>) -> Done {
        match said {
            Said::Text(text) if self.stage.catalogue.sounds_urgent(text) => self.show_emergency(),
            _ => Ok(()),
        }
    }
}
