//! Conversations held without a database: a person, a small form, and what is said.

mod all;
mod answering;
mod buttons;
mod everyday;
mod pauses;
mod person;
mod readers;
mod terms;
mod wandering;

pub(super) use person::Someone;
