//! What a person says: texts, stickers, pictures, recordings, files, places; and taking it back.
//!
//! Invariant: whoever blocked the bot still sees what they wrote, and the bot never does.

use asa_core::id::LineId;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::act::{Media, Outcome, Refused};
use crate::twin::api::content::{Content, Sort};
use crate::twin::state::State;
use crate::twin::webhook::event::{self, About};
use crate::twin::webhook::marks;

const QUOTABLE: [&str; 4] = ["text", "image", "video", "sticker"];

/// Whether the bot is to hear what this person does in this chat.
pub(crate) fn hears(state: &State, person: &LineId, chat: &LineId) -> Result<bool, Refused> {
    let who = state.world.people.get(person).ok_or(Refused::NoSuchPerson)?;
    if person == chat {
        return Ok(!who.blocked);
    }
    let group = state.world.groups.get(chat).ok_or(Refused::NotInChat)?;
    if group.members.contains(person) { Ok(group.bot) } else { Err(Refused::NotInChat) }
}

/// Shows `shown` in the chat and tells the bot `content`, a message object without its ids.
fn said(
    state: &mut State,
    id: String,
    (person, chat): (&LineId, &LineId),
    shown: Value,
    content: Value,
) -> Result<Outcome, Refused> {
    let hears = hears(state, person, chat)?;
    state.say(&id, person, chat, shown);
    let event = hears.then(|| {
        wrote_alone(state, person, chat);
        let mut message = content;
        message["id"] = json!(id);
        message["markAsReadToken"] = json!(marks::read(chat, &id));
        if QUOTABLE.iter().any(|kind| message["type"] == *kind) {
            message["quoteToken"] = json!(marks::quote(chat, &id));
        }
        let about = About { kind: "message", chat, by: Some(person), replyable: true };
        event::make(state, &about, json!({ "message": message }))
    });
    Ok(Outcome { message_id: Some(id), event })
}

fn wrote_alone(state: &mut State, person: &LineId, chat: &LineId) {
    let now = state.now();
    if person == chat
        && let Some(person) = state.world.people.get_mut(person)
    {
        person.wrote = Some(now);
    }
}

pub(crate) fn text(
    state: &mut State,
    person: &LineId,
    chat: &LineId,
    text: &str,
    mention: bool,
) -> Result<Outcome, Refused> {
    if text.is_empty() {
        return Err(Refused::BadData);
    }
    let id = state.ids.message();
    let mut content = json!({ "type": "text", "text": text });
    if mention {
        address_bot(state, &mut content, text);
    }
    let shown = json!({ "type": "text", "text": content["text"] });
    said(state, id, (person, chat), shown, content)
}

/// Puts the bot's name into the text, if it is not there, and marks where it stands.
fn address_bot(state: &State, content: &mut Value, text: &str) {
    let name = format!("@{}", state.settings.bot_name);
    let text = if text.contains(&name) { text.to_owned() } else { format!("{name} {text}") };
    let before = text.find(&name).map_or("", |at| &text[..at]);
    content["mention"] = json!({ "mentionees": [{
        "index": before.encode_utf16().count(),
        "length": name.encode_utf16().count(),
        "type": "user",
        "userId": state.settings.bot_id,
        "isSelf": true,
    }] });
    content["text"] = json!(text);
}

pub(crate) fn sticker(
    state: &mut State,
    person: &LineId,
    chat: &LineId,
    package: &str,
    sticker: &str,
    label: &str,
) -> Result<Outcome, Refused> {
    let id = state.ids.message();
    let mut content = json!({ "type": "sticker", "packageId": package, "stickerId": sticker });
    let mut shown = content.clone();
    shown["label"] = json!(label);
    content["stickerResourceType"] = json!("STATIC");
    said(state, id, (person, chat), shown, content)
}

pub(crate) fn image(state: &mut State, media: &Media) -> Result<Outcome, Refused> {
    let content = json!({ "type": "image", "contentProvider": { "type": "line" } });
    recorded(state, media, Sort::Image, content)
}

pub(crate) fn video(state: &mut State, media: &Media) -> Result<Outcome, Refused> {
    timed(state, media, "video", Sort::Video)
}

pub(crate) fn audio(state: &mut State, media: &Media) -> Result<Outcome, Refused> {
    timed(state, media, "audio", Sort::Audio)
}

fn timed(state: &mut State, media: &Media, kind: &str, sort: Sort) -> Result<Outcome, Refused> {
    let duration = media.duration.unwrap_or(1_000);
    let provider = json!({ "type": "line" });
    let content = json!({ "type": kind, "duration": duration, "contentProvider": provider });
    recorded(state, media, sort, content)
}

pub(crate) fn file(state: &mut State, media: &Media) -> Result<Outcome, Refused> {
    let name = media.name.as_deref().unwrap_or("file");
    let size = STANDARD.decode(&media.data).map_or(0, |bytes| bytes.len());
    let content = json!({ "type": "file", "fileName": name, "fileSize": size });
    recorded(state, media, Sort::File, content)
}

fn recorded(
    state: &mut State,
    media: &Media,
    sort: Sort,
    content: Value,
) -> Result<Outcome, Refused> {
    let bytes = STANDARD.decode(&media.data).map_err(|_| Refused::BadData)?;
    hears(state, &media.person, &media.chat)?;
    let id = state.ids.message();
    let kept = Content { sort, mime: media.mime.clone(), bytes: bytes.into(), at: state.now() };
    state.contents.keep(&id, kept);
    let mut shown = json!({ "type": content["type"], "url": format!("/twin/content/{id}") });
    for name in ["duration", "fileName"] {
        if let Some(value) = content.get(name) {
            shown[name] = value.clone();
        }
    }
    said(state, id, (&media.person, &media.chat), shown, content)
}

