//! The ledger: books of records, and all that follows from them, kept in the same commit.
//!
//! | file | what |
//! |---|---|
//! | [`apply`] | writing records: all of a commit's together |
//! | [`find`] | what a turn asks for |
//! | `items` | what is counted |
//! | [`list`] | entries, shelves and days as tables for files |
//! | `hold`, `load`, `save` | its locks, what it needs to know, what it leaves |
//! | `rows` | rows to core's values |
//!
//! Invariant: whoever writes into a book holds its row in `books`; books are locked in the order
//! of their units, and after them transfers in the order of their numbers. What many books add to
//! (`area_*`) is written last, in the order of its keys, as a sum on top of what is there.

mod apply;
pub mod find;
mod hold;
mod items;
pub mod list;
mod load;
mod rows;
mod save;

pub(crate) use apply::apply;
pub use apply::write;
pub use find::find;
