//! Adding the bot as a friend, blocking it, and making up again. Called by `act`.
//!
//! Invariant: blocking is told without a reply token; coming back is a `follow` that says so.

use asa_core::id::LineId;
use serde_json::json;

use super::Person;
use super::act::{Outcome, Refused};
use crate::twin::state::State;
use crate::twin::webhook::event::{self, About};

pub(crate) fn follow(state: &mut State, id: &LineId) -> Result<Outcome, Refused> {
    let person = find(state, id)?;
    if person.blocked {
        return unblock(state, id);
    }
    if person.friend {
        return Err(Refused::Already);
    }
    person.friend = true;
    Ok(followed(state, id, false))
}

/// Blocking takes the menu away; LINE forgets the link.
pub(crate) fn block(state: &mut State, id: &LineId) -> Result<Outcome, Refused> {
    let person = find(state, id)?;
    if person.blocked {
        return Err(Refused::Already);
    }
    person.blocked = true;
    person.menu = None;
    let about = About { kind: "unfollow", chat: id, by: Some(id), replyable: false };
    let event = event::make(state, &about, json!({}));
    state.stream.tell("world", || json!({}));
    Ok(Outcome { event: Some(event), ..Outcome::default() })
}

pub(crate) fn unblock(state: &mut State, id: &LineId) -> Result<Outcome, Refused> {
    let person = find(state, id)?;
    if !person.blocked {
        return Err(Refused::Already);
    }
    person.blocked = false;
    person.friend = true;
    Ok(followed(state, id, true))
}

fn followed(state: &mut State, id: &LineId, unblocked: bool) -> Outcome {
    let about = About { kind: "follow", chat: id, by: Some(id), replyable: true };
    let event = event::make(state, &about, json!({ "follow": { "isUnblocked": unblocked } }));
    state.stream.tell("world", || json!({}));
    Outcome { event: Some(event), ..Outcome::default() }
}

fn find<'a>(state: &'a mut State, id: &LineId) -> Result<&'a mut Person, Refused> {
    state.world.people.get_mut(id).ok_or(Refused::NoSuchPerson)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::testing::{friend, state};

    #[test]
    fn blocking_and_coming_back_are_told_as_line_tells_them() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        assert_eq!(follow(&mut state, &nok).unwrap_err(), Refused::Already);
        let blocked = block(&mut state, &nok).unwrap().event.unwrap();
        assert_eq!(blocked["type"], "unfollow");
        assert!(blocked.get("replyToken").is_none());
        assert_eq!(block(&mut state, &nok).unwrap_err(), Refused::Already);
        let back = follow(&mut state, &nok).unwrap().event.unwrap();
        assert_eq!(back["follow"]["isUnblocked"], true);
        assert!(back["replyToken"].is_string());
    }
}
