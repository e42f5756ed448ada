//! Beginning a flow, going on with one, being interrupted by another.

use serde_json::Value as Json;

use super::asking::RESUME;
use super::button::{Move, Wish};
use super::catalogue::Word;
use super::flow::{Begin, Flow, REVIEW};
use super::play::{Done, NOTHING_OPEN, Play};
use super::reader::Why;
use super::say::{Button, Does, Say, Worth};
use super::session::{Answer, MOST_KEPT, Session};
use super::turn::Fault;
use super::view::start_button;
use super::{Deed, Stage, Tap};

impl Play<'_> {
    /// Starts a flow; one of the same kind, about the same, that is under way is offered instead.
    pub(super) fn start(&mut self, flow: &dyn Flow, about: &str) -> Done {
        let given = match flow.begins(&Stage { about, ..*self.stage }) {
            Begin::With(given) => given,
            Begin::No(why) => return self.say_why(&why),
            Begin::Instead(say) => return self.say_instead(say),
        };
        let fixed =
            given.iter().filter(|given| given.is_fixed).map(|given| (given.step, &given.value));
        let fixed: Vec<(&str, &Json)> = fixed.collect();
        // Whoever has typed what it is to say means this one, and no draft from before.
        let is_told = given.iter().any(|given| !given.is_fixed && !given.is_usual);
        let is_told = is_told && matches!(self.input.deed, Deed::Wrote { .. });
        let is =
            |session: &Session| !is_told && session.flow == flow.name() && session.fixed() == fixed;
        if self.sessions.open.as_ref().is_some_and(|s| is(s) && s.has_answers()) {
            return self.offer_to_resume();
        }
        if let Some(at) = self.sessions.kept.iter().position(is) {
            self.reopen(at);
            return self.offer_to_resume();
        }
        let answers: Vec<Answer> = given.into_iter().map(Answer::given).collect();
        if let Some(why) = flow.overtaken(self.stage, &answers)? {
            return self.say_why(&why);
        }
        self.keep_what_is_open();
        let facts = self.stage.facts;
        let id = facts.fresh_session.clone();
        let session = Session::new(id, flow.name(), flow.version(), facts.now);
        self.sessions.open = Some(Session { answers, ..session });
        self.ask()
    }

    fn say_instead(&mut self, say: Say) -> Done {
        self.say(say);
        let ways_on = self.ways_on();
        self.offer_last(&ways_on);
        self.turn.worth = self.turn.worth.max(Worth::Ordinary);
        Ok(())
    }

    /// Closes what cannot go on, for what it is about has changed; says so. Says whether it was.
    pub(super) fn close_what_is_overtaken(&mut self) -> Result<bool, Fault> {
        let Some(open) = &self.sessions.open else { return Ok(false) };
        let Some(why) = self.flow()?.overtaken(self.stage, &open.answers)? else {
            return Ok(false);
        };
        self.sessions.open = None;
        self.say_why(&why)?;
        Ok(true)
    }

    /// Why something does not begin, and the ways on.
    pub(super) fn say_why(&mut self, why: &Why) -> Done {
        let say = Say::text(why.text(&self.stage.voice)).with_quick(self.ways_on());
        self.say(say);
        self.turn.worth = self.turn.worth.max(Worth::Ordinary);
        Ok(())
    }

    /// Puts what is open aside, to be offered again. Nothing is kept of a flow without answers.
    fn keep_what_is_open(&mut self) {
        let Some(open) = self.sessions.open.take().filter(Session::has_answers) else {
            return;
        };
        self.keep(open);
    }

    /// Keeps one to be gone on with; not too many, and not without a word.
    pub(super) fn keep(&mut self, session: Session) {
        self.sessions.kept.push(session);
        if self.sessions.kept.len() > MOST_KEPT {
            let closed = self.sessions.kept.remove(0);
            let label = self.label(&closed.flow);
            self.say_about("resume.too_many", &[("flow", &label)]);
        }
    }

    /// Opens one that was kept.
    fn reopen(&mut self, at: usize) {
        let session = self.sessions.kept.remove(at);
        self.keep_what_is_open();
        self.sessions.open = Some(session);
    }

    pub(super) fn moved_in_kept(&mut self, at: usize, wish: &Wish) -> Done {
        match wish {
            Wish::Cancel => {
                let closed = self.sessions.kept.remove(at);
                let label = self.label(&closed.flow);
                self.say_about("closing.cancelled", &[("flow", &label)]);
                self.end_with_ways_on();
                Ok(())
            }
            Wish::Restart => {
                self.reopen(at);
                self.restart()
            }
            Wish::Resume => {
                self.reopen(at);
                self.ask()
            }
            _ => {
                self.reopen(at);
                self.offer_to_resume()
            }
        }
    }

    pub(super) fn resume_latest(&mut self) -> Done {
        match self.sessions.kept.len() {
            0 => self.show(NOTHING_OPEN),
            number => {
                self.reopen(number - 1);
                self.ask()
            }
        }
    }

    pub(super) fn has_kept(&self) -> bool {
        !self.sessions.kept.is_empty() && !self.input.in_group
    }

    /// ยกเลิก and the like when nothing is open: meant for what waits, if anything does.
    pub(super) fn let_go(&mut self, word: Word) -> Done {
        match (word, self.sessions.kept.len()) {
            _ if !self.has_kept() => self.show(NOTHING_OPEN),
            (Word::Cancel, number) => self.moved_in_kept(number - 1, &Wish::Cancel),
            (_, number) => {
                self.reopen(number - 1);
                self.offer_to_resume()
            }
        }
    }

    /// Not now: it waits until it is asked for.
    pub(super) fn put_aside(&mut self) -> Done {
        let label = self.sessions.open.as_ref().map(|open| self.label(&open.flow));
        self.keep_what_is_open();
        self.say_about("resume.later", &[("flow", &label.unwrap_or_default())]);
        self.end_with_ways_on();
        Ok(())
    }

    pub(super) fn restart(&mut self) -> Done {
        if let Some(session) = &mut self.sessions.open {
            session.answers.retain(Answer::is_given);
            session.dropped.clear();
            session.is_asked_anew();
            session.revision += 1;
        }
        self.ask()
    }

    /// "ค้างอยู่ที่ … ทำต่อไหม"
    pub(super) fn offer_to_resume(&mut self) -> Done {
        let standing = self.standing()?;
        let voice = self.stage.voice;
        let Some(session) = &mut self.sessions.open else { return Ok(()) };
        // A yes goes on, a no puts it aside; anything else answers the step that is named here.
        session.touched_at = self.stage.facts.now;
        session.asked = RESUME.to_owned();
        let line = match &standing.step {
            Some(step) => voice.text(&format!("{}.{step}.line", session.flow)),
            None => voice.text("review.line"),
        };
        let session = session.clone();
        let label = self.label(&session.flow);
        let text = voice.with("resume.offer", &[("flow", &label), ("line", &line)]);
        let buttons = [
            (Wish::Resume, "word.resume"),
            (Wish::Restart, "word.restart"),
            (Wish::Cancel, "word.cancel"),
        ];
        let buttons = buttons.map(|(wish, key)| self.session_button(&session, REVIEW, wish, key));
        self.say(Say::text(text).with_quick(buttons.into()));
        self.turn.worth = self.turn.worth.max(Worth::Ordinary);
        Ok(())
    }

    /// Drafts that were closed while the person was away are spoken of first. Gives buttons to
    /// begin them anew.
    pub(super) fn say_what_expired(&mut self) -> Vec<Button> {
        let mut again = Vec::new();
        for flow in std::mem::take(&mut self.sessions.expired) {
            // A flow that is no longer offered has no name to be called by.
            if self.stage.catalogue.flow(&flow).is_some() {
                let label = self.label(&flow);
                self.say_about("resume.expired", &[("flow", &label)]);
                again.push(start_button(&self.stage.voice, &flow, ""));
            }
        }
        again
    }

    /// Puts buttons before the others: under the last message, where LINE shows them.
    pub(super) fn offer_first(&mut self, buttons: &[Button]) {
        if let Some(last) = self.turn.says.last_mut() {
            let others = std::mem::take(&mut last.quick);
            let others = others.into_iter().filter(|button| !buttons.contains(button));
            last.quick = buttons.iter().cloned().chain(others).collect();
        }
    }

    /// Puts buttons after the others.
    pub(super) fn offer_last(&mut self, buttons: &[Button]) {
        if let Some(last) = self.turn.says.last_mut() {
            let new = buttons.iter().filter(|button| !last.quick.contains(button)).cloned();
            let new: Vec<Button> = new.collect();
            last.quick.extend(new);
        }
    }

    /// A flow that was changed since the last answer: what still fits is kept.
    pub(super) fn say_what_changed(&mut self) -> Done {
        if self.sessions.open.is_none() {
            return Ok(());
        }
        let version = self.flow()?.version();
        let Some(open) = &mut self.sessions.open else { return Ok(()) };
        if open.version != version {
            open.version = version;
            open.is_asked_anew();
            let label = self.label(self.flow()?.name());
            self.say_about("resume.changed", &[("flow", &label)]);
        }
        Ok(())
    }

    pub(super) fn label(&self, flow: &str) -> String {
        self.stage.voice.label(&format!("{flow}.label"))
    }

    pub(super) fn say_about(&mut self, key: &str, values: &[(&str, &str)]) {
        let text = self.stage.voice.with(key, values);
        self.say(Say::text(text));
    }

    pub(super) fn session_button(
        &self,
        session: &Session,
        step: &str,
        wish: Wish,
        key: &str,
    ) -> Button {
        let does = Does::Tap(session_data(session, step, wish));
        Button { label: self.stage.voice.label(key), does }
    }

    /// The flow of what is open.
    pub(super) fn flow(&self) -> Result<&'static dyn Flow, Fault> {
        let open = self.sessions.open.as_ref();
        let open = open.ok_or_else(|| Fault("nothing is open".into()))?;
        let flow = self.stage.catalogue.flow(&open.flow);
        flow.ok_or_else(|| Fault(format!("there is no flow {}", open.flow)))
    }
}

/// What a button of a session carries.
pub(super) fn session_data(session: &Session, step: &str, wish: Wish) -> String {
    let (flow, id) = (session.flow.clone(), session.id.clone());
    Tap::Move(Move { flow, session: id, step: step.to_owned(), wish }).data()
}
