//! A deed of a story as the twin takes it: the button looked for on the screen, the photograph
//! drawn, the withdrawn message found.
//!
//! Invariant: a button that is not there cannot be tapped; the error says which are.

use anyhow::{Context as _, anyhow};
use asa::menus;
use asa::twin::transcript::buttons;
use asa::twin::transcript::deed::{Deed, Place};
use asa::twin::{Act, Media, Shown};
use asa_core::id::LineId;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::world::World;

/// Somebody in a chat.
#[derive(Debug, Clone, Copy)]
pub(super) struct There<'a> {
    pub(super) person: &'a LineId,
    pub(super) chat: &'a LineId,
}

const PHOTO: (u32, u32) = (640, 480);

pub(super) async fn act(world: &World, there: There<'_>, deed: &Deed) -> anyhow::Result<Act> {
    let (person, chat) = (there.person.clone(), there.chat.clone());
    let group = chat.clone();
    Ok(match deed {
        Deed::Says(text) => {
            let mention = text.contains(&format!("@{}", world.twin.settings().bot_name));
            Act::Text { person, chat, text: text.clone(), mention }
        }
        Deed::Sticker => sticker(there),
        Deed::Photo(size) => Act::Image(media(there, &photo(size.unwrap_or(PHOTO))?, "image/png")),
        Deed::Video => Act::Video(media(there, b"film", "video/mp4")),
        Deed::Voice => Act::Audio(media(there, b"voice", "audio/m4a")),
        Deed::File(name) => {
            let name = Some(name.clone().unwrap_or_else(|| "file.pdf".to_owned()));
            Act::File(Media { name, ..media(there, b"file", "application/pdf") })
        }
        Deed::Place(Place { latitude, longitude, title, address }) => {
            let (latitude, longitude) = (*latitude, *longitude);
            let (title, address) = (title.clone(), address.clone());
            Act::Location { person, chat, title, address, latitude, longitude }
        }
        Deed::Withdraws(text) => Act::Unsend { person, chat, message: own(world, there, text)? },
        Deed::Follows => Act::Follow { person },
        Deed::Blocks => Act::Block { person },
        Deed::Unblocks => Act::Unblock { person },
        Deed::Joins => Act::Join { group, person },
        Deed::Leaves => Act::Leave { group, person },
        Deed::InvitesBot => Act::InviteBot { group },
        Deed::RemovesBot => Act::RemoveBot { group },
        tap => self::tap(world, there, tap).await?,
    })
}

async fn tap(world: &World, there: There<'_>, deed: &Deed) -> anyhow::Result<Act> {
    let shown = world.twin.shown(there.chat);
    let missing = |label: &str| anyhow!("no [{label}] can be tapped; there is {}", labels(&shown));
    let (action, value) = match deed {
        Deed::Taps(label) => (buttons::newest(&shown, label).cloned().ok_or(missing(label)), None),
        Deed::TapsOld(label) => {
            (buttons::oldest(&shown, label).cloned().ok_or(missing(label)), None)
        }
        Deed::Picks(label, value) => {
            (buttons::newest(&shown, label).cloned().ok_or(missing(label)), Some(value))
        }
        Deed::TapsMenu(label) => (on_menu(world, there.person, label).await, None),
        Deed::TapsData(data) => (Ok(json!({ "type": "postback", "data": data })), None),
        other => (Err(anyhow!("{other:?} is no tap")), None),
    };
    let action = action?;
    let params = value.and_then(|value| Some(json!({ action["mode"].as_str()?: value })));
    let (person, chat) = (there.person.clone(), there.chat.clone());
    Ok(Act::Tap { person, chat, action, params })
}

/// What could be tapped just now.
fn labels(shown: &[Shown]) -> String {
    let last = shown.last().filter(|last| last.from == "bot");
    let quick = last.into_iter().flat_map(|last| buttons::quick(&last.message));
    let cards = shown.iter().rev().flat_map(|shown| buttons::on_card(&shown.message));
    listed(quick.chain(cards))
}

fn listed<'a>(actions: impl Iterator<Item = &'a Value>) -> String {
    let mut labels: Vec<String> = Vec::new();
    for label in actions.map(buttons::written) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.is_empty() { "none".to_owned() } else { labels.join(" ") }
}

/// The menus are published when the first of them is tapped: drawing them takes its time.
async fn on_menu(world: &World, person: &LineId, label: &str) -> anyhow::Result<Value> {
    if world.twin.menu_actions(person).is_empty() {
        menus::publish(&world.service.line).await?;
    }
    let tiles = world.twin.menu_actions(person);
    let found = tiles.iter().find(|action| buttons::label(action) == label).cloned();
    found.with_context(|| format!("no tile has [{label}]; there is {}", listed(tiles.iter())))
}

/// The newest message of theirs, with these words if there are any.
fn own(world: &World, there: There<'_>, text: &Option<String>) -> anyhow::Result<String> {
    let shown = world.twin.shown(there.chat).into_iter().rev();
    let mut theirs = shown.filter(|shown| shown.from == there.person.as_str() && !shown.unsent);
    let found =
        theirs.find(|shown| text.as_ref().is_none_or(|text| shown.message["text"] == **text));
    found.map(|shown| shown.id).context("there is no such message of theirs")
}

pub(super) fn sticker(there: There<'_>) -> Act {
    Act::Sticker {
        person: there.person.clone(),
        chat: there.chat.clone(),
        package_id: "446".to_owned(),
        sticker_id: "1988".to_owned(),
        label: "ขอบคุณ".to_owned(),
    }
}

fn media(there: There<'_>, bytes: &[u8], mime: &str) -> Media {
    Media {
        person: there.person.clone(),
        chat: there.chat.clone(),
        data: STANDARD.encode(bytes),
        mime: mime.to_owned(),
        name: None,
        duration: None,
    }
}

/// A grey picture of this size.
fn photo((width, height): (u32, u32)) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let pixels = usize::try_from(u64::from(width) * u64::from(height))?;
    encoder.write_header()?.write_image_data(&vec![128; pixels])?;
    Ok(bytes)
}
