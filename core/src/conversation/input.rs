//! What somebody did, in our words. The shell makes it from what LINE sent.

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    pub deed: Deed,
    /// In a group or a room, where the bot speaks only when called.
    pub in_group: bool,
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
    /// A button whose data is ours, or was once, or never.
    Tapped {
        data: String,
    },
    Sent(Sent),
    Photo(Photo),
    Withdrew {
        message: String,
    },
    /// Anything that asks for no answer: members coming and going, edits, beacons, kinds of
    /// event that did not exist when this was written.
    Other,
}

/// Things people send instead of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    Sticker,
    Video,
    Voice,
    File,
    Location,
    Unknown,
}

/// A photo somebody sent, or why there is none to work with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Photo {
    /// Cleaned and stored under this name.
    Kept(String),
    TooLarge,
    /// A file of another kind, or a damaged one.
    NotAPicture,
    /// Taken back by its sender, or too old.
    Gone,
    /// It could not be had in time; sending it again may help.
    NotFetched,
    /// Nobody asked for it, so it was not fetched.
    NotWanted,
}
