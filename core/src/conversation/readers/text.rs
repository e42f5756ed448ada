//! Words as they come, up to a length.

use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::clean;

/// The most characters.
#[derive(Debug, Clone, Copy)]
pub struct Text(pub usize);

impl Text {
    pub(super) fn read(self, text: &str) -> Read<String> {
        let text = clean(text);
        match text.chars().count() {
            0 => Read::No(Why::is("read.empty")),
            length if length > self.0 => {
                let why = Why::is("read.too_long").with("length", &length).with("most", &self.0);
                Read::No(why)
            }
            _ => Read::Answer(text),
        }
    }
}

impl<D> Reader<D> for Text {
    type Answer = String;

    fn asks(&self, _at: &At<'_, D>) -> Prompt {
        Prompt::default()
    }

    fn reads(&self, _at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        match said {
            Said::Text(text) => self.read(text),
            other => not_words(other),
        }
    }

    fn shows(&self, _at: &At<'_, D>, answer: &String) -> String {
        answer.clone()
    }

    fn fits(&self, _at: &At<'_, D>, answer: &String) -> bool {
        answer.chars().count() <= self.0
    }

    fn takes_any_words(&self) -> bool {
        true
    }

    fn joins(&self, first: &String, more: &str) -> Option<String> {
        match self.read(&format!("{first}\n{more}")) {
            Read::Answer(whole) => Some(whole),
            Read::Half(_) | Read::More(_) | Read::No(_) => None,
        }
    }
}
