//! What a twin is told when it is made: the channel it plays, its clock, and how much it keeps.
//! Tests and the demo begin with [`Settings::made_up`] and change what they need.
//!
//! Invariant: nothing made up here is anybody's real id, secret or token.

use std::time::Duration;

use asa_core::id::LineId;
use secrecy::SecretString;

use super::ids::known_good;
use crate::clock::Clock;

#[derive(Clone, Debug)]
pub struct Settings {
    pub clock: Clock,
    pub channel_id: String,
    pub channel_secret: SecretString,
    pub access_token: SecretString,
    pub bot_id: LineId,
    pub bot_name: String,
    pub basic_id: String,
    /// Messages a month; `None` is a plan without an end.
    pub quota: Option<u64>,
    /// Off for load tests: the buckets then never run dry.
    pub rate_limits: bool,
    /// How long the service may take to answer a webhook; LINE asks for two seconds.
    pub webhook_time: Duration,
    pub keep: Keep,
}

/// How many of each thing the twin remembers. The oldest make room. A load run with large
/// messages wants less of some and more of others.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    pub requests: usize,
    pub sends: usize,
    pub events: usize,
    pub reply_tokens: usize,
    pub messages_per_chat: usize,
    pub content_bytes: usize,
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            requests: 5_000,
            sends: 100_000,
            events: 50_000,
            // A minute of 5,000 events a second, with room to spare.
            reply_tokens: 400_000,
            messages_per_chat: 300,
            content_bytes: 256 * 1024 * 1024,
        }
    }
}

impl Settings {
    /// A full set of made-up values.
    pub fn made_up(clock: Clock) -> Self {
        Self {
            clock,
            channel_id: "2000000001".to_owned(),
            channel_secret: SecretString::from("00112233445566778899aabbccddeeff"),
            access_token: SecretString::from("made-up-long-lived-token"),
            bot_id: known_good("Ub0700000000000000000000000000a5a".to_owned()),
            bot_name: "Asa".to_owned(),
            basic_id: "@asa".to_owned(),
            quota: Some(15_000),
            rate_limits: true,
            webhook_time: Duration::from_secs(2),
            keep: Keep::default(),
        }
    }
}
