//! Who has which menu: the default of all, and the links of single people. Called by the routes,
//! and by `tap` when somebody switches.
//!
//! Invariant: only friends are linked, whatever the answer says.

use serde_json::{Value, json};

use super::Call;
use super::answer::Answer;
use crate::twin::state::State;

pub(crate) fn set_default(state: &mut State, call: &Call) -> Answer {
    let id = call.param("richMenuId");
    if let Err(answer) = state.menus.with_picture(id) {
        return answer;
    }
    state.menus.default = Some(id.to_owned());
    tell_everyone(state);
    Answer::done()
}

pub(crate) fn default(state: &mut State, _: &Call) -> Answer {
    match &state.menus.default {
        Some(id) => Answer::ok(json!({ "richMenuId": id })),
        None => Answer::missing_menu(404).expected(),
    }
}

pub(crate) fn clear_default(state: &mut State, _: &Call) -> Answer {
    state.menus.default = None;
    tell_everyone(state);
    Answer::done()
}

pub(crate) fn link(state: &mut State, call: &Call) -> Answer {
    let (user, menu) = (call.param("userId"), call.param("richMenuId"));
    if let Err(answer) = state.menus.with_picture(menu) {
        return answer;
    }
    if !is_known(state, user) {
        return unknown();
    }
    give(state, user, Some(menu));
    Answer::done()
}

pub(crate) fn unlink(state: &mut State, call: &Call) -> Answer {
    let user = call.param("userId");
    if !is_known(state, user) {
        return unknown();
    }
    give(state, user, None);
    Answer::done()
}

/// The menu linked to a person, not the default.
pub(crate) fn linked(state: &mut State, call: &Call) -> Answer {
    let person = state.world.person(call.param("userId"));
    let menu = person.and_then(|person| person.menu.as_ref());
    match menu.filter(|menu| state.menus.menus.contains_key(*menu)) {
        Some(menu) => Answer::ok(json!({ "richMenuId": menu })),
        None => Answer::missing_menu(404).expected(),
    }
}

/// Nobody is told which people did not exist.
pub(crate) fn bulk_link(state: &mut State, call: &Call) -> Answer {
    let menu = call.text("richMenuId");
    if let Err(answer) = state.menus.with_picture(menu) {
        return answer;
    }
    for user in call.list("userIds").iter().filter_map(Value::as_str) {
        give(state, user, Some(menu));
    }
    Answer::taken()
}

pub(crate) fn bulk_unlink(state: &mut State, call: &Call) -> Answer {
    for user in call.list("userIds").iter().filter_map(Value::as_str) {
        give(state, user, None);
    }
    Answer::taken()
}

fn is_known(state: &State, user: &str) -> bool {
    state.world.person(user).is_some_and(|person| person.known)
}

fn unknown() -> Answer {
    Answer::bad("The user ID is not valid")
}

/// Only a friend can be linked; for others LINE says yes and does nothing.
pub(crate) fn give(state: &mut State, user: &str, menu: Option<&str>) -> bool {
    let person = state.world.person_mut(user);
    let Some(person) = person.filter(|person| person.friend && !person.blocked) else {
        return false;
    };
    person.menu = menu.map(str::to_owned);
    state.stream.tell("menu", || json!({ "person": user }));
    true
}

fn tell_everyone(state: &State) {
    for person in &state.world.everyone {
        state.stream.tell("menu", || json!({ "person": person }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::testing::{call, call_to, drawn_menu, friend, made_up_menu, state};

    #[test]
    fn a_menu_without_picture_cannot_be_applied() {
        let mut state = state();
        let body = crate::twin::api::menu_calls::create(&mut state, &call(made_up_menu()));
        let id = body.for_the_log()["richMenuId"].as_str().unwrap().to_owned();
        assert_eq!(set_default(&mut state, &call_to("richMenuId", &id)).status, 400);
        assert_eq!(set_default(&mut state, &call_to("richMenuId", "richmenu-0")).status, 404);
    }

    #[test]
    fn ones_own_menu_comes_before_the_default() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let (all, own) = (drawn_menu(&mut state), drawn_menu(&mut state));
        assert_eq!(set_default(&mut state, &call_to("richMenuId", &all)).status, 200);
        let to = |menu: &str| Call {
            params: vec![("userId", nok.as_str().to_owned()), ("richMenuId", menu.to_owned())],
            ..Call::default()
        };
        assert_eq!(linked(&mut state, &to("")).status, 404);
        assert_eq!(link(&mut state, &to(&own)).status, 200);
        assert_eq!(linked(&mut state, &to("")).for_the_log()["richMenuId"], own.as_str());
        let seen = |state: &State| {
            let person = &state.world.people[&nok];
            state.menus.shown_to(person).map(|(id, _)| id.to_owned())
        };
        assert_eq!(seen(&state), Some(own));
        assert_eq!(unlink(&mut state, &to("")).status, 200);
        assert_eq!(seen(&state), Some(all));
    }

    #[test]
    fn a_stranger_is_not_linked_and_an_unknown_one_is_a_mistake() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let menu = drawn_menu(&mut state);
        state.world.people.get_mut(&nok).unwrap().friend = false;
        let to = |user: &str| Call {
            params: vec![("userId", user.to_owned()), ("richMenuId", menu.clone())],
            ..Call::default()
        };
        assert_eq!(link(&mut state, &to(nok.as_str())).status, 200);
        assert_eq!(linked(&mut state, &to(nok.as_str())).status, 404);
        assert_eq!(link(&mut state, &to("U1")).status, 400);
        let bulk = json!({ "richMenuId": menu, "userIds": ["U1", nok] });
        assert_eq!(bulk_link(&mut state, &call(bulk)).status, 202);
    }
}
