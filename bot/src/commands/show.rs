//! What commands print: results to standard output, errors to standard error, progress to a
//! terminal only. A closed pipe ends the printing, not the work.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use serde::Serialize;

pub(super) fn line(text: &str) {
    // `asa dead list | head` closes the pipe: nobody is left to tell.
    drop(writeln!(io::stdout(), "{text}"));
}

/// What is no result, but should be seen.
pub(super) fn note(text: &str) {
    drop(writeln!(io::stderr(), "{text}"));
}

pub(super) fn error(text: &str) {
    drop(writeln!(io::stderr(), "{text}"));
}

pub(super) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    line(&serde_json::to_string(value)?);
    Ok(())
}

/// A count that grows in place, for work that takes over two seconds, on a terminal.
pub(super) struct Progress {
    what: &'static str,
    began: Instant,
    shown: Instant,
    done: u64,
}

impl Progress {
    pub(super) fn new(what: &'static str) -> Self {
        let now = Instant::now();
        Self { what, began: now, shown: now, done: 0 }
    }

    pub(super) fn add(&mut self, more: u64) {
        self.done += more;
        let due = self.began.elapsed() > Duration::from_secs(2)
            && self.shown.elapsed() > Duration::from_millis(200);
        if due && io::stderr().is_terminal() {
            self.shown = Instant::now();
            drop(write!(io::stderr(), "\r{} {}", self.done, self.what));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.began != self.shown && self.done > 0 && io::stderr().is_terminal() {
            drop(writeln!(io::stderr()));
        }
    }
}
