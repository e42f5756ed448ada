//! Which area is meant: by names in Thai or English with or without their kinds, by a code, with
//! a postcode as a hint. `words` takes the text apart, `names` knows what areas are called,
//! `reading` puts names together; here it is decided how certain the answer is.
//!
//! Invariant: [`Found::One`] only for names as they are written in the lists, each of them used,
//! that fit one area and no other. A guess is always asked back.

#[cfg(test)]
mod all_names;
#[cfg(test)]
mod asked;
mod edits;
mod letters;
mod names;
mod reading;
mod words;

use self::names::{Guess, cheapest};
use self::words::{Asked, Word};
use super::{Area, AreaCode, Level, children, data, get};
use crate::thai::fold;

/// The answers are best first, and no more than were asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// This one and no other.
    One(&'static Area),
    /// Not as it was typed, but these come near: to be confirmed, even if there is only one.
    Near(Vec<&'static Area>),
    /// All of these are called so.
    Several(Vec<&'static Area>),
    Nothing,
}

/// A chat message that long is not an answer to "where".
const LONGEST_TEXT: usize = 200;
/// The limits of what is worth trying: an address has fewer words, three names have fewer letters.
const MOST_WORDS: usize = 10;
const MOST_LETTERS: usize = 48;

/// Costs above this are chance.
const FARTHEST: u8 = 7;
/// What costs so much more than the best guess is about as near: another letter.
const ABOUT_AS_NEAR: u8 = 2;
/// A guess by other means than the name as it is written.
const ASK: u8 = 1;

/// The areas at one of `levels`, inside `within`, that `text` means. An area at a lower level
/// stands for the one around it: a tambon says which district.
pub fn search(text: &str, within: Option<AreaCode>, levels: &[Level], most: usize) -> Found {
    if text.chars().count() > LONGEST_TEXT {
        return Found::Nothing;
    }
    let scope = Scope { within, levels };
    if let Ok(code) = fold(text).parse::<AreaCode>() {
        return found(&scope.by_code(code), most);
    }
    let asked = words::read(text);
    if asked.words.is_empty() {
        return found(&scope.by_postcode(&asked), most);
    }
    let mut guesses = scope.as_written(&asked.words);
    if guesses.is_empty() {
        guesses = scope.near(&asked.words);
    }
    let mut best = best(guesses);
    narrow(&mut best, &asked);
    found(&best, most)
}

/// The children of `parent` whose name begins with what was typed, for a menu that is too long.
/// A consonant finds the names that are filed under it, with the vowel written before it.
pub fn matching_prefix(parent: AreaCode, typed: &str) -> Vec<&'static Area> {
    let words = words::read(typed).words;
    let typed: Vec<u8> = words.into_iter().flat_map(|word| word.letters).collect();
    let begins = |area: &&Area| {
        let filed = area.thai.trim_start_matches(['เ', 'แ', 'โ', 'ใ', 'ไ']);
        [area.thai, filed, area.english]
            .into_iter()
            .any(|name| letters::letters(name).starts_with(&typed))
    };
    children(parent).iter().filter(begins).collect()
}

struct Scope<'a> {
    within: Option<AreaCode>,
    levels: &'a [Level],
}

