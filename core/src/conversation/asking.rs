//! Asking: the question of a step with its buttons, and the review card.

use std::time::Duration;

use super::button::Wish;
use super::flow::{Asked, Flow, REVIEW, Shape, Walk, questions_left};
use super::opening::session_data;
use super::play::{Done, Play};
use super::reader::{Gives, Offer, Prompt};
use super::say::{Button, Card, Does, Line, Say, Tone, Worth};
use super::session::{Answer, Session};
use super::turn::Fault;

/// Nobody reads a question and answers it faster.
const QUICKEST: Duration = Duration::from_millis(500);
/// Failures on one step after which a person is offered.
pub(super) const PATIENCE: u8 = 3;

/// What may be asked besides steps: whether to go on, and which line to change.
pub(super) const RESUME: &str = "resume";
pub(super) const WHICH: &str = "which";
/// Whether our notice is agreed to.
pub(super) const CONSENT: &str = "consent";
/// A view was shown in between: its words are heard before the question's.
pub(super) const AWAY: &str = "away";

/// Where the open session stands.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) flow: &'static dyn Flow,
    pub(super) walk: Walk,
    /// The step that is being asked; `None` at the review card.
    pub(super) step: Option<String>,
}

impl Standing {
    pub(super) fn is_complete(&self) -> bool {
        self.walk.next.is_none()
    }

    /// What would be asked now.
    pub(super) fn here(&self) -> &str {
        self.step.as_deref().unwrap_or(REVIEW)
    }
}

