//! A turn while it is being worked out: what was done meets what is open.
//!
//! | file | what a person may do |
//! |---|---|
//! | `play` | anything: who gets to hear it |
//! | [`super::opening`] | begin, go on after a pause, begin anew, be interrupted |
//! | [`super::answering`], [`super::seen`] | answer; answer something else than was asked |
//! | [`super::stepping`] | go back, leave out, keep what was answered before |
//! | [`super::reviewing`] | look over the review card, ask for a line again |
//! | [`super::asking`] | be asked: questions and the review card |
//! | [`super::closing`] | confirm, cancel, undo |
//! | [`super::barring`] | nothing that they may not, or have not agreed to |
//!
//! Invariant: words are read in this order: words that work everywhere, then the question that is
//! open, then the catalogue. A question has the first right to what looks like an answer to it.

use crate::effect::Effect;
use crate::thai::{fold, yes_no};

use super::asking::AWAY;
use super::called::without_name;
use super::catalogue::{Entry, Wanted, Word};
use super::flow::{Flow, REVIEW};
use super::input::{Deed, Input, Photo};
use super::reader::Said;
use super::say::{Button, Say, Worth};
use super::session::{Session, Sessions};
use super::turn::{Fault, Turn};
use super::{Move, Sent, Shelf, Stage, Tap, View, Wish};

/// Views the conversation itself falls back on; a catalogue has to have them.
pub(super) const MENU: &str = "menu";
const EMERGENCY: &str = "emergency";
const OFFICER: &str = "officer";
const WELCOME: &str = "welcome";
pub(super) const NOTHING_OPEN: &str = "nothing_open";

pub(super) type Done = Result<(), Fault>;

#[derive(Debug)]
pub(super) struct Play<'a> {
    pub(super) stage: &'a Stage<'a>,
    pub(super) input: &'a Input,
    pub(super) sessions: Sessions,
    pub(super) turn: Turn,
}

impl<'a> Play<'a> {
    pub(super) fn begin(stage: &'a Stage<'a>, input: &'a Input, sessions: &Sessions) -> Self {
        let mut sessions = sessions.clone();
        sessions.expire(stage.facts.now);
        // What is no longer offered cannot be gone on with.
        let is_offered = |session: &Session| stage.catalogue.flow(&session.flow).is_some();
        sessions.open.take_if(|open| !is_offered(open));
        sessions.kept.retain(is_offered);
        sessions.saved.take_if(|saved| !is_offered(&saved.session));
        Self { stage, input, sessions, turn: Turn::default() }
    }

    pub(super) fn end(mut self, before: &Sessions) -> Result<Turn, Fault> {
        self.hear_out()?;
        if self.sessions != *before {
            self.turn.sessions = Some(self.sessions);
        }
        Ok(self.turn)
    }

    fn hear_out(&mut self) -> Done {
        let input = self.input;
        match &input.deed {
            Deed::Blocked => self.asks_for(Effect::Blocked),
            Deed::LeftGroup => self.asks_for(Effect::LeftGroup),
            Deed::JoinedGroup | Deed::Other => Ok(()),
            Deed::Withdrew { message } => {
                let catalogue = self.stage.catalogue;
                let is_photos = |flow: &str, step: &str| {
                    let steps = catalogue.flow(flow).map(Flow::steps).unwrap_or_default();
                    steps.iter().any(|shape| shape.name == step && shape.wants_photos)
                };
                self.sessions.withdraw(message, &is_photos);
                self.asks_for(Effect::Erase { message: message.clone() })
            }
            deed if input.in_group => self.hear_in_group(deed),
            Deed::Told { view, about } => match self.stage.catalogue.view(view) {
                Some(view) => self.open_view(view, about),
                None => Ok(()),
            },
            _ if self.close_what_is_barred() => Ok(()),
            deed => {
                let expired = self.say_what_expired();
                self.say_what_changed()?;
                self.hear_in_private(deed)?;
                self.offer_first(&expired);
                Ok(())
            }
        }
    }

    fn asks_for(&mut self, effect: Effect) -> Done {
        self.turn.effects.push(effect);
        Ok(())
    }

    /// In a group nothing is asked: what a person answers there, all would read.
    fn hear_in_group(&mut self, deed: &Deed) -> Done {
        match deed {
            Deed::Wrote { text, called } => {
                let by_name = without_name(self.stage.voice.wording, text);
                match by_name.as_deref() {
                    None if !called => Ok(()),
                    rest => self.hear_at_rest(rest.unwrap_or(text)),
                }
            }
            Deed::Tapped { data, .. } => self.tapped(data, None),
            _ => Ok(()),
        }
    }

