//! A person's full name, with or without a title.

use super::told::told;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, not_words};
use crate::thai::{FullName, full_name};

#[derive(Debug, Clone, Copy)]
pub struct Name;

impl<D> Reader<D> for Name {
    type Answer = FullName;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        Prompt { example: Some(at.voice().text("read.name_example")), ..Prompt::default() }
    }

    fn reads(&self, _at: &At<'_, D>, said: Said<'_>) -> Read<FullName> {
        match said {
            Said::Text(text) => match full_name(text) {
                Ok(name) => Read::Answer(name),
                Err(why) => Read::No(told(why)),
            },
            other => not_words(other),
        }
    }

    fn shows(&self, _at: &At<'_, D>, answer: &FullName) -> String {
        answer.to_string()
    }
}
