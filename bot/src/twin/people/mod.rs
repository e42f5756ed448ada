//! The people and groups of the twin's world, and what the channel may know of them. Read and
//! changed through `State`.
//!
//! Invariant: an id is known to the channel from the first event that names it, never before.

pub(super) mod act;
pub(super) mod chat;
pub(super) mod friends;
pub(super) mod groups;
pub(super) mod say;
mod tap;

use std::collections::HashMap;
use std::time::Duration;

use asa_core::id::LineId;
use asa_core::moment::Moment;

/// How long somebody who wrote without being a friend can be pushed to.
const WITHIN_REACH: Duration = Duration::from_secs(7 * 24 * 3600);

#[derive(Debug)]
pub(super) struct Person {
    pub(super) id: LineId,
    pub(super) name: String,
    pub(super) language: String,
    pub(super) friend: bool,
    pub(super) blocked: bool,
    /// An event with this person's id has been made: the channel knows the id.
    pub(super) known: bool,
    /// Last wrote to the bot alone.
    pub(super) wrote: Option<Moment>,
    pub(super) menu: Option<String>,
    pub(super) loading_until: Option<Moment>,
}

impl Person {
    pub(super) fn new(id: LineId, name: &str, language: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            language: language.to_owned(),
            friend: false,
            blocked: false,
            known: false,
            wrote: None,
            menu: None,
            loading_until: None,
        }
    }

    /// Whether what the bot sends is shown (and counted).
    pub(super) fn reachable(&self, now: Moment) -> bool {
        let wrote_lately = self.wrote.is_some_and(|wrote| now.since(wrote) <= WITHIN_REACH);
        !self.blocked && (self.friend || wrote_lately)
    }

    /// Whether the bot may read the profile.
    pub(super) fn readable(&self) -> bool {
        !self.blocked && (self.friend || self.wrote.is_some())
    }
}

/// A group, or a room if its id says so.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) id: LineId,
    pub(super) name: String,
    pub(super) members: Vec<LineId>,
    /// The bot is in it.
    pub(super) bot: bool,
}

#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) people: HashMap<LineId, Person>,
    pub(super) groups: HashMap<LineId, Group>,
    /// In the order they were made, for lists.
    pub(super) everyone: Vec<LineId>,
    pub(super) all_groups: Vec<LineId>,
}

impl World {
    pub(super) fn add_person(&mut self, person: Person) {
        self.everyone.push(person.id.clone());
        self.people.insert(person.id.clone(), person);
    }

    pub(super) fn add_group(&mut self, group: Group) {
        self.all_groups.push(group.id.clone());
        self.groups.insert(group.id.clone(), group);
    }

    /// By the id in a request's text.
    pub(super) fn person(&self, id: &str) -> Option<&Person> {
        LineId::new(id).ok().and_then(|id| self.people.get(&id))
    }

    pub(super) fn person_mut(&mut self, id: &str) -> Option<&mut Person> {
        LineId::new(id).ok().and_then(|id| self.people.get_mut(&id))
    }

    /// A group the bot is in.
    pub(super) fn joined(&self, id: &str) -> Option<&Group> {
        let group = LineId::new(id).ok().and_then(|id| self.groups.get(&id));
        group.filter(|group| group.bot)
    }

    pub(super) fn name(&self, id: &LineId) -> String {
        self.people.get(id).map_or_else(String::new, |person| person.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_who_wrote_is_within_reach_for_a_week() {
        let id = LineId::new("U1").unwrap();
        let mut person = Person::new(id, "Malee", "th");
        let now = Moment::from_millis(1_000);
        assert!(!person.reachable(now) && !person.readable());
        person.wrote = Some(now);
        assert!(person.reachable(now + WITHIN_REACH));
        assert!(!person.reachable(now + WITHIN_REACH + Duration::from_millis(1)));
        person.blocked = true;
        assert!(!person.reachable(now) && !person.readable());
    }
}
