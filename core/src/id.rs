//! Names of things. LINE's ids are kept to the letter (they are case-sensitive) and never
//! printed whole: `Debug` and `Display` show the kind and the last four characters.
//!
//! Invariant: only [`LineId::as_str`] gives the whole id, so a search for it finds every place
//! an id can leave the program.

use std::fmt;

use serde::{Deserialize, Serialize};

/// LINE's longest id today has 33 characters; anything far beyond that is not an id.
const LONGEST: usize = 64;

/// A chat, a person, a group or a bot, as LINE names it: `U…`, `C…` or `R…`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LineId(String);

/// Text that cannot be a LINE id: empty, too long, or with a character no id has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a LINE id")]
pub struct NotALineId;

impl LineId {
    pub fn new(id: impl Into<String>) -> Result<Self, NotALineId> {
        let id = id.into();
        let fits = !id.is_empty() && id.len() <= LONGEST;
        if fits && id.bytes().all(|b| b.is_ascii_graphic()) {
            Ok(Self(id))
        } else {
            Err(NotALineId)
        }
    }

    /// The whole id: for LINE and the database only, never for a log.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A person rather than a group or a room.
    pub fn is_person(&self) -> bool {
        self.0.starts_with('U')
    }
}

impl TryFrom<String> for LineId {
    type Error = NotALineId;
    fn try_from(id: String) -> Result<Self, NotALineId> {
        Self::new(id)
    }
}

impl From<LineId> for String {
    fn from(id: LineId) -> Self {
        id.0
    }
}

impl fmt::Display for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = self.0.len().saturating_sub(4);
        let kind = if self.0.len() > 4 { &self.0[..1] } else { "" };
        write!(f, "{kind}…{}", &self.0[from..])
    }
}

impl fmt::Debug for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_never_printed_whole() {
        let id = LineId::new("U0123456789abcdef0123456789abcdef").unwrap();
        assert_eq!(format!("{id} {id:?}"), "U…cdef U…cdef");
    }

    #[test]
    fn odd_text_is_not_an_id() {
        for odd in ["", "U 1", "U\u{0}", "สวัสดี", &"U".repeat(65)] {
            assert_eq!(LineId::new(odd), Err(NotALineId));
        }
    }
}
