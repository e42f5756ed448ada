//! How many pieces: in any measure of the item, with what one holds asked where it comes in every
//! size; more than can be is refused with the numbers, and what is unlikely is asked about once.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::conversation::readers::{Amount, Options, Quantity};
use crate::conversation::{At, Offer, Prompt, Read, Reader, Said, Stage, Voice, Why, not_words};
use crate::people::Level;
use crate::stock::Item;
use crate::stock::asking::head::Headed;
use crate::stock::known::{Page, Usual};
use crate::thai::{self, yes_no};

#[derive(Debug)]
pub struct Pieces<D> {
    pub least: i64,
    /// The most there can be.
    pub most: fn(&At<'_, D>) -> Option<i64>,
    /// What is said of more: with holes `answer` and `most`.
    pub too_many: &'static str,
    /// What of the unit's history it is held against; nothing: it is as likely as it is.
    pub usual: Option<Of>,
    /// What a carton holds is asked each time: it comes with the delivery.
    pub asks_pack: bool,
}

/// What has a history: what was moved in one record, what was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Moves,
    Counts,
}

impl Of {
    fn usual(self, usual: Usual) -> i64 {
        match self {
            Self::Moves => usual.moved,
            Self::Counts => usual.counted,
        }
    }

    /// What the book says is never odd to be counted.
    fn expected(self, page: &Page) -> i64 {
        match self {
            Self::Moves => 0,
            Self::Counts => page.closing(),
        }
    }
}

/// Between the amount that was said and the answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    /// How many one holds: what was said, and the word for what comes in every size.
    Pack(String, String),
    /// Whether it is meant.
    Sure(Amount),
}

/// How often the usual is unlikely.
const TIMES: i64 = 5;
/// What cartons often hold.
const PACKS: [i64; 3] = [1_000, 2_000, 2_500];
const LARGEST_PACK: i64 = 100_000;
const KEEP: &str = "keep";
const ANEW: &str = "anew";

/// Without a history: more than units of this level have.
fn bound(level: Level) -> i64 {
    match level {
        Level::Nation | Level::Province => 1_000_000,
        Level::District => 100_000,
        Level::Local => 10_000,
        Level::End | Level::Volunteer => 1_000,
    }
}

fn doubts(voice: &Voice<'_>) -> Options {
    Options::of(voice, "stock.doubt", &[KEEP, ANEW])
}

impl<D: Headed> Pieces<D> {
    /// What lies there may be taken away, and no more.
    pub const FROM_THE_SHELF: Self = Self {
        least: 1,
        most: |at| Some(at.draft.page(at.stage)?.free),
        too_many: "stock.more_than_lies_there",
        usual: Some(Of::Moves),
        asks_pack: false,
    };

    fn quantity(&self) -> Quantity<D> {
        Quantity {
            item: |at| at.draft.item(at.stage),
            least: self.least,
            most: self.most,
            pack: |_| None,
        }
    }

    /// Whether nobody would expect that many of this unit.
    pub fn is_unlikely(&self, draft: &D, stage: &Stage<'_>, pieces: i64) -> bool {
        let Some(of) = self.usual else { return false };
        let page = draft.page(stage);
        let expected = page.as_ref().map_or(0, |page| of.expected(page));
        let usual = page.and_then(|page| page.usual).map(|usual| of.usual(usual));
        let most = match usual.filter(|usual| *usual > 0) {
            Some(usual) => Some(usual.saturating_mul(TIMES)),
            None => draft.unit(stage).map(|unit| bound(unit.level())),
        };
        most.is_some_and(|most| pieces > most.max(expected))
    }

    fn judged(&self, at: &At<'_, D>, item: &Item, amount: Amount) -> Read<Amount> {
        let shown = amount.shown(at.voice(), item);
        if amount.pieces < self.least {
            let least = item.pieces(self.least, at.voice());
            let why = Why::is("read.at_least").with("answer", &shown).with("least", &least);
            return Read::No(why);
        }
        match (self.most)(at) {
            Some(most) if amount.pieces > most => {
                let most = item.both_ways(most, at.voice());
                Read::No(Why::is(self.too_many).with("answer", &shown).with("most", &most))
            }
            _ if self.is_unlikely(at.draft, at.stage, amount.pieces) => {
                Read::Half(json!(Way::Sure(amount)))
            }
            _ => Read::Answer(amount),
        }
    }

