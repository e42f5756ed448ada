//! A unit's own day.

pub mod correct;
pub mod count;
pub mod hand_out;
mod people_served;
pub mod write_off;