impl Scope<'_> {
    fn holds(&self, code: AreaCode) -> bool {
        self.within.is_none_or(|within| within.contains(code))
    }

    /// Inside the scope or around it: whatever may be named on the way to an answer.
    fn knows(&self, code: AreaCode) -> bool {
        self.holds(code) || self.within.is_some_and(|within| code.contains(within))
    }

    /// A number of two digits is rather a house or a choice than a province.
    fn by_code(&self, code: AreaCode) -> Vec<Guess> {
        let cost = if code.level() == Level::Province { ASK } else { 0 };
        self.answers(get(code).map(|_| Guess { code, cost }).as_slice())
    }

    fn by_postcode(&self, asked: &Asked) -> Vec<Guess> {
        let Some(postcode) = &asked.postcode else { return Vec::new() };
        let there = data::areas().iter().filter(|area| area.postcode == Some(postcode));
        let asks = there.map(|area| Guess { code: area.code, cost: ASK });
        asks.filter(|guess| self.levels.contains(&guess.code.level()) && self.holds(guess.code))
            .collect()
    }

    fn as_written(&self, words: &[Word]) -> Vec<Guess> {
        if words.len() > MOST_LETTERS {
            return Vec::new();
        }
        self.answers(&reading::areas_meant(words, false, |typed, kind| {
            names::exact(typed, |code| self.may_be(code, kind))
        }))
    }

    /// With typing errors, with one name that does not fit, or without spaces between names.
    fn near(&self, words: &[Word]) -> Vec<Guess> {
        if words.len() > MOST_WORDS {
            return Vec::new();
        }
        let like = reading::areas_meant(words, true, |typed, kind| {
            names::near(typed, |code| self.may_be(code, kind))
        });
        let glued = self.as_written(&letter_by_letter(words)).into_iter();
        let glued = glued.map(|guess| Guess { cost: guess.cost + ASK, ..guess });
        let near = self.answers(&like).into_iter().filter(|guess| guess.cost <= FARTHEST);
        cheapest(near.chain(glued).collect())
    }

    fn may_be(&self, code: AreaCode, kind: Option<Level>) -> bool {
        kind.is_none_or(|kind| kind == code.level()) && self.knows(code)
    }

    /// Those at the levels asked for; if there are none, what is around those below.
    fn answers(&self, meant: &[Guess]) -> Vec<Guess> {
        let at_level = |guess: &&Guess| self.levels.contains(&guess.code.level());
        let direct: Vec<Guess> = meant.iter().filter(at_level).copied().collect();
        let answers = if direct.is_empty() { self.lifted(meant) } else { direct };
        answers.into_iter().filter(|guess| self.holds(guess.code)).collect()
    }

    fn lifted(&self, meant: &[Guess]) -> Vec<Guess> {
        let around = meant.iter().filter_map(|guess| {
            let code = self.levels.iter().filter_map(|level| guess.code.at(*level)).max()?;
            Some(Guess { code, cost: guess.cost + ASK })
        });
        cheapest(around.collect())
    }
}

/// A postcode chooses among several, but it may be wrong: it never rules out all of them, and
/// what it has chosen is asked back.
fn narrow(guesses: &mut Vec<Guess>, asked: &Asked) {
    let Some(postcode) = asked.postcode.as_deref() else { return };
    let may_be_there = |guess: &&Guess| {
        let there = get(guess.code).and_then(|area| area.postcode);
        there.is_none_or(|there| there == postcode)
    };
    let ask = |guess: &Guess| Guess { cost: guess.cost + ASK, ..*guess };
    let there: Vec<Guess> = guesses.iter().filter(may_be_there).map(ask).collect();
    if !there.is_empty() && there.len() < guesses.len() {
        *guesses = there;
    }
}

/// Every letter as a word, so that a name may end anywhere.
fn letter_by_letter(words: &[Word]) -> Vec<Word> {
    let letters = words.iter().flat_map(|word| {
        let last = word.letters.len() - 1;
        word.letters.iter().enumerate().map(move |(at, letter)| Word {
            letters: vec![*letter],
            opens: word.opens.filter(|_| at == 0),
            closes: word.closes.filter(|_| at == last),
            breaks: word.breaks && at == 0,
        })
    });
    letters.collect()
}

/// The best first, with what is about as near; next to a name as it is written nothing is.
fn best(mut guesses: Vec<Guess>) -> Vec<Guess> {
    guesses.sort_unstable_by_key(|guess| (guess.cost, guess.code));
    let best = guesses.first().map_or(0, |guess| guess.cost);
    let farthest = if best == 0 { 0 } else { best + ABOUT_AS_NEAR };
    guesses.retain(|guess| guess.cost <= farthest);
    guesses
}

fn found(best: &[Guess], most: usize) -> Found {
    let areas: Vec<&Area> = best.iter().filter_map(|guess| get(guess.code)).collect();
    let first = || areas.iter().copied().take(most).collect();
    match (areas.as_slice(), best) {
        ([], _) | (_, []) => Found::Nothing,
        ([area], [Guess { cost: 0, .. }]) => Found::One(area),
        (_, [Guess { cost: 0, .. }, ..]) => Found::Several(first()),
        _ => Found::Near(first()),
    }
}
