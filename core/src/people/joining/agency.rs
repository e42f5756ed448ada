//! The agency somebody belongs to: one that is known where they are, or in their own words.
//!
//! Invariant: the tag that the platform wants behind it is no part of the answer.

use serde::{Deserialize, Serialize};

use super::offices::offices;
use crate::conversation::readers::{OneLine, Options};
use crate::conversation::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::people::form::bare;
use crate::people::{Post, Unit, UnitId};

/// Where the person is to belong to it.
#[derive(Debug)]
pub(super) struct Agency<D>(pub(super) fn(&D) -> Option<&Post>);

const MOST: usize = 100;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Named {
    pub(super) name: String,
    /// It was among those known at this unit: at another one it is asked for again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) known_at: Option<UnitId>,
}

impl Named {
    /// In somebody's own words.
    pub(super) fn own(name: String) -> Self {
        Self { name, known_at: None }
    }
}

impl<D> Agency<D> {
    fn unit(&self, at: &At<'_, D>) -> Option<Unit> {
        (self.0)(at.draft).and_then(|post| at.stage.facts.unit(post.unit))
    }

    fn options(&self, at: &At<'_, D>) -> Options {
        let mut options = Options::default();
        for office in self.unit(at).iter().flat_map(|unit| offices(at.stage, unit)) {
            options.add(&office.value, vec![office.name]);
        }
        options
    }

    fn known(&self, at: &At<'_, D>, name: Option<&str>) -> Option<Read<Named>> {
        let known_at = self.unit(at).map(|unit| unit.id);
        name.map(|name| Read::Answer(Named { name: name.to_owned(), known_at }))
    }
}

fn own_words(text: &str) -> Read<Named> {
    let text = bare(text);
    if !text.is_empty() && !text.contains(char::is_alphabetic) {
        return Read::No(Why::is("read.agency"));
    }
    match OneLine(MOST).read(text) {
        Read::Answer(name) => Read::Answer(Named::own(name)),
        Read::Half(half) | Read::More(half) => Read::Half(half),
        Read::No(why) => Read::No(why),
    }
}

impl<D> Reader<D> for Agency<D> {
    type Answer = Named;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let options = self.options(at);
        let mut prompt = options.prompt(at.voice(), 0);
        if !options.is_empty() {
            prompt.lines.push(at.voice().text("read.agency_hint"));
        }
        prompt
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Named> {
        let options = self.options(at);
        match said {
            Said::Text(text) => {
                let value = options.exactly(text).and_then(|index| options.value(index));
                let name = value.and_then(|value| options.label(value));
                self.known(at, name).unwrap_or_else(|| own_words(text))
            }
            Said::Tap(value) => {
                let known = self.known(at, options.label(value));
                known.unwrap_or_else(|| Read::No(Why::is("read.choice")))
            }
            other => not_words(other),
        }
    }

    fn shows(&self, _at: &At<'_, D>, answer: &Named) -> String {
        answer.name.clone()
    }

    fn fits(&self, at: &At<'_, D>, answer: &Named) -> bool {
        let unit = (self.0)(at.draft).map(|post| post.unit);
        answer.known_at.is_none_or(|known_at| Some(known_at) == unit)
    }

    fn takes_any_words(&self) -> bool {
        true
    }
}
