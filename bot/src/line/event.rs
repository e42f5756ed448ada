//! What LINE sends. In two readings: at the doorway only the head of each event, enough to store
//! it; at its turn the whole of it, into core's words.
//!
//! Invariant: nothing LINE may add (types, properties, values, an absent source) makes a reading
//! fail; what does not read at all is kept as `broken`, and its neighbours are not touched.

use std::borrow::Cow;
use std::time::Duration;

use asa_core::conversation::{Deed, Input, Photo, Sent, Spot};
use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_db::inbox::{self, Arrival};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

/// The lane of events that belong to no chat.
const NO_CHAT: &str = "-";

#[derive(Debug, Deserialize)]
pub struct Envelope<'a> {
    #[serde(borrow)]
    pub destination: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub events: Vec<&'a RawValue>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Head<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    mode: Option<Cow<'a, str>>,
    #[serde(borrow)]
    webhook_event_id: Option<Cow<'a, str>>,
    timestamp: Option<i64>,
    #[serde(borrow)]
    source: Option<Source<'a>>,
    #[serde(borrow)]
    reply_token: Option<Cow<'a, str>>,
    #[serde(borrow)]
    message: Option<MessageHead<'a>>,
    #[serde(borrow)]
    unsend: Option<Unsend<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Source<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    user_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    group_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    room_id: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct MessageHead<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Unsend<'a> {
    #[serde(borrow)]
    message_id: Option<Cow<'a, str>>,
}

impl Source<'_> {
    fn chat(&self) -> Option<LineId> {
        let id = match self.kind.as_deref() {
            Some("group") => &self.group_id,
            Some("room") => &self.room_id,
            _ => &self.user_id,
        };
        LineId::new(id.as_deref()?).ok()
    }

    fn person(&self) -> Option<LineId> {
        LineId::new(self.user_id.as_deref()?).ok()
    }

    fn is_private(&self) -> bool {
        self.kind.as_deref() == Some("user")
    }
}

/// An event as the inbox keeps it. Always something: an event that does not read is kept too.
pub fn arrival(raw: &RawValue, now: Moment) -> Arrival<'_> {
    let read = serde_json::from_str::<Head<'_>>(raw.get());
    let broken = read.as_ref().map_or(true, |head| head.kind.is_none());
    let head = read.unwrap_or_default();
    let standby = head.mode.as_deref() == Some("standby");
    let state = match () {
        () if broken => inbox::DEAD,
        () if standby => inbox::STANDBY,
        () => inbox::WAITING,
    };
    let source = head.source.unwrap_or_default();
    let unsent = head.unsend.and_then(|unsend| unsend.message_id);
    let message = unsent.or(head.message.and_then(|message| message.id));
    Arrival {
        event_id: head.webhook_event_id.and_then(tidy).unwrap_or_else(|| made_up_id(raw)),
        chat: source.chat().map_or(NO_CHAT.to_owned(), String::from),
        person: source.person().map(String::from),
        kind: head.kind.and_then(tidy).unwrap_or_else(|| "broken".to_owned()),
        message_id: message.and_then(tidy),
        reply_token: if standby { None } else { head.reply_token.and_then(tidy) },
        occurred_at: head.timestamp.unwrap_or(now.millis()),
        received_at: now.millis(),
        state,
        finished_at: (state != inbox::WAITING).then_some(now.millis()),
        cause: broken.then(|| "not an event that can be read".to_owned()),
        raw: raw.get().into(),
    }
}

/// Ids and names go into the database only if they look like ones: PostgreSQL takes no NUL, and
/// an index no novel.
fn tidy(text: Cow<'_, str>) -> Option<String> {
    let fits = !text.is_empty() && text.len() <= 128 && text.bytes().all(|b| b.is_ascii_graphic());
    fits.then(|| text.into_owned())
}

/// For an event without an id: the same bytes are the same event.
fn made_up_id(raw: &RawValue) -> String {
    let hash = Sha256::digest(raw.get().as_bytes());
    let hex: String = hash.iter().take(13).map(|byte| format!("{byte:02x}")).collect();
    format!("none-{hex}")
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Whole<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    timestamp: Option<i64>,
    #[serde(borrow)]
    source: Option<Source<'a>>,
    #[serde(borrow)]
    reply_token: Option<Cow<'a, str>>,
    #[serde(borrow)]
    message: Option<Message<'a>>,
    #[serde(borrow)]
    postback: Option<Postback<'a>>,
    #[serde(borrow)]
    unsend: Option<Unsend<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    mention: Option<Mention>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    #[serde(borrow)]
    content_provider: Option<Provider<'a>>,
}

