//! How many people something was handed out to: nobody gets less than a piece.

use crate::conversation::readers::Number;
use crate::conversation::{At, Offer, Prompt, Read, Reader, Said, Voice, Why};
use crate::stock::asking::head::Headed;
use crate::stock::daily::hand_out::Draft;

#[derive(Debug)]
pub(super) struct People;

const NUMBER: Number = Number { least: 1, most: 1_000_000 };
const EACH: &str = "each";

impl Reader<Draft> for People {
    type Answer = i64;

    fn asks(&self, at: &At<'_, Draft>) -> Prompt {
        let each = Offer::value(at.voice().label("hand_out.people.each"), EACH);
        let example = Number { most: at.draft.amount.pieces, ..NUMBER }.asks(at).example;
        let example = example.filter(|_| at.draft.amount.pieces > 0);
        Prompt { example, offers: vec![each], ..Prompt::default() }
    }

    fn reads(&self, at: &At<'_, Draft>, said: Said<'_>) -> Read<i64> {
        let pieces = at.draft.amount.pieces;
        let is_each = match said {
            Said::Tap(value) => value == EACH,
            Said::Text(text) => at.voice().hears("hand_out.people.each", text),
            _ => false,
        };
        if is_each {
            return Read::Answer(pieces);
        }
        let counted = match said {
            Said::Text(text) => before_word(at.voice(), text).map_or(said, Said::Text),
            _ => said,
        };
        match NUMBER.reads(at, counted) {
            Read::Answer(people) if people > pieces => {
                let why = Why::is("hand_out.people.too_many").with("people", &people);
                let item = at.draft.item(at.stage);
                let pieces = item.map(|item| item.pieces(pieces, at.voice())).unwrap_or_default();
                Read::No(why.with("pieces", &pieces))
            }
            read => read,
        }
    }

    fn shows(&self, at: &At<'_, Draft>, answer: &i64) -> String {
        NUMBER.shows(at, answer)
    }

    fn fits(&self, at: &At<'_, Draft>, answer: &i64) -> bool {
        (1..=at.draft.amount.pieces).contains(answer)
    }
}

/// "20 คน": what stands before the word for people.
pub(super) fn before_word<'a>(voice: &Voice<'_>, text: &'a str) -> Option<&'a str> {
    let words = voice.alternatives("hand_out.people.word");
    words.iter().find_map(|word| text.trim_end().strip_suffix(word.as_str()))
}
