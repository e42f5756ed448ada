//! How webhooks arrive: several times, again after a failure, or held back and shuffled. Set by
//! tests and by the page; everything that people do passes through `dispatch`.
//!
//! Invariant: waiting goes by the twin's clock, so that a test which stands still decides itself
//! when time has passed.

use std::sync::{Arc, Weak};
use std::time::Duration;

use asa_core::moment::Moment;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::event;
use crate::twin::{Inner, Twin, ids};

/// Waiting times before each redelivery. LINE keeps its own secret.
const BACKOFF: [Duration; 5] = [
    Duration::from_secs(10),
    Duration::from_secs(30),
    Duration::from_secs(60),
    Duration::from_secs(300),
    Duration::from_secs(900),
];
/// How often a demo looks whether a redelivery is due.
const LOOK: Duration = Duration::from_millis(500);

/// How webhooks arrive from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookFault {
    /// Each one so many times.
    Duplicate(u32),
    /// Each one again later, as if it had not been answered well.
    Redelivery,
    /// Held back until `Twin::release`.
    Disorder,
    /// Once each, in order. What was held back stays so until `Twin::release`, which the act of
    /// this name calls.
    Release,
}

#[derive(Debug, Default)]
pub(crate) struct Hooks {
    pub(crate) address: Option<String>,
    pub(crate) automatic: bool,
    /// How often each one is delivered beyond the first time.
    extra: u32,
    again_later: bool,
    holding: bool,
    held: Vec<Value>,
    due: Vec<Due>,
}

/// A redelivery to come.
#[derive(Debug)]
struct Due {
    at: Moment,
    attempt: usize,
    event_id: String,
}

impl Hooks {
    /// How many webhooks are held back or to be repeated.
    pub(crate) fn pending(&self) -> usize {
        self.held.len() + self.due.len()
    }

    /// A webhook with these events was not answered as it should be.
    pub(crate) fn failed(&mut self, events: &[Value], now: Moment) {
        if self.automatic {
            for event in events.iter().filter(|one| one["deliveryContext"]["isRedelivery"] != true)
            {
                self.schedule(event::id(event), 0, now);
            }
        }
    }

    fn schedule(&mut self, event_id: &str, attempt: usize, now: Moment) {
        if let Some(wait) = BACKOFF.get(attempt) {
            self.due.push(Due { at: now + *wait, attempt, event_id: event_id.to_owned() });
        }
    }

    fn take_due(&mut self, now: Moment) -> Vec<Due> {
        let (due, later) = self.due.drain(..).partition(|due| due.at <= now);
        self.due = later;
        due
    }
}

impl Twin {
    /// What happens to the webhooks to come.
    pub fn webhooks(&self, fault: WebhookFault) {
        let hooks = &mut self.state().hooks;
        match fault {
            WebhookFault::Duplicate(times) => hooks.extra = times.saturating_sub(1),
            WebhookFault::Redelivery => hooks.again_later = true,
            WebhookFault::Disorder => hooks.holding = true,
            WebhookFault::Release => {
                (hooks.extra, hooks.again_later, hooks.holding) = (0, false, false);
            }
        }
    }

    /// Delivers what was held back, in an order that `seed` decides. Returns how many.
    pub async fn release(&self, seed: u64) -> usize {
        let mut held = {
            let hooks = &mut self.state().hooks;
            hooks.holding = false;
            std::mem::take(&mut hooks.held)
        };
        shuffle(&mut held, seed);
        let count = held.len();
        for event in held {
            self.dispatch(event).await;
        }
        count
    }

    /// Delivers these events again, now.
    pub async fn redeliver(&self, event_ids: &[String]) {
        for id in event_ids {
            let again = self.state().events.again(id);
            if let Some(event) = again {
                let _ = self.deliver(&[event]).await;
            }
        }
    }

    /// Whether webhooks that failed come again by themselves: on in the demo, off in tests. With
    /// a clock that stands still, `redeliver_due` is the tick.
    pub fn redeliver_automatically(&self, on: bool) {
        let before = std::mem::replace(&mut self.state().hooks.automatic, on);
        if on && !before && tokio::runtime::Handle::try_current().is_ok() {
            tokio::spawn(keep_looking(Arc::downgrade(&self.0)));
        }
    }

    /// Delivers again what the clock says is due. Returns how many.
    pub async fn redeliver_due(&self) -> usize {
        let due = {
            let mut state = self.state();
            let now = state.now();
            state.hooks.take_due(now)
        };
        for one in &due {
            let again = self.state().events.again(&one.event_id);
            let Some(event) = again else { continue };
            let answered = self.deliver(&[event]).await;
            if !matches!(answered, Ok(200..=299)) {
                let mut state = self.state();
                let now = state.now();
                state.hooks.schedule(&one.event_id, one.attempt + 1, now);
            }
        }
        due.len()
    }

    /// Sends an event on its way, as the faults will have it. Returns what the first delivery
    /// was answered with.
    pub(crate) async fn dispatch(&self, event: Value) -> Option<u16> {
        let times = self.prepare(&event)?;
        let events = [event];
        let status = self.deliver(&events).await.ok();
        for _ in 1..times {
            let _ = self.deliver(&events).await;
        }
        status
    }

    /// How often an event is to be delivered now.
    fn prepare(&self, event: &Value) -> Option<u32> {
        let mut state = self.state();
        let now = state.now();
        let hooks = &mut state.hooks;
        if hooks.holding {
            hooks.held.push(event.clone());
            return None;
        }
        hooks.address.as_ref()?;
        if hooks.again_later {
            hooks.schedule(event::id(event), 0, now);
        }
        Some(1 + hooks.extra)
    }

    /// For events that a call of the service itself has caused.
    pub(crate) fn deliver_later(&self, events: Vec<Value>) {
        if events.is_empty() {
            return;
        }
        let twin = self.clone();
        tokio::spawn(async move {
            for event in events {
                twin.dispatch(event).await;
            }
        });
    }
}

async fn keep_looking(twin: Weak<Inner>) {
    let mut tick = tokio::time::interval(LOOK);
    loop {
        tick.tick().await;
        let Some(twin) = twin.upgrade().map(Twin) else { return };
        if !twin.state().hooks.automatic {
            return;
        }
        twin.redeliver_due().await;
    }
}

/// Fisher and Yates, with numbers made from the seed.
fn shuffle(events: &mut [Value], seed: u64) {
    for last in (1..events.len()).rev() {
        let number = ids::mix(seed ^ ids::mix(last as u64));
        let other = usize::try_from(number % (last as u64 + 1)).unwrap_or(0);
        events.swap(last, other);
    }
}
