//! What lies there: a number, or one of three taps. An answer is good against the book it was
//! asked against: if that says something else by now, the question comes again.

use serde::{Deserialize, Serialize};

use super::Draft;
use crate::conversation::readers::{Amount, Options};
use crate::conversation::{At, Prompt, Read, Reader, Said as Heard, Voice, Why, not_words};
use crate::stock::asking::head::{Headed, today};
use crate::stock::asking::pieces::{Of, Pieces};
use crate::stock::asking::shown::day;
use crate::stock::known::Page;
use crate::stock::record::Said;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counted {
    pub said: Said,
    pub amount: Amount,
    /// What the book said when it was asked.
    pub book: i64,
}

#[derive(Debug)]
pub(super) struct Counting;

pub(super) const PIECES: Pieces<Draft> =
    Pieces { least: 0, most: |_| None, too_many: "", usual: Some(Of::Counts), asks_pack: false };

/// What the book says, where that is not what lay there yesterday.
const AS_BOOK: &str = "as_book";

fn options(voice: &Voice<'_>, page: &Page) -> Options {
    let is_quiet = page.sheet.is_empty();
    let same = if is_quiet { Said::SameAsYesterday.as_str() } else { AS_BOOK };
    let nothing = is_quiet.then_some(Said::NothingMoved.as_str());
    let values = [Some(same), nothing, Some(Said::Zero.as_str())];
    let values: Vec<&str> = values.into_iter().flatten().collect();
    Options::of(voice, "count.counted", &values)
}

/// By a button, or its words.
fn chosen(at: &At<'_, Draft>, page: &Page, heard: Heard<'_>) -> Option<Counted> {
    let options = options(at.voice(), page);
    let value = match heard {
        Heard::Tap(value) => options.label(value).map(|_| value.to_owned()),
        Heard::Text(text) => {
            let index = options.exactly(text).filter(|_| !is_number(text));
            index.and_then(|index| options.value(index)).map(str::to_owned)
        }
        _ => None,
    }?;
    let said = if value == AS_BOOK { Some(Said::Number) } else { Said::parse(&value) };
    let pieces = if said == Some(Said::Zero) { 0 } else { page.closing() };
    let amount = Amount::of_pieces(pieces, &page.item);
    Some(Counted { said: said?, amount, book: page.closing() })
}

/// A number is a count, and no option's place in a list.
fn is_number(text: &str) -> bool {
    crate::thai::number(text).is_ok()
}

impl Counted {
    pub(super) fn of(amount: Amount, book: i64) -> Self {
        let said = if amount.pieces == 0 { Said::Zero } else { Said::Number };
        Self { said, amount, book }
    }
}

impl Reader<Draft> for Counting {
    type Answer = Counted;

    fn asks(&self, at: &At<'_, Draft>) -> Prompt {
        let prompt = PIECES.asks(at);
        let (Some(page), None) = (at.draft.page(at.stage), at.half) else { return prompt };
        let voice = at.voice();
        let offers = options(voice, &page).prompt(voice, 0).offers;
        Prompt { question: question(at, &page), offers, ..prompt }
    }

    fn reads(&self, at: &At<'_, Draft>, said: Heard<'_>) -> Read<Counted> {
        let Some(page) = at.draft.page(at.stage) else { return not_words(said) };
        if at.half.is_none()
            && let Some(counted) = chosen(at, &page, said)
        {
            return judged(at, &page, counted);
        }
        let counted = |amount| judged(at, &page, Counted::of(amount, page.closing()));
        PIECES.reads(at, said).then(counted)
    }

    fn shows(&self, at: &At<'_, Draft>, answer: &Counted) -> String {
        let amount = PIECES.shows(at, &answer.amount);
        match answer.said {
            Said::NothingMoved => {
                format!("{} · {amount}", at.voice().label("count.counted.nothing_moved"))
            }
            _ => amount,
        }
    }

    fn fits(&self, at: &At<'_, Draft>, answer: &Counted) -> bool {
        let Some(page) = at.draft.page(at.stage) else { return false };
        let is_quiet = answer.said != Said::NothingMoved || page.sheet.is_empty();
        let is_possible = answer.amount.pieces >= least(&page);
        answer.book == page.closing() && is_quiet && is_possible && PIECES.fits(at, &answer.amount)
    }
}

/// What has gone out on later days must have lain there.
fn least(page: &Page) -> i64 {
    page.closing() - page.free
}

fn judged(at: &At<'_, Draft>, page: &Page, counted: Counted) -> Read<Counted> {
    if counted.amount.pieces >= least(page) {
        return Read::Answer(counted);
    }
    let answer = counted.amount.shown(at.voice(), &page.item);
    let least = page.item.pieces(least(page), at.voice());
    Read::No(Why::is("count.less_than_went_out").with("answer", &answer).with("least", &least))
}

/// Where, which day, what the book says; and what was counted already.
fn question(at: &At<'_, Draft>, page: &Page) -> Option<String> {
    let (voice, stage) = (at.voice(), at.stage);
    let (unit, date) = (at.draft.unit(stage)?, at.draft.head().day?);
    let title = format!("{} · {}", unit.name(voice.language), day(voice, date));
    let book = page.item.both_ways(page.closing(), voice);
    let item = page.item.name(voice.language);
    let book = voice.with("count.book", &[("item", item), ("book", &book)]);
    let again = page.reported.map(|reported| {
        let counted = page.item.pieces(reported.counted, voice);
        voice.with("count.again", &[("counted", &counted)])
    });
    let is_today = date == today(stage);
    let ask = if is_today { "count.counted.ask" } else { "count.counted.ask_then" };
    let ask = voice.with(ask, &[("measure", &page.item.measure_label(voice))]);
    let lines = [Some(title), Some(book), again, Some(ask)];
    Some(lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}
