//! A Thai telephone number that somebody can be called at.

use super::told::told;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, not_words};
use crate::thai::phone;

#[derive(Debug, Clone, Copy)]
pub struct Phone;

impl<D> Reader<D> for Phone {
    /// As it is said aloud: it reads back as itself.
    type Answer = String;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        Prompt { example: Some(at.voice().text("read.phone_example")), ..Prompt::default() }
    }

    fn reads(&self, _at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        match said {
            Said::Text(text) => match phone(text) {
                Ok(phone) => Read::Answer(phone.grouped()),
                Err(why) => Read::No(told(why)),
            },
            other => not_words(other),
        }
    }

    fn shows(&self, _at: &At<'_, D>, answer: &String) -> String {
        answer.clone()
    }

    fn fits(&self, _at: &At<'_, D>, answer: &String) -> bool {
        phone(answer).is_ok()
    }
}
