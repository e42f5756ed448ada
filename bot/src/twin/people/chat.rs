//! Chats as the people in them see them: both sides, with what was unsent and read. Changed
//! through `State`, shown to tests and to the page.
//!
//! Invariant: a chat between a person and the bot goes by the person's id, and an unsent message
//! has lost its text.

use std::collections::{HashMap, VecDeque};

use asa_core::id::LineId;
use asa_core::moment::Moment;
use serde::Serialize;
use serde_json::{Value, json};

/// One message on the screen.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct Shown {
    pub id: String,
    /// `bot`, `system`, or a person's id.
    pub from: String,
    pub name: String,
    pub at: Moment,
    /// From the bot: the message object as it was sent.
    pub message: Value,
    pub unsent: bool,
    pub read: bool,
    /// Sent without a notification.
    pub silent: bool,
}

#[derive(Debug)]
pub(crate) struct Chats {
    chats: HashMap<LineId, VecDeque<Shown>>,
    most: usize,
}

impl Chats {
    pub(crate) fn new(most: usize) -> Self {
        Self { chats: HashMap::new(), most }
    }

    pub(crate) fn add(&mut self, chat: &LineId, shown: Shown) {
        if self.most == 0 {
            return;
        }
        if !self.chats.contains_key(chat) {
            self.chats.insert(chat.clone(), VecDeque::new());
        }
        if let Some(chat) = self.chats.get_mut(chat) {
            if chat.len() >= self.most {
                chat.pop_front();
            }
            chat.push_back(shown);
        }
    }

    pub(crate) fn shown(&self, chat: &LineId) -> Vec<Shown> {
        self.chats.get(chat).map_or_else(Vec::new, |chat| chat.iter().cloned().collect())
    }

    pub(crate) fn find(&self, chat: &LineId, id: &str) -> Option<&Shown> {
        self.chats.get(chat)?.iter().rev().find(|shown| shown.id == id)
    }

    /// Takes a message off the screen; its text is gone.
    pub(crate) fn unsend(&mut self, chat: &LineId, id: &str) {
        let messages = self.chats.get_mut(chat).into_iter().flatten();
        for shown in messages.filter(|shown| shown.id == id) {
            shown.unsent = true;
            shown.message = json!({"type": "note", "text": ""});
        }
    }

    /// Marks as read what was not said by the reader: by the bot if it is the bot's phone that
    /// was opened, by people otherwise. `up_to` is the last message read, or all of them.
    /// Returns those that had not been read before.
    pub(crate) fn read(&mut self, chat: &LineId, by_bot: bool, up_to: Option<&str>) -> Vec<Shown> {
        let Some(messages) = self.chats.get_mut(chat) else { return Vec::new() };
        let end = up_to.and_then(|id| messages.iter().position(|shown| shown.id == id));
        let end = end.map_or(messages.len(), |last| last + 1);
        let mut fresh = Vec::new();
        for shown in messages.iter_mut().take(end) {
            if !shown.read && (shown.from == "bot") != by_bot {
                shown.read = true;
                fresh.push(shown.clone());
            }
        }
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(id: &str, from: &str) -> Shown {
        Shown {
            id: id.to_owned(),
            from: from.to_owned(),
            name: String::new(),
            at: Moment::default(),
            message: json!({"type": "text", "text": "rice"}),
            unsent: false,
            read: false,
            silent: false,
        }
    }

    #[test]
    fn reading_marks_the_other_side_up_to_a_message() {
        let chat = LineId::new("U1").unwrap();
        let mut chats = Chats::new(10);
        for (id, from) in [("1", "U1"), ("2", "bot"), ("3", "U1")] {
            chats.add(&chat, shown(id, from));
        }
        chats.read(&chat, true, Some("1"));
        let read = |chats: &Chats| chats.shown(&chat).iter().map(|s| s.read).collect::<Vec<_>>();
        assert_eq!(read(&chats), [true, false, false]);
        chats.read(&chat, false, None);
        assert_eq!(read(&chats), [true, true, false]);
    }

    #[test]
    fn the_oldest_make_room_and_the_unsent_lose_their_text() {
        let chat = LineId::new("U1").unwrap();
        let mut chats = Chats::new(2);
        for id in ["1", "2", "3"] {
            chats.add(&chat, shown(id, "U1"));
        }
        chats.unsend(&chat, "3");
        let left = chats.shown(&chat);
        assert_eq!(left.len(), 2);
        assert!(left[1].unsent && !left[1].message.to_string().contains("rice"));
    }
}
