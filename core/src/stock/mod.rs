//! What lies where: masks and other supplies, counted by thumb and proved by arithmetic.
//!
//! | file | what |
//! |---|---|
//! | [`item`], [`items_file`] | things that are counted, and what in; the file that says so |
//! | [`account`], [`group`] | where pieces can be; whom they are handed out to |
//! | [`record`] | one line in the book of a unit: what was said, and the entry that comes of it |
//! | [`sheet`] | a unit's day: opening, in, out, closing, counted |
//! | [`shelf`], [`transit`] | what lies at a place, on any day; what is on its way |
//! | [`ledger`] | whether a record may be written, and what comes of it |
//! | [`chain`] | a record as bytes, and its hash over the one before |
//! | [`known`] | what a turn may know of a unit's stock |
//! | [`asking`] | what records begin with, ways of asking, writing a record and taking it back |
//! | [`daily`] | a unit's own day: counted, handed out, written off, corrected |
//! | [`moving`] | from outside, and between units: received, allocated, confirmed, sent back |
//! | [`looking`] | balances, days, transfers, who has not counted, who will soon have none |
//!
//! Invariant: an entry moves whole pieces out of one account into another, so whatever happens,
//! the sum over all accounts is zero. A record is never changed: another one takes it back.
//!
//! Invariant: a count never becomes consumption by itself. A difference has a reason somebody gave.

pub mod account;
pub mod asking;
pub mod chain;
pub mod change;
pub mod daily;
pub mod group;
pub mod item;
pub mod items_file;
pub mod known;
pub mod ledger;
pub mod looking;
pub mod moving;
pub mod names;
pub mod record;
pub mod sheet;
pub mod shelf;
pub mod transit;

pub use account::Account;
pub use change::Change;
pub use group::Group;
pub use item::{Item, ItemId};
pub use record::{Deed, NewRecord, RecordId, TransferId};
pub use sheet::Sheet;
