//! Tapping a button, a quick reply or an area of a menu: each kind of action does what LINE's
//! app does with it. Called by `act`.
//!
//! Invariant: the display text of a postback is shown and never told; only its data is.

use asa_core::id::LineId;
use serde_json::{Value, json};

use super::act::{Outcome, Refused};
use super::say;
use crate::twin::api::menu_links;
use crate::twin::body::formats;
use crate::twin::state::State;
use crate::twin::webhook::event::{self, About};

/// Where it happens: the person, and the chat.
type Where<'a> = (&'a LineId, &'a LineId);

pub(crate) fn tap(
    state: &mut State,
    person: &LineId,
    chat: &LineId,
    action: &Value,
    params: Option<Value>,
) -> Result<Outcome, Refused> {
    let hears = say::hears(state, person, chat)?;
    match action["type"].as_str() {
        Some("message") => say::text(state, person, chat, text(action, "text")?, false),
        Some("postback") => {
            let data = text(action, "data")?.to_owned();
            let message_id = show_display_text(state, (person, chat), action);
            let event = hears.then(|| postback(state, (person, chat), &data, None));
            Ok(Outcome { message_id, event })
        }
        Some("datetimepicker") => {
            let data = text(action, "data")?.to_owned();
            let picked = picked(action, params)?;
            let event = hears.then(|| postback(state, (person, chat), &data, Some(picked)));
            Ok(Outcome { event, ..Outcome::default() })
        }
        Some("richmenuswitch") => switch(state, (person, chat), action, hears),
        // The app opens something, and the bot hears nothing of it.
        Some("uri" | "clipboard" | "camera" | "cameraRoll" | "location") => Ok(Outcome::default()),
        _ => Err(Refused::BadAction),
    }
}

fn text<'a>(action: &'a Value, name: &str) -> Result<&'a str, Refused> {
    action[name].as_str().ok_or(Refused::BadAction)
}

/// Shown as if the person had said it; the bot gets the postback only.
fn show_display_text(
    state: &mut State,
    (person, chat): Where<'_>,
    action: &Value,
) -> Option<String> {
    let said = action["displayText"].as_str().or_else(|| action["text"].as_str())?;
    let id = state.ids.message();
    state.say(&id, person, chat, json!({ "type": "text", "text": said }));
    Some(id)
}

fn postback(
    state: &mut State,
    (person, chat): Where<'_>,
    data: &str,
    params: Option<Value>,
) -> Value {
    let mut postback = json!({ "data": data });
    if let Some(params) = params {
        postback["params"] = params;
    }
    let about = About { kind: "postback", chat, by: Some(person), replyable: true };
    event::make(state, &about, json!({ "postback": postback }))
}

/// What was picked, under the name of the picker's mode and in its form.
fn picked(action: &Value, params: Option<Value>) -> Result<Value, Refused> {
    let mode = text(action, "mode")?;
    let params = params.unwrap_or_default();
    let value = text(&params, mode).map_err(|_| Refused::BadData)?;
    let fits = match mode {
        "date" => formats::date(value),
        "time" => formats::time(value),
        _ => formats::date_and_time(value),
    };
    if fits { Ok(json!({ mode: value })) } else { Err(Refused::BadData) }
}

/// The app shows the other menu at once, and the bot is told how that went.
fn switch(
    state: &mut State,
    (person, chat): Where<'_>,
    action: &Value,
    hears: bool,
) -> Result<Outcome, Refused> {
    let (alias, data) = (text(action, "richMenuAliasId")?, text(action, "data")?);
    let menu = state.menus.aliases.get(alias).cloned();
    let status = match menu {
        None => "RICHMENU_ALIAS_ID_NOTFOUND",
        Some(menu) if !state.menus.menus.contains_key(&menu) => "RICHMENU_NOTFOUND",
        Some(menu) if menu_links::give(state, person.as_str(), Some(&menu)) => "SUCCESS",
        Some(_) => "FAILED",
    };
    let params = json!({ "newRichMenuAliasId": alias, "status": status });
    let event = hears.then(|| postback(state, (person, chat), data, Some(params)));
    Ok(Outcome { event, ..Outcome::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::testing::{drawn_menu, friend, state};

    fn tapped(
        state: &mut State,
        who: &LineId,
        action: &Value,
        params: Value,
    ) -> Result<Outcome, Refused> {
        let params = params.is_object().then_some(params);
        tap(state, who, who, action, params)
    }

    #[test]
    fn a_postback_shows_its_text_and_sends_its_data() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let action = json!({ "type": "postback", "data": "a=1", "displayText": "Count" });
        let outcome = tapped(&mut state, &nok, &action, Value::Null).unwrap();
        let event = outcome.event.unwrap();
        assert_eq!(event["postback"], json!({ "data": "a=1" }));
        let shown = state.chats.shown(&nok);
        assert_eq!(shown.last().unwrap().message["text"], "Count");
    }

    #[test]
    fn a_picker_wants_what_its_mode_says() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let action = json!({ "type": "datetimepicker", "data": "d", "mode": "date" });
        let outcome = tapped(&mut state, &nok, &action, json!({ "date": "2026-11-21" })).unwrap();
        assert_eq!(outcome.event.unwrap()["postback"]["params"]["date"], "2026-11-21");
        for wrong in [json!({ "time": "09:00" }), json!({ "date": "tomorrow" }), Value::Null] {
            let refused = tapped(&mut state, &nok, &action, wrong);
            assert_eq!(refused.unwrap_err(), Refused::BadData);
        }
    }

    #[test]
    fn a_switch_links_the_menu_and_says_how_it_went() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let menu = drawn_menu(&mut state);
        state.menus.aliases.insert("stock".to_owned(), menu.clone());
        let action =
            |alias| json!({ "type": "richmenuswitch", "richMenuAliasId": alias, "data": "tab" });
        let status = |alias, state: &mut State| {
            let event = tapped(state, &nok, &action(alias), Value::Null).unwrap().event.unwrap();
            event["postback"]["params"]["status"].as_str().unwrap().to_owned()
        };
        assert_eq!(status("stock", &mut state), "SUCCESS");
        assert_eq!(state.world.people[&nok].menu, Some(menu.clone()));
        assert_eq!(status("other", &mut state), "RICHMENU_ALIAS_ID_NOTFOUND");
        state.menus.menus.remove(&menu);
        assert_eq!(status("stock", &mut state), "RICHMENU_NOTFOUND");
    }

    #[test]
    fn a_link_is_nobodys_business() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let action = json!({ "type": "uri", "uri": "https://example.com" });
        assert!(tapped(&mut state, &nok, &action, Value::Null).unwrap().event.is_none());
        let odd = tapped(&mut state, &nok, &json!({ "type": "dance" }), Value::Null);
        assert_eq!(odd.unwrap_err(), Refused::BadAction);
    }
}
