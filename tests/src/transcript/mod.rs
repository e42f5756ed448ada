//! Conversations anyone can read, played as tests. The format is described in
//! `tests/conversations/README.md`; how a message and a deed are written is known to
//! `asa::twin::transcript`, which the demo page records with.
//!
//! | file | what |
//! |---|---|
//! | [`story`] | a file as lines with a meaning, and written out again |
//! | [`given`] | what has happened before it begins |
//! | `parse` | the reading of it, and what is wrong with a line |
//! | `trouble` | `LINE answers 500 twice` |
//! | [`cast`], `acts` | who is who; what they do, as the twin takes it |
//! | [`check`], `books` | `check outbox: …`: what there is behind the conversation |
//! | [`player`], `strangers` | a story played, plainly or with all sorts of trouble |
//! | [`file`] | all of them, on both databases, held against the file |
//!
//! Invariant: a story is played through the real doorway and the real client, and everything
//! the bot says is in the file; what is not, fails.

mod acts;
mod books;
pub mod cast;
pub mod check;
pub mod file;
pub mod given;
mod parse;
pub mod player;
pub mod story;
mod strangers;
mod trouble;
