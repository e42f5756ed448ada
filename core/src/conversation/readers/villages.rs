//! Several villages of one tambon, by their numbers.

use super::example::example;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::villages;

#[derive(Debug, Clone, Copy)]
pub struct Villages;

impl<D> Reader<D> for Villages {
    /// Empty: all there are.
    type Answer = Vec<u8>;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let usual = || at.voice().text("read.villages_example");
        Prompt { example: example(at, usual), ..Prompt::default() }
    }

    fn reads(&self, _at: &At<'_, D>, said: Said<'_>) -> Read<Vec<u8>> {
        match said {
            Said::Text(text) => {
                villages(text).map_or_else(|| Read::No(Why::is("read.villages")), Read::Answer)
            }
            other => not_words(other),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Vec<u8>) -> String {
        if answer.is_empty() {
            return at.voice().text("read.all_villages");
        }
        answer.iter().map(u8::to_string).collect::<Vec<_>>().join(", ")
    }
}
