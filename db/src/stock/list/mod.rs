//! The ledger as tables for files: some lines at a time, so that memory stays the same however
//! many there are. Each table is in the order of its key, and goes on after a key.

mod days;
mod entries;
mod shelves;

use asa_core::areas::AreaCode;
use asa_core::people::Unit;
use asa_core::stock::Item;
use time::Date;

pub use days::{Line as DayLine, days};
pub use entries::{Line as EntryLine, entries};
pub use shelves::{Line as ShelfLine, shelves};

use super::items::Items;

/// Which lines.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    /// What is in this area; all if there is none.
    pub area: Option<AreaCode>,
    /// Days of business, the last one included.
    pub from: Date,
    pub to: Date,
}

impl Filter {
    /// What the code of an area begins with.
    fn area(&self) -> String {
        self.area.map(|area| area.to_string()).unwrap_or_default()
    }
}

/// Whose stock of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Of {
    pub unit: Unit,
    pub item: Item,
}
