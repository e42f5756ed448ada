//! Whom a send reaches, what that costs, and what may not be sent there. Called by `send`.
//!
//! Invariant: mentions, quotes and tracking ids depend on the chat, so that they are checked here
//! and not with the rest of the body, before anything is done.

use asa_core::id::LineId;
use serde_json::Value;

use super::answer::Answer;
use crate::twin::body::report::{Detail, Report};
use crate::twin::people::Group;
use crate::twin::state::State;
use crate::twin::webhook::marks;

/// The chat of a reply or push.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target<'a> {
    Person(&'a LineId),
    Group(&'a Group),
    /// A multicast, or a validation: no one chat.
    NoChat,
}

/// How many the plan is charged for, and whether anybody sees it.
pub(crate) struct Reach {
    pub(crate) visible: bool,
    pub(crate) cost: u64,
}

pub(crate) fn of<'a>(state: &'a State, chat: &'a LineId) -> Option<Target<'a>> {
    if chat.is_person() {
        let known = state.world.people.get(chat).is_some_and(|person| person.known);
        return known.then_some(Target::Person(chat));
    }
    state.world.joined(chat.as_str()).map(Target::Group)
}

pub(crate) fn reach(state: &State, target: Target<'_>) -> Reach {
    match target {
        Target::Person(id) => {
            let person = state.world.people.get(id);
            let visible = person.is_some_and(|person| person.reachable(state.now()));
            Reach { visible, cost: u64::from(visible) }
        }
        Target::Group(group) => Reach { visible: true, cost: group.members.len() as u64 },
        Target::NoChat => Reach { visible: false, cost: 0 },
    }
}

/// Refuses messages that are well-formed but do not belong into this chat.
pub(crate) fn suits(messages: &[Value], target: Target<'_>) -> Result<(), Answer> {
    let mut report = Report::default();
    report.within("messages", |report| {
        for (index, message) in messages.iter().enumerate() {
            report.at(index, |report| suits_one(message, target, report));
        }
    });
    let findings: Vec<Detail> = report.into_findings();
    if findings.is_empty() { Ok(()) } else { Err(Answer::invalid(&findings)) }
}

fn suits_one(message: &Value, target: Target<'_>, report: &mut Report) {
    let group = match target {
        Target::Group(group) => Some(group),
        Target::Person(_) | Target::NoChat => None,
    };
    if message["type"] == "video" && group.is_some() && message.get("trackingId").is_some() {
        report.wrong_at("trackingId", "Not available in groups");
    }
    if let Some(token) = message["quoteToken"].as_str()
        && !quotes_this_chat(token, target)
    {
        report.wrong_at("quoteToken", "Must be of a message in this chat");
    }
    for (index, part) in message["substitution"].as_object().into_iter().flatten().enumerate() {
        if part.1["type"] == "mention" && !can_mention(&part.1["mentionee"], group) {
            let wrong = |r: &mut Report| r.wrong_at("mentionee", "Must be a member of the group");
            report.within("substitution", |r| r.at(index, wrong));
        }
    }
}

fn quotes_this_chat(token: &str, target: Target<'_>) -> bool {
    let chat = match target {
        Target::Person(id) => id,
        Target::Group(group) => &group.id,
        Target::NoChat => return false,
    };
    marks::quoted_chat(token).as_ref() == Some(chat)
}

fn can_mention(whom: &Value, group: Option<&Group>) -> bool {
    let Some(group) = group else { return false };
    let user = whom["userId"].as_str();
    user.is_none_or(|user| group.members.iter().any(|member| member.as_str() == user))
}
