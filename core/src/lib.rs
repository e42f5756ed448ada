//! The rules of Asa, room by room:
//!
//! | room | what is in it |
//! |---|---|
//! | [`conversation`] | how a person's deed becomes words and effects. Knows no feature |
//! | [`catalogue`] | every view there is, a line each |
//! | [`facts`], [`effect`] | what a turn may know; what it asks the world to do |
//! | [`help`] | emergency numbers and the way to a person |
//! | [`people`] | who may do what, where, and who said so |
//! | [`stock`] | what lies where: counted, received, allocated, handed out |
//! | [`areas`] | provinces, districts and tambons, found however people write them |
//! | [`budget`] | which paid message may go out, so that urgent ones always can |
//! | [`start`] | the first words and the main menu |
//! | [`thai`] | text as people type it |
//! | [`id`], [`moment`] | names and times |
//!
//! Invariant: nothing here waits, asks for the time, opens a file or a connection, or has heard
//! of LINE's JSON or of SQL. The same input gives the same output.
//!
//! Invariant: everything a person reads comes from `wording/` by key.

pub mod areas;
pub mod budget;
pub mod catalogue;
pub mod conversation;
pub mod effect;
pub mod facts;
pub mod help;
pub mod id;
pub mod moment;
pub mod people;
pub mod start;
pub mod stock;
pub mod thai;
