//! What goes wrong at LINE, in a transcript's words: `answers 500 on pushes twice`. Without a
//! call it is the next reply, without a number once.
//!
//! Invariant: a trouble that is asked for and does not come up fails the story, as every unused
//! fault of the twin does.

use std::fmt;

use asa::twin::{Fault, On};

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trouble {
    pub fault: Fault,
    pub on: On,
    pub times: u32,
}

const FAULTS: [(&str, Fault); 7] = [
    ("answers 429", Fault::RateLimited),
    ("answers 500", Fault::ServerError),
    ("does it and answers 500", Fault::AcceptedThen500),
    ("loses the answer", Fault::AnswerLost),
    ("hangs up", Fault::Dropped),
    ("has no messages left", Fault::MonthlyLimit),
    ("refuses the token", Fault::InvalidToken),
];

const CALLS: [(&str, On); 8] = [
    ("", On::Reply),
    (" on pushes", On::Push),
    (" on multicasts", On::Multicast),
    (" on profiles", On::Profile),
    (" on contents", On::Content),
    (" on menus", On::Menu),
    (" on quotas", On::Quota),
    (" on anything", On::Any),
];

const COUNTS: [(&str, u32); 3] = [(" once", 1), (" twice", 2), (" three times", 3)];

impl Trouble {
    pub fn read(text: &str) -> Option<Self> {
        let (fault, rest) = begun(&FAULTS, text)?;
        // The first call has no name: every text begins with it.
        let (on, rest) = begun(&CALLS[1..], rest).or_else(|| begun(&CALLS[..1], rest))?;
        let (times, rest) = begun(&COUNTS, rest).unwrap_or((1, rest));
        rest.is_empty().then_some(Self { fault, on, times })
    }
}

/// The one that the text begins with, and the rest of the text.
fn begun<'a, T: Copy>(names: &[(&str, T)], text: &'a str) -> Option<(T, &'a str)> {
    names.iter().find_map(|(name, one)| Some((*one, text.strip_prefix(name)?)))
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = FAULTS.iter().find(|(_, fault)| *fault == self.fault);
        let call = CALLS.iter().find(|(_, on)| *on == self.on);
        let count = COUNTS.iter().find(|(_, times)| *times == self.times);
        let words = [fault.map(|(name, _)| name), call.map(|(name, _)| name)];
        let words: String = words.into_iter().flatten().copied().collect();
        write!(f, "{words}{}", count.map_or(" once", |(name, _)| name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_reads_back() {
        for text in ["answers 500 twice", "hangs up on pushes once", "loses the answer three times"]
        {
            assert_eq!(Trouble::read(text).unwrap().to_string(), text);
        }
        let once = Trouble { fault: Fault::RateLimited, on: On::Reply, times: 1 };
        assert_eq!(Trouble::read("answers 429"), Some(once));
    }

    #[test]
    fn line_does_nothing_else() {
        for text in ["sleeps", "answers 500 on sundays", "answers 500 often", ""] {
            assert_eq!(Trouble::read(text), None, "{text}");
        }
    }
}
