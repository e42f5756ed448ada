//! Every test that needs the world around Asa. One binary, a module a subject.

mod client;
mod commands;
mod conversation;
mod crash;
mod doorway;
mod dots;
mod logs;
mod media;
mod outbox;
mod page;
mod photos;
mod pictures;
mod refusals;
mod replicas;
mod structure;
mod turns;
