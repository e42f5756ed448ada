//! Everything that can be asked for, and the words that ask for it. Words are folded once, when
//! the catalogue is made; a text is looked up, not compared with each.

use std::collections::HashMap;

use crate::thai::{fold, without_particles};

use super::flow::Flow;
use super::view::View;
use super::wording::{Language, Wording};

#[derive(Debug, Clone)]
pub struct Catalogue {
    pub flows: Vec<&'static dyn Flow>,
    pub views: Vec<&'static View>,
    asked_by: HashMap<String, Entry>,
    words: HashMap<String, Word>,
    /// Parts of sentences that sound like danger.
    signs: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
pub enum Entry {
    Flow(&'static dyn Flow),
    View(&'static View),
}

impl PartialEq for Entry {
    /// By its name: there is one of each.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Flow(one), Self::Flow(other)) => one.name() == other.name(),
            (Self::View(one), Self::View(other)) => one.name == other.name,
            _ => false,
        }
    }
}

/// Something that is asked for, and about what.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    pub entry: Entry,
    pub about: String,
}

/// Words that mean the same at every step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Cancel,
    Back,
    Restart,
    Resume,
    Confirm,
    Edit,
    Skip,
    /// There is none: leaves a question out where that is possible, and may be an answer.
    None,
    Undo,
    Next,
    /// The answer that was given before.
    Keep,
    /// Neither yes nor no nor any: leaves a question out where that is possible.
    Unknown,
}

const WORDS: [(&str, Word); 12] = [
    ("word.cancel", Word::Cancel),
    ("word.back", Word::Back),
    ("word.restart", Word::Restart),
    ("word.resume", Word::Resume),
    ("word.confirm", Word::Confirm),
    ("word.edit", Word::Edit),
    ("word.skip", Word::Skip),
    ("word.none", Word::None),
    ("word.undo", Word::Undo),
    ("word.next", Word::Next),
    ("word.keep", Word::Keep),
    ("word.unknown", Word::Unknown),
];

impl Catalogue {
    pub fn new(flows: &[&'static dyn Flow], views: &[&'static View], wording: &Wording) -> Self {
        let mut asked_by = HashMap::new();
        // The first in the list keeps a word that two lay claim to; a test says which do.
        for view in views {
            for word in folded(wording, &[view.label, view.words]) {
                asked_by.entry(word).or_insert(Entry::View(view));
            }
        }
        for flow in flows {
            let (label, words) =
                (format!("{}.label", flow.name()), format!("{}.words", flow.name()));
            for word in folded(wording, &[&label, &words]) {
                asked_by.entry(word).or_insert(Entry::Flow(*flow));
            }
        }
        let mut words = HashMap::new();
        for (key, word) in WORDS {
            words.extend(folded(wording, &[key]).into_iter().map(|text| (text, word)));
        }
        let signs = folded(wording, &["emergency.signs"]);
        Self { flows: flows.to_vec(), views: views.to_vec(), asked_by, words, signs }
    }

    pub fn view(&self, name: &str) -> Option<&'static View> {
        self.views.iter().copied().find(|view| view.name == name)
    }

    pub fn flow(&self, name: &str) -> Option<&'static dyn Flow> {
        self.flows.iter().copied().find(|flow| flow.name() == name)
    }

    /// What a typed text asks for.
    pub fn asked_by(&self, text: &str) -> Option<Wanted> {
        match look_up(&self.asked_by, text) {
            Some(entry) => Some(Wanted { entry, about: String::new() }),
            None => self.heard_by(text),
        }
    }

    /// By more than fixed words: a code, a shortcut.
    fn heard_by(&self, text: &str) -> Option<Wanted> {
        let views = self.views.iter().filter_map(|view| {
            let about = view.hears?(text)?;
            Some(Wanted { entry: Entry::View(view), about })
        });
        let flows = self.flows.iter().filter_map(|flow| {
            let about = flow.hears(text)?;
            Some(Wanted { entry: Entry::Flow(*flow), about })
        });
        views.chain(flows).next()
    }

    /// A view that is asked for even in the middle of a question.
    pub(super) fn everywhere(&self, text: &str) -> Option<Wanted> {
        let wanted = self.asked_by(text)?;
        matches!(wanted.entry, Entry::View(view) if view.everywhere).then_some(wanted)
    }

    pub(super) fn word(&self, text: &str) -> Option<Word> {
        look_up(&self.words, text)
    }

    /// Someone in danger does not type a label.
    pub(super) fn sounds_urgent(&self, text: &str) -> bool {
        let folded = fold(text);
        self.signs.iter().any(|sign| folded.contains(sign))
    }
}

/// As it was typed, or without "ค่ะ" and the like.
fn look_up<T: Copy>(words: &HashMap<String, T>, text: &str) -> Option<T> {
    let folded = fold(text);
    words.get(&folded).or_else(|| words.get(without_particles(&folded))).copied()
}

/// All texts under these keys, in every language, as they are compared.
fn folded(wording: &Wording, keys: &[&str]) -> Vec<String> {
    let all = Language::ALL.into_iter().flat_map(|language| {
        keys.iter().flat_map(move |key| wording.raw(language, key).split('|'))
    });
    all.map(fold).filter(|word| !word.is_empty()).collect()
}
