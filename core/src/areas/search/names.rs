//! All names of all areas, in order: those of one spelling are found at once, those near it by
//! looking at each.
//!
//! Invariant: a guess that costs nothing is a name as it was typed; whatever differs costs.

use std::sync::LazyLock;

use super::edits::{LONGEST, bits, edits, may_be_near};
use super::letters::{is_thai, letters, sound};
use crate::areas::{Area, AreaCode, Level, data};

/// An area that may be meant, and how far what was typed is from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) code: AreaCode,
    pub(super) cost: u8,
}

struct Name {
    letters: Box<[u8]>,
    sound: Box<[u8]>,
    bits: u64,
    of: Guess,
}

const TOWN: [&str; 3] = ["เมือง", "mueang", "muang"];
/// The district เมือง X, called by the name of its province.
const AS_ITS_PROVINCE: u8 = 1;

static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let mut names: Vec<Name> = data::areas().iter().flat_map(names_of).collect();
    names.extend(data::other_names().map(|(code, text)| name(text, code, 0)));
    names.extend(data::areas().iter().filter(|area| is_capital(area)).flat_map(capital_names));
    names.sort_unstable_by(|a, b| a.letters.cmp(&b.letters));
    names
});

fn name(text: &str, code: AreaCode, cost: u8) -> Name {
    let letters = letters(text);
    let sound = sound(&letters);
    let bits = bits(&sound);
    Name { letters: letters.into(), sound: sound.into(), bits, of: Guess { code, cost } }
}

fn names_of(area: &Area) -> [Name; 2] {
    [area.thai, area.english].map(|text| name(text, area.code, 0))
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
    let named = |text: &str, cost| name(text, capital.code, cost);
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
    let from = NAMES.partition_point(|name| *name.letters < *typed);
    let same = NAMES[from..].iter().take_while(|name| *name.letters == *typed);
    cheapest(same.map(|name| name.of).filter(|guess| may_be(guess.code)).collect())
}

/// The areas with a name like it. What sounds the same costs half of what does not.
pub(super) fn near(typed: &[u8], may_be: impl Fn(AreaCode) -> bool) -> Vec<Guess> {
    let heard = sound(typed);
    let heard_bits = bits(&heard);
    let most = errors_allowed(heard.len());
    let in_question = same_script(typed)
        .iter()
        .filter(|name| may_be_near(heard_bits, name.bits, most) && may_be(name.of.code));
    let like = in_question.filter_map(|name| {
        let errors = edits(&heard, &name.sound, most)?;
        let slips = edits(typed, &name.letters, LONGEST)?;
        Some(Guess { cost: name.of.cost + errors + slips, ..name.of })
    });
    cheapest(like.collect())
}

/// A short name with an error in it is another short name.
fn errors_allowed(letters: usize) -> u8 {
    match letters {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

fn same_script(typed: &[u8]) -> &'static [Name] {
    let (latin, thai) = NAMES.split_at(NAMES.partition_point(|name| !is_thai(&name.letters)));
    if is_thai(typed) { thai } else { latin }
}

/// Each area once, at the lowest cost; by code.
pub(super) fn cheapest(mut guesses: Vec<Guess>) -> Vec<Guess> {
    guesses.sort_unstable_by_key(|guess| (guess.code, guess.cost));
    guesses.dedup_by_key(|guess| guess.code);
    guesses
}