    fn heard(&self, at: &At<'_, D>, item: &Item, text: &str) -> Read<Amount> {
        let carton = at.draft.page(at.stage).and_then(|page| page.carton);
        let pack = carton.filter(|_| !self.asks_pack);
        match Amount::read(text, at.voice(), item, pack) {
            Ok(amount) => self.judged(at, item, amount.packed(item, pack)),
            Err(thai::Why::UnknownSize(word)) if item.is_sizeless(&word, at.voice()) => {
                Read::Half(json!(Way::Pack(text.to_owned(), word)))
            }
            Err(_) => self.quantity().reads(at, Said::Text(text)),
        }
    }

    fn heard_pack(&self, at: &At<'_, D>, item: &Item, text: &str, said: Said<'_>) -> Read<Amount> {
        let (Said::Text(size) | Said::Tap(size)) = said else { return not_words(said) };
        let size = match Amount::read(size, at.voice(), item, None) {
            Ok(size) if (2..=LARGEST_PACK).contains(&size.pieces) => size.pieces,
            _ => return Read::No(Why::is("stock.pack.again")),
        };
        match Amount::read(text, at.voice(), item, Some(size)) {
            Ok(amount) => self.judged(at, item, amount.packed(item, Some(size))),
            Err(_) => Read::Half(Json::Null),
        }
    }

    fn heard_sure(
        &self,
        at: &At<'_, D>,
        item: &Item,
        amount: Amount,
        said: Said<'_>,
    ) -> Read<Amount> {
        let is_meant = match said {
            Said::Tap(KEEP) => Some(true),
            Said::Tap(ANEW) => Some(false),
            Said::Text(text) => match doubts(at.voice()).exactly(text) {
                Some(index) => Some(index == 0),
                None => yes_no(text),
            },
            other => return not_words(other),
        };
        match (is_meant, said) {
            (Some(true), _) => Read::Answer(amount),
            (Some(false), _) => Read::Half(Json::Null),
            // Another number needs no button first.
            (None, Said::Text(text)) => match self.heard(at, item, text) {
                Read::No(_) => Read::No(Why::is("read.yes_no")),
                read => read,
            },
            (None, _) => Read::No(Why::is("read.choice")),
        }
    }

    fn asks_way(&self, at: &At<'_, D>, item: &Item, way: &Way) -> Prompt {
        let voice = at.voice();
        match way {
            Way::Pack(text, word) => {
                let last = at.draft.page(at.stage).and_then(|page: Page| page.carton);
                let others = PACKS.into_iter().filter(|pack| Some(*pack) != last);
                let offers = last.into_iter().chain(others);
                let offers = offers.map(|n| Offer::value(item.pieces(n, voice), n.to_string()));
                let measure = item.measure_label(voice);
                let holes = [("said", text.as_str()), ("word", word), ("measure", &measure)];
                let question = voice.with("stock.pack.ask", &holes);
                Prompt { question: Some(question), offers: offers.collect(), ..Prompt::default() }
            }
            Way::Sure(amount) => {
                let amount = amount.shown(voice, item);
                let question = voice.with("stock.doubt.ask", &[("amount", &amount)]);
                Prompt { question: Some(question), ..doubts(voice).prompt(voice, 0) }
            }
        }
    }
}

impl<D: Headed> Reader<D> for Pieces<D> {
    type Answer = Amount;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        match (at.half::<Option<Way>>(), at.draft.item(at.stage)) {
            (Some(way), Some(item)) => self.asks_way(at, &item, &way),
            (None, Some(item)) => {
                let measure = item.measure_label(at.voice());
                let key = format!("{}.ask", at.key);
                let question = at.voice().with(&key, &[("measure", &measure)]);
                Prompt { question: Some(question), ..self.quantity().asks(at) }
            }
            (_, None) => Prompt::default(),
        }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Amount> {
        let Some(item) = at.draft.item(at.stage) else { return not_words(said) };
        match (at.half::<Option<Way>>(), said) {
            (Some(Way::Pack(text, _)), _) => self.heard_pack(at, &item, &text, said),
            (Some(Way::Sure(amount)), _) => self.heard_sure(at, &item, amount, said),
            (None, Said::Text(text)) => self.heard(at, &item, text),
            (None, _) => not_words(said),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Amount) -> String {
        self.quantity().shows(at, answer)
    }

    fn fits(&self, at: &At<'_, D>, answer: &Amount) -> bool {
        self.quantity().fits(at, answer)
    }
}
