//! Every test that needs the world around Asa. One binary, a module a subject.

mod areas;
mod client;
mod commands;
mod crash;
mod doorway;
mod dots;
mod exports;
mod flows;
mod invites;
mod logs;
mod media;
mod notice;
mod outbox;
mod page;
mod people_commands;
mod people_db;
mod photos;
mod pictures;
mod player;
mod privacy;
mod qr;
mod refusals;
mod replicas;
mod structure;
mod turns;
mod units;
