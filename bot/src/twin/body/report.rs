//! What is wrong with a request body: the list LINE gives under `details`, and the path of the
//! property the walk is at. Filled by `check`, by the rules and by `target`.
//!
//! Invariant: after every step down, the path is as it was before.

use serde::Serialize;

/// Enough to see what is wrong; a body with a thousand mistakes gets no thousand lines.
const MOST_FINDINGS: usize = 20;

#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(crate) struct Detail {
    pub(crate) message: String,
    pub(crate) property: String,
}

/// What has been found so far, and where the walk is.
#[derive(Debug, Default)]
pub(crate) struct Report {
    path: String,
    found: Vec<Detail>,
}

impl Report {
    pub(crate) fn wrong(&mut self, message: impl Into<String>) {
        if self.found.len() < MOST_FINDINGS {
            self.found.push(Detail { message: message.into(), property: self.path.clone() });
        }
    }

    pub(crate) fn wrong_at(&mut self, name: &str, message: impl Into<String>) {
        self.within(name, |report| report.wrong(message));
    }

    pub(crate) fn within(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        let before = self.path.len();
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(name);
        look(self);
        self.path.truncate(before);
    }

    pub(crate) fn at(&mut self, index: usize, look: impl FnOnce(&mut Self)) {
        let before = self.path.len();
        self.path.push_str(&format!("[{index}]"));
        look(self);
        self.path.truncate(before);
    }

    pub(crate) fn into_findings(self) -> Vec<Detail> {
        self.found
    }
}
