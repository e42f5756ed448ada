//! A story: the lines of a file, each with its meaning. Read by `parse`, made anew by the player
//! with what really happened, and written out in one way only.
//!
//! Invariant: a story that is read and written out is the same to the byte, if it was laid out
//! as we lay it out.

use std::fmt;
use std::time::Duration;

use asa::twin::transcript::deed::Deed;
use asa::twin::transcript::{sheet, time};
use asa_core::moment::Moment;

use super::given::Given;
use super::trouble::Trouble;

#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// What it is about, in a sentence or two.
    pub about: Vec<String>,
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where it is in the file; zero for what the player added.
    pub number: usize,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Blank,
    Given(Given),
    At(Moment),
    /// No time passes before the next line.
    AtOnce,
    Later(Duration),
    Does {
        who: String,
        group: Option<String>,
        deed: Deed,
    },
    /// A message of the bot's. `who` says to whom, where that could be somebody else.
    Bot {
        who: String,
        lines: Vec<String>,
    },
    Silence,
    Trouble(Trouble),
    Check {
        what: String,
        found: Vec<String>,
    },
}

impl Story {
    /// What the clock shows when it begins, if it says so before anything happens.
    pub fn begins(&self) -> Option<Moment> {
        let before = self.lines.iter().map(|line| &line.what);
        let mut before =
            before.take_while(|what| !matches!(what, What::Does { .. } | What::Later(_)));
        before.find_map(|what| if let What::At(at) = what { Some(*at) } else { None })
    }

    pub fn hotline(&self) -> Option<String> {
        self.lines.iter().find_map(|line| match &line.what {
            What::Given(Given::Hotline(number)) => Some(number.clone()),
            _ => None,
        })
    }

    fn column(&self) -> usize {
        let names: Vec<String> = self.lines.iter().filter_map(|line| line.what.who()).collect();
        sheet::column(names.iter().map(String::as_str))
    }
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.column();
        self.about.iter().try_for_each(|line| writeln!(f, "{line}"))?;
        let lines = self.lines.iter().flat_map(|line| line.what.written(column));
        lines.into_iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl What {
    /// What stands to the left of the bar.
    fn who(&self) -> Option<String> {
        match self {
            Self::Bot { who, .. } => Some(who.clone()),
            Self::Does { who, group: Some(group), .. } => Some(sheet::in_group(who, group)),
            Self::Does { who, group: None, .. } => Some(who.clone()),
            _ => None,
        }
    }

    fn written(&self, column: usize) -> Vec<String> {
        let who = self.who().unwrap_or_default();
        match self {
            Self::Blank => vec![String::new()],
            Self::Given(given) => vec![sheet::word("given", &given.to_string())],
            Self::At(at) => vec![sheet::word("at", &time::moment(*at))],
            Self::AtOnce => vec![sheet::word("at", "once")],
            Self::Later(span) => vec![sheet::word("later", &time::span(*span))],
            Self::Does { deed, .. } => sheet::speech(column, &who, &deed.lines()),
            Self::Bot { lines, .. } => sheet::speech(column, &who, lines),
            Self::Silence => vec![sheet::word("silence", "")],
            Self::Trouble(trouble) => vec![sheet::word("LINE", &trouble.to_string())],
            Self::Check { what, found } => check(column, what, found),
        }
    }
}

fn check(column: usize, what: &str, found: &[String]) -> Vec<String> {
    match found {
        [one] => vec![sheet::word("check", &format!("{what}: {one}"))],
        several => {
            let first = sheet::word("check", &format!("{what}:"));
            let rest = sheet::speech(column, "", several);
            std::iter::once(first).chain(rest).collect()
        }
    }
}
