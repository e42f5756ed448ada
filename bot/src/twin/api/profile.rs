//! What the bot may ask about people and groups, and the small signs it may give in a chat.
//! Called by the routes.
//!
//! Invariant: a person who blocked the bot looks just like one who never was.

use std::time::Duration;

use asa_core::id::LineId;
use serde_json::{Value, json};

use super::Call;
use super::answer::Answer;
use crate::twin::people::Group;
use crate::twin::people::groups;
use crate::twin::state::State;
use crate::twin::webhook::marks;

pub(crate) fn info(state: &mut State, _: &Call) -> Answer {
    let settings = &state.settings;
    Answer::ok(json!({
        "userId": settings.bot_id,
        "basicId": settings.basic_id,
        "displayName": settings.bot_name,
        "chatMode": "chat",
        "markAsReadMode": "manual",
    }))
}

/// A friend's profile, or that of somebody who wrote. Whoever blocked the bot is out of sight.
pub(crate) fn profile(state: &mut State, call: &Call) -> Answer {
    let person = state.world.person(call.param("userId")).filter(|person| person.readable());
    let Some(person) = person else { return Answer::missing().expected() };
    Answer::ok(json!({
        "displayName": person.name,
        "userId": person.id,
        "language": person.language,
    }))
}

/// The group or room of the path, if the bot is in it. Each kind has its own paths.
fn group<'a>(state: &'a State, call: &Call) -> Result<&'a Group, Answer> {
    let (group, room) = (call.param("groupId"), call.param("roomId"));
    let id = if group.starts_with('C') || room.starts_with('R') {
        [group, room].concat()
    } else {
        String::new()
    };
    state.world.joined(&id).ok_or_else(|| Answer::missing().expected())
}

fn answered(body: Result<Value, Answer>) -> Answer {
    body.map_or_else(|answer| answer, Answer::ok)
}

pub(crate) fn summary(state: &mut State, call: &Call) -> Answer {
    let summary = |group: &Group| json!({ "groupId": group.id, "groupName": group.name });
    answered(group(state, call).map(summary))
}

pub(crate) fn count(state: &mut State, call: &Call) -> Answer {
    answered(group(state, call).map(|group| json!({ "count": group.members.len() })))
}

/// A member's name: no friendship needed, and no language given.
pub(crate) fn member(state: &mut State, call: &Call) -> Answer {
    let member = group(state, call).and_then(|group| {
        let wanted = |id: &&LineId| id.as_str() == call.param("userId");
        group.members.iter().find(wanted).ok_or_else(|| Answer::missing().expected())
    });
    answered(member.map(|id| json!({ "displayName": state.world.name(id), "userId": id })))
}

pub(crate) fn leave(state: &mut State, call: &Call) -> Answer {
    let Ok(id) = group(state, call).map(|group| group.id.clone()) else {
        return Answer::missing();
    };
    let event = groups::bot_leaves(state, &id);
    Answer { events: vec![event], ..Answer::done() }
}

/// POST /v2/bot/chat/loading/start. Nobody is told whether anything was shown.
pub(crate) fn loading(state: &mut State, call: &Call) -> Answer {
    let seconds = call.body["loadingSeconds"].as_u64().unwrap_or(20);
    let until = state.now() + Duration::from_secs(seconds);
    let now = state.now();
    if let Some(person) = state.world.person_mut(call.text("chatId"))
        && person.reachable(now)
    {
        person.loading_until = Some(until);
        let id = person.id.clone();
        state.stream.tell("loading", || json!({ "person": id, "until": until }));
    }
    Answer::taken()
}

/// POST /v2/bot/chat/markAsRead: everything up to the token's message.
pub(crate) fn mark_as_read(state: &mut State, call: &Call) -> Answer {
    let Some((chat, message)) = marks::read_up_to(call.text("markAsReadToken")) else {
        return Answer::bad("The property, 'markAsReadToken', in the request body is invalid");
    };
    state.read(&chat, true, Some(&message));
    Answer::done()
}
