//! The ends of a session: confirmed, cancelled; and a confirmed one undone.

use super::asking::Standing;
use super::button::Wish;
use super::flow::{REVIEW, Saving};
use super::play::{Done, Play};
use super::say::{Say, Worth};
use super::session::{Answer, Saved, Session};
use super::turn::{Fault, Receipt};

impl Play<'_> {
    pub(super) fn confirm(&mut self, standing: &Standing) -> Done {
        if self.close_what_is_overtaken()? {
            return Ok(());
        }
        let number = self.stage.facts.fresh_number;
        let number = number.ok_or_else(|| Fault("there is no number for the receipt".into()))?;
        let Some(mut session) = self.sessions.open.take() else { return Ok(()) };
        session.answers = on_path(standing, session.answers);
        session.is_asked_anew();
        let saving = Saving { stage: self.stage, answers: &session.answers, number };
        let saved = standing.flow.save(&saving)?;
        self.turn.effects.extend(saved.effects);
        self.turn.worth = self.turn.worth.max(Worth::Ordinary).max(saved.worth);
        let changed = saved.receipt.as_ref().and_then(|receipt| receipt.changed);
        self.turn.uses_number = changed.is_none();
        let (at, is_change) = (self.stage.facts.now, changed.is_some());
        let number = changed.unwrap_or(number);
        let now_saved = Saved { session, number, at, undone: false, is_change };
        self.acknowledge(&now_saved, saved.receipt);
        self.turn.says.extend(saved.says);
        self.offer_the_ways_on_from(&now_saved);
        self.sessions.saved = Some(now_saved);
        self.offer_what_waits();
        Ok(())
    }

    fn acknowledge(&mut self, saved: &Saved, receipt: Option<Receipt>) {
        let (voice, number) = (self.stage.voice, self.numbered(saved));
        let mut text = match receipt {
            Some(receipt) => receipt.text.with("number", &number).text(&voice),
            None => voice.with(&format!("{}.receipt", saved.session.flow), &[("number", &number)]),
        };
        if !saved.is_change {
            text = format!("{text}\n{}", voice.text("closing.can_undo"));
        }
        self.say(Say::text(text));
    }

    fn offer_the_ways_on_from(&mut self, saved: &Saved) {
        if !saved.is_change {
            let undo = self.session_button(&saved.session, REVIEW, Wish::Undo, "word.undo");
            self.offer_first(&[undo]);
        }
        let ways_on = self.ways_on();
        self.offer_last(&ways_on);
    }

    pub(super) fn cancel(&mut self) -> Done {
        let Some(session) = self.sessions.open.take() else { return Ok(()) };
        let label = self.label(&session.flow);
        self.say_about("closing.cancelled", &[("flow", &label)]);
        self.end_with_ways_on();
        self.offer_what_waits();
        Ok(())
    }

    /// Takes the last record back, and its answers out again: to be changed and sent anew, or to
    /// be forgotten like any draft.
    pub(super) fn undo(&mut self) -> Done {
        let now = self.stage.facts.now;
        let Some(saved) = self.sessions.saved.clone() else {
            self.say_about("closing.nothing_to_undo", &[]);
            self.end_with_ways_on();
            return Ok(());
        };
        let number = self.numbered(&saved);
        let values = [("number", number.as_str())];
        if !saved.can_be_undone(now) {
            self.say_about(why_it_stays(&saved), &values);
            self.end_with_ways_on();
            return Ok(());
        }
        let flow = self.stage.catalogue.flow(&saved.session.flow);
        let flow = flow.ok_or_else(|| Fault(format!("no flow {}", saved.session.flow)))?;
        let (stage, answers) = (self.stage, &saved.session.answers);
        match flow.undo(&Saving { stage, answers, number: saved.number })? {
            Ok(effects) => self.turn.effects.extend(effects),
            Err(why) => return self.say_why(&why),
        }
        self.turn.worth = self.turn.worth.max(Worth::Ordinary);
        let again = Session {
            touched_at: now,
            revision: saved.session.revision + 1,
            ..saved.session.clone()
        };
        self.sessions.saved = Some(Saved { undone: true, ..saved });
        self.sessions.kept.retain(|kept| kept.id != again.id);
        // Without anything to change there is nothing to go on with.
        if again.has_answers() {
            self.keep(again);
            self.say_about("closing.undone", &values);
        } else {
            self.say_about("closing.undone_whole", &values);
        }
        self.end_with_ways_on();
        Ok(())
    }

    /// The number of a record, as people say it.
    pub(super) fn numbered(&self, saved: &Saved) -> String {
        let flow = self.stage.catalogue.flow(&saved.session.flow);
        let series = flow.map_or("", |flow| flow.terms().series);
        self.stage.voice.numbered(series, saved.number)
    }

    /// Puts the ways on under the last thing said.
    pub(super) fn end_with_ways_on(&mut self) {
        let ways_on = self.ways_on();
        if let Some(last) = self.turn.says.last_mut() {
            last.quick = ways_on;
        }
    }

    /// An interrupted session is offered again when the way is free.
    fn offer_what_waits(&mut self) {
        let Some(waits) = self.sessions.kept.last().cloned() else { return };
        let label = self.label(&waits.flow);
        let text = self.stage.voice.with("resume.waits", &[("flow", &label)]);
        let Some(last) = self.turn.says.pop() else { return };
        let buttons = [(Wish::Resume, "word.resume"), (Wish::Cancel, "word.cancel")];
        let buttons = buttons.map(|(wish, key)| self.session_button(&waits, REVIEW, wish, key));
        // Quick replies show under the last message only: what they were for moves with them.
        let others = last.quick.iter().filter(|button| !buttons.contains(button)).cloned();
        let quick = buttons.iter().cloned().chain(others).collect();
        self.say(Say { quick: Vec::new(), ..last });
        self.say(Say::text(text).with_quick(quick));
    }
}

fn why_it_stays(saved: &Saved) -> &'static str {
    match saved {
        Saved { undone: true, .. } => "closing.undone_already",
        Saved { is_change: true, .. } => "closing.change_stays",
        _ => "closing.undo_too_late",
    }
}

/// What the walk passed over belongs to another branch, and to nothing that is saved.
fn on_path(standing: &Standing, answers: Vec<Answer>) -> Vec<Answer> {
    let steps = standing.flow.steps();
    let on_path: Vec<&str> = standing.walk.path.iter().map(|index| steps[*index].name).collect();
    let mut kept: Vec<Answer> =
        answers.into_iter().filter(|answer| on_path.contains(&answer.step.as_str())).collect();
    kept.sort_by_key(|answer| on_path.iter().position(|name| *name == answer.step));
    kept
}
