//! A view is a read-only answer: asked for by its label, by a word, or by a button.

use crate::facts::Facts;
use crate::thai::fold;

use super::say::{Button, Does, Worth};
use super::wording::{Voice, Wording};
use super::{Language, Tap, Turn};

/// What a view has to speak with.
#[derive(Debug, Clone, Copy)]
pub struct Stage<'a> {
    pub voice: Voice<'a>,
    pub facts: &'a Facts,
    pub catalogue: &'a Catalogue,
}

impl Stage<'_> {
    /// Buttons of everything in the main menu.
    pub fn listed(&self) -> Vec<Button> {
        let listed = self.catalogue.views.iter().filter(|view| view.listed);
        listed.map(|view| view.button(&self.voice)).collect()
    }
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
    /// How much it matters that the answer arrives.
    pub worth: Worth,
    pub shows: fn(&Stage<'_>) -> Turn,
}

impl View {
    pub fn button(&self, voice: &Voice<'_>) -> Button {
        let tap = Tap::View(self.name.to_owned());
        Button { label: voice.text(self.label), does: Does::Tap(tap.data()) }
    }

    fn is_asked_by(&self, wording: &Wording, folded: &str) -> bool {
        Language::ALL.into_iter().any(|language| {
            let words = wording.raw(language, self.words).split('|');
            words.chain([wording.raw(language, self.label)]).any(|word| fold(word) == folded)
        })
    }
}

/// Everything that can be asked for.
#[derive(Debug, Clone)]
pub struct Catalogue {
    pub views: Vec<&'static View>,
}

impl Catalogue {
    pub fn named(&self, name: &str) -> Option<&'static View> {
        self.views.iter().copied().find(|view| view.name == name)
    }

    /// The view that a typed text asks for.
    pub fn asked_by(&self, wording: &Wording, text: &str) -> Option<&'static View> {
        let folded = fold(text);
        self.views.iter().copied().find(|view| view.is_asked_by(wording, &folded))
    }
}
