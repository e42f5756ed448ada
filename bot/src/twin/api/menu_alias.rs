//! Aliases: lasting names for menus, which the switch action goes by. Called by the routes.
//!
//! Invariant: an alias is pointed only at a menu with a picture; the menu may be deleted later, and
//! a switch then says that it was not found.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Call;
use super::answer::Answer;
use crate::line::limits;
use crate::twin::state::State;

pub(crate) fn create(state: &mut State, call: &Call) -> Answer {
    let (alias, menu) = (call.text("richMenuAliasId"), call.text("richMenuId"));
    if state.menus.aliases.contains_key(alias) {
        return Answer::bad("The alias exists already");
    }
    if state.menus.aliases.len() >= limits::MENU_ALIASES {
        return Answer::bad("There are too many aliases");
    }
    point(state, alias, menu)
}

pub(crate) fn update(state: &mut State, call: &Call) -> Answer {
    let (alias, menu) = (call.param("aliasId"), call.text("richMenuId"));
    if !state.menus.aliases.contains_key(alias) {
        return missing();
    }
    point(state, alias, menu)
}

fn point(state: &mut State, alias: &str, menu: &str) -> Answer {
    match state.menus.with_picture(menu) {
        // Here a missing menu is a fault of the body.
        Err(answer) if answer.status == StatusCode::NOT_FOUND => Answer::missing_menu(400),
        Err(answer) => answer,
        Ok(_) => {
            state.menus.aliases.insert(alias.to_owned(), menu.to_owned());
            Answer::done()
        }
    }
}

pub(crate) fn get(state: &mut State, call: &Call) -> Answer {
    match state.menus.aliases.get_key_value(call.param("aliasId")) {
        Some(alias) => Answer::ok(described(alias)),
        None => missing().expected(),
    }
}

pub(crate) fn list(state: &mut State, _: &Call) -> Answer {
    let aliases: Vec<Value> = state.menus.aliases.iter().map(described).collect();
    Answer::ok(json!({ "aliases": aliases }))
}

pub(crate) fn delete(state: &mut State, call: &Call) -> Answer {
    match state.menus.aliases.remove(call.param("aliasId")) {
        Some(_) => Answer::done(),
        None => missing().expected(),
    }
}

fn described((alias, menu): (&String, &String)) -> Value {
    json!({ "richMenuAliasId": alias, "richMenuId": menu })
}

fn missing() -> Answer {
    Answer::refused(StatusCode::NOT_FOUND, "The alias was not found")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::testing::{call, call_to, drawn_menu, state};

    #[test]
    fn an_alias_is_made_once_moved_and_removed() {
        let mut state = state();
        let (one, two) = (drawn_menu(&mut state), drawn_menu(&mut state));
        let make = call(json!({ "richMenuAliasId": "stock", "richMenuId": one }));
        assert_eq!(create(&mut state, &make).status, 200);
        assert_eq!(create(&mut state, &make).status, 400);
        let to = |alias, menu: &str| Call {
            body: json!({ "richMenuId": menu }),
            ..call_to("aliasId", alias)
        };
        assert_eq!(update(&mut state, &to("other", &two)).status, 404);
        assert_eq!(update(&mut state, &to("stock", "richmenu-0")).status, 400);
        assert_eq!(update(&mut state, &to("stock", &two)).status, 200);
        let got = get(&mut state, &call_to("aliasId", "stock")).for_the_log();
        assert_eq!(got, json!({ "richMenuAliasId": "stock", "richMenuId": two }));
        assert_eq!(list(&mut state, &call(json!({}))).for_the_log()["aliases"], json!([got]));
        assert_eq!(delete(&mut state, &call_to("aliasId", "stock")).status, 200);
        assert_eq!(get(&mut state, &call_to("aliasId", "stock")).status, 404);
    }
}
