//! People, and what we owe them for what they tell us.

pub mod notice;
