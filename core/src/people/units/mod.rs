//! Units below an officer: those there are, adding one, closing one.

pub mod add;
pub mod close;
pub mod list;
mod name;
mod place;
