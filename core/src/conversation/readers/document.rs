//! What a person shows to say who they are: a card or a passport with its number, or nothing.
//!
//! Invariant: a number is shown masked, and by `Debug` not at all.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::conversation::Voice;
use crate::thai::{IdentityNumber, Passport, identity_number, passport};

/// Stored with an answer, so a kind is never reused for another meaning.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "number", rename_all = "snake_case")]
pub enum Document {
    Card(String),
    Passport(String),
    PinkCard(String),
    /// Relief is for everyone.
    #[default]
    Nothing,
}

impl Document {
    /// By their names in the wording, in the order they are offered.
    pub(super) const KINDS: [&'static str; 4] = ["card", "passport", "pink_card", "nothing"];

    /// A number of 13 digits, on the card of this kind; if none was said, on the one that
    /// numbers like it are given out with.
    pub(super) fn of_number(kind: Option<&str>, number: &IdentityNumber) -> Self {
        let digits = number.digits().to_owned();
        match kind {
            Some("card") => Self::Card(digits),
            Some("pink_card") => Self::PinkCard(digits),
            _ if number.may_be_pink_card() => Self::PinkCard(digits),
            _ => Self::Card(digits),
        }
    }

    pub(super) fn of_passport(passport: &Passport) -> Self {
        Self::Passport(passport.number().to_owned())
    }

    pub fn kind(&self) -> &'static str {
        match self {
            Self::Card(_) => "card",
            Self::Passport(_) => "passport",
            Self::PinkCard(_) => "pink_card",
            Self::Nothing => "nothing",
        }
    }

    /// The number whole: to be kept, and never shown.
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::Card(number) | Self::PinkCard(number) | Self::Passport(number) => Some(number),
            Self::Nothing => None,
        }
    }

    /// The number, its middle hidden; `None` if it is no number of its kind.
    pub fn masked(&self) -> Option<String> {
        match self {
            Self::Card(number) | Self::PinkCard(number) => {
                identity_number(number).ok().map(|number| number.masked())
            }
            Self::Passport(number) => passport(number).ok().map(|number| number.masked()),
            Self::Nothing => Some(String::new()),
        }
    }

    pub(super) fn is_sound(&self) -> bool {
        self.masked().is_some()
    }

    /// "บัตรประชาชน 1-xxxx-xxxxx-01-7"
    pub fn shown(&self, voice: &Voice<'_>) -> String {
        let label = voice.label(&format!("read.document.{}", self.kind()));
        format!("{label} {}", self.masked().unwrap_or_default()).trim_end().to_owned()
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({} …)", self.kind())
    }
}
