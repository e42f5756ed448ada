//! What the bot says: words, a card, buttons. How LINE draws it is decided in the shell.

use super::reader::Picker;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say {
    pub body: Body,
    /// Shown under the message until it is answered. Everything on them can also be typed.
    pub quick: Vec<Button>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Text(String),
    Card(Card),
    /// A picture for another phone's camera. Where phones cannot reach us it is left out, so
    /// what it holds is also said in the words beside it.
    Qr {
        text: String,
    },
}

/// A framed message that stays usable: its buttons do not vanish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub tone: Tone,
    pub title: String,
    /// What a lock screen and the chat list show.
    pub summary: String,
    pub lines: Vec<Line>,
    pub buttons: Vec<Button>,
}

impl Card {
    /// To look at; its title says enough on a lock screen.
    pub fn titled(title: String, lines: Vec<Line>) -> Self {
        Self { tone: Tone::Calm, summary: title.clone(), title, lines, buttons: Vec::new() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Calm,
    /// Waits for a yes: its first button is the one that goes on.
    Asking,
    /// Red: for emergencies only.
    Urgent,
}

/// A row of a card: a text, and sometimes a value under it and a button at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub value: Option<String>,
    pub button: Option<Button>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub label: String,
    pub does: Does,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    /// Comes back to us as this data; the chat shows the label as if it had been typed.
    Tap(String),
    /// Opens the telephone with this number.
    Call(String),
    /// Opens a date picker; comes back as this data with what was picked.
    Pick(String, Picker),
    Camera,
    Album,
    Location,
}

/// Whether an answer may be paid for when the free way is gone, and in which lane.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// Only as a reply: not missed if it comes too late.
    #[default]
    Free,
    Ordinary,
    /// Goes out to the last message of the month.
    Urgent,
}

impl Worth {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Ordinary => "ordinary",
            Self::Urgent => "urgent",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Free, Self::Ordinary, Self::Urgent].into_iter().find(|w| w.as_str() == text)
    }
}

impl Say {
    pub fn text(text: String) -> Self {
        Self { body: Body::Text(text), quick: Vec::new() }
    }

    pub fn card(card: Card) -> Self {
        Self { body: Body::Card(card), quick: Vec::new() }
    }

    pub fn qr(text: String) -> Self {
        Self { body: Body::Qr { text }, quick: Vec::new() }
    }

    /// Every button of it, wherever it sits.
    pub fn buttons(&self) -> Vec<&Button> {
        let on_card = match &self.body {
            Body::Text(_) | Body::Qr { .. } => Vec::new(),
            Body::Card(card) => {
                let at_lines = card.lines.iter().filter_map(|line| line.button.as_ref());
                at_lines.chain(&card.buttons).collect()
            }
        };
        on_card.into_iter().chain(&self.quick).collect()
    }

    #[must_use]
    pub fn with_quick(mut self, quick: Vec<Button>) -> Self {
        self.quick = quick;
        self
    }
}

impl Line {
    pub fn text(text: String) -> Self {
        Self { text, value: None, button: None }
    }
}
