//! The four risk groups of the letter (R000): whom pieces are handed out to.

use serde::{Deserialize, Serialize};

/// Stored, so never reused for another meaning. The four codes are the letter's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// On duty in close contact with patients.
    G1,
    /// Service staff close to the public.
    G2,
    /// Workers at risk.
    G3,
    /// The old, the sick, the disabled.
    G4,
}

impl Group {
    pub const ALL: [Self; 4] = [Self::G1, Self::G2, Self::G3, Self::G4];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::G1 => "g1",
            Self::G2 => "g2",
            Self::G3 => "g3",
            Self::G4 => "g4",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == text)
    }
}
