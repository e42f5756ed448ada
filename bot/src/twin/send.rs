//! Reply, push and multicast: who gets what, what it costs, and what is written down.
//!
//! Invariant: all or nothing. Whatever is refused has shown nothing, spent no token and counted
//! for nothing.

use asa_core::id::LineId;
use serde_json::{Value, json};

use super::answer::Answer;
use super::api::Call;
use super::log::Send;
use super::state::State;
use super::target::{self, Target};

pub(super) fn reply(state: &mut State, call: &Call) -> Answer {
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

pub(super) fn push(state: &mut State, call: &Call) -> Answer {
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

pub(super) fn multicast(state: &mut State, call: &Call) -> Answer {
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
pub(super) fn validate(_: &mut State, _: &Call) -> Answer {
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
