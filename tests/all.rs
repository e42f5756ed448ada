//! Every test that needs the world around Asa. One binary, a module a subject.

mod conversation;
mod page;
