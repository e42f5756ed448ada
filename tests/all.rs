//! Every test that needs the world around Asa. One binary, a module a subject.

mod areas;
mod client;
mod commands;
mod crash;
mod doorway;
mod dots;
mod exports;
mod flows;
mod keys;
mod logs;
mod media;
mod outbox;
mod page;
mod photos;
mod pictures;
mod player;
mod refusals;
mod replicas;
mod structure;
mod turns;
mod vault;
