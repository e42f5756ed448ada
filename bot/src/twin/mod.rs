//! The LINE twin: plays the LINE platform for tests, load runs and the demo page. People with
//! phones on one side, the Messaging API on the other, and webhooks signed as LINE signs them.
//!
//! | room | what |
//! |---|---|
//! | `people` | who has a phone, and what they do with it |
//! | `webhook` | what the service is told: events, signed, once, twice or late |
//! | `api` | what the service may call: the gate, the routes, and what they change |
//! | `spec`, `body` | the table of what a request body may hold, and how one is held against it |
//! | `page` | the demo page, what it asks for, and its files in `page/web` |
//! | `transcript` | conversations as lines anyone can read, for tests and for the page |
//! | `state`, `settings`, `ids`, `log` | what is remembered, given, counted, written down |
//!
//! Invariant: it is as strict as LINE or stricter, and what a request does is done under one
//! lock that is never held while waiting.

mod api;
mod body;
mod ids;
mod log;
#[cfg(test)]
mod over_http;
mod page;
mod people;
mod settings;
pub mod spec;
mod state;
#[cfg(test)]
mod testing;
pub mod transcript;
mod webhook;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use asa_core::id::LineId;
use tokio::net::TcpListener;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_util::sync::{CancellationToken, DropGuard};

use self::api::fault::Faults;
pub use self::api::fault::{Fault, On};
pub use self::log::{Exchange, Send};
pub use self::page::Inspect;
pub use self::people::act::{Act, Done, Media, Refused};
pub use self::people::chat::Shown;
use self::people::{Group, Person};
pub use self::settings::{Keep, Settings};
use self::state::State;
pub use self::webhook::DeliveryError;
pub use self::webhook::redelivery::WebhookFault;
use crate::http::server;

/// A platform of one channel. Clones are the same platform.
#[derive(Clone, Debug)]
pub struct Twin(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: Settings,
    state: Mutex<State>,
    /// Built when the first webhook goes out, in the runtime that sends it.
    client: OnceLock<Option<reqwest::Client>>,
}

/// A twin that listens. It stops when this is dropped.
#[derive(Debug)]
pub struct Running {
    /// Where it listens, without a slash at the end.
    pub base: String,
    _stop: DropGuard,
}

/// Connections. LINE has room for several replicas, each with all the requests it may have under way.
const ROOM: usize = 16_384;

impl Twin {
    pub fn new(settings: Settings) -> Self {
        let state = Mutex::new(State::new(settings.clone()));
        Self(Arc::new(Inner { settings, state, client: OnceLock::new() }))
    }

    /// A twin whose API listens on a free port of this machine.
    pub async fn start(settings: Settings) -> io::Result<(Self, Running)> {
        let twin = Self::new(settings);
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let base = format!("http://{}", listener.local_addr()?);
        let stop = CancellationToken::new();
        let limits = server::Limits { connections: ROOM, ..server::Limits::default() };
        let serving = server::serve(listener, twin.api(), limits, stop.clone());
        tokio::spawn(serving);
        Ok((twin, Running { base, _stop: stop.drop_guard() }))
    }

    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// LINE's side: every call of the Messaging API the service uses.
    pub fn api(&self) -> axum::Router {
        api::router(self)
    }

    /// The demo page and what it asks for. `inspect` tells what is in the service's database.
    pub fn page(&self, inspect: Option<Inspect>) -> axum::Router {
        page::router(self, inspect)
    }

    /// Somebody with a phone, who has not met the bot yet.
    pub fn add_person(&self, name: &str, language: &str) -> LineId {
        let mut state = self.state();
        let id = state.ids.name('U');
        state.world.add_person(Person::new(id.clone(), name, language));
        state.stream.tell("world", || serde_json::json!({}));
        id
    }

    /// A group without the bot, until somebody invites it.
    pub fn add_group(&self, name: &str, members: &[LineId]) -> LineId {
        self.gather('C', name, members)
    }

    /// A chat of several people in the old way, without a name.
    pub fn add_room(&self, members: &[LineId]) -> LineId {
        self.gather('R', "", members)
    }

    fn gather(&self, kind: char, name: &str, members: &[LineId]) -> LineId {
        let mut state = self.state();
        let id = state.ids.name(kind);
        let (name, members) = (name.to_owned(), members.to_vec());
        state.world.add_group(Group { id: id.clone(), name, members, bot: false });
        state.stream.tell("world", || serde_json::json!({}));
        id
    }

    pub fn fault(&self, on: On, fault: Fault, times: u32) {
        self.state().faults.add(on, fault, times);
    }

    /// Those that did not come up are forgotten.
    pub fn no_more_faults(&self) {
        self.state().faults = Faults::default();
    }

    pub fn unused_faults(&self) -> usize {
        self.state().faults.unused()
    }

    /// A chat as a person in it sees it, both sides.
    pub fn shown(&self, chat: &LineId) -> Vec<Shown> {
        self.state().chats.shown(chat)
    }

    /// What the tiles of the menu below a person's chat do.
    pub fn menu_actions(&self, person: &LineId) -> Vec<serde_json::Value> {
        let state = self.state();
        let person = state.world.people.get(person);
        let actions = person.map(|person| state.menus.actions(person));
        actions.into_iter().flatten().cloned().collect()
    }

    /// Every accepted reply, push and multicast, oldest first.
    pub fn sends(&self) -> Vec<Send> {
        let sends = self.state().log.sends();
        sends.iter().map(|send| Send::clone(send)).collect()
    }

    /// Every accepted reply, push and multicast from now on, as it is accepted.
    pub fn listen(&self) -> UnboundedReceiver<Arc<Send>> {
        self.state().log.listen()
    }

    /// Every request to the API with its answer, oldest first.
    pub fn requests(&self) -> Vec<Exchange> {
        let all = self.state().log.after(0);
        all.iter().filter(|one| one.way == "api").map(|one| Exchange::clone(one)).collect()
    }

    /// Every rule the service broke by itself. No ids, no text.
    pub fn violations(&self) -> Vec<String> {
        self.state().log.violations()
    }

    pub fn used_quota(&self) -> u64 {
        let mut state = self.state();
        let now = state.now();
        state.quota.used(now)
    }

    /// Whoever panicked with the lock in hand has failed already; the others go on.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
