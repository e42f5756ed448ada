//! What somebody did, in our words. The shell makes it from what LINE sent.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::moment::Moment;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    pub deed: Deed,
    /// In a group or a room, where the bot speaks only when called.
    pub in_group: bool,
    /// LINE's id of the message, by which its writer may withdraw it.
    pub message: Option<String>,
    /// When it was done, by LINE's clock.
    pub occurred_at: Moment,
    /// How long it has lain here: what came in that time was not written in answer to us.
    pub waited: Duration,
}

impl Input {
    /// In a private chat, at once.
    pub fn of(deed: Deed) -> Self {
        let (message, occurred_at, waited) = (None, Moment::default(), Duration::ZERO);
        Self { deed, in_group: false, message, occurred_at, waited }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Added the account, or unblocked it.
    Followed,
    Blocked,
    /// The bot was invited into a group.
    JoinedGroup,
    LeftGroup,
    /// `called`: the bot was mentioned.
    Wrote {
        text: String,
        called: bool,
    },
    /// A button whose data is ours, or was once, or never; `picked` is what a date picker adds.
    Tapped {
        data: String,
        picked: Option<String>,
    },
    Photo(Photo),
    Located(Spot),
    Sent(Sent),
    Withdrew {
        message: String,
    },
    /// Nothing: something happened elsewhere that they are to be shown a view about.
    Told {
        view: String,
        about: String,
    },
    /// Anything that asks for no answer: members coming and going, edits, beacons, kinds of
    /// event that did not exist when this was written.
    Other,
}

/// A picture somebody sent, and what became of it before its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Photo {
    /// Kept under this name.
    Kept(String),
    TooLarge,
    NotAPicture,
    /// LINE has it no more.
    Gone,
    NotFetched,
    /// Nobody had asked for one, so it was not fetched.
    NotWanted,
}

/// A place on the map, in millionths of a degree: exact, and equal to itself when read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    pub lat_micro: i32,
    pub lon_micro: i32,
}

impl Spot {
    pub fn of(lat: f64, lon: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "`as` saturates; degrees are small")]
        let micro = |degrees: f64| (degrees * 1e6).round() as i32;
        Self { lat_micro: micro(lat), lon_micro: micro(lon) }
    }

    pub fn lat(self) -> f64 {
        f64::from(self.lat_micro) / 1e6
    }

    pub fn lon(self) -> f64 {
        f64::from(self.lon_micro) / 1e6
    }
}

/// Things people send instead of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    Sticker,
    Video,
    Voice,
    File,
    Unknown,
}
