//! Which words make a name together, and which area several names mean: นาแก นครพนม is the
//! district Na Kae in Nakhon Phanom, since one lies in the other.
//!
//! Invariant: every word belongs to a name, and every name is the area's own or that of one
//! around it; only where it is asked for may one name be left out, and that costs.

use super::names::{Guess, cheapest};
use super::words::Word;
use crate::areas::{AreaCode, Level};

/// A tambon, its district and its province.
const MOST_NAMES: usize = 3;
const LEFT_OUT: u8 = 6;
/// Where guesses are made, words by the dozen are not taken for one name.
const LONGEST_GUESS: usize = 6;

/// Words that follow each other, taken for one name: where the next name starts, and the areas
/// that may be called so.
struct Run {
    next: usize,
    guesses: Vec<Guess>,
}

struct Reading {
    /// By the word they start with.
    runs: Vec<Vec<Run>>,
    leave_one_out: bool,
}

/// The areas that the words mean, with `look` finding those of one name and one kind, if a kind
/// is written with it.
pub(super) fn areas_meant(
    words: &[Word],
    leave_one_out: bool,
    look: impl Fn(&[u8], Option<Level>) -> Vec<Guess>,
) -> Vec<Guess> {
    let mut found = Vec::new();
    let reading = Reading { runs: runs(words, leave_one_out, look), leave_one_out };
    reading.divide(0, &mut Vec::new(), &mut found);
    cheapest(found)
}

/// Looks only for names that begin where another may have ended: with every letter a word, there
/// would be a thousand.
fn runs(
    words: &[Word],
    leave_one_out: bool,
    look: impl Fn(&[u8], Option<Level>) -> Vec<Guess>,
) -> Vec<Vec<Run>> {
    let longest = if leave_one_out { LONGEST_GUESS } else { words.len() };
    let mut begins = vec![false; words.len() + 1];
    begins[0] = true;
    let runs_from = |from: usize| {
        let ends = ends(words, from).take(longest).filter(|_| begins[from]);
        let run = |next: usize| {
            let name = &words[from..next];
            let letters: Vec<u8> = name.iter().flat_map(|word| &word.letters).copied().collect();
            Run { next, guesses: look(&letters, kind(name)) }
        };
        let runs: Vec<Run> = ends.map(run).collect();
        for run in runs.iter().filter(|run| leave_one_out || !run.guesses.is_empty()) {
            begins[run.next] = true;
        }
        runs
    };
    (0..words.len()).map(runs_from).collect()
}

fn kind(words: &[Word]) -> Option<Level> {
    words.first()?.opens.or(words.last()?.closes)
}

/// Where a name that starts at `from` may end: before a kind or a break, or after a kind.
fn ends(words: &[Word], from: usize) -> impl Iterator<Item = usize> {
    let goes_on = move |at: usize| {
        let word = &words[at];
        !word.breaks && word.opens.is_none() && words[at - 1].closes.is_none()
    };
    (from + 1..=words.len()).take_while(move |end| *end == from + 1 || goes_on(end - 1))
}

impl Reading {
    /// Every way to divide the words from there on into names, after those taken already.
    fn divide<'a>(&'a self, from: usize, names: &mut Vec<&'a [Guess]>, found: &mut Vec<Guess>) {
        if from == self.runs.len() {
            return self.judge(names, found);
        }
        if names.len() == MOST_NAMES + usize::from(self.leave_one_out) {
            return;
        }
        let may_be_unknown = self.leave_one_out && names.iter().all(|name| !name.is_empty());
        for run in &self.runs[from] {
            if may_be_unknown || !run.guesses.is_empty() {
                names.push(&run.guesses);
                self.divide(run.next, names, found);
                names.pop();
            }
        }
    }

    fn judge(&self, names: &[&[Guess]], found: &mut Vec<Guess>) {
        let may_leave = self.leave_one_out && names.len() > 1;
        let codes = names.iter().copied().flatten().map(|guess| guess.code);
        found.extend(codes.filter_map(|code| {
            let around = Level::ALL.map(|level| code.at(level));
            let own = 1 << (code.level() as u8);
            let cost = fit(names, around, 0, own, may_leave)?;
            Some(Guess { code, cost })
        }));
    }
}

/// The lowest cost of giving each name an area of its own among `around`, one of which (`own`)
/// must get one. Areas are bits, those already `taken` are set.
fn fit(
    names: &[&[Guess]],
    around: [Option<AreaCode>; 3],
    taken: u8,
    own: u8,
    may_leave: bool,
) -> Option<u8> {
    let Some((name, rest)) = names.split_first() else {
        return (taken & own != 0).then_some(0);
    };
    let free = around.iter().enumerate().filter(|(at, _)| taken & (1 << at) == 0);
    let given = free.filter_map(|(at, code)| {
        let found = name.binary_search_by_key(&(*code)?, |guess| guess.code).ok()?;
        Some(name[found].cost + fit(rest, around, taken | 1 << at, own, may_leave)?)
    });
    let left_out = || Some(LEFT_OUT + fit(rest, around, taken, own, false)?);
    given.chain(may_leave.then(left_out).flatten()).min()
}
