//! Thai as people type it.

mod clean;
mod yes_no;

pub use clean::{clean, fold};
pub use yes_no::yes_no;
