//! Answering the step that is asked; going back, leaving out, asking for a line again.

use serde_json::Value as Json;

use crate::thai::fold;

use super::asking::{Standing, review_step};
use super::button::{Move, Wish};
use super::catalogue::Word;
use super::flow::{Asked, REVIEW};
use super::play::{Done, MENU, Play};
use super::reader::{Read, Said, Why};
use super::session::{Answer, Half, LONG_PAUSE};

impl Play<'_> {
    /// A tap inside the session that is open.
    pub(super) fn moved_in_open(&mut self, one: &Move, picked: Option<&str>) -> Done {
        match one.wish {
            Wish::Cancel => return self.cancel(),
            Wish::Resume => return self.ask_again(),
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
            Wish::Answer(_) if is_shown && picked.is_some() => {
                self.answer(Said::Picked(picked.unwrap_or_default()))
            }
            Wish::Answer(value) if is_shown => self.answer(Said::Tap(value)),
            _ if one.step.starts_with(REVIEW) => self.old_button("fallback.old_review"),
            _ => self.old_button("fallback.old_question"),
        }
    }

    /// Words that are not everywhere-words of the first kind.
    pub(super) fn answer_or_word(&mut self, word: Option<Word>, text: &str) -> Done {
        let standing = self.standing()?;
        if standing.step.is_none() {
            return self.heard_at_review(&standing, word, text);
        }
        match word {
            Some(Word::Skip) => self.skip(),
            Some(Word::None) if may_skip(&standing) => self.skip(),
            _ => self.answer(Said::Text(text)),
        }
    }

    pub(super) fn answer(&mut self, said: Said<'_>) -> Done {
        let standing = self.standing()?;
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
            return self.offer_to_resume();
        }
        let half = session.half.as_ref().map(|half| &half.value);
        let asked = Asked { stage: self.stage, answers: &session.answers, step: &step, half };
        match standing.flow.read(&asked, said)? {
            Read::Answer(answer) => self.take(&standing, &step, answer, said),
            Read::Half(half) => {
                self.will_ask_anew();
                self.take_half(half)
            }
            Read::More(half) => self.take_half(half),
            Read::No(why) => self.not_an_answer(said, &why, long_pause),
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

    fn not_an_answer(&mut self, said: Said<'_>, why: &Why, long_pause: bool) -> Done {
        if let Said::Text(text) = said
            && let Some(entry) = self.stage.catalogue.asked_by(text)
        {
            return self.open(entry);
        }
        self.warn_if_urgent(said)?;
        if long_pause {
            return self.offer_to_resume();
        }
        let mut word = why.text(&self.stage.voice);
        if let Some(session) = &mut self.sessions.open {
            session.tries = session.tries.saturating_add(1);
            if session.tries >= 3 {
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

    /// Written before the question could be read.
    pub(super) fn is_early(&self) -> bool {
        let asked_at = self.sessions.open.as_ref().map(|session| session.asked_at);
        asked_at.is_some_and(|asked_at| self.input.occurred_at < asked_at)
    }

    /// A second message in one breath: more of the same words where that is possible, else not
    /// taken for an answer to a question its writer had not seen.
    fn came_too_early(&mut self, standing: &Standing, text: &str) -> Done {
        let source = self.input.message.clone();
        let steps = standing.flow.steps();
        let Some(session) = &mut self.sessions.open else { return Ok(()) };
        let last = standing.walk.path.last().and_then(|index| session.answer(steps[*index].name));
        let Some(last) = last.cloned().filter(|_| session.editing.is_none()) else {
            return self.ask();
        };
        let joined = standing.flow.join(&last.step, &last.value, text)?;
        let key = match joined {
            Some(value) if !last.from.is_empty() => {
                let from = last.from.into_iter().chain(source).collect();
                let (asked, asked_at) = (session.asked.clone(), session.asked_at);
                session.put(Answer { step: last.step, value, from });
                (session.asked, session.asked_at) = (asked, asked_at);
                "read.joined"
            }
            _ => "read.too_early",
        };
        self.warn_if_urgent(Said::Text(text))?;
        let word = self.stage.voice.text(key);
        self.ask_after(word)
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
                self.ask_after(word)
            }
        }
    }

    /// One question back; from half an answer, to its beginning; from a line that is being
    /// changed, to the review card; from the first question, out.
    pub(super) fn back(&mut self) -> Done {
        let standing = self.standing()?;
        let steps = standing.flow.steps();
        let Some(session) = &mut self.sessions.open else { return Ok(()) };
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
            None => {
                self.sessions.open = None;
                self.show(MENU)
            }
        }
    }
}

fn may_skip(standing: &Standing) -> bool {
    let steps = standing.flow.steps();
    steps.iter().any(|shape| Some(shape.name) == standing.step.as_deref() && shape.skippable)
}