#[derive(Deserialize)]
struct Provider<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Mention {
    #[serde(default)]
    mentionees: Vec<Mentionee>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Mentionee {
    #[serde(default)]
    index: usize,
    #[serde(default)]
    length: usize,
    #[serde(default)]
    is_self: bool,
}

#[derive(Deserialize)]
struct Postback<'a> {
    #[serde(borrow)]
    data: Option<Cow<'a, str>>,
    #[serde(borrow)]
    params: Option<Params<'a>>,
}

/// What a date picker adds; each of its modes has a name of its own for it. Or what the tab of a
/// rich menu adds, which LINE has switched already.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params<'a> {
    #[serde(borrow)]
    new_rich_menu_alias_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    date: Option<Cow<'a, str>>,
    #[serde(borrow)]
    time: Option<Cow<'a, str>>,
    #[serde(borrow)]
    datetime: Option<Cow<'a, str>>,
}

impl Postback<'_> {
    fn deed(&self) -> Deed {
        let params = self.params.as_ref();
        match params.and_then(|params| params.new_rich_menu_alias_id.as_ref()) {
            Some(_) => Deed::Other,
            None => Deed::Tapped { data: text(self.data.as_ref()), picked: self.picked() },
        }
    }

    fn picked(&self) -> Option<String> {
        let params = self.params.as_ref()?;
        let picked = params.datetime.as_ref().or(params.date.as_ref()).or(params.time.as_ref());
        picked.map(|picked| picked.clone().into_owned())
    }
}

/// Kinds that are known and ask for no answer.
const QUIET: [&str; 14] = [
    "messageEdited",
    "memberJoined",
    "memberLeft",
    "videoPlayComplete",
    "beacon",
    "accountLink",
    "membership",
    "module",
    "activated",
    "deactivated",
    "botSuspended",
    "botResumed",
    "delivery",
    "things",
];

/// An event in core's words.
#[derive(Debug, PartialEq, Eq)]
pub struct Reading {
    pub input: Input,
    /// Nobody knew this kind when this was written: it is kept as it came.
    pub is_new_kind: bool,
}

/// Where the photo of an event is to be had.
#[derive(Debug, PartialEq, Eq)]
pub struct PhotoAt {
    pub message: String,
    /// Not at LINE but at an address of somebody's choosing, which is not asked.
    pub elsewhere: bool,
}

/// The photo in a stored event, if it is one in a private chat.
pub fn photo(raw: &str) -> Option<PhotoAt> {
    let event: Whole<'_> = serde_json::from_str(raw).ok()?;
    let message = event.message.filter(|_| event.kind == "message")?;
    let private = event.source.as_ref().is_some_and(Source::is_private);
    let is_photo = private && message.kind.as_deref() == Some("image");
    let elsewhere = message.content_provider.and_then(|provider| provider.kind);
    is_photo.then(|| PhotoAt {
        message: text(message.id.as_ref()),
        elsewhere: elsewhere.is_some_and(|kind| kind != "line"),
    })
}

/// Reads a stored event whole; it lay here for `waited`. An error names no content.
pub fn read(raw: &str, waited: Duration) -> Result<Reading, &'static str> {
    let event: Whole<'_> = serde_json::from_str(raw).map_err(|_| "the event does not read")?;
    let private = event.source.as_ref().is_some_and(Source::is_private);
    let deed = deed(&event, private);
    let is_new_kind = deed.is_none() || matches!(deed, Some(Deed::Sent(Sent::Unknown)));
    let unknown = if private && event.reply_token.is_some() {
        Deed::Sent(Sent::Unknown)
    } else {
        Deed::Other
    };
    let message = event.message.as_ref().and_then(|message| message.id.as_ref());
    let input = Input {
        deed: deed.unwrap_or(unknown),
        in_group: !private,
        message: message.map(|id| id.clone().into_owned()),
        occurred_at: Moment::from_millis(event.timestamp.unwrap_or_default()),
        waited,
    };
    Ok(Reading { input, is_new_kind })
}

