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
//! | [`cases`] | requests for help and complaints, with their timelines |
//! | [`privacy`] | a person forgotten, and clocks on what is kept |
//! | [`dead`] | events and sends that failed for good |
//! | [`backup`], [`inspect`] | whole databases, and a look inside for the demo |
//! | `lease`, `sql`, `shape` | claims by compare-and-set; lists of rows as one parameter; what columns a table has |
//!
//! Invariant: every transaction that writes is begun by [`Store::begin`], which is `IMMEDIATE`
//! on SQLite: a deferred one that reads first fails as soon as somebody else commits.
//!
//! Invariant: no text of a person and no LINE id is in an [`Error`].

pub mod backup;
pub mod cases;
pub mod connect;
pub mod dead;
mod error;
pub mod inbox;
pub mod inspect;
mod lease;
pub mod media;
pub mod numbers;
pub mod outbox;
pub mod people;
pub mod privacy;
pub mod sessions;
mod shape;
pub mod spending;
mod sql;
pub mod turn;

pub use connect::Store;
pub use error::{Error, Result};
