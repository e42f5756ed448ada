//! Every test that needs the world around Asa. One binary, a module a subject.

mod areas;
mod client;
mod commands;
mod conversation;
mod crash;
mod doorway;
mod exports;
mod logs;
mod outbox;
mod page;
mod refusals;
mod replicas;
mod structure;
mod turns;
