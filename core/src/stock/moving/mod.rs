//! Stock that comes from outside, goes down to those below, and comes back up. What is sent is on
//! its way until the receiver confirms it; what is missing then is a shortfall that the sender
//! settles.

pub mod allocate;
pub mod confirm;
mod of_transfer;
pub mod receive;
pub mod send_back;
pub mod sending;
pub mod settle;
pub mod transfer;
