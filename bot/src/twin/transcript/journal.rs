//! What people did, in the words of a transcript: the chat itself does not show that a text was
//! a button, and a withdrawn message has lost its words. Written by `act`, read by `record`.
//!
//! Invariant: bounded; a deed stands between the messages that came before and after it.

use std::collections::VecDeque;

use asa_core::id::LineId;
use asa_core::moment::Moment;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::buttons::{label, newest, oldest};
use super::deed::{Deed, Place};
use crate::twin::body::image;
use crate::twin::people::act::{Act, Media};
use crate::twin::state::State;

const MOST: usize = 5_000;

#[derive(Debug, Default)]
pub(crate) struct Journal(VecDeque<Entry>);

#[derive(Debug)]
pub(crate) struct Entry {
    /// Counts with the ids of messages.
    pub(crate) place: u64,
    pub(crate) at: Moment,
    pub(crate) person: LineId,
    pub(crate) chat: LineId,
    pub(crate) deed: Deed,
}

impl Journal {
    pub(crate) fn of_chat<'a>(&'a self, chat: &'a LineId) -> impl Iterator<Item = &'a Entry> {
        self.0.iter().filter(move |entry| entry.chat == *chat)
    }

    pub(crate) fn add(&mut self, entry: Entry) {
        if self.0.len() >= MOST {
            self.0.pop_front();
        }
        self.0.push_back(entry);
    }
}

/// An act that is about to be performed. `None` where no transcript tells it.
pub(crate) fn entry(state: &mut State, act: &Act) -> Option<Entry> {
    let (person, chat, deed) = deed(state, act)?;
    let place = state.ids.message().parse().unwrap_or(u64::MAX);
    Some(Entry { place, at: state.now(), person: person.clone(), chat: chat.clone(), deed })
}

fn deed<'a>(state: &State, act: &'a Act) -> Option<(&'a LineId, &'a LineId, Deed)> {
    Some(match act {
        Act::Follow { person } => (person, person, Deed::Follows),
        Act::Block { person } => (person, person, Deed::Blocks),
        Act::Unblock { person } => (person, person, Deed::Unblocks),
        Act::Text { person, chat, text, mention } => (person, chat, said(state, text, *mention)),
        Act::Sticker { person, chat, .. } => (person, chat, Deed::Sticker),
        Act::Image(media) => (&media.person, &media.chat, Deed::Photo(size(media))),
        Act::Video(media) => (&media.person, &media.chat, Deed::Video),
        Act::Audio(media) => (&media.person, &media.chat, Deed::Voice),
        Act::File(media) => (&media.person, &media.chat, Deed::File(media.name.clone())),
        Act::Location { person, chat, title, address, latitude, longitude } => {
            let (latitude, longitude) = (*latitude, *longitude);
            let (title, address) = (title.clone(), address.clone());
            (person, chat, Deed::Place(Place { latitude, longitude, title, address }))
        }
        Act::Tap { person, chat, action, params } => {
            (person, chat, tap(state, (person, chat), action, params.as_ref())?)
        }
        Act::Unsend { person, chat, message } => (person, chat, withdrawn(state, chat, message)),
        Act::Join { group, person } => (person, group, Deed::Joins),
        Act::Leave { group, person } => (person, group, Deed::Leaves),
        _ => return None,
    })
}

fn said(state: &State, text: &str, mention: bool) -> Deed {
    let name = format!("@{}", state.settings.bot_name);
    let added = mention && !text.contains(&name);
    Deed::Says(if added { format!("{name} {text}") } else { text.to_owned() })
}

fn size(media: &Media) -> Option<(u32, u32)> {
    let picture = image::look(&STANDARD.decode(&media.data).ok()?)?;
    Some((picture.width, picture.height))
}

/// What the bot does not hear of, such as a telephone call, is not told.
fn tap(
    state: &State,
    (person, chat): (&LineId, &LineId),
    action: &Value,
    params: Option<&Value>,
) -> Option<Deed> {
    let data = action["data"].as_str().or(action["text"].as_str())?.to_owned();
    let wanted = label(action);
    let picked = params.and_then(|params| params[action["mode"].as_str()?].as_str());
    let shown = state.chats.shown(chat);
    Some(if let Some(value) = picked {
        Deed::Picks(wanted.to_owned(), value.to_owned())
    } else if wanted.is_empty() {
        Deed::TapsData(data)
    } else if newest(&shown, wanted) == Some(action) {
        Deed::Taps(wanted.to_owned())
    } else if oldest(&shown, wanted) == Some(action) {
        Deed::TapsOld(wanted.to_owned())
    } else if on_menu(state, person, action) {
        Deed::TapsMenu(wanted.to_owned())
    } else {
        Deed::TapsData(data)
    })
}

/// Whether a tile of their menu does this.
fn on_menu(state: &State, person: &LineId, action: &Value) -> bool {
    let person = state.world.people.get(person);
    person.is_some_and(|person| state.menus.actions(person).contains(&action))
}

fn withdrawn(state: &State, chat: &LineId, message: &str) -> Deed {
    let shown = state.chats.find(chat, message);
    let text = shown.and_then(|shown| shown.message["text"].as_str());
    Deed::Withdraws(text.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::twin::testing::{drawn_menu, friend, state};

    #[test]
    fn a_tap_is_told_by_where_its_button_is() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let action = |data: &str| json!({ "type": "postback", "label": "Rice", "data": data });
        for data in ["1", "2", "3"] {
            let button = json!({ "type": "button", "action": action(data) });
            state.bot_says(&nok, &[json!({ "type": "flex", "contents": button })], false, true);
        }
        let told = |action: &Value, params: Option<Value>| {
            tap(&state, (&nok, &nok), action, params.as_ref())
        };
        assert_eq!(told(&action("3"), None), Some(Deed::Taps("Rice".into())));
        assert_eq!(told(&action("1"), None), Some(Deed::TapsOld("Rice".into())));
        assert_eq!(told(&action("2"), None), Some(Deed::TapsData("2".into())));
        let picker = json!({ "label": "Day", "data": "d", "mode": "date" });
        let picks = Deed::Picks("Day".into(), "2022-03-24".into());
        assert_eq!(told(&picker, Some(json!({ "date": "2022-03-24" }))), Some(picks));
        assert_eq!(told(&json!({ "label": "Call", "uri": "tel:191" }), None), None);
    }

    #[test]
    fn a_tile_without_a_label_is_told_by_its_data() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let menu = drawn_menu(&mut state);
        let labelled = json!({ "type": "postback", "label": "Start", "data": "begin" });
        let menus = &mut state.menus;
        let areas = &mut menus.menus.get_mut(&menu).unwrap().object["areas"];
        let bare = areas[0]["action"].clone();
        areas.as_array_mut().unwrap().push(json!({ "action": labelled }));
        menus.default = Some(menu);
        let told = |action: &Value| tap(&state, (&nok, &nok), action, None);
        assert_eq!(told(&labelled), Some(Deed::TapsMenu("Start".into())));
        assert_eq!(told(&bare), Some(Deed::TapsData("start".into())));
    }

    #[test]
    fn the_oldest_deeds_make_room() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let mut journal = Journal::default();
        for _ in 0..=MOST {
            journal.add(entry(&mut state, &Act::Follow { person: nok.clone() }).unwrap());
        }
        assert_eq!(journal.of_chat(&nok).count(), MOST);
    }
}
