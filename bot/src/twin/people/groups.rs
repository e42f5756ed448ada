//! Coming and going in groups and rooms: the bot's, and other people's. Called by `act`, and by
//! the service's own call to leave.
//!
//! Invariant: the bot hears of a group only while it is in it, and last of its own leaving.

use asa_core::id::LineId;
use serde_json::{Value, json};

use super::Group;
use super::act::{Outcome, Refused};
use crate::twin::state::State;
use crate::twin::webhook::event::{self, About};

pub(crate) fn invite_bot(state: &mut State, id: &LineId) -> Result<Outcome, Refused> {
    let group = find(state, id)?;
    if group.bot {
        return Err(Refused::Already);
    }
    group.bot = true;
    let bot = state.settings.bot_name.clone();
    came(state, id, &bot);
    let about = About { kind: "join", chat: id, by: None, replyable: true };
    Ok(told(state, &about, json!({})))
}

pub(crate) fn remove_bot(state: &mut State, id: &LineId) -> Result<Outcome, Refused> {
    if !find(state, id)?.bot {
        return Err(Refused::Already);
    }
    Ok(Outcome { event: Some(bot_leaves(state, id)), ..Outcome::default() })
}

/// The bot leaves, removed or by itself; either way it is told.
pub(crate) fn bot_leaves(state: &mut State, id: &LineId) -> Value {
    if let Some(group) = state.world.groups.get_mut(id) {
        group.bot = false;
    }
    let bot = state.settings.bot_name.clone();
    went(state, id, &bot);
    state.stream.tell("world", || json!({}));
    let about = About { kind: "leave", chat: id, by: None, replyable: false };
    event::make(state, &about, json!({}))
}

pub(crate) fn join(state: &mut State, id: &LineId, person: &LineId) -> Result<Outcome, Refused> {
    if !state.world.people.contains_key(person) {
        return Err(Refused::NoSuchPerson);
    }
    let group = find(state, id)?;
    if group.members.contains(person) {
        return Err(Refused::Already);
    }
    group.members.push(person.clone());
    let hears = group.bot;
    let name = state.world.name(person);
    came(state, id, &name);
    if let Some(person) = state.world.people.get_mut(person) {
        // The event will name them, though it is nobody's in particular.
        person.known |= hears;
    }
    let about = About { kind: "memberJoined", chat: id, by: None, replyable: true };
    Ok(told(state, &about, json!({ "joined": members(person) })))
}

pub(crate) fn leave(state: &mut State, id: &LineId, person: &LineId) -> Result<Outcome, Refused> {
    let group = find(state, id)?;
    let before = group.members.len();
    group.members.retain(|member| member != person);
    if group.members.len() == before {
        return Err(Refused::NotInChat);
    }
    let name = state.world.name(person);
    went(state, id, &name);
    let about = About { kind: "memberLeft", chat: id, by: None, replyable: false };
    Ok(told(state, &about, json!({ "left": members(person) })))
}

fn came(state: &mut State, id: &LineId, name: &str) {
    state.note(id, &format!("{name} เข้ากลุ่มแล้ว"), "joined");
}

fn went(state: &mut State, id: &LineId, name: &str) {
    state.note(id, &format!("{name} ออกจากกลุ่มแล้ว"), "left");
}

fn members(person: &LineId) -> Value {
    json!({ "members": [{ "type": "user", "userId": person }] })
}

/// The bot hears of it only if it is in the group.
fn told(state: &mut State, about: &About<'_>, fields: Value) -> Outcome {
    state.stream.tell("world", || json!({}));
    let hears = state.world.joined(about.chat.as_str()).is_some();
    let event = hears.then(|| event::make(state, about, fields));
    Outcome { event, ..Outcome::default() }
}

fn find<'a>(state: &'a mut State, id: &LineId) -> Result<&'a mut Group, Refused> {
    state.world.groups.get_mut(id).ok_or(Refused::NotInChat)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::testing::{friend, group, state};

    #[test]
    fn the_bot_hears_of_a_group_only_while_it_is_in_it() {
        let mut state = state();
        let (nok, lek) = (friend(&mut state, "Nok"), friend(&mut state, "Lek"));
        let id = group(&mut state, &[&nok]);
        assert_eq!(invite_bot(&mut state, &id).unwrap_err(), Refused::Already);
        let joined = join(&mut state, &id, &lek).unwrap().event.unwrap();
        assert_eq!(joined["joined"]["members"][0]["userId"], json!(lek));
        assert!(joined["source"].get("userId").is_none());
        let left = leave(&mut state, &id, &lek).unwrap().event.unwrap();
        assert!(left.get("replyToken").is_none());
        assert_eq!(remove_bot(&mut state, &id).unwrap().event.unwrap()["type"], "leave");
        assert!(join(&mut state, &id, &lek).unwrap().event.is_none());
    }
}
