//! Request bodies: whether they say what LINE lets them say. `check` walks a body along the table in
//! `spec`, which names the rules and the formats kept here.
//!
//! Invariant: nothing here knows the state.

pub(super) mod check;
pub(super) mod flex_rules;
pub(super) mod formats;
pub(super) mod image;
pub(super) mod report;
pub(super) mod rules;
