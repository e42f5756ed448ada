//! What a person does with the phone. The page posts it, tests call it; each act changes the
//! chat, makes an event if the bot is to hear of it, and delivers that.
//!
//! Invariant: an act that is refused has changed nothing.

use std::time::Duration;

use asa_core::id::LineId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{friends, groups, say, tap};
use crate::twin::Twin;
use crate::twin::api::fault::{Fault, On};
use crate::twin::state::State;
use crate::twin::transcript::journal;
use crate::twin::webhook::event;
use crate::twin::webhook::redelivery::WebhookFault;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Act {
    Follow {
        person: LineId,
    },
    Block {
        person: LineId,
    },
    Unblock {
        person: LineId,
    },
    Text {
        person: LineId,
        chat: LineId,
        text: String,
        /// The bot is addressed by name.
        #[serde(default)]
        mention: bool,
    },
    Sticker {
        person: LineId,
        chat: LineId,
        package_id: String,
        sticker_id: String,
        #[serde(default)]
        label: String,
    },
    Image(Media),
    Video(Media),
    Audio(Media),
    File(Media),
    Location {
        person: LineId,
        chat: LineId,
        title: Option<String>,
        address: Option<String>,
        latitude: f64,
        longitude: f64,
    },
    Tap {
        person: LineId,
        chat: LineId,
        /// As the bot sent it.
        action: Value,
        params: Option<Value>,
    },
    Unsend {
        person: LineId,
        chat: LineId,
        message: String,
    },
    Open {
        person: LineId,
        chat: LineId,
    },
    AddPerson {
        name: String,
        language: String,
    },
    AddGroup {
        name: String,
        members: Vec<LineId>,
    },
    InviteBot {
        group: LineId,
    },
    RemoveBot {
        group: LineId,
    },
    Join {
        group: LineId,
        person: LineId,
    },
    Leave {
        group: LineId,
        person: LineId,
    },
    Advance {
        seconds: u64,
    },
    Fault {
        on: On,
        fault: Fault,
        #[serde(default = "once")]
        times: u32,
    },
    WebhookFault {
        fault: WebhookFault,
    },
    /// Delivers these events again.
    Redeliver {
        #[serde(rename = "eventIds")]
        event_ids: Vec<String>,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Media {
    pub person: LineId,
    pub chat: LineId,
    /// Base64.
    pub data: String,
    pub mime: String,
    pub name: Option<String>,
    /// Milliseconds.
    pub duration: Option<u64>,
}

fn once() -> u32 {
    1
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// What the webhook was answered with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<LineId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<LineId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("nobody has this id")]
    NoSuchPerson,
    #[error("there is no such chat, or the person is not in it")]
    NotInChat,
    #[error("there is no such message of this person")]
    NoSuchMessage,
    #[error("this has been done already")]
    Already,
    #[error("the data cannot be read")]
    BadData,
    #[error("the action cannot be performed like this")]
    BadAction,
}

/// What an act led to.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) message_id: Option<String>,
    pub(crate) event: Option<Value>,
}

impl Twin {
    /// A person does something; the webhook it leads to has been answered when this returns.
    pub async fn act(&self, act: Act) -> Result<Done, Refused> {
        match act {
            Act::AddPerson { name, language } => {
                Ok(Done { person: Some(self.add_person(&name, &language)), ..Done::default() })
            }
            Act::AddGroup { name, members } => self.act_group(&name, &members),
            Act::Advance { seconds } => {
                self.advance(Duration::from_secs(seconds)).await;
                Ok(Done::default())
            }
            Act::Fault { on, fault, times } => {
                self.fault(on, fault, times);
                Ok(Done::default())
            }
            Act::WebhookFault { fault } => {
                self.webhooks(fault);
                if fault == WebhookFault::Release {
                    self.release(0).await;
                }
                Ok(Done::default())
            }
            Act::Redeliver { event_ids } => {
                self.redeliver(&event_ids).await;
                Ok(Done::default())
            }
            act => self.act_and_deliver(act).await,
        }
    }

    async fn act_and_deliver(&self, act: Act) -> Result<Done, Refused> {
        let outcome = noted(&mut self.state(), act)?;
        let mut done = Done { message_id: outcome.message_id, ..Done::default() };
        if let Some(event) = outcome.event {
            done.event_id = Some(event::id(&event).to_owned());
            done.status = self.dispatch(event).await;
        }
        Ok(done)
    }

    /// The event an act makes, with its token and message registered, and not delivered.
    /// `Null` where there is none.
    pub fn event(&self, act: Act) -> Value {
        let outcome = perform(&mut self.state(), act);
        outcome.ok().and_then(|outcome| outcome.event).unwrap_or_default()
    }

    fn act_group(&self, name: &str, members: &[LineId]) -> Result<Done, Refused> {
        let known = |id| self.state().world.people.contains_key(id);
        if !members.iter().all(known) {
            return Err(Refused::NoSuchPerson);
        }
        Ok(Done { group: Some(self.add_group(name, members)), ..Done::default() })
    }

    /// Time passes, and what was waiting for it happens.
    async fn advance(&self, by: Duration) {
        self.settings().clock.advance(by);
        {
            let state = self.state();
            state.stream.tell("clock", || json!({ "now": state.now() }));
        }
        self.redeliver_due().await;
    }
}

/// Performed, and written into the journal.
fn noted(state: &mut State, act: Act) -> Result<Outcome, Refused> {
    let entry = journal::entry(state, &act);
    let outcome = perform(state, act)?;
    entry.into_iter().for_each(|entry| state.journal.add(entry));
    Ok(outcome)
}

fn perform(state: &mut State, act: Act) -> Result<Outcome, Refused> {
    match act {
        Act::Follow { person } => friends::follow(state, &person),
        Act::Block { person } => friends::block(state, &person),
        Act::Unblock { person } => friends::unblock(state, &person),
        Act::Text { person, chat, text, mention } => {
            say::text(state, &person, &chat, &text, mention)
        }
        Act::Sticker { person, chat, package_id, sticker_id, label } => {
            say::sticker(state, &person, &chat, &package_id, &sticker_id, &label)
        }
        Act::Image(media) => say::image(state, &media),
        Act::Video(media) => say::video(state, &media),
        Act::Audio(media) => say::audio(state, &media),
        Act::File(media) => say::file(state, &media),
        Act::Location { person, chat, title, address, latitude, longitude } => {
            let place = json!({ "title": title, "address": address });
            say::location(state, &person, &chat, place, (latitude, longitude))
        }
        Act::Tap { person, chat, action, params } => {
            tap::tap(state, &person, &chat, &action, params)
        }
        Act::Unsend { person, chat, message } => say::unsend(state, &person, &chat, &message),
        Act::Open { person, chat } => say::open(state, &person, &chat),
        Act::InviteBot { group } => groups::invite_bot(state, &group),
        Act::RemoveBot { group } => groups::remove_bot(state, &group),
        Act::Join { group, person } => groups::join(state, &group, &person),
        Act::Leave { group, person } => groups::leave(state, &group, &person),
        // Not things that a person does in a chat: `act` has taken them out.
        Act::AddPerson { .. }
        | Act::AddGroup { .. }
        | Act::Advance { .. }
        | Act::Fault { .. }
        | Act::WebhookFault { .. }
        | Act::Redeliver { .. } => Ok(Outcome::default()),
    }
}