    fn hear_in_private(&mut self, deed: &Deed) -> Done {
        match deed {
            Deed::Followed => {
                self.asks_for(Effect::Reachable)?;
                self.show(WELCOME)
            }
            Deed::Wrote { text, .. } if self.sessions.open.is_some() => self.hear_in_session(text),
            Deed::Wrote { text, .. } => {
                let by_name = without_name(self.stage.voice.wording, text);
                self.hear_at_rest(by_name.as_deref().unwrap_or(text))
            }
            Deed::Tapped { data, picked } => self.tapped(data, picked.as_deref()),
            Deed::Photo(photo) => self.received(Said::Photo(photo)),
            Deed::Located(spot) => self.received(Said::Spot(*spot)),
            Deed::Sent(sent) => self.received(Said::Thing(*sent)),
            _ => Ok(()),
        }
    }

    /// Words of somebody who is in the middle of something.
    fn hear_in_session(&mut self, text: &str) -> Done {
        match self.stage.catalogue.word(text) {
            Some(Word::Cancel) => self.cancel(),
            Some(Word::Back) => self.back(),
            Some(Word::Restart) => self.restart(),
            Some(Word::Resume) => self.ask(),
            Some(Word::Undo) => self.undo(),
            word => match self.stage.catalogue.everywhere(text) {
                Some(wanted) => self.open(&wanted),
                None => self.answer_or_word(word, text),
            },
        }
    }

    fn hear_at_rest(&mut self, text: &str) -> Done {
        if fold(text).is_empty() {
            return self.show(MENU);
        }
        match self.stage.catalogue.word(text) {
            Some(Word::Resume) => return self.resume_latest(),
            Some(Word::Undo) => return self.undo(),
            Some(word @ (Word::Cancel | Word::Back | Word::Restart)) => return self.let_go(word),
            Some(_) | None => {}
        }
        match self.stage.catalogue.asked_by(text) {
            Some(wanted) => self.open(&wanted),
            None if self.stage.catalogue.sounds_urgent(text) => self.show(EMERGENCY),
            // "ยังค้างอยู่ ทำต่อไหมคะ" may have been the last thing said.
            None if yes_no(text) == Some(true) && self.has_kept() => self.resume_latest(),
            None => self.say_with_ways_on("fallback.text"),
        }
    }

    fn tapped(&mut self, data: &str, picked: Option<&str>) -> Done {
        let catalogue = self.stage.catalogue;
        let (entry, about) = match Tap::read(data) {
            Tap::View(name, about) => (catalogue.view(&name).map(Entry::View), about),
            Tap::Start(name, about) => (catalogue.flow(&name).map(Entry::Flow), about),
            Tap::Move(one) if !self.input.in_group => return self.moved(&one, picked),
            Tap::Move(_) | Tap::Old => (None, String::new()),
        };
        match entry {
            Some(entry) => self.open(&Wanted { entry, about }),
            None => self.old_button("fallback.old_button_here"),
        }
    }

    /// A button of a session: of the one that is open, of one that waits, or of none any more.
    fn moved(&mut self, one: &Move, picked: Option<&str>) -> Done {
        let is = |session: &Session| session.id == one.session && session.flow == one.flow;
        if self.sessions.open.as_ref().is_some_and(is) {
            return self.moved_in_open(one, picked);
        }
        if let Some(at) = self.sessions.kept.iter().position(is) {
            return self.moved_in_kept(at, &one.wish);
        }
        match self.sessions.saved.as_ref().filter(|saved| is(&saved.session)) {
            Some(_) if one.wish == Wish::Undo => self.undo(),
            Some(saved) => {
                let number = self.numbered(saved);
                let text = self.stage.voice.with("fallback.saved_already", &[("number", &number)]);
                let may_undo = saved.can_be_undone(self.stage.facts.now);
                let undo = self.session_button(&saved.session, REVIEW, Wish::Undo, "word.undo");
                let quick = may_undo.then_some(undo).into_iter().chain(self.ways_on()).collect();
                self.say(Say::text(text).with_quick(quick));
                Ok(())
            }
            None => self.old_button("fallback.old_button_here"),
        }
    }

    pub(super) fn open(&mut self, wanted: &Wanted) -> Done {
        let (needs, private) = match wanted.entry {
            Entry::View(view) => (view.needs, view.needs.is_some() || view.hears.is_some()),
            Entry::Flow(flow) => (flow.terms().needs, true),
        };
        if private && self.input.in_group {
            return self.only_in_private(wanted.entry);
        }
        if let Some(Err(refusal)) = needs.map(|action| self.stage.facts.me.may_at_all(action)) {
            return self.say_why(&refusal.why());
        }
        match wanted.entry {
            Entry::View(view) => self.open_view(view, &wanted.about),
            Entry::Flow(flow) => self.start(flow, &wanted.about),
        }
    }

