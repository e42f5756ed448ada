//! Webhook events as LINE words them, and the memory of those already made, from which they can
//! be delivered again. Called by what people do.
//!
//! Invariant: an event with a reply token has it registered before anybody can see it.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use asa_core::id::LineId;
use serde_json::{Value, json};

use crate::twin::state::State;

#[derive(Debug)]
pub(crate) struct Events {
    kept: HashMap<String, Arc<Value>>,
    order: VecDeque<String>,
    most: usize,
}

impl Events {
    pub(crate) fn new(most: usize) -> Self {
        Self { kept: HashMap::new(), order: VecDeque::new(), most }
    }

    fn keep(&mut self, id: &str, event: &Value) {
        if self.most == 0 {
            return;
        }
        if self.order.len() >= self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.kept.remove(&oldest);
        }
        self.kept.insert(id.to_owned(), Arc::new(event.clone()));
        self.order.push_back(id.to_owned());
    }

    /// The event as it is delivered the second time.
    pub(crate) fn again(&self, id: &str) -> Option<Value> {
        let mut event = Value::clone(self.kept.get(id)?);
        event["deliveryContext"]["isRedelivery"] = json!(true);
        Some(event)
    }
}

/// What an event is about.
pub(crate) struct About<'a> {
    pub(crate) kind: &'static str,
    pub(crate) chat: &'a LineId,
    /// Who did it, where LINE says so.
    pub(crate) by: Option<&'a LineId>,
    pub(crate) replyable: bool,
}

/// An event with `fields` beside what all events have.
pub(crate) fn make(state: &mut State, about: &About<'_>, fields: Value) -> Value {
    let now = state.now();
    let id = state.ids.event(now);
    let mut event = fields;
    event["type"] = json!(about.kind);
    event["mode"] = json!("active");
    event["timestamp"] = json!(now);
    event["webhookEventId"] = json!(id);
    event["deliveryContext"] = json!({ "isRedelivery": false });
    event["source"] = source(about);
    if about.replyable {
        let token = state.ids.reply_token();
        state.reply_tokens.issue(&token, about.chat, &id, now);
        event["replyToken"] = json!(token);
    }
    if let Some(person) = about.by.and_then(|id| state.world.people.get_mut(id)) {
        person.known = true;
    }
    state.events.keep(&id, &event);
    event
}

fn source(about: &About<'_>) -> Value {
    let (kind, key) = match about.chat.as_str().as_bytes().first() {
        Some(b'C') => ("group", "groupId"),
        Some(b'R') => ("room", "roomId"),
        _ => return json!({ "type": "user", "userId": about.chat }),
    };
    let mut source = json!({ "type": kind, key: about.chat });
    if let Some(person) = about.by {
        source["userId"] = json!(person);
    }
    source
}

pub(crate) fn id(event: &Value) -> &str {
    event["webhookEventId"].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::testing::{friend, state};

    #[test]
    fn a_replyable_event_has_a_live_token_and_comes_again_marked() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let about = About { kind: "follow", chat: &nok, by: Some(&nok), replyable: true };
        let event = make(&mut state, &about, json!({ "follow": { "isUnblocked": false } }));
        let token = event["replyToken"].as_str().unwrap();
        let (chat, event_id) = state.reply_tokens.look(token, state.now()).unwrap();
        assert_eq!((chat, event_id.as_str()), (nok.clone(), id(&event)));
        let again = state.events.again(id(&event)).unwrap();
        assert_eq!(again["deliveryContext"]["isRedelivery"], true);
        assert_eq!(again["replyToken"], event["replyToken"]);
        assert_eq!(again["timestamp"], event["timestamp"]);
    }

    #[test]
    fn a_group_event_names_the_group_and_the_person_only_if_known() {
        let mut state = state();
        let group = state.ids.name('C');
        let about = About { kind: "join", chat: &group, by: None, replyable: false };
        let event = make(&mut state, &about, json!({}));
        assert_eq!(event["source"], json!({ "type": "group", "groupId": group }));
        assert!(event.get("replyToken").is_none());
    }
}
