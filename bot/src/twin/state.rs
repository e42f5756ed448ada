//! Everything the platform remembers, behind one lock. The modules beside this one each know
//! how to change a part of it.
//!
//! Invariant: nothing in it grows without an end, except the people and groups themselves.

use std::time::Instant;

use asa_core::id::LineId;
use asa_core::moment::Moment;
use serde_json::{Value, json};

use super::api::access::AccessTokens;
use super::api::content::Contents;
use super::api::fault::Faults;
use super::api::menus::Menus;
use super::api::quota::Quota;
use super::api::rate::Bucket;
use super::api::retry::RetryKeys;
use super::api::routes;
use super::ids::Ids;
use super::log::Log;
use super::page::stream::Stream;
use super::people::World;
use super::people::chat::{Chats, Shown};
use super::settings::Settings;
use super::transcript::journal::Journal;
use super::webhook::event::Events;
use super::webhook::marks;
use super::webhook::redelivery::Hooks;
use super::webhook::tokens::ReplyTokens;

/// The types of message that can be quoted later.
const QUOTABLE: [&str; 7] = ["text", "textV2", "sticker", "image", "video", "template", "flex"];

#[derive(Debug)]
pub(super) struct State {
    pub(super) settings: Settings,
    pub(super) ids: Ids,
    pub(super) world: World,
    pub(super) chats: Chats,
    pub(super) contents: Contents,
    pub(super) events: Events,
    pub(super) reply_tokens: ReplyTokens,
    pub(super) access: AccessTokens,
    pub(super) retries: RetryKeys,
    pub(super) quota: Quota,
    /// One for each route.
    pub(super) buckets: Vec<Bucket>,
    pub(super) menus: Menus,
    pub(super) faults: Faults,
    pub(super) hooks: Hooks,
    pub(super) log: Log,
    pub(super) stream: Stream,
    pub(super) journal: Journal,
}

impl State {
    pub(super) fn new(settings: Settings) -> Self {
        let keep = settings.keep;
        let start = Instant::now();
        Self {
            ids: Ids::new(settings.clock.now()),
            world: World::default(),
            chats: Chats::new(keep.messages_per_chat),
            contents: Contents::new(keep.content_bytes),
            events: Events::new(keep.events),
            reply_tokens: ReplyTokens::new(keep.reply_tokens),
            access: AccessTokens::default(),
            retries: RetryKeys::default(),
            quota: Quota::default(),
            buckets: routes::ALL.iter().map(|route| Bucket::full(route.rate, start)).collect(),
            menus: Menus::default(),
            faults: Faults::default(),
            hooks: Hooks::default(),
            log: Log::new(keep.requests, keep.sends),
            stream: Stream::default(),
            journal: Journal::default(),
            settings,
        }
    }

    pub(super) fn now(&self) -> Moment {
        self.settings.clock.now()
    }

    /// Puts a message on the screen of a chat.
    pub(super) fn show(&mut self, chat: &LineId, shown: Shown) {
        self.stream.tell("message", || json!({ "chat": chat, "shown": shown }));
        self.chats.add(chat, shown);
    }

    /// What the other side wrote has been read, up to a message or to the end.
    pub(super) fn read(&mut self, chat: &LineId, by_bot: bool, up_to: Option<&str>) {
        for shown in self.chats.read(chat, by_bot, up_to) {
            self.stream.tell("message", || json!({ "chat": chat, "shown": shown }));
        }
    }

    /// A line of the app itself, such as that somebody joined: what everybody reads, and the same
    /// in English, small.
    pub(super) fn note(&mut self, chat: &LineId, text: &str, english: &str) {
        let id = self.ids.message();
        let shown = Shown {
            id,
            from: "system".to_owned(),
            name: String::new(),
            at: self.now(),
            message: json!({ "type": "note", "text": text, "english": english }),
            unsent: false,
            read: false,
            silent: false,
        };
        self.show(chat, shown);
    }

    /// What a person said, as the chat shows it.
    pub(super) fn say(&mut self, id: &str, person: &LineId, chat: &LineId, message: Value) {
        let shown = Shown {
            id: id.to_owned(),
            from: person.as_str().to_owned(),
            name: self.world.name(person),
            at: self.now(),
            message,
            unsent: false,
            read: false,
            silent: false,
        };
        self.show(chat, shown);
    }

    /// Gives the bot's messages their ids and, where somebody can see them, shows them.
    pub(super) fn bot_says(
        &mut self,
        chat: &LineId,
        messages: &[Value],
        silent: bool,
        visible: bool,
    ) -> Vec<Value> {
        if visible {
            self.end_loading(chat);
        }
        let mut sent = Vec::with_capacity(messages.len());
        for message in messages {
            let id = self.ids.message();
            let mut one = json!({ "id": id });
            if QUOTABLE.iter().any(|kind| message["type"] == *kind) {
                one["quoteToken"] = json!(marks::quote(chat, &id));
            }
            sent.push(one);
            if visible && self.settings.keep.messages_per_chat > 0 {
                let shown = self.as_shown(id, message, silent);
                self.show(chat, shown);
            }
        }
        sent
    }

    fn as_shown(&self, id: String, message: &Value, silent: bool) -> Shown {
        let name = message["sender"]["name"].as_str().unwrap_or(&self.settings.bot_name);
        Shown {
            id,
            from: "bot".to_owned(),
            name: name.to_owned(),
            at: self.now(),
            message: message.clone(),
            unsent: false,
            read: false,
            silent,
        }
    }

    fn end_loading(&mut self, chat: &LineId) {
        let Some(person) = self.world.people.get_mut(chat) else { return };
        if person.loading_until.take().is_some() {
            self.stream.tell("loading", || json!({ "person": chat, "until": null }));
        }
    }
}
