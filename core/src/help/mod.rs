//! Help: the numbers that need no consent and no form, and cases, which have an owner.

pub mod case;
pub mod emergency;
pub mod feedback;
pub mod officer;
