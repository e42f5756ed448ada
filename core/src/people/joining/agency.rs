//! The agency somebody belongs to: one that is known where they are, or in their own words.
//!
//! Invariant: the tag that the platform wants behind it is no part of the answer.

use super::offices::offices;
use crate::conversation::readers::{Options, Text};
use crate::conversation::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::people::form::bare;
use crate::people::{Post, Unit};

/// Where the person is to belong to it.
#[derive(Debug)]
pub(super) struct Agency<D>(pub(super) fn(&D) -> Option<&Post>);

const MOST: usize = 100;

impl<D> Agency<D> {
    fn options(&self, at: &At<'_, D>) -> Options {
        let mut options = Options::default();
        let unit: Option<Unit> = (self.0)(at.draft).and_then(|post| at.stage.facts.unit(post.unit));
        for office in unit.iter().flat_map(|unit| offices(at.stage, unit)) {
            options.add(&office.value, vec![office.name]);
        }
        options
    }
}

fn read(options: &Options, text: &str) -> Read<String> {
    let known = options.exactly(text).and_then(|index| options.value(index));
    match known.and_then(|value| options.label(value)) {
        Some(name) => Read::Answer(name.to_owned()),
        None => own_words(text),
    }
}

fn own_words(text: &str) -> Read<String> {
    let text = bare(text);
    if !text.is_empty() && !text.contains(char::is_alphabetic) {
        return Read::No(Why::is("read.agency"));
    }
    Text(MOST).read(text)
}

impl<D> Reader<D> for Agency<D> {
    type Answer = String;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let options = self.options(at);
        let mut prompt = options.prompt(at.voice(), 0);
        if !options.is_empty() {
            prompt.lines.push(at.voice().text("read.agency_hint"));
        }
        prompt
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        let options = self.options(at);
        match said {
            Said::Text(text) => read(&options, text),
            Said::Tap(value) => match options.label(value) {
                Some(name) => Read::Answer(name.to_owned()),
                None => Read::No(Why::is("read.choice")),
            },
            other => not_words(other),
        }
    }

    fn shows(&self, _at: &At<'_, D>, answer: &String) -> String {
        answer.clone()
    }

    fn fits(&self, _at: &At<'_, D>, answer: &String) -> bool {
        answer.chars().count() <= MOST
    }

    fn takes_any_words(&self) -> bool {
        true
    }
}
