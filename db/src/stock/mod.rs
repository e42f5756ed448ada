//! The ledger: books of records, and all that follows from them, kept in the same commit.
//!
//! | file | what |
//! |---|---|
//! | [`apply`] | writing records: all of a commit's together |
//! | `hold`, `load` | its locks, and what it needs to know |
//! | `save`, `sums` | what it leaves: records, and what they add up to |
//! | [`find`], [`at`] | what a turn asks for; what was known at an instant |
//! | [`items`] | what is counted |
//! | [`list`] | entries, shelves and days as tables for files |
//! | [`seal`], [`remind`] | what falls due: seals of days, transfers nobody confirms |
//! | [`verify`] | the proof of all of it |
//! | `rows` | rows to core's values |
//!
//! Invariant: whoever writes into a book holds its row in `books`; books are locked in the order
//! of their units, and after them transfers in the order of their numbers. What many books add to
//! (`area_*`) is written last, in the order of its keys, as a sum on top of what is there.

mod apply;
pub mod at;
pub mod find;
mod hold;
pub mod items;
pub mod list;
mod load;
pub mod remind;
mod rows;
mod save;
pub mod seal;
mod sums;
pub mod verify;

pub(crate) use apply::apply;
pub use apply::write;
pub use at::known_at;
pub use find::{find, find_all};
pub(crate) use hold::{begin_book, has_stock};
pub use seal::seal;
pub use verify::verify;
