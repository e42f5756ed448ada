//! Reply, push and multicast: who gets what, what it costs, and what is written down.
//!
//! Invariant: all or nothing. Whatever is refused has shown nothing, spent no token and counted
//! for nothing.

use asa_core::id::LineId;
use serde_json::{Value, json};

use super::Call;
use super::answer::Answer;
use super::target::{self, Target};
use crate::twin::log::Send;
use crate::twin::state::State;

pub(crate) fn reply(state: &mut State, call: &Call) -> Answer {
    let (token, messages) = (call.text("replyToken"), call.list("messages"));
    let Some((chat, event_id)) = state.reply_tokens.look(token, state.now()) else {
        return Answer::bad_reply_token();
    };
    let Some(target) = target::of(state, &chat) else { return Answer::bad_reply_token() };
    if let Err(answer) = target::suits(messages, target) {
        return answer;
    }
    let visible = target::reach(state, target).visible;
    state.reply_tokens.spend(token);
    let sent = state.bot_says(&chat, messages, call.flag("notificationDisabled"), visible);
    write_down(state, call, "reply", vec![chat], Some(event_id));
    Answer::ok(json!({ "sentMessages": sent }))
}

pub(crate) fn push(state: &mut State, call: &Call) -> Answer {
    match try_push(state, call) {
        Ok(sent) => {
            accepted(state, call, Some(&sent));
            Answer::ok(json!({ "sentMessages": sent }))
        }
        Err(answer) => answer,
    }
}

fn try_push(state: &mut State, call: &Call) -> Result<Value, Answer> {
    first_time(state, call, "push")?;
    let messages = call.list("messages");
    let chat = LineId::new(call.text("to")).map_err(|_| unknown())?;
    let target = target::of(state, &chat).ok_or_else(unknown)?;
    target::suits(messages, target)?;
    let reach = target::reach(state, target);
    charge(state, reach.cost)?;
    let sent = state.bot_says(&chat, messages, call.flag("notificationDisabled"), reach.visible);
    write_down(state, call, "push", vec![chat], None);
    Ok(Value::Array(sent))
}

pub(crate) fn multicast(state: &mut State, call: &Call) -> Answer {
    match try_multicast(state, call) {
        Ok(()) => {
            accepted(state, call, None);
            Answer::done()
        }
        Err(answer) => answer,
    }
}

fn try_multicast(state: &mut State, call: &Call) -> Result<(), Answer> {
    first_time(state, call, "multicast")?;
    let messages = call.list("messages");
    target::suits(messages, Target::NoChat)?;
    let ids = call.list("to").iter().filter_map(Value::as_str);
    let to: Vec<LineId> =
        ids.map(|id| LineId::new(id).map_err(|_| unknown())).collect::<Result<_, _>>()?;
    if to.iter().any(|id| target::of(state, id).is_none()) {
        return Err(unknown());
    }
    let sees = |id: &&LineId| target::reach(state, Target::Person(id)).visible;
    let seen_by: Vec<LineId> = to.iter().filter(sees).cloned().collect();
    charge(state, seen_by.len() as u64)?;
    for chat in &seen_by {
        state.bot_says(chat, messages, call.flag("notificationDisabled"), true);
    }
    write_down(state, call, "multicast", to, None);
    Ok(())
}

/// POST /v2/bot/message/validate/…: the gate has looked at everything that can be looked at.
pub(crate) fn validate(_: &mut State, _: &Call) -> Answer {
    Answer::done()
}

fn unknown() -> Answer {
    Answer::bad("The property, 'to', in the request body is invalid")
}

fn first_time(state: &mut State, call: &Call, endpoint: &str) -> Result<(), Answer> {
    let now = state.now();
    call.retry_key.map_or(Ok(()), |key| state.retries.admit(key, endpoint, &call.bytes, now))
}

fn accepted(state: &mut State, call: &Call, sent: Option<&Value>) {
    if let Some(key) = call.retry_key {
        state.retries.accepted(key, &call.request_id, sent.cloned());
    }
}

fn charge(state: &mut State, cost: u64) -> Result<(), Answer> {
    let (now, limit) = (state.now(), state.settings.quota);
    if !state.quota.has_room(limit, cost, now) {
        return Err(Answer::month_is_full());
    }
    state.quota.count(cost, now);
    Ok(())
}

