//! People: who has been seen, who may do what where, and everything that was done about it.
//!
//! | file | what |
//! |---|---|
//! | [`seen`] | everyone we have met: language, reachable or not |
//! | [`act`] | carrying out what a turn or a command asks, in somebody's name |
//! | `applying`, `deciding`, `seats` | the life of a role |
//! | [`units`], `closing` | offices and places; closing one, into another or not |
//! | `inviting`, `privacy` | invitations and wrong guesses; consents, requests |
//! | `tells`, [`climb`] | who else is told; what waits too long goes to those above |
//! | [`find`], `redeeming`, [`me`] | what a turn asks for |
//! | [`list`], [`audit`] | for commands: records, and who did or read what |
//! | `reach`, `row`, `sealed` | who looks after whom, in SQL; rows to values; what is not stored plainly |
//!
//! Invariant: what rests on something that is so no longer fails with [`crate::Error::Overtaken`].
//! Invariant: every change of a role or a unit leaves an event: who, when, through what, why.

pub mod act;
mod applying;
pub mod audit;
pub mod climb;
mod closing;
mod deciding;
pub mod find;
mod inviting;
pub mod list;
pub mod me;
mod privacy;
pub(crate) mod reach;
mod redeeming;
pub(crate) mod row;
pub(crate) mod sealed;
mod seats;
pub mod seen;
pub(crate) mod tells;
pub mod units;

pub(crate) use act::apply;
pub use act::{By, Through};
pub use find::{Question, find, find_all};
pub use me::me;
pub use redeeming::forget_guesses;
pub(crate) use seen::learn;
pub use seen::{Learnt, Person, load};
