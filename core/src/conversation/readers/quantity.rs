//! How much there is of an item, said in any of its measures: "150", "3 กล่อง 20 ชิ้น",
//! "โหลครึ่ง".

use super::amount::Amount;
use super::example::example;
use super::told::told;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::stock::Item;

/// What may depend on the draft and on what is known: of what, how many there can be at most, and
/// how many are in a measure that comes in every size.
#[derive(Debug)]
pub struct Quantity<D> {
    pub item: fn(&At<'_, D>) -> Option<Item>,
    pub least: i64,
    pub most: fn(&At<'_, D>) -> Option<i64>,
    pub pack: fn(&At<'_, D>) -> Option<i64>,
}

/// Shows that pieces alone will do.
const USUAL: i64 = 150;

impl<D> Quantity<D> {
    fn most(&self, at: &At<'_, D>) -> i64 {
        (self.most)(at).unwrap_or(i64::MAX)
    }

    fn allows(&self, at: &At<'_, D>, pieces: i64) -> bool {
        (self.least..=self.most(at)).contains(&pieces)
    }

    fn outside(&self, at: &At<'_, D>, item: &Item, amount: &Amount) -> Why {
        let shown = |pieces| item.pieces(pieces, at.voice());
        let why = |key| {
            let answer = amount.shown(at.voice(), item);
            Why::is(key).with("answer", &answer).with("least", &shown(self.least))
        };
        match (self.most)(at) {
            Some(most) => why("read.outside").with("most", &shown(most)),
            None => why("read.at_least"),
        }
    }
}

impl<D> Reader<D> for Quantity<D> {
    type Answer = Amount;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let Some(item) = (self.item)(at) else { return Prompt::default() };
        let usual = USUAL.min(self.most(at)).max(self.least);
        Prompt { example: example(at, || item.pieces(usual, at.voice())), ..Prompt::default() }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Amount> {
        let (Said::Text(text), Some(item)) = (said, (self.item)(at)) else {
            return not_words(said);
        };
        match Amount::read(text, at.voice(), &item, (self.pack)(at)) {
            Ok(amount) if self.allows(at, amount.pieces) => Read::Answer(amount),
            Ok(amount) => Read::No(self.outside(at, &item, &amount)),
            Err(why) => Read::No(told(why)),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Amount) -> String {
        (self.item)(at).map(|item| answer.shown(at.voice(), &item)).unwrap_or_default()
    }

    fn fits(&self, at: &At<'_, D>, answer: &Amount) -> bool {
        let sum = (self.item)(at).and_then(|item| answer.sum(&item, (self.pack)(at)));
        sum == Some(answer.pieces) && self.allows(at, answer.pieces)
    }
}
