//! A number that looks odd is asked about once; then the person's word is taken.

use super::document::Document;
use super::options::{Chosen, Options};
use crate::conversation::Voice;
use crate::conversation::reader::{Prompt, Said};
use crate::thai::yes_no;

const KEEP: &str = "keep";
const ANEW: &str = "anew";

fn options(voice: &Voice<'_>) -> Options {
    Options::of(voice, "read.document", &[KEEP, ANEW])
}

pub(super) fn ask(voice: &Voice<'_>, document: &Document) -> Prompt {
    let question = voice.with("read.document.doubt", &[("number", &document.shown(voice))]);
    Prompt { question: Some(question), ..options(voice).prompt(voice, 0) }
}

/// Whether the number stays; `None` if that is not what was said.
pub(super) fn heard(voice: &Voice<'_>, said: Said<'_>) -> Option<bool> {
    match said {
        Said::Tap(KEEP) => Some(true),
        Said::Tap(ANEW) => Some(false),
        Said::Text(text) => match options(voice).typed(text) {
            Chosen::One(index) => Some(index == 0),
            _ => yes_no(text),
        },
        _ => None,
    }
}
