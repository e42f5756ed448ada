//! People: who may do what, where, and who said so.
//!
//! | file | what |
//! |---|---|
//! | [`level`], [`unit`] | the levels an order travels down; offices and places that owe reports |
//! | [`role`], [`form`] | what a person may do at a unit; what they told us to get there |
//! | [`permission`] | who may do what to whom: the one table |
//! | [`record`] | what is stored about people and invitations, as a turn looks at it |
//! | [`me`] | what a turn knows of the person it talks to |
//! | [`consent`], [`notice`], [`my_data`] | what we keep, whether they agree, and their rights |
//! | [`office`] | the officers' menu |
//! | [`deciding`] | those who wait, the decision, what they hear of it |
//! | [`find`], [`person`], [`whom`], [`shown`] | looking for somebody; what officers read of them |
//! | [`suspend`], [`activate`], [`hand_over`], [`reason`] | what is done to a role, and why |
//! | [`units`] | the units below an officer: those there are, adding and closing |
//! | [`joining`], [`inviting`] | becoming a volunteer or an officer; invitations to it |
//! | [`post`], [`unit_at`] | where somebody has a role; asking for a unit by its place |
//! | [`change`] | what a turn asks to be changed about people |
//! | [`code`] | the code of an invitation, however it is typed |
//! | [`names`] | series and views that flows and commands agree on |
//!
//! Invariant: every flow, view and command that touches another person or unit asks
//! [`permission`], and nothing else decides.

pub mod activate;
pub mod change;
pub mod code;
pub mod consent;
pub mod deciding;
pub mod find;
pub mod form;
pub mod hand_over;
pub mod inviting;
pub mod joining;
pub mod level;
pub mod me;
pub mod my_data;
pub mod names;
pub mod notice;
pub mod office;
pub mod permission;
pub mod person;
pub mod post;
pub mod reason;
pub mod record;
pub mod role;
pub mod shown;
pub mod suspend;
pub mod unit;
pub mod unit_at;
pub mod units;
pub mod whom;

pub use change::Change;
pub use form::Form;
pub use level::Level;
pub use me::{Consent, Me};
pub use permission::{Action, Actor, Refusal, Target};
pub use post::Post;
pub use role::{Role, RoleId, RoleKind, RoleState, Seat};
pub use unit::{Unit, UnitId, UnitKind};