impl Play<'_> {
    pub(super) fn standing(&self) -> Result<Standing, Fault> {
        let flow = self.flow()?;
        let open = self.sessions.open.as_ref();
        let answers = open.map(|open| open.answers.as_slice()).unwrap_or_default();
        let walk = flow.walk(self.stage, answers)?;
        let steps = flow.steps();
        let next = walk.next.map(|index| steps[index].name.to_owned());
        let editing = open.and_then(|open| open.editing.clone());
        let step = editing.filter(|name| steps.iter().any(|step| step.name == *name)).or(next);
        Ok(Standing { flow, walk, step })
    }

    pub(super) fn ask(&mut self) -> Done {
        self.ask_after(String::new())
    }

    /// Asks what is to be asked now, after a word about what was just done.
    pub(super) fn ask_after(&mut self, word: String) -> Done {
        if self.must_consent() {
            return self.ask_for_consent();
        }
        if self.close_what_is_overtaken()? {
            return Ok(());
        }
        let standing = self.standing()?;
        self.note_that_it_is_asked(standing.here());
        let Some(session) = self.sessions.open.clone() else { return Ok(()) };
        self.turn.worth = self.turn.worth.max(Worth::Ordinary);
        if let Some(step) = &standing.step {
            let say = self.question(&standing, &session, step, word)?;
            self.say(say);
            return Ok(());
        }
        if let Some(wanted) = standing.flow.leads_on(self.stage, &session.answers)? {
            self.sessions.open = None;
            return self.open(&wanted);
        }
        if !word.is_empty() {
            self.say(Say::text(word));
        }
        let card = self.review(&standing, &session)?;
        self.say(card);
        Ok(())
    }

    pub(super) fn note_that_it_is_asked(&mut self, step: &str) {
        let read_from = self.input.occurred_at + self.input.waited + QUICKEST;
        let now = self.stage.facts.now;
        if let Some(session) = &mut self.sessions.open {
            if session.asked != step {
                (session.asked, session.asked_at) = (step.to_owned(), read_from);
            }
            session.touched_at = now;
        }
    }

    /// The next question of the same step counts as a new one, too.
    pub(super) fn will_ask_anew(&mut self) {
        if let Some(session) = &mut self.sessions.open {
            session.asked.clear();
        }
    }

    fn question(
        &self,
        standing: &Standing,
        session: &Session,
        step: &str,
        word: String,
    ) -> Result<Say, Fault> {
        let flow = standing.flow;
        let half = session.half.as_ref().map(|half| &half.value);
        let asked = Asked { stage: self.stage, answers: &session.answers, step, half };
        let Prompt { question, lines, example, offers } = flow.prompt(&asked)?;
        let example = example.map(|e| self.stage.voice.with("ask.example", &[("example", &e)]));
        let steps = flow.steps();
        let shape = steps.iter().find(|shape| shape.name == step);
        let place = self.place(standing, session, step, &steps)?;
        let texts = [word, place, question.unwrap_or_default()].into_iter();
        let texts = texts.chain(lines).chain(example);
        let text = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        let mut quick: Vec<Button> =
            offers.into_iter().map(|offer| offer_button(session, step, offer)).collect();
        if half.is_none() && session.dropped(step).is_some() {
            quick.insert(0, self.session_button(session, step, Wish::Keep, "word.keep"));
        }
        if shape.is_some_and(|shape| shape.skippable && (half.is_none() || !shape.wants_photos)) {
            // Left out on purpose, where there was an answer.
            let label = if session.editing.is_some() { "word.left_out" } else { "word.skip" };
            quick.push(self.session_button(session, step, Wish::Skip, label));
        }
        if session.tries >= PATIENCE {
            quick.extend(self.officer_button());
        }
        quick.push(self.session_button(session, step, Wish::Back, "word.back"));
        quick.push(self.session_button(session, step, Wish::Cancel, "word.cancel"));
        Ok(Say::text(text).with_quick(quick))
    }

    /// "ขั้นที่ 2 จาก 5"; or what stands there now, when a line is changed.
    fn place(
        &self,
        standing: &Standing,
        session: &Session,
        step: &str,
        steps: &[Shape<'_>],
    ) -> Result<String, Fault> {
        let voice = self.stage.voice;
        let about = |key: &str, answer: &Answer| {
            let asked = Asked { stage: self.stage, answers: &session.answers, step, half: None };
            let value = standing.flow.show(&asked, &answer.value)?;
            Ok::<_, Fault>(voice.with(key, &[("value", &value)]))
        };
        if session.half.is_some() && session.editing.is_some() {
            return Ok(String::new());
        }
        if let (Some(_), Some(answer)) = (&session.editing, session.answer(step)) {
            return about("ask.editing", answer);
        }
        let Some(next) = standing.walk.next else { return Ok(String::new()) };
        let is_given = |name: &str| session.answer(name).is_some_and(Answer::is_given);
        let path = standing.walk.path.iter();
        let before = path.filter(|index| !is_given(steps[**index].name)).count();
        let (least, most) = questions_left(steps, next, &is_given);
        let key = if least == most { "ask.step" } else { "ask.step_at_most" };
        let (number, total) = ((before + 1).to_string(), (before + most).to_string());
        let place = voice.with(key, &[("step", &number), ("total", &total)]);
        match session.dropped(step).filter(|_| session.half.is_none()) {
            Some(before) => Ok(format!("{place}\n{}", about("ask.before", before)?)),
            None => Ok(place),
        }
    }

    /// What will be saved, line by line, each with a way to change it.
    fn review(&self, standing: &Standing, session: &Session) -> Result<Say, Fault> {
        let voice = self.stage.voice;
        let label = self.label(&session.flow);
        let mut lines = Vec::new();
        for (number, (step, text, value)) in (1..).zip(self.lines(standing, session)?) {
            let edit = self.session_button(session, &step, Wish::Edit, "word.edit");
            let may_edit = session.answer(&step).is_some_and(|answer| !answer.fixed);
            let text = format!("{number} {text}");
            lines.push(Line { text, value: Some(value), button: may_edit.then_some(edit) });
        }
        let sums = standing.flow.adds_up(self.stage, &session.answers)?.into_iter();
        let sums = sums.map(|(text, value)| Line { value: Some(value), ..Line::text(text) });
        let here = review_step(session);
        let may_edit = lines.iter().any(|line| line.button.is_some());
        lines.extend(sums);
        let buttons = [
            Some((Wish::Confirm, "word.confirm")),
            may_edit.then_some((Wish::Edit, "word.edit")),
            Some((Wish::Cancel, "word.cancel")),
        ];
        let buttons = buttons.into_iter().flatten();
        let card = Card {
            tone: Tone::Asking,
            title: voice.with("review.title", &[("flow", &label)]),
            summary: voice.with("review.summary", &[("flow", &label)]),
            lines,
            buttons: buttons
                .map(|(wish, key)| self.session_button(session, &here, wish, key))
                .collect(),
        };
        let officer = self.officer_button().filter(|_| session.tries >= PATIENCE);
        let back = self.session_button(session, &here, Wish::Back, "word.back");
        Ok(Say::card(card).with_quick(officer.into_iter().chain([back]).collect()))
    }

    /// Step, name and value of every answer on the path.
    pub(super) fn lines(
        &self,
        standing: &Standing,
        session: &Session,
    ) -> Result<Vec<(String, String, String)>, Fault> {
        let steps = standing.flow.steps();
        let shown = standing.flow.lines(self.stage, &session.answers)?;
        let lines = shown.into_iter().map(|(index, value)| {
            let step = steps[index].name;
            let name = self.stage.voice.text(&format!("{}.{step}.line", session.flow));
            (step.to_owned(), name, value)
        });
        Ok(lines.collect())
    }
}

/// A review card is good for the answers it shows, and for no others.
pub(super) fn review_step(session: &Session) -> String {
    format!("{REVIEW}{}", session.revision)
}

fn offer_button(session: &Session, step: &str, offer: Offer) -> Button {
    let data = |value: String| session_data(session, step, Wish::Answer(value));
    let does = match offer.gives {
        Gives::Value(value) => Does::Tap(data(value)),
        Gives::Picker(picker) => Does::Pick(data("picked".into()), picker),
        Gives::Camera => Does::Camera,
        Gives::Album => Does::Album,
        Gives::Location => Does::Location,
    };
    Button { label: offer.label, does }
}
