//! Thai as people type it.

mod clean;
mod day;
mod yes_no;

pub use clean::{clean, fold};
pub use day::{NotADay, day, in_buddhist_era};
pub use yes_no::yes_no;
