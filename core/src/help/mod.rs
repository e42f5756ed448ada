//! Help by telephone: the numbers that need no consent and no form.

pub mod emergency;
pub mod officer;
