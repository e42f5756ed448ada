//! Becoming a volunteer or an officer: the forms, who decides about them, and filling them in
//! again.
//!
//! | file | what |
//! |---|---|
//! | [`volunteer`], [`caretaker`], [`platform`] | a form each, in the order of its letter |
//! | [`admins`] | which of the two forms for officers |
//! | `begin` | what is answered before the first question: by an invitation, by a role there is |
//! | `saving` | to whose desk an application goes, and what its writer is told |
//! | `agency`, `offices` | the agency somebody belongs to: one that is known, or own words |
//!
//! Invariant: a form leads to a role that waits, or that an invitation has decided about already;
//! begun about a role, it changes what is told about that role and nothing else.

pub mod admins;
mod agency;
mod begin;
pub mod caretaker;
mod offices;
pub mod platform;
mod saving;
pub mod volunteer;

pub(super) use begin::{already, flow_of};
pub(super) use saving::made_at_once;
