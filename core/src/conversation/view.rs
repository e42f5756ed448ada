//! A view is a read-only answer: asked for by its label, by a word, or by a button.

use crate::facts::Facts;
use crate::people::Action;

use super::say::{Button, Does, Worth};
use super::wording::Voice;
use super::{Catalogue, Tap, Turn};

/// What a view or a step has to speak with.
#[derive(Debug, Clone, Copy)]
pub struct Stage<'a> {
    pub voice: Voice<'a>,
    pub facts: &'a Facts,
    pub catalogue: &'a Catalogue,
    /// What was asked about: the rest of a button's data, or of a typed text. Empty for most.
    pub about: &'a str,
}

impl Stage<'_> {
    /// Buttons of everything on a shelf that this person may use: what can be started, then what
    /// can be looked at.
    pub fn listed(&self, shelf: Shelf) -> Vec<Button> {
        let may = |needs: Option<Action>| {
            needs.is_none_or(|action| self.facts.me.may_at_all(action).is_ok())
        };
        let flows = self.catalogue.flows.iter().filter(|flow| {
            let terms = flow.terms();
            terms.shelf == shelf && may(terms.needs)
        });
        let flows = flows.map(|flow| start_button(&self.voice, flow.name(), ""));
        let views = self.catalogue.views.iter();
        let views = views.filter(|view| view.shelf == shelf && may(view.needs));
        flows.chain(views.map(|view| view.button(&self.voice))).collect()
    }
}

/// Where a flow or a view is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// In the main menu.
    Main,
    /// In the officers' menu.
    Office,
    /// Where something leads to it.
    Nowhere,
}

/// Starts a flow, about something if there is a choice.
pub fn start_button(voice: &Voice<'_>, flow: &str, about: &str) -> Button {
    let tap = Tap::Start(flow.to_owned(), about.to_owned());
    Button { label: voice.label(&format!("{flow}.label")), does: Does::Tap(tap.data()) }
}

#[derive(Debug)]
pub struct View {
    /// In buttons, so never reused for another meaning.
    pub name: &'static str,
    /// Key of its label. Typing the label, in any language, asks for the view; one without is
    /// never asked for: something leads to it, or it is told.
    pub label: &'static str,
    /// Key of other words that ask for it, `|` between them.
    pub words: &'static str,
    pub shelf: Shelf,
    /// A right that whoever asks for it needs.
    pub needs: Option<Action>,
    /// Understands a typed text as asking for it; gives what about.
    pub hears: Option<fn(&str) -> Option<String>>,
    /// A record may come of it, numbered in this series.
    pub series: Option<&'static str>,
    /// Its words ask for it in the middle of a question, too, whatever the question is.
    pub everywhere: bool,
    /// How much it matters that the answer arrives.
    pub worth: Worth,
    pub shows: fn(&Stage<'_>) -> Turn,
}

impl View {
    /// What most views are, to be written down without saying so.
    pub const PLAIN: Self = Self {
        name: "",
        label: "",
        words: "",
        shelf: Shelf::Nowhere,
        needs: None,
        hears: None,
        series: None,
        everywhere: false,
        worth: Worth::Ordinary,
        shows: |_| Turn::default(),
    };

    pub fn button(&self, voice: &Voice<'_>) -> Button {
        self.button_about(voice, "")
    }

    pub fn button_about(&self, voice: &Voice<'_>, about: &str) -> Button {
        let tap = Tap::View(self.name.to_owned(), about.to_owned());
        Button { label: voice.label(self.label), does: Does::Tap(tap.data()) }
    }
}
