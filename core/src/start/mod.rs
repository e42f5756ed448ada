//! The first words, the main menu, and the words that work everywhere.

pub mod language;
pub mod menu;
pub mod nothing_open;
pub mod welcome;
