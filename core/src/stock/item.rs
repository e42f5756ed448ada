//! Things that are counted. The surgical mask is there from the beginning; others come by file.
//!
//! Invariant: the ledger counts in the base unit, always. How many are in a box belongs to the
//! item, how many were in a carton to the receipt: changing either rewrites no history.

use serde::{Deserialize, Serialize};

use crate::conversation::Language;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub i64);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    /// For files: `surgical_mask`. Never reused for another thing.
    pub code: String,
    pub name: Words,
    /// The base unit first, the larger ones after it.
    pub measures: Vec<Measure>,
    /// Is it counted every day?
    pub is_open: bool,
}

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub th: String,
    pub en: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub name: Words,
    /// Other ways of saying it.
    #[serde(default)]
    pub also: Vec<String>,
    /// How many of the base unit; `None`: it comes in every size, and is asked.
    pub size: Option<i64>,
}

impl Words {
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Thai => &self.th,
            Language::English => &self.en,
        }
    }
}

impl Item {
    pub const SURGICAL_MASK: ItemId = ItemId(1);

    pub fn name(&self, language: Language) -> &str {
        self.name.in_language(language)
    }
}
