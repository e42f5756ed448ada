//! One of several.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::options::{Chosen, Options};
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};

/// The values; their labels lie under `flow.step.value`.
#[derive(Debug, Clone, Copy)]
pub struct Choice(pub &'static [&'static str]);

/// On the way to a choice: a page of it, or those that a typed word fits.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Looking {
    page: usize,
    only: Vec<String>,
}

impl Choice {
    fn options<D>(&self, at: &At<'_, D>) -> Options {
        Options::of(at.voice(), at.key, self.0)
    }
}

impl<D> Reader<D> for Choice {
    type Answer = String;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let looking: Looking = at.half();
        let options = self.options(at);
        match looking.only.as_slice() {
            [] => options.prompt(at.voice(), looking.page),
            only => options.only(only).prompt(at.voice(), 0),
        }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        let (all, looking) = (self.options(at), at.half::<Looking>());
        let shown = if looking.only.is_empty() { all.clone() } else { all.only(&looking.only) };
        let (from, chosen) = match said {
            Said::Tap(value) => (&all, all.tapped(value)),
            Said::Text(text) => match shown.typed(text) {
                Chosen::Nothing => (&all, all.typed(text)),
                chosen => (&shown, chosen),
            },
            other => return not_words(other),
        };
        match chosen {
            Chosen::One(index) => from.value(index).map_or_else(no, |v| Read::Answer(v.to_owned())),
            Chosen::Page(page) => Read::Half(json!({ "page": page })),
            Chosen::Some(several) => {
                let only: Vec<_> = several.into_iter().filter_map(|at| from.value(at)).collect();
                Read::Half(json!({ "only": only }))
            }
            Chosen::Nothing => no(),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &String) -> String {
        at.voice().label(&format!("{}.{answer}", at.key))
    }

    fn fits(&self, _at: &At<'_, D>, answer: &String) -> bool {
        self.0.contains(&answer.as_str())
    }
}

fn no<A>() -> Read<A> {
    Read::No(Why::is("read.choice"))
}
