//! A reader is one way of asking and understanding: a number, one of several, a place. Each is a
//! file in `readers/`. A step of a flow names its reader; the engine never looks inside.
//!
//! Invariant: a reader either understands the whole of what was said, or says what is wrong with
//! it. It never guesses.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::input::{Photo, Sent, Spot};
use super::view::Stage;
use super::wording::Voice;

/// What a person did, as far as a reader is concerned.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    Text(&'a str),
    /// The value of one of the reader's own buttons.
    Tap(&'a str),
    /// What a date picker was set to.
    Picked(&'a str),
    Photo(&'a Photo),
    Spot(Spot),
    Thing(Sent),
}

/// What a reader made of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Read<A> {
    Answer(A),
    /// The way to an answer: the next question of the same step. Null leads to its beginning.
    Half(Json),
    /// Part of an answer that may grow: photos, several choices.
    More(Json),
    /// Not an answer, and why, to be told to the person.
    No(Why),
}

impl<A> Read<A> {
    /// What becomes of an answer; anything else stays as it is.
    pub fn then<B>(self, becomes: impl FnOnce(A) -> Read<B>) -> Read<B> {
        match self {
            Self::Answer(answer) => becomes(answer),
            Self::Half(half) => Read::Half(half),
            Self::More(half) => Read::More(half),
            Self::No(why) => Read::No(why),
        }
    }
}

/// A text of the wording and what fills its holes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    pub key: &'static str,
    pub values: Vec<(&'static str, String)>,
}

impl Why {
    pub fn is(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, hole: &'static str, value: &dyn std::fmt::Display) -> Self {
        self.values.push((hole, value.to_string()));
        self
    }

    pub fn text(&self, voice: &Voice<'_>) -> String {
        let values: Vec<_> = self.values.iter().map(|(hole, value)| (*hole, &**value)).collect();
        voice.with(self.key, &values)
    }
}

/// How a reader asks, besides the step's own question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompt {
    /// Instead of the step's question, in the middle of an answer.
    pub question: Option<String>,
    /// Under the question: numbered options, an example.
    pub lines: Vec<String>,
    /// A typed answer that would be understood.
    pub example: Option<String>,
    pub offers: Vec<Offer>,
}

/// A button of a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub label: String,
    pub gives: Gives,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gives {
    /// Comes back as [`Said::Tap`].
    Value(String),
    /// Opens a date picker; its choice comes back as [`Said::Picked`].
    Picker(Picker),
    Camera,
    Album,
    Location,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picker {
    pub with_time: bool,
    /// As LINE writes them: `2022-03-24`, `2022-03-24T08:30`.
    pub initial: String,
    pub earliest: String,
    pub latest: String,
}

impl Offer {
    pub fn value(label: String, value: impl Into<String>) -> Self {
        Self { label, gives: Gives::Value(value.into()) }
    }
}

/// Where a reader stands: what was answered before, and what is known.
#[derive(Debug, Clone, Copy)]
pub struct At<'a, D> {
    pub stage: &'a Stage<'a>,
    pub draft: &'a D,
    /// `flow.step`: its texts lie under it in the wording.
    pub key: &'a str,
    pub half: Option<&'a Json>,
}

impl<D> At<'_, D> {
    pub fn voice(&self) -> &Voice<'_> {
        &self.stage.voice
    }

    /// Part of an answer, if it (still) reads.
    pub fn half<H: DeserializeOwned + Default>(&self) -> H {
        self.half.and_then(|half| H::deserialize(half).ok()).unwrap_or_default()
    }
}

/// One way of asking and understanding, for drafts of type `D`.
pub trait Reader<D>: Sync {
    type Answer: Serialize + DeserializeOwned;

    fn asks(&self, at: &At<'_, D>) -> Prompt;

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Self::Answer>;

    /// As the review card and the echo show it.
    fn shows(&self, at: &At<'_, D>, answer: &Self::Answer) -> String;

    /// Whether a stored answer is still one: steps before it may have changed.
    fn fits(&self, _at: &At<'_, D>, _answer: &Self::Answer) -> bool {
        true
    }

    /// Any words are an answer: those of somebody who comes back after a long pause, too.
    fn takes_any_words(&self) -> bool {
        false
    }

    /// Photos are fetched from LINE only for a step that wants them.
    fn wants_photos(&self) -> bool {
        false
    }

    /// A text that came right after one that was taken belongs to it.
    fn joins(&self, _first: &Self::Answer, _more: &str) -> Option<Self::Answer> {
        None
    }
}

/// What a thing that cannot be read is told: it is named, and words are asked for.
pub fn not_words<A>(said: Said<'_>) -> Read<A> {
    Read::No(Why::is(match said {
        Said::Photo(_) => "read.photo",
        Said::Spot(_) => "read.location",
        Said::Thing(Sent::Sticker) => "read.sticker",
        Said::Thing(Sent::Voice) => "read.voice",
        Said::Thing(Sent::Video) => "read.video",
        Said::Thing(Sent::File) => "read.file",
        Said::Text(_) | Said::Tap(_) | Said::Picked(_) | Said::Thing(Sent::Unknown) => "read.other",
    }))
}
