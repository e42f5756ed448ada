//! The rules of Asa.

pub mod id;
pub mod moment;