    /// Shows a view; whoever is in the middle of something finds the way back under it.
    pub(super) fn open_view(&mut self, view: &View, about: &str) -> Done {
        let shown = (view.shows)(&Stage { about, ..*self.stage });
        let is_silent = shown.says.is_empty();
        self.turn.says.extend(shown.says);
        self.turn.effects.extend(shown.effects);
        self.turn.worth = self.turn.worth.max(view.worth).max(shown.worth);
        self.turn.uses_number |= shown.uses_number;
        if let Some(begins) = shown.begins {
            return self.open(&begins);
        }
        if self.input.in_group || self.go_on_after_consent()? || is_silent {
            return Ok(());
        }
        let waiting = self.sessions.open.as_ref().or(self.sessions.kept.last());
        let resume = waiting.map(|session| self.resume_button(session));
        if let (Some(resume), Some(last)) = (resume, self.turn.says.last_mut()) {
            last.quick.insert(0, resume);
        }
        if let Some(open) = &mut self.sessions.open {
            open.asked = AWAY.to_owned();
        }
        Ok(())
    }

    fn only_in_private(&mut self, entry: Entry) -> Done {
        let label = match entry {
            Entry::View(view) => self.stage.voice.label(view.label),
            Entry::Flow(flow) => self.label(flow.name()),
        };
        let text = self.stage.voice.with("fallback.only_in_private", &[("flow", &label)]);
        self.say(Say::text(text));
        Ok(())
    }

    fn received(&mut self, said: Said<'_>) -> Done {
        if self.sessions.open.is_some() {
            let standing = self.standing()?;
            return self.answer(&standing, said);
        }
        self.say_with_ways_on(match said {
            Said::Photo(Photo::TooLarge) => "read.photo_too_large",
            Said::Photo(_) => "fallback.photo",
            Said::Spot(_) => "fallback.location",
            Said::Thing(Sent::Sticker) => "fallback.sticker",
            Said::Thing(Sent::Video) => "fallback.video",
            Said::Thing(Sent::Voice) => "fallback.voice",
            Said::Thing(Sent::File) => "fallback.file",
            _ => "fallback.unknown",
        })
    }

    /// What the button asked for is not done; what is open is asked again, after the word `why`.
    pub(super) fn old_button(&mut self, why: &str) -> Done {
        if self.sessions.open.is_none() || self.input.in_group {
            return self.say_with_ways_on("fallback.old_button");
        }
        let text = self.stage.voice.text(why);
        self.ask_after(text)
    }

    pub(super) fn view(&self, name: &str) -> Result<&'static View, Fault> {
        let view = self.stage.catalogue.view(name);
        view.ok_or_else(|| Fault(format!("the catalogue has no view {name}")))
    }

    pub(super) fn show(&mut self, name: &str) -> Done {
        let view = self.view(name)?;
        self.open_view(view, "")
    }

    pub(super) fn show_emergency(&mut self) -> Done {
        let view = self.view(EMERGENCY)?;
        self.turn.says.extend((view.shows)(self.stage).says);
        self.turn.worth = Worth::Urgent;
        Ok(())
    }

    pub(super) fn say(&mut self, say: Say) {
        self.turn.says.push(say);
    }

    fn say_with_ways_on(&mut self, key: &str) -> Done {
        let say = Say::text(self.stage.voice.text(key)).with_quick(self.ways_on());
        self.say(say);
        Ok(())
    }

    /// What to do when nothing is open: go on with what waits, else the menu and what is in it.
    pub(super) fn ways_on(&self) -> Vec<Button> {
        let waiting = self.sessions.kept.last().filter(|_| !self.input.in_group);
        let resume = waiting.map(|session| self.resume_button(session));
        let menu = self.stage.catalogue.view(MENU).map(|view| view.button(&self.stage.voice));
        resume.into_iter().chain(menu).chain(self.stage.listed(Shelf::Main)).collect()
    }

    fn resume_button(&self, session: &Session) -> Button {
        self.session_button(session, REVIEW, Wish::Resume, "word.resume")
    }

    pub(super) fn officer_button(&self) -> Option<Button> {
        self.stage.catalogue.view(OFFICER).map(|view| view.button(&self.stage.voice))
    }
}
