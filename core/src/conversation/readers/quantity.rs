//! How many pieces there are, said in any unit: "150", "3 กล่อง 20 ชิ้น", "โหลครึ่ง".

use super::example::example;
use super::told::told;
use super::units::Amount;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};

/// What the draft may say: how many there can be at most, and how many are in a carton.
#[derive(Debug)]
pub struct Quantity<D> {
    pub least: i64,
    pub most: fn(&D) -> Option<i64>,
    pub carton: fn(&D) -> Option<i64>,
}

/// Shows that pieces alone will do.
const USUAL: i64 = 150;

impl<D> Quantity<D> {
    fn most(&self, at: &At<'_, D>) -> i64 {
        (self.most)(at.draft).unwrap_or(i64::MAX)
    }

    fn allows(&self, at: &At<'_, D>, pieces: i64) -> bool {
        (self.least..=self.most(at)).contains(&pieces)
    }

    fn outside(&self, at: &At<'_, D>, amount: &Amount) -> Why {
        let shown = |pieces| Amount::of_pieces(pieces).shown(at.voice());
        let why = |key| {
            let answer = amount.shown(at.voice());
            Why::is(key).with("answer", &answer).with("least", &shown(self.least))
        };
        match (self.most)(at.draft) {
            Some(most) => why("read.outside").with("most", &shown(most)),
            None => why("read.at_least"),
        }
    }
}

impl<D> Reader<D> for Quantity<D> {
    type Answer = Amount;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let usual = USUAL.min(self.most(at)).max(self.least);
        let usual = || Amount::of_pieces(usual).shown(at.voice());
        Prompt { example: example(at, usual), ..Prompt::default() }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Amount> {
        let Said::Text(text) = said else { return not_words(said) };
        match Amount::read(text, at.voice(), (self.carton)(at.draft)) {
            Ok(amount) if self.allows(at, amount.pieces) => Read::Answer(amount),
            Ok(amount) => Read::No(self.outside(at, &amount)),
            Err(why) => Read::No(told(why)),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Amount) -> String {
        answer.shown(at.voice())
    }

    fn fits(&self, at: &At<'_, D>, answer: &Amount) -> bool {
        let sum = answer.sum((self.carton)(at.draft));
        sum == Some(answer.pieces) && self.allows(at, answer.pieces)
    }
}
