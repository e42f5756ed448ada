//! At the review card: words and taps, and asking for one of its lines again.

use crate::thai::{fold, yes_no};

use super::asking::{Standing, WHICH};
use super::button::Wish;
use super::catalogue::Word;
use super::flow::REVIEW;
use super::play::{Done, Play};
use super::reader::Said;
use super::say::{Say, Worth};
use super::session::{Answer, LONG_PAUSE};
use super::turn::Fault;

impl Play<'_> {
    /// Asks one line of the review card again.
    pub(super) fn edit(&mut self, standing: &Standing, step: &str) -> Done {
        let steps = standing.flow.steps();
        let is_on_path = standing.walk.path.iter().any(|index| steps[*index].name == step);
        let open = self.sessions.open.as_ref();
        let is_fixed = open.and_then(|open| open.answer(step)).is_some_and(|answer| answer.fixed);
        let is_on_path = is_on_path && !is_fixed;
        match &mut self.sessions.open {
            Some(session) if is_on_path => {
                session.is_asked_anew();
                session.editing = Some(step.to_owned());
                if steps.iter().any(|shape| shape.name == step && shape.wants_photos) {
                    // More photos come to those there are.
                    session.half = session.answer(step).and_then(Answer::as_half);
                }
                self.will_ask_anew();
                self.ask()
            }
            _ if is_fixed => self.ask_after(self.stage.voice.text("review.fixed_line")),
            _ => self.old_button("fallback.old_review"),
        }
    }

    /// "แก้ไข" without saying what.
    pub(super) fn choose_line(&mut self, standing: &Standing) -> Done {
        let Some(session) = self.sessions.open.clone() else { return Ok(()) };
        let voice = self.stage.voice;
        let mut text = voice.text("review.which");
        let mut quick = Vec::new();
        for (number, (step, name, _)) in (1..).zip(self.lines(standing, &session)?) {
            if session.answer(&step).is_some_and(|answer| answer.fixed) {
                continue;
            }
            text.push_str(&format!("\n{number} {name}"));
            let mut button = self.session_button(&session, &step, Wish::Edit, "word.edit");
            button.label = name;
            quick.push(button);
        }
        if quick.is_empty() {
            return self.ask_after(voice.text("review.fixed"));
        }
        quick.push(self.session_button(&session, REVIEW, Wish::Resume, "word.back"));
        self.say(Say::text(text).with_quick(quick));
        self.turn.worth = self.turn.worth.max(Worth::Ordinary);
        self.note_that_it_is_asked(WHICH);
        Ok(())
    }

    pub(super) fn heard_at_review(
        &mut self,
        standing: &Standing,
        word: Option<Word>,
        text: &str,
    ) -> Done {
        if self.is_early() {
            self.warn_if_urgent(Said::Text(text))?;
            return self.ask();
        }
        let wanted = match word {
            Some(Word::Confirm) => return self.confirm(standing),
            Some(Word::Edit) => return self.choose_line(standing),
            _ => fold(text),
        };
        match yes_no(text) {
            // A yes may have been to something else, so long after the card.
            Some(true) if self.was_asked_long_ago() => return self.ask(),
            Some(true) => return self.confirm(standing),
            Some(false) => return self.choose_line(standing),
            None => {}
        }
        if let Some(step) = self.line_named(standing, &wanted)? {
            return self.edit(standing, &step);
        }
        if let Some(wanted) = self.stage.catalogue.asked_by(text) {
            return self.open(&wanted);
        }
        self.warn_if_urgent(Said::Text(text))?;
        let word = self.stage.voice.text("review.what");
        self.ask_after_a_failure(word)
    }

    fn was_asked_long_ago(&self) -> bool {
        let now = self.stage.facts.now;
        self.sessions.open.as_ref().is_some_and(|open| now.since(open.touched_at) > LONG_PAUSE)
    }

    /// "2", "แก้ไข 2", "สถานที่", "แก้ไขสถานที่"
    fn line_named(&self, standing: &Standing, folded: &str) -> Result<Option<String>, Fault> {
        let Some(session) = &self.sessions.open else { return Ok(None) };
        let edits = self.stage.voice.alternatives("word.edit");
        let rest = edits.iter().find_map(|word| folded.strip_prefix(&fold(word)));
        let wanted = rest.unwrap_or(folded).trim();
        let lines = self.lines(standing, session)?;
        let found = (1..)
            .zip(&lines)
            .find(|(number, (_, name, _))| number.to_string() == wanted || fold(name) == wanted);
        Ok(found.map(|(_, (step, ..))| step.clone()))
    }

    pub(super) fn told_at_review(&mut self, said: Said<'_>) -> Done {
        let key = match said {
            Said::Photo(_) => "review.photo",
            _ => "review.what",
        };
        let word = self.stage.voice.text(key);
        self.ask_after_a_failure(word)
    }
}
