//! Transcripts: a conversation as lines anyone can read. Tests play them (`asa-tests`), the page
//! records them, and this is the one place that knows how a message, a deed and a moment are
//! written down. The format is described in `tests/conversations/README.md`.
//!
//! Invariant: a deed and a moment read back as what they were, and a message is written with
//! every word and button that people see of it.

pub mod buttons;
mod card;
pub mod deed;
pub(super) mod journal;
pub mod message;
pub(super) mod record;
pub mod sheet;
pub mod time;
