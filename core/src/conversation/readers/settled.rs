//! What a flow is about, once it is known: it is not asked again because it is no longer among
//! what could be chosen. Whether it may still be is for the flow's `stands` to say, with a reason.

use crate::conversation::reader::{At, Prompt, Read, Reader, Said};

#[derive(Debug)]
pub struct Settled<R>(pub R);

impl<D, R: Reader<D>> Reader<D> for Settled<R> {
    type Answer = R::Answer;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        self.0.asks(at)
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<R::Answer> {
        self.0.reads(at, said)
    }

    fn shows(&self, at: &At<'_, D>, answer: &R::Answer) -> String {
        self.0.shows(at, answer)
    }

    fn takes_any_words(&self) -> bool {
        self.0.takes_any_words()
    }

    fn wants_photos(&self) -> bool {
        self.0.wants_photos()
    }

    fn joins(&self, first: &R::Answer, more: &str) -> Option<R::Answer> {
        self.0.joins(first, more)
    }
}
