//! One of several that are always the same.

use super::choosing;
use super::options::Options;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said};

/// The values; their labels lie under `flow.step.value`.
#[derive(Debug, Clone, Copy)]
pub struct Choice(pub &'static [&'static str]);

impl Choice {
    fn options<D>(&self, at: &At<'_, D>) -> Options {
        Options::of(at.voice(), at.key, self.0)
    }
}

impl<D> Reader<D> for Choice {
    type Answer = String;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        choosing::ask(&self.options(at), at)
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        choosing::read(&self.options(at), at, said)
    }

    fn shows(&self, at: &At<'_, D>, answer: &String) -> String {
        at.voice().label(&format!("{}.{answer}", at.key))
    }

    fn fits(&self, _at: &At<'_, D>, answer: &String) -> bool {
        self.0.contains(&answer.as_str())
    }
}
