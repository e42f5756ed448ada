//! A view is a read-only answer: asked for by its label, by a word, or by a button.

use crate::facts::Facts;

use super::say::{Button, Does, Worth};
use super::wording::Voice;
use super::{Catalogue, Tap, Turn};

/// What a view or a step has to speak with.
#[derive(Debug, Clone, Copy)]
pub struct Stage<'a> {
    pub voice: Voice<'a>,
    pub facts: &'a Facts,
    pub catalogue: &'a Catalogue,
}

impl Stage<'_> {
    /// Buttons of everything in the main menu: what can be started, then what can be looked at.
    pub fn listed(&self) -> Vec<Button> {
        let flows = self.catalogue.flows.iter().filter(|flow| flow.listed());
        let flows = flows.map(|flow| start_button(&self.voice, flow.name()));
        let views = self.catalogue.views.iter().filter(|view| view.listed);
        flows.chain(views.map(|view| view.button(&self.voice))).collect()
    }
}

pub(super) fn start_button(voice: &Voice<'_>, flow: &str) -> Button {
    let tap = Tap::Start(flow.to_owned());
    Button { label: voice.text(&format!("{flow}.label")), does: Does::Tap(tap.data()) }
}

#[derive(Debug)]
pub struct View {
    /// In buttons, so never reused for another meaning.
    pub name: &'static str,
    /// Key of its label. Typing the label, in any language, asks for the view.
    pub label: &'static str,
    /// Key of other words that ask for it, `|` between them.
    pub words: &'static str,
    /// Listed in the main menu.
    pub listed: bool,
    /// Its words ask for it in the middle of a question, too, whatever the question is.
    pub everywhere: bool,
    /// How much it matters that the answer arrives.
    pub worth: Worth,
    pub shows: fn(&Stage<'_>) -> Turn,
}

impl View {
    pub fn button(&self, voice: &Voice<'_>) -> Button {
        let tap = Tap::View(self.name.to_owned());
        Button { label: voice.text(self.label), does: Does::Tap(tap.data()) }
    }
}
