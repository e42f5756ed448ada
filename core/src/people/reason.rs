//! Why somebody is refused or suspended, or a unit closed: one of the usual reasons, or words of
//! the officer's own.
//!
//! A usual reason is kept by its name, so that it is read in the language of whoever it concerns.

use serde_json::json;

use crate::conversation::readers::{Options, Text};
use crate::conversation::{At, Prompt, Read, Reader, Said, Voice, Why, not_words};

/// The usual ones, by their names under `reason` in the wording.
#[derive(Debug, Clone, Copy)]
pub struct Reason(pub &'static [&'static str]);

const KEY: &str = "reason";
/// The button that asks for words.
const OTHER: &str = "other";
/// Of the officer's own words.
const LEAST: usize = 3;
const MOST: usize = 200;

/// As people read it.
pub fn shown(voice: &Voice<'_>, why: &str) -> String {
    let usual = format!("{KEY}.{why}");
    if voice.has(&usual) { voice.label(&usual) } else { why.to_owned() }
}

impl Reason {
    fn options(self, voice: &Voice<'_>) -> Options {
        Options::of(voice, KEY, &[self.0, &[OTHER]].concat())
    }

    fn chosen(value: &str) -> Read<String> {
        match value {
            OTHER => Read::Half(json!(OTHER)),
            usual => Read::Answer(usual.to_owned()),
        }
    }

    fn is_usual(self, why: &str) -> bool {
        self.0.contains(&why)
    }
}

impl<D> Reader<D> for Reason {
    type Answer = String;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let voice = at.voice();
        if at.half.is_some() {
            return Prompt { question: Some(voice.text("reason.ask")), ..Prompt::default() };
        }
        let mut prompt = self.options(voice).prompt(voice, 0);
        prompt.lines.push(voice.text("reason.hint"));
        prompt
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        let options = self.options(at.voice());
        let value = match said {
            Said::Tap(value) => options.label(value).map(|_| value),
            Said::Text(text) => options.exactly(text).and_then(|index| options.value(index)),
            other => return not_words(other),
        };
        match (value, said) {
            (Some(value), _) => Self::chosen(value),
            (None, Said::Text(text)) => own_words(at, said, text),
            (None, _) => Read::No(Why::is("read.choice")),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &String) -> String {
        shown(at.voice(), answer)
    }

    fn takes_any_words(&self) -> bool {
        true
    }

    fn joins(&self, first: &String, more: &str) -> Option<String> {
        if self.is_usual(first) {
            return None;
        }
        Reader::<D>::joins(&Text(MOST), first, more)
    }
}

/// Whoever reads it has to make something of it.
fn own_words<D>(at: &At<'_, D>, said: Said<'_>, text: &str) -> Read<String> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < LEAST {
        return Read::No(Why::is("reason.short"));
    }
    Text(MOST).reads(at, said)
}
