//! What a person may not (any more), and what they have not agreed to.
//!
//! Invariant: rights are looked at in every turn: whoever is suspended goes on with nothing that
//! needs a right, neither in what is open nor by an old button.

use crate::people::change::Choice;
use crate::people::{Change, Refusal, notice};
use crate::thai::yes_no;

use super::asking::CONSENT;
use super::play::{Done, Play};
use super::reader::{Said, Why};
use super::session::Session;
use super::turn::Fault;
use crate::effect::Effect;

const NOTICE: &str = "notice";
const AGREE: &str = "agree";
const REFUSE: &str = "refuse";

impl Play<'_> {
    fn refusal(&self, flow: &str) -> Option<Refusal> {
        let needs = self.stage.catalogue.flow(flow)?.terms().needs?;
        self.stage.facts.me.may_at_all(needs).err()
    }

    /// Closes what its person may not go on with; says so, if that was open. Says whether it was.
    pub(super) fn close_what_is_barred(&mut self) -> bool {
        let barred = |session: &Session| self.refusal(&session.flow);
        let open = self.sessions.open.as_ref().and_then(barred);
        let kept: Vec<bool> = self.sessions.kept.iter().map(|one| barred(one).is_some()).collect();
        let saved = self.sessions.saved.as_ref().and_then(|saved| barred(&saved.session)).is_some();
        let mut kept = kept.into_iter();
        self.sessions.kept.retain(|_| !kept.next().unwrap_or(false));
        self.sessions.saved.take_if(|_| saved);
        let Some(refusal) = open else { return false };
        self.sessions.open = None;
        // A text cannot fail.
        self.say_why(&refusal.why()).is_ok()
    }

    fn consented(&self) -> bool {
        let now = self.turn.effects.iter().rev().find_map(|effect| match effect {
            Effect::People(Change::Consent { choice, .. }) => Some(*choice == Choice::Given),
            _ => None,
        });
        let before = self.stage.facts.me.consent;
        now.unwrap_or(before.is_some_and(|one| one.given && one.version == notice::VERSION))
    }

    /// Whether what is open asks for things that its person has not agreed to tell us.
    pub(super) fn must_consent(&self) -> bool {
        self.flow().is_ok_and(|flow| flow.terms().consent) && !self.consented()
    }

    pub(super) fn ask_for_consent(&mut self) -> Done {
        let view = self.view(NOTICE)?;
        self.turn.says.extend((view.shows)(self.stage).says);
        self.turn.worth = self.turn.worth.max(view.worth);
        self.note_that_it_is_asked(CONSENT);
        Ok(())
    }

    pub(super) fn hear_about_consent(&mut self, text: &str) -> Done {
        match (self.stage.catalogue.asked_by(text), yes_no(text)) {
            (Some(wanted), _) => self.open(&wanted),
            (None, Some(true)) if self.was_asked(CONSENT) => self.show(AGREE),
            (None, Some(false)) if self.was_asked(CONSENT) => self.show(REFUSE),
            _ => self.ask_for_what_is_not(Said::Text(text)),
        }
    }

    /// A word on the notice decides about what waits for it. Says whether something did.
    pub(super) fn go_on_after_consent(&mut self) -> Result<bool, Fault> {
        let has_spoken = self
            .turn
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::People(Change::Consent { .. })));
        if !has_spoken || !self.flow().is_ok_and(|flow| flow.terms().consent) {
            return Ok(false);
        }
        if self.consented() {
            self.ask()?;
        } else {
            self.sessions.open = None;
            self.end_with_ways_on();
        }
        Ok(true)
    }
}

impl Refusal {
    /// What a person is told.
    pub fn why(self) -> Why {
        Why::is(match self {
            Self::NotTheirs => "refusal.not_theirs",
            Self::Suspended => "refusal.suspended",
            Self::OutsideTheirArea => "refusal.outside",
            Self::NotBelow => "refusal.not_below",
            Self::Themselves => "refusal.themselves",
        })
    }
}
