//! Yes or no, in the words of the centre, the north-east and the north.

use super::options::{Chosen, Options};
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::yes_no;

#[derive(Debug, Clone, Copy)]
pub struct YesNo;

/// The step's own words for yes and no, if it has any.
fn key<'a, D>(at: &At<'a, D>) -> &'a str {
    if at.voice().has(&format!("{}.yes", at.key)) { at.key } else { "read" }
}

fn options<D>(at: &At<'_, D>) -> Options {
    Options::of(at.voice(), key(at), &["yes", "no"])
}

impl<D> Reader<D> for YesNo {
    type Answer = bool;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        options(at).prompt(at.voice(), 0)
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<bool> {
        let chosen = match said {
            Said::Tap(value) => options(at).tapped(value),
            Said::Text(text) => match yes_no(text) {
                Some(yes) => return Read::Answer(yes),
                None => options(at).exactly(text).map_or(Chosen::Nothing, Chosen::One),
            },
            other => return not_words(other),
        };
        match chosen {
            Chosen::One(index) => Read::Answer(index == 0),
            Chosen::Page(_) | Chosen::Some(_) | Chosen::Nothing => Read::No(Why::is("read.yes_no")),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &bool) -> String {
        let value = if *answer { "yes" } else { "no" };
        at.voice().label(&format!("{}.{value}", key(at)))
    }
}
