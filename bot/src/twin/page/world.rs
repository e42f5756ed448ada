//! The world and a chat as the page wants to see them. Called by `page`.
//!
//! Invariant: only reads; the page learns here what it then keeps up to date from the stream.

use asa_core::id::LineId;
use serde_json::{Value, json};

use crate::twin::people::act::Refused;
use crate::twin::people::say;
use crate::twin::people::{Group, Person};
use crate::twin::state::State;

pub(crate) fn world(state: &mut State) -> Value {
    let now = state.now();
    let used = state.quota.used(now);
    let world = &state.world;
    let people = world.everyone.iter().filter_map(|id| world.people.get(id));
    let people: Vec<Value> = people.map(|one| person(state, one)).collect();
    let groups = world.all_groups.iter().filter_map(|id| world.groups.get(id));
    let groups: Vec<Value> = groups.map(group).collect();
    let settings = &state.settings;
    json!({
        "clock": { "now": now },
        "bot": { "id": settings.bot_id, "name": settings.bot_name, "basicId": settings.basic_id },
        "people": people,
        "groups": groups,
        "quota": { "limit": settings.quota, "used": used },
        "pending": { "webhooks": state.hooks.pending() },
    })
}

fn person(state: &State, person: &Person) -> Value {
    let groups = state.world.all_groups.iter().filter(|id| {
        state.world.groups.get(*id).is_some_and(|group| group.members.contains(&person.id))
    });
    let chats: Vec<&LineId> = std::iter::once(&person.id).chain(groups).collect();
    json!({
        "id": person.id,
        "name": person.name,
        "language": person.language,
        "friend": person.friend,
        "blocked": person.blocked,
        "chats": chats,
    })
}

fn group(group: &Group) -> Value {
    json!({ "id": group.id, "name": group.name, "members": group.members, "bot": group.bot })
}

pub(crate) fn chat(state: &State, person: &LineId, chat: &LineId) -> Result<Value, Refused> {
    say::hears(state, person, chat)?;
    let who = state.world.people.get(person).filter(|_| person == chat);
    let now = state.now();
    let loading = who.and_then(|who| who.loading_until).filter(|until| *until > now);
    Ok(json!({
        "messages": state.chats.shown(chat),
        "menu": who.map(|who| menu(state, who)),
        "loadingUntil": loading,
    }))
}

/// The menu below a chat of two; groups have none.
fn menu(state: &State, person: &Person) -> Value {
    let Some((id, menu)) = state.menus.shown_to(person).filter(|_| !person.blocked) else {
        return Value::Null;
    };
    let part = |name: &str| menu.object[name].clone();
    json!({
        "richMenuId": id,
        "size": part("size"),
        "chatBarText": part("chatBarText"),
        "selected": part("selected"),
        "areas": part("areas"),
    })
}
