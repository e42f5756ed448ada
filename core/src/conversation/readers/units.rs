//! The units things are counted in, and an amount as it was said: in pieces, and in the units
//! that were named. Their names lie under `unit.one` and `unit.many` in the wording.
//!
//! Invariant: pieces are what counts; the parts are kept only to be said back.

use serde::{Deserialize, Serialize};

use super::number::thousands;
use crate::conversation::Voice;
use crate::thai::{self, Reading, quantity};

/// Stored with an answer, so never reused for another meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Piece,
    Pack,
    Dozen,
    Box,
    Carton,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    pub pieces: i64,
    /// Empty where the words were that there is nothing.
    pub parts: Vec<(i64, Unit)>,
}

impl Unit {
    const ALL: [Self; 5] = [Self::Piece, Self::Pack, Self::Dozen, Self::Box, Self::Carton];

    /// How many are in one; of a box, as surgical masks come. Cartons come in every size: only the
    /// step can know.
    fn pieces(self, carton: Option<i64>) -> Option<i64> {
        match self {
            Self::Piece => Some(1),
            Self::Pack => Some(10),
            Self::Dozen => Some(12),
            Self::Box => Some(50),
            Self::Carton => carton,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Piece => "piece",
            Self::Pack => "pack",
            Self::Dozen => "dozen",
            Self::Box => "box",
            Self::Carton => "carton",
        }
    }

    /// Every word for it, in every language.
    fn words(self, voice: &Voice<'_>) -> Vec<String> {
        let one = voice.alternatives(&format!("unit.one.{}", self.name()));
        one.into_iter().chain(voice.alternatives(&format!("unit.many.{}", self.name()))).collect()
    }

    /// "3 กล่อง"
    fn counted(self, count: i64, voice: &Voice<'_>) -> String {
        let number = if count == 1 { "one" } else { "many" };
        let label = voice.label(&format!("unit.{number}.{}", self.name()));
        format!("{} {label}", thousands(count))
    }
}

impl Amount {
    pub fn of_pieces(pieces: i64) -> Self {
        Self { pieces, parts: vec![(pieces, Unit::Piece)] }
    }

    pub(super) fn read(text: &str, voice: &Voice<'_>, carton: Option<i64>) -> Reading<Self> {
        let words = Unit::ALL.map(|unit| unit.words(voice));
        let names = words.each_ref().map(|w| w.iter().map(String::as_str).collect::<Vec<_>>());
        let mut units = Vec::new();
        for (unit, names) in Unit::ALL.iter().zip(&names) {
            units.push(thai::Unit { names, pieces: unit.pieces(carton).unwrap_or(0) });
        }
        let read = quantity(text, &units)?;
        let parts = read.parts.into_iter().map(|(count, unit)| (count, Unit::ALL[unit]));
        Ok(Self { pieces: read.pieces, parts: parts.collect() })
    }

    /// What the parts come to; none if that cannot be said (any more).
    pub(super) fn sum(&self, carton: Option<i64>) -> Option<i64> {
        self.parts.iter().try_fold(0_i64, |sum, (count, unit)| {
            sum.checked_add(count.checked_mul(unit.pieces(carton)?)?)
        })
    }

    /// "170 ชิ้น (3 กล่อง 20 ชิ้น)"
    pub fn shown(&self, voice: &Voice<'_>) -> String {
        let total = Unit::Piece.counted(self.pieces, voice);
        if self.parts.iter().all(|(_, unit)| *unit == Unit::Piece) {
            return total;
        }
        let parts: Vec<_> =
            self.parts.iter().map(|(count, unit)| unit.counted(*count, voice)).collect();
        format!("{total} ({})", parts.join(" "))
    }
}
