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
//! | [`head`], [`books`], [`day`], [`pieces`], [`whom`], [`about`], [`shortcut`] | what records begin with, and ways of asking |
//! | [`keeping`], [`taking_back`] | writing a record, and taking it back |
//! | [`count`], [`receive`], [`hand_out`], [`write_off`], [`correct`] | a unit's own day |
//! | [`allocate`], [`send_back`], [`sending`], [`confirm`], [`settle`], [`transfer`] | between units |
//! | [`hub`], [`balance`], [`day_sheet`], [`open_transfers`], [`running_out`], [`missing`] | looking |
//!
//! Invariant: an entry moves whole pieces out of one account into another, so whatever happens,
//! the sum over all accounts is zero. A record is never changed: another one takes it back.
//!
//! Invariant: a count never becomes consumption by itself. A difference has a reason somebody gave.

pub mod about;
pub mod account;
pub mod allocate;
pub mod balance;
pub mod books;
pub mod chain;
pub mod change;
pub mod confirm;
pub mod correct;
pub mod count;
pub mod day;
pub mod day_sheet;
pub mod group;
pub mod hand_out;
pub mod head;
pub mod hub;
pub mod item;
pub mod items_file;
pub mod keeping;
pub mod known;
pub mod ledger;
pub mod looking;
pub mod missing;
pub mod names;
pub mod open_transfers;
pub mod people_served;
pub mod pieces;
pub mod receive;
pub mod record;
pub mod running_out;
pub mod send_back;
pub mod sending;
pub mod settle;
pub mod sheet;
pub mod shelf;
pub mod shortcut;
pub mod shown;
pub mod taking_back;
pub mod transfer;
pub mod transit;
pub mod whom;
pub mod write_off;

pub use account::Account;
pub use change::Change;
pub use group::Group;
pub use item::{Item, ItemId};
pub use record::{Deed, NewRecord, RecordId, TransferId};
pub use sheet::Sheet;
