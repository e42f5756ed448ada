//! Asa's service: the only package that talks to the outside.
//!
//! ```text
//! LINE ──▶ http::webhook ──▶ inbox ──▶ turns ──▶ commit ──▶ outbox ──▶ LINE
//!          is it LINE?       (table)   core      one tx     (table)   reply while young,
//!          store, 200                                                 else push with its key
//! ```
//!
//! | room | what |
//! |---|---|
//! | [`http`] | the doorway, health, the server |
//! | [`turns`], [`facts`], [`likely`], [`numbers`], [`work`] | whose turn it is, what is known, what comes of it |
//! | [`photos`], [`picture`] | what people photograph: fetched, cleaned, kept with its turn |
//! | [`qr`], [`sign`] | pictures for another phone's camera; marks that tell our own words |
//! | [`dots`] | the sign that an answer is coming |
//! | [`outbox`] | what goes out, when, for what price |
//! | [`mod@line`] | LINE seen from our side: the only place that knows its JSON |
//! | [`twin`] | LINE played by ourselves, for the demo and the tests |
//! | [`service`], [`serve`], [`tidy`], [`config`], [`clock`], [`pace`], [`log`], [`metrics`], [`tasks`] | the frame |
//! | [`commands`], [`export`] | the program's commands, a file each; records as files |
//!
//! Invariant: only `turns` commits turns, only `outbox` sends messages, only `clock` asks for
//! the time.

/// A turn makes and drops many small texts on several threads: in a profile of `load burst` the
/// system's own allocator stood at the top.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub mod clock;
pub mod commands;
pub mod config;
pub mod dots;
pub mod export;
pub mod facts;
pub mod http;
pub mod likely;
pub mod line;
pub mod log;
pub mod menus;
pub mod metrics;
pub mod numbers;
pub mod outbox;
pub mod pace;
pub mod photos;
pub mod picture;
pub mod qr;
pub mod serve;
pub mod service;
pub mod tasks;
pub mod tick;
pub mod tidy;
pub mod turns;
pub mod twin;
pub mod work;
