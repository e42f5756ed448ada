//! Choosing one of some options: over pages, or among those that a typed word is part of. The
//! options may be fixed or made anew each time; how they are chosen from is the same.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::options::{Chosen, Options};
use crate::conversation::reader::{At, Prompt, Read, Said, Why, not_words};

/// On the way to a choice.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Looking {
    page: usize,
    /// Those that a typed word fits; none: all.
    only: Vec<String>,
}

pub(crate) fn ask<D>(options: &Options, at: &At<'_, D>) -> Prompt {
    let looking: Looking = at.half();
    match looking.only.as_slice() {
        [] => options.prompt(at.voice(), looking.page),
        only => options.only(only).prompt(at.voice(), 0),
    }
}

pub(crate) fn read<D>(all: &Options, at: &At<'_, D>, said: Said<'_>) -> Read<String> {
    let looking: Looking = at.half();
    let shown = if looking.only.is_empty() { all.clone() } else { all.only(&looking.only) };
    let (from, chosen) = match said {
        Said::Tap(value) => (all, all.tapped(value)),
        Said::Text(text) => match shown.typed(text) {
            Chosen::Nothing if looking.only.is_empty() => {
                let page = all.turned(at.voice(), text, looking.page);
                (all, page.map_or(Chosen::Nothing, Chosen::Page))
            }
            Chosen::Nothing => (all, all.typed(text)),
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

fn no<A>() -> Read<A> {
    Read::No(Why::is("read.choice"))
}
