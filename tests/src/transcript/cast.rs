//! Who is who in a story: names in the file, ids at LINE.
//!
//! Invariant: whoever is asked for was given; the bot's words are said to carry their addressee
//! only where more than one person could be meant.

use anyhow::Context as _;
use asa::twin::transcript::sheet;
use asa_core::id::LineId;

#[derive(Debug, Default)]
pub struct Cast {
    pub people: Vec<(String, LineId)>,
    pub groups: Vec<(String, LineId)>,
}

impl Cast {
    pub fn person(&self, name: &str) -> anyhow::Result<&LineId> {
        find(&self.people, name)
    }

    pub fn group(&self, name: &str) -> anyhow::Result<&LineId> {
        find(&self.groups, name)
    }

    /// Every chat of the story, private ones first.
    pub fn chats(&self) -> impl Iterator<Item = &LineId> {
        self.people.iter().chain(&self.groups).map(|(_, id)| id)
    }

    /// The name of whoever has this id at LINE.
    pub fn named(&self, id: &str) -> Option<&str> {
        let mut people = self.people.iter();
        people.find(|(_, one)| one.as_str() == id).map(|(name, _)| name.as_str())
    }

    /// How the bot is named where it speaks in this chat.
    pub fn bot_in(&self, chat: &LineId) -> String {
        let name = |(name, id): &(String, LineId)| (id == chat).then(|| name.clone());
        if let Some(group) = self.groups.iter().find_map(name) {
            return sheet::in_group(&sheet::bot_to(None), &group);
        }
        let to = self.people.iter().find_map(name).filter(|_| self.people.len() > 1);
        sheet::bot_to(to.as_deref())
    }
}

fn find<'a>(names: &'a [(String, LineId)], wanted: &str) -> anyhow::Result<&'a LineId> {
    let found = names.iter().find(|(name, _)| name == wanted);
    found.map(|(_, id)| id).with_context(|| format!("{wanted} has not come yet"))
}
