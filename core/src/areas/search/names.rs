//! All names of all areas, by script, by the length of their sound and by their letters: those of
//! one spelling are found at once, those near it by looking at each of about the same length.
//!
//! Invariant: a guess that costs nothing is a name as it was typed; whatever differs costs.

use std::sync::LazyLock;

use super::edits::{LONGEST, Spelling, edits};
use super::letters::{is_thai, letters, sound};
use crate::areas::{Area, AreaCode, Level, data};

/// An area that may be meant, and how far what was typed is from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) code: AreaCode,
    pub(super) cost: u8,
}

struct Name {
    written: Spelling,
    heard: Spelling,
    of: Guess,
}

impl Name {
    fn new(text: &str, code: AreaCode, cost: u8) -> Self {
        let letters = letters(text);
        let heard = Spelling::new(sound(&letters));
        Self { written: Spelling::new(letters), heard, of: Guess { code, cost } }
    }

    fn place(&self) -> (bool, usize, &[u8]) {
        (is_thai(&self.written.letters), self.heard.letters.len(), &self.written.letters)
    }
}

const TOWN: [&str; 3] = ["เมือง", "mueang", "muang"];
/// The district เมือง X, called by the name of its province.
const AS_ITS_PROVINCE: u8 = 1;

static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let mut names: Vec<Name> = data::areas().iter().flat_map(names_of).collect();
    names.extend(data::other_names().map(|(code, text)| Name::new(text, code, 0)));
    names.extend(data::areas().iter().filter(|area| is_capital(area)).flat_map(capital_names));
    names.sort_unstable_by(|a, b| a.place().cmp(&b.place()));
    names
});

fn names_of(area: &Area) -> [Name; 2] {
    [area.thai, area.english].map(|text| Name::new(text, area.code, 0))
}

/// The district a province is named after. Bangkok has none.
fn is_capital(area: &Area) -> bool {
    let province = area.parent().filter(|_| area.level() == Level::District);
    province.is_some_and(|province| {
        let own = area.thai.strip_prefix("เมือง").unwrap_or(area.thai);
        own == province.thai
    })
}

/// A capital is called เมือง alone, or with any name of its province, or just by that name.
fn capital_names(capital: &Area) -> Vec<Name> {
    let named = |text: &str, cost| Name::new(text, capital.code, cost);
    let mut names = TOWN.map(|town| named(town, 0)).into_iter().collect::<Vec<Name>>();
    for text in capital.parent().into_iter().flat_map(province_names) {
        names.push(named(text, AS_ITS_PROVINCE));
        names.extend(TOWN.map(|town| named(&format!("{town}{text}"), 0)));
    }
    names
}

fn province_names(province: &Area) -> impl Iterator<Item = &'static str> {
    let code = province.code;
    let others = data::other_names().filter(move |(other, _)| *other == code);
    [province.thai, province.english].into_iter().chain(others.map(|(_, text)| text))
}

/// The areas of that name, as it is typed.
pub(super) fn exact(typed: &[u8], may_be: impl Fn(AreaCode) -> bool) -> Vec<Guess> {
    let place = (is_thai(typed), sound(typed).len(), typed);
    let from = NAMES.partition_point(|name| name.place() < place);
    let same = NAMES[from..].iter().take_while(|name| *name.written.letters == *typed);
    cheapest(same.map(|name| name.of).filter(|guess| may_be(guess.code)).collect())
}

/// The areas with a name like it. What sounds the same costs half of what does not. An error in
/// the wrong place changes the sound of a whole syllable, so the letters are looked at as well.
pub(super) fn near(typed: &[u8], may_be: impl Fn(AreaCode) -> bool) -> Vec<Guess> {
    let heard = Spelling::new(sound(typed));
    let written = Spelling::new(typed.to_vec());
    let most = errors_allowed(heard.letters.len());
    let names = about_as_long(typed, heard.letters.len(), most.into()).iter();
    let like = names.filter(|name| may_be(name.of.code)).filter_map(|name| {
        let by_sound = heard.errors(&name.heard, most);
        let errors = by_sound.or_else(|| written.errors(&name.written, most))?;
        let slips = edits(typed, &name.written.letters, LONGEST)?;
        Some(Guess { cost: name.of.cost + errors + slips, ..name.of })
    });
    cheapest(like.collect())
}

/// One error can take two sounds away: the letter, and what is doubled without it.
fn about_as_long(typed: &[u8], heard: usize, most: usize) -> &'static [Name] {
    let start =
        |length: usize| NAMES.partition_point(|name| name.place() < (is_thai(typed), length, &[]));
    let most = most + 1;
    &NAMES[start(heard.saturating_sub(most))..start(heard + most + 1)]
}

/// A short name with an error in it is another short name.
fn errors_allowed(letters: usize) -> u8 {
    match letters {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Each area once, at the lowest cost; by code.
pub(super) fn cheapest(mut guesses: Vec<Guess>) -> Vec<Guess> {
    guesses.sort_unstable_by_key(|guess| (guess.code, guess.cost));
    guesses.dedup_by_key(|guess| guess.code);
    guesses
}