/// `None` for a kind that is not known.
fn deed(event: &Whole<'_>, private: bool) -> Option<Deed> {
    Some(match event.kind.as_ref() {
        "message" => message(event.message.as_ref()?),
        "postback" => event.postback.as_ref()?.deed(),
        "follow" => Deed::Followed,
        "unfollow" => Deed::Blocked,
        "join" => Deed::JoinedGroup,
        "leave" if !private => Deed::LeftGroup,
        "unsend" => Deed::Withdrew { message: text(event.unsend.as_ref()?.message_id.as_ref()) },
        kind if QUIET.contains(&kind) => Deed::Other,
        _ => return None,
    })
}

fn text(text: Option<&Cow<'_, str>>) -> String {
    text.map(|text| text.clone().into_owned()).unwrap_or_default()
}

fn message(message: &Message<'_>) -> Deed {
    Deed::Sent(match message.kind.as_deref() {
        Some("text") => return wrote(message),
        Some("sticker") => Sent::Sticker,
        Some("image") => return Deed::Photo(Photo::NotWanted),
        Some("video") => Sent::Video,
        Some("audio") => Sent::Voice,
        Some("file") => Sent::File,
        Some("location") => match (message.latitude, message.longitude) {
            (Some(lat), Some(lon)) => return Deed::Located(Spot::of(lat, lon)),
            _ => Sent::Unknown,
        },
        _ => Sent::Unknown,
    })
}

