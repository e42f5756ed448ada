//! Thai as people type it.

mod clean;

pub use clean::{clean, fold};