/// Title and address may be missing, and are then not mentioned.
pub(crate) fn location(
    state: &mut State,
    person: &LineId,
    chat: &LineId,
    names: Value,
    (latitude, longitude): (f64, f64),
) -> Result<Outcome, Refused> {
    let id = state.ids.message();
    let mut content = names;
    if let Some(names) = content.as_object_mut() {
        names.retain(|_, name| name.is_string());
    }
    content["type"] = json!("location");
    content["latitude"] = json!(latitude);
    content["longitude"] = json!(longitude);
    said(state, id, (person, chat), content.clone(), content)
}

pub(crate) fn unsend(
    state: &mut State,
    person: &LineId,
    chat: &LineId,
    message: &str,
) -> Result<Outcome, Refused> {
    let hears = hears(state, person, chat)?;
    let own = |shown: &&super::chat::Shown| shown.from == person.as_str() && !shown.unsent;
    if state.chats.find(chat, message).filter(own).is_none() {
        return Err(Refused::NoSuchMessage);
    }
    state.chats.unsend(chat, message);
    state.contents.unsend(message);
    state.stream.tell("unsent", || json!({ "chat": chat, "id": message }));
    let about = About { kind: "unsend", chat, by: Some(person), replyable: false };
    let fields = json!({ "unsend": { "messageId": message } });
    let event = hears.then(|| event::make(state, &about, fields));
    Ok(Outcome { event, ..Outcome::default() })
}

/// The person looks at the chat: what the bot wrote has been read.
pub(crate) fn open(state: &mut State, person: &LineId, chat: &LineId) -> Result<Outcome, Refused> {
    hears(state, person, chat)?;
    state.read(chat, false, None);
    Ok(Outcome::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::api::{content, profile};
    use crate::twin::people::friends;
    use crate::twin::testing::{call_to, friend, group, state};

    #[test]
    fn whoever_blocked_talks_to_themselves() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        friends::block(&mut state, &nok).unwrap();
        let outcome = text(&mut state, &nok, &nok, "hello?", false).unwrap();
        assert!(outcome.event.is_none() && outcome.message_id.is_some());
        assert_eq!(state.chats.shown(&nok).len(), 1);
        let shared = group(&mut state, &[&nok]);
        let outcome = text(&mut state, &nok, &shared, "hello", false).unwrap();
        assert!(outcome.event.is_some(), "a group is not blocked with its bot");
    }

    #[test]
    fn a_mention_stands_where_it_says() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let shared = group(&mut state, &[&nok]);
        let event = text(&mut state, &nok, &shared, "👩 @Asa rice", true).unwrap().event.unwrap();
        let mention = &event["message"]["mention"]["mentionees"][0];
        assert_eq!((&mention["index"], &mention["length"]), (&json!(3), &json!(4)));
        assert_eq!(mention["isSelf"], true);
        let event = text(&mut state, &nok, &shared, "rice", true).unwrap().event.unwrap();
        assert_eq!(event["message"]["text"], "@Asa rice");
    }

    #[test]
    fn a_stranger_is_in_no_chat_but_their_own() {
        let mut state = state();
        let (nok, lek) = (friend(&mut state, "Nok"), friend(&mut state, "Lek"));
        let shared = group(&mut state, &[&nok]);
        assert_eq!(text(&mut state, &lek, &shared, "a", false).unwrap_err(), Refused::NotInChat);
        assert_eq!(text(&mut state, &lek, &nok, "a", false).unwrap_err(), Refused::NotInChat);
    }

    #[test]
    fn an_unsent_picture_is_gone_for_the_bot_too() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let (person, chat, mime) = (nok.clone(), nok.clone(), "image/png".to_owned());
        let data = STANDARD.encode(b"picture");
        let media = Media { person, chat, data, mime, name: None, duration: None };
        let outcome = image(&mut state, &media).unwrap();
        let id = outcome.message_id.unwrap();
        assert_eq!(outcome.event.unwrap()["message"]["contentProvider"]["type"], "line");
        assert_eq!(content::original(&mut state, &call_to("messageId", &id)).status, 200);
        let event = unsend(&mut state, &nok, &nok, &id).unwrap().event.unwrap();
        assert_eq!(event["unsend"]["messageId"], json!(id));
        assert_eq!(content::original(&mut state, &call_to("messageId", &id)).status, 410);
        assert_eq!(unsend(&mut state, &nok, &nok, &id).unwrap_err(), Refused::NoSuchMessage);
    }

    #[test]
    fn the_bot_reads_with_the_token_of_the_message() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let event = text(&mut state, &nok, &nok, "a", false).unwrap().event.unwrap();
        let body = json!({ "markAsReadToken": event["message"]["markAsReadToken"] });
        let call = crate::twin::testing::call(body);
        assert_eq!(profile::mark_as_read(&mut state, &call).status, 200);
        assert!(state.chats.shown(&nok)[0].read);
    }

    #[test]
    fn a_place_may_have_no_name() {
        let mut state = state();
        let nok = friend(&mut state, "Nok");
        let names = json!({ "title": null, "address": "Silom" });
        let event = location(&mut state, &nok, &nok, names, (13.7, 100.5)).unwrap().event.unwrap();
        assert!(event["message"].get("title").is_none());
        assert_eq!(event["message"]["address"], "Silom");
    }
}
