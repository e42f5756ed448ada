//! A Thai mobile number.

use super::told::told;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::phone;

#[derive(Debug, Clone, Copy)]
pub struct Mobile;

/// As it is said aloud: it reads back as itself.
pub(super) fn mobile(text: &str) -> Result<String, Why> {
    match phone(text) {
        Ok(phone) if phone.is_mobile() => Ok(phone.grouped()),
        Ok(_) => Err(Why::is("read.not_mobile")),
        Err(why) => Err(told(why)),
    }
}

impl<D> Reader<D> for Mobile {
    type Answer = String;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        Prompt { example: Some(at.voice().text("read.phone_example")), ..Prompt::default() }
    }

    fn reads(&self, _at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        match said {
            Said::Text(text) => mobile(text).map_or_else(Read::No, Read::Answer),
            other => not_words(other),
        }
    }

    fn shows(&self, _at: &At<'_, D>, answer: &String) -> String {
        answer.clone()
    }

    fn fits(&self, _at: &At<'_, D>, answer: &String) -> bool {
        mobile(answer).is_ok()
    }
}
