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
    found: Vec<Guess>,
}

/// The areas that the words mean, with `look` finding those of one name and one kind, if a kind
/// is written with it.
pub(super) fn areas_meant(
    words: &[Word],
    leave_one_out: bool,
    look: impl Fn(&[u8], Option<Level>) -> Vec<Guess>,
) -> Vec<Guess> {
    let runs_from = |from: usize| {
        let ends = (from + 1..=words.len()).take_while(|to| *to == from + 1 || go_on(words, *to));
        let run = |to: usize| {
            let of = &words[from..to];
            let letters: Vec<u8> = of.iter().flat_map(|word| word.letters.clone()).collect();
            Run { next: to, guesses: look(&letters, kind(of)) }
        };
        ends.map(run).collect()
    };
    let runs = (0..words.len()).map(runs_from).collect();
    let mut reading = Reading { runs, leave_one_out, found: Vec::new() };
    reading.divide(0, &mut Vec::new());
    cheapest(reading.found)
}

fn kind(words: &[Word]) -> Option<Level> {
    words.first()?.opens.or(words.last()?.closes)
}

/// Whether the name that holds the words before may also hold the one that ends at `to`.
fn go_on(words: &[Word], to: usize) -> bool {
    let word = &words[to - 1];
    !word.breaks && word.opens.is_none() && words[to - 2].closes.is_none()
}

impl Reading {
    fn divide(&mut self, from: usize, names: &mut Vec<(usize, usize)>) {
        if from == self.runs.len() {
            return self.judge(names);
        }
        if names.len() == MOST_NAMES + usize::from(self.leave_one_out) {
            return;
        }
        for at in 0..self.runs[from].len() {
            let run = &self.runs[from][at];
            let next = run.next;
            if run.guesses.is_empty() && !self.leave_one_out {
                continue;
            }
            names.push((from, at));
            self.divide(next, names);
            names.pop();
        }
    }

    fn judge(&mut self, names: &[(usize, usize)]) {
        let names: Vec<&[Guess]> =
            names.iter().map(|(from, at)| &*self.runs[*from][*at].guesses).collect();
        if names.iter().filter(|guesses| guesses.is_empty()).count() > 1 {
            return;
        }
        let may_leave = self.leave_one_out && names.len() > 1;
        let codes = names.iter().flat_map(|guesses| guesses.iter()).map(|guess| guess.code);
        let meant = codes.filter_map(|code| {
            let around = Level::ALL.map(|level| code.at(level));
            let own = 1 << code.level() as u8;
            let cost = fit(&names, around, 0, own, may_leave)?;
            Some(Guess { code, cost })
        });
        let meant: Vec<Guess> = meant.collect();
        self.found.extend(meant);
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
