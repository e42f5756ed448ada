//! Asa's values in and out of SQL, on SQLite and on PostgreSQL.
//!
//! | file | questions about |
//! |---|---|
//! | [`connect`] | opening a database, the write side and the read side |
//! | [`inbox`] | what LINE sent and whose turn it is |
//! | [`turn`] | the one commit that ends a turn |
//! | [`outbox`] | what waits to be sent, and how sends ended |
//! | [`media`] | photos people sent, by unguessable names |
//! | [`people`], [`spending`] | who is reachable in which language; what was paid for |
//! | [`sessions`], [`numbers`] | what people have answered so far; numbers of records |
//! | [`stock`] | the ledger: books, what lies where, and the proof of it |
//! | [`cases`] | requests for help and complaints, with their timelines |
//! | [`privacy`] | a person forgotten, and clocks on what is kept |
//! | [`vault`], [`keys`] | what is sealed, under which key, and under another from now on |
//! | [`dead`] | events and sends that failed for good |
//! | [`backup`], [`inspect`] | whole databases, and a look inside for the demo |
//! | `lease`, `sql` | claims by compare-and-set; lists of rows as one parameter |
//! | `shape`, `pages` | what columns a table has; its rows, some at a time |
//!
//! Invariant: every transaction that writes is begun by [`Store::begin`], which is `IMMEDIATE`
//! on SQLite: a deferred one that reads first fails as soon as somebody else commits.
//!
//! Invariant: what people tell us lies in the database sealed: [`vault`].
//!
//! Invariant: no text of a person and no LINE id is in an [`Error`].

pub mod backup;
pub mod cases;
pub mod connect;
pub mod dead;
mod error;
pub mod inbox;
pub mod inspect;
pub mod keys;
pub mod lease;
pub mod media;
pub mod numbers;
pub mod outbox;
mod pages;
pub mod people;
pub mod privacy;
pub mod sessions;
mod shape;
pub mod spending;
mod sql;
pub mod stock;
pub mod turn;
pub mod vault;

pub use connect::Store;
pub use error::{Error, Result};
pub use vault::Vault;
