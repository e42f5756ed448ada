//! Asa's service.

pub mod clock;
pub mod http;
pub mod line;
pub mod twin;
