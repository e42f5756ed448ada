//! A few words in one line: a position, a name. Unlike a story they do not go on in a second
//! message.

use super::text::Text;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, not_words};

/// The most characters.
#[derive(Debug, Clone, Copy)]
pub struct OneLine(pub usize);

impl OneLine {
    pub(crate) fn read(self, text: &str) -> Read<String> {
        Text(self.0).read(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl<D> Reader<D> for OneLine {
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
}