/// The text without the mention of us, which is a call and not a part of it.
fn wrote(message: &Message<'_>) -> Deed {
    let text = message.text.as_deref().unwrap_or_default();
    let mentionees = message.mention.as_ref().map_or(&[][..], |mention| &mention.mentionees);
    let Some(us) = mentionees.iter().find(|mentionee| mentionee.is_self) else {
        return Deed::Wrote { text: text.to_owned(), called: false };
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    let from = us.index.min(units.len());
    let to = us.index.saturating_add(us.length).clamp(from, units.len());
    let rest = [&units[..from], &units[to..]].concat();
    Deed::Wrote { text: String::from_utf16_lossy(&rest).trim().to_owned(), called: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn arrive(event: &serde_json::Value) -> Arrival<'static> {
        let raw = Box::leak(RawValue::from_string(event.to_string()).unwrap());
        arrival(raw, Moment::from_millis(99))
    }

    fn deed_of(event: &serde_json::Value) -> Deed {
        read(&event.to_string(), Duration::ZERO).unwrap().input.deed
    }

    #[test]
    fn the_head_of_an_event_is_stored() {
        let row = arrive(&json!({"type": "message", "mode": "active", "timestamp": 5,
            "webhookEventId": "01H", "replyToken": "t", "deliveryContext": {"isRedelivery": false},
            "source": {"type": "group", "groupId": "C1", "userId": "U1"},
            "message": {"id": "77", "type": "text", "text": "x"}}));
        assert_eq!((row.chat.as_str(), row.person.as_deref()), ("C1", Some("U1")));
        assert_eq!((row.event_id.as_str(), row.message_id.as_deref()), ("01H", Some("77")));
        assert_eq!((row.state, row.occurred_at, row.received_at), (inbox::WAITING, 5, 99));
    }

    #[test]
    fn whatever_line_adds_is_stored() {
        for odd in [
            json!({"type": "hologram", "webhookEventId": "1"}),
            json!({"type": "message", "source": {"type": "galaxy", "galaxyId": "G1"}}),
            json!({"type": "message", "source": null, "timestamp": null, "message": null}),
            json!({"type": "message", "message": {"type": "smell"}, "newThing": [1, {}]}),
        ] {
            assert_eq!(arrive(&odd).state, inbox::WAITING, "{odd}");
        }
    }

    #[test]
    fn what_does_not_read_is_kept_as_broken() {
        for broken in [json!(7), json!("x"), json!(null), json!({}), json!({"type": 5})] {
            let row = arrive(&broken);
            assert_eq!((row.state, row.kind.as_str()), (inbox::DEAD, "broken"), "{broken}");
            assert_eq!(row.raw, broken.to_string());
        }
    }

    #[test]
    fn a_standby_event_is_kept_and_cannot_be_answered() {
        let row = arrive(&json!({"type": "message", "mode": "standby", "replyToken": "t"}));
        assert_eq!((row.state, row.reply_token), (inbox::STANDBY, None));
    }

    #[test]
    fn odd_ids_do_not_reach_the_database() {
        let row = arrive(&json!({"type": "message", "webhookEventId": "a\u{0}b",
            "source": {"type": "user", "userId": "U\u{0}"}}));
        assert!(row.event_id.starts_with("none-"));
        assert_eq!((row.chat.as_str(), row.person), (NO_CHAT, None));
    }

    #[test]
    fn a_photo_in_a_private_chat_is_found_and_no_other() {
        let mut event = json!({"type": "message", "source": {"type": "user", "userId": "U1"},
            "message": {"type": "image", "id": "7", "contentProvider": {"type": "line"},
                "imageSet": {"id": "A", "index": 1, "total": 2}}});
        let at = |elsewhere| Some(PhotoAt { message: "7".into(), elsewhere });
        assert_eq!(photo(&event.to_string()), at(false));
        event["message"]["contentProvider"]["type"] = json!("external");
        assert_eq!(photo(&event.to_string()), at(true));
        event["message"]["type"] = json!("video");
        assert_eq!(photo(&event.to_string()), None);
        event["message"]["type"] = json!("image");
        event["source"] = json!({"type": "group", "groupId": "C1", "userId": "U1"});
        assert_eq!(photo(&event.to_string()), None);
    }

    #[test]
    fn a_mention_of_us_is_a_call_and_is_cut_out() {
        let event = json!({"type": "message", "source": {"type": "group", "groupId": "C1"},
            "message": {"type": "text", "text": "👋 @อาสา เมนูหลัก", "mention": {"mentionees":
                [{"index": 3, "length": 5, "type": "user", "isSelf": true}]}}});
        let deed = Deed::Wrote { text: "👋  เมนูหลัก".into(), called: true };
        assert_eq!(deed_of(&event), deed);
    }

    #[test]
    fn a_mention_beyond_the_text_is_harmless() {
        let event = json!({"type": "message", "message": {"type": "text", "text": "ก",
            "mention": {"mentionees": [{"index": 9, "length": 99999999, "isSelf": true}]}}});
        assert_eq!(deed_of(&event), Deed::Wrote { text: "ก".into(), called: true });
    }

    #[test]
    fn a_picked_date_comes_with_its_button_and_a_tab_of_the_menu_is_no_deed() {
        let event = json!({"type": "postback", "source": {"type": "user", "userId": "U1"},
            "postback": {"data": "d", "params": {"datetime": "2022-03-24T08:30"}}});
        let picked = Some("2022-03-24T08:30".to_owned());
        assert_eq!(deed_of(&event), Deed::Tapped { data: "d".into(), picked });
        let event = json!({"type": "postback", "postback": {"data": "tab:start",
            "params": {"newRichMenuAliasId": "start", "status": "SUCCESS"}}});
        assert_eq!(deed_of(&event), Deed::Other);
    }

    #[test]
    fn a_location_is_a_spot_on_the_map() {
        let event = json!({"type": "message", "message": {"type": "location", "id": "1",
            "latitude": 17.1545, "longitude": 104.1347, "address": "x"}});
        assert_eq!(deed_of(&event), Deed::Located(Spot::of(17.1545, 104.1347)));
    }

    #[test]
    fn a_new_kind_in_a_private_chat_gets_an_answer() {
        let mut event = json!({"type": "hologram", "replyToken": "t",
            "source": {"type": "user", "userId": "U1"}});
        assert_eq!(deed_of(&event), Deed::Sent(Sent::Unknown));
        assert!(read(&event.to_string(), Duration::ZERO).unwrap().is_new_kind);
        event["source"] = json!({"type": "group", "groupId": "C1"});
        assert_eq!(deed_of(&event), Deed::Other);
        event["type"] = json!("beacon");
        assert!(!read(&event.to_string(), Duration::ZERO).unwrap().is_new_kind);
    }
}