fn write_down(
    state: &mut State,
    call: &Call,
    endpoint: &'static str,
    to: Vec<LineId>,
    event_id: Option<String>,
) {
    let send = Send {
        endpoint,
        to,
        messages: call.list("messages").to_vec(),
        retry_key: call.retry_key.map(|key| key.to_string()),
        event_id,
        request_id: call.request_id.clone(),
        at: state.now(),
    };
    state.log.send(send);
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;
    use crate::twin::people::{friends, say};
    use crate::twin::testing::{call, friend, group, state};

    fn text() -> Value {
        json!([{ "type": "text", "text": "Rice is here" }])
    }

    fn push_to(state: &mut State, chat: &LineId) -> Answer {
        push(state, &call(json!({ "to": chat, "messages": text() })))
    }

    fn bots(state: &State, chat: &LineId) -> usize {
        state.chats.shown(chat).iter().filter(|shown| shown.from == "bot").count()
    }

    fn used(state: &mut State) -> u64 {
        let now = state.now();
        state.quota.used(now)
    }

    fn token(state: &mut State, person: &LineId) -> Call {
        let event = say::text(state, person, person, "hello", false).unwrap().event.unwrap();
        call(json!({ "replyToken": event["replyToken"], "messages": text() }))
    }

    #[test]
    fn a_reply_is_free_and_goes_out_once() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let call = token(&mut state, &nok);
        let answer = reply(&mut state, &call);
        assert!(answer.for_the_log()["sentMessages"][0]["id"].is_string());
        let again = reply(&mut state, &call);
        assert_eq!(again.complaint(), "Invalid reply token");
        assert!(!again.is_violation());
        assert_eq!((bots(&state, &nok), used(&mut state)), (1, 0));
        assert!(state.log.sends()[0].event_id.is_some());
    }

    #[test]
    fn a_late_reply_is_refused() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let call = token(&mut state, &nok);
        state.settings.clock.advance(Duration::from_secs(61));
        assert_eq!(reply(&mut state, &call).complaint(), "Invalid reply token");
        assert_eq!(bots(&state, &nok), 0);
    }

    #[test]
    fn whoever_blocked_sees_nothing_and_costs_nothing() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        friends::block(&mut state, &nok).unwrap();
        assert_eq!(push_to(&mut state, &nok).status, 200);
        assert_eq!((bots(&state, &nok), used(&mut state)), (0, 0));
        assert_eq!(state.log.sends().len(), 1);
    }

    #[test]
    fn nobody_unknown_can_be_pushed_to() {
        let mut state = state();
        let (stranger, elsewhere) = (state.ids.name('U'), state.ids.name('C'));
        for chat in [&stranger, &elsewhere] {
            let answer = push_to(&mut state, chat);
            assert_eq!(answer.status, 400);
            assert!(answer.is_violation());
        }
        let nok = friend(&mut state, "Nok");
        let call = call(json!({ "to": [nok, stranger], "messages": text() }));
        assert_eq!(multicast(&mut state, &call).status, 400);
        assert_eq!((bots(&state, &nok), used(&mut state)), (0, 0));
    }

    #[test]
    fn a_group_costs_its_members_and_the_month_ends_at_the_limit() {
        let mut state = state();
        state.settings.quota = Some(3);
        let (nok, lek) = (friend(&mut state, "Nok"), friend(&mut state, "Lek"));
        let group = group(&mut state, &[&nok, &lek]);
        assert_eq!(push_to(&mut state, &group).status, 200);
        let full = push_to(&mut state, &group);
        assert_eq!(full.status, 429);
        assert_eq!(full.complaint(), "You have reached your monthly limit.");
        assert_eq!((bots(&state, &group), used(&mut state)), (1, 2));
        assert_eq!(push_to(&mut state, &nok).status, 200);
        assert_eq!(used(&mut state), 3);
    }

    #[test]
    fn a_retry_key_keeps_a_second_push_from_going_out() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let body = json!({ "to": nok, "messages": text() });
        let keyed = || Call { retry_key: Some(Uuid::from_u128(7)), ..call(body.clone()) };
        let first = push(&mut state, &keyed()).for_the_log();
        let second = push(&mut state, &keyed());
        assert_eq!(second.status, 409);
        assert_eq!(second.for_the_log()["sentMessages"], first["sentMessages"]);
        assert_eq!(second.accepted.as_deref(), Some("made-up"));
        assert_eq!(bots(&state, &nok), 1);
        state.settings.clock.advance(Duration::from_secs(24 * 3600));
        assert_eq!(push(&mut state, &keyed()).status, 200);
        assert_eq!(bots(&state, &nok), 2);
    }

    #[test]
    fn quotes_and_mentions_stay_in_their_chat() {
        let mut state = state();
        let (nok, lek) = (friend(&mut state, "Nok"), friend(&mut state, "Lek"));
        let said = say::text(&mut state, &nok, &nok, "hello", false).unwrap().event.unwrap();
        let quote = json!({ "type": "text", "text": "a",
            "quoteToken": said["message"]["quoteToken"] });
        let mut to = |chat: &LineId, message: &Value| {
            push(&mut state, &call(json!({ "to": chat, "messages": [message] }))).status
        };
        assert_eq!(to(&nok, &quote), 200);
        assert_eq!(to(&lek, &quote), 400);
        let mention = json!({ "type": "textV2", "text": "{you}", "substitution": { "you":
            { "type": "mention", "mentionee": { "type": "user", "userId": nok } } } });
        assert_eq!(to(&nok, &mention), 400);
        let (with, without) = (group(&mut state, &[&nok]), group(&mut state, &[&lek]));
        let mut to = |chat: &LineId| {
            push(&mut state, &call(json!({ "to": chat, "messages": [mention] }))).status
        };
        assert_eq!(to(&with), 200);
        assert_eq!(to(&without), 400);
    }
}
