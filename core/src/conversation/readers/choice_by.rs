//! One of several that depend on what was answered before, or on what is known: the units of a
//! district, the requests that are open.

use super::choosing;
use super::options::Options;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said};

/// Makes the options, with their labels. They are made anew whenever they are needed, so the same
/// draft and facts must give the same.
#[derive(Debug)]
pub struct ChoiceBy<D>(pub fn(&At<'_, D>) -> Options);

impl<D> Reader<D> for ChoiceBy<D> {
    type Answer = String;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        choosing::ask(&(self.0)(at), at)
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        choosing::read(&(self.0)(at), at, said)
    }

    fn shows(&self, at: &At<'_, D>, answer: &String) -> String {
        (self.0)(at).label(answer).unwrap_or_default().to_owned()
    }

    fn fits(&self, at: &At<'_, D>, answer: &String) -> bool {
        (self.0)(at).label(answer).is_some()
    }
}
