//! The buttons of messages, and which of them a tap can still reach. Asked by whoever plays a
//! transcript, and by the journal when somebody taps.
//!
//! Invariant: quick replies are there on the last message only; buttons of cards stay.

use serde_json::Value;

use crate::twin::people::chat::Shown;

/// Where buttons lie inside a message, in the order they are read.
const PARTS: [&str; 8] =
    ["header", "hero", "body", "footer", "contents", "template", "columns", "actions"];

/// Every action on the message itself, from top to bottom.
pub fn on_card(message: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    collect(message, &mut found);
    found
}

fn collect<'a>(part: &'a Value, found: &mut Vec<&'a Value>) {
    if let Some(parts) = part.as_array() {
        parts.iter().for_each(|part| collect(part, found));
        return;
    }
    PARTS.iter().filter_map(|name| part.get(name)).for_each(|part| collect(part, found));
    if part["action"].is_object() {
        found.push(&part["action"]);
    } else if is_action(part) {
        found.push(part);
    }
}

/// Templates list their actions bare.
fn is_action(part: &Value) -> bool {
    ["data", "uri", "clipboardText"].iter().any(|name| part[*name].is_string())
        || part["type"] == "message"
}

pub fn quick(message: &Value) -> Vec<&Value> {
    let items = message["quickReply"]["items"].as_array().into_iter().flatten();
    items.map(|item| &item["action"]).collect()
}

pub fn label(action: &Value) -> &str {
    action["label"].as_str().unwrap_or_default()
}

/// A button as a transcript shows it. What leads out of the chat says so, and a number to call
/// that its label does not tell is told.
pub fn written(action: &Value) -> String {
    let label = label(action);
    match action["uri"].as_str().map(|uri| uri.strip_prefix("tel:").ok_or(uri)) {
        None => format!("[{label}]"),
        Some(Ok(number)) if label.contains(number) => format!("[{label}]"),
        Some(Ok(number)) => format!("[{label} ☎ {number}]"),
        Some(Err(_)) => format!("[{label} ↗]"),
    }
}

/// Several, on one line.
pub fn row(actions: &[&Value]) -> String {
    actions.iter().map(|action| written(action)).collect::<Vec<_>>().join(" ")
}

/// The button with this label on the newest message that has one.
pub fn newest<'a>(chat: &'a [Shown], wanted: &str) -> Option<&'a Value> {
    let mut from_the_end = chat.iter().rev();
    let last = from_the_end.clone().next().filter(|shown| from_bot(shown));
    let quick = last.into_iter().flat_map(|shown| quick(&shown.message));
    let on_last = quick.into_iter().find(|action| label(action) == wanted);
    on_last.or_else(|| from_the_end.find_map(|shown| with_label(shown, wanted)))
}

/// The button with this label on the oldest card that has one.
pub fn oldest<'a>(chat: &'a [Shown], wanted: &str) -> Option<&'a Value> {
    chat.iter().find_map(|shown| with_label(shown, wanted))
}

fn from_bot(shown: &Shown) -> bool {
    shown.from == "bot" && !shown.unsent
}

fn with_label<'a>(shown: &'a Shown, wanted: &str) -> Option<&'a Value> {
    let actions = if from_bot(shown) { on_card(&shown.message) } else { Vec::new() };
    actions.into_iter().find(|action| label(action) == wanted)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::twin::testing::{buttons, flex, friend, state};

    fn tap(label: &str, data: &str) -> Value {
        json!({ "type": "postback", "label": label, "data": data })
    }

    fn card(label: &str, data: &str) -> Value {
        let button = json!({ "type": "button", "action": tap(label, data) });
        let footer = json!({ "type": "box", "layout": "vertical", "contents": [button] });
        flex(json!({ "type": "bubble", "footer": footer }))
    }

    #[test]
    fn quick_replies_go_with_the_next_message_and_cards_stay() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let mut first = card("Rice", "rice:1");
        first["quickReply"] = json!({ "items": [{ "action": tap("Menu", "menu") }] });
        state.bot_says(&nok, &[first], false, true);
        assert!(newest(&state.chats.shown(&nok), "Menu").is_some());
        state.bot_says(&nok, &[card("Rice", "rice:2")], false, true);
        let shown = state.chats.shown(&nok);
        assert!(newest(&shown, "Menu").is_none() && oldest(&shown, "Menu").is_none());
        assert_eq!(newest(&shown, "Rice").unwrap()["data"], "rice:2");
        assert_eq!(oldest(&shown, "Rice").unwrap()["data"], "rice:1");
    }

    #[test]
    fn a_template_has_buttons_too() {
        let message = buttons(json!([tap("Yes", "y"), tap("No", "n")]));
        let labels: Vec<_> = on_card(&message).into_iter().map(label).collect();
        assert_eq!(labels, ["Yes", "No"]);
    }

    #[test]
    fn what_leads_out_of_the_chat_is_marked() {
        for (uri, expected) in [
            ("tel:1669", "[โทร 1669]"),
            ("tel:191", "[โทร 1669 ☎ 191]"),
            ("https://example.com", "[โทร 1669 ↗]"),
        ] {
            assert_eq!(written(&json!({ "label": "โทร 1669", "uri": uri })), expected);
        }
    }
}
