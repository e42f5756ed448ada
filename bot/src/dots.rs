//! The three dots that LINE shows in a chat while somebody waits for an answer. Asked for when an
//! answer will take over a second: an event that has waited, a photo that is slow to come.
//!
//! Invariant: an answer never waits for its dots, and nobody's are asked for more often than they
//! last. A group has none.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_db::inbox::Waiting;
use tokio::sync::Semaphore;

use crate::service::Service;
use crate::tasks::Tasks;

/// Requests under way at once; whoever comes when there are more goes without dots.
const AT_ONCE: usize = 4;
/// The next message ends them. Should they come behind it, they are not to stay for long.
const SHORT: u32 = 5;
const LONG: u32 = 20;
const NOT_AGAIN_FOR: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub struct Dots {
    pub tasks: Tasks,
    room: Arc<Semaphore>,
    lately: Mutex<HashMap<String, Moment>>,
}

impl Default for Dots {
    fn default() -> Self {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        Self { tasks: Tasks::default(), room, lately: Mutex::default() }
    }
}

impl Dots {
    /// Whether this chat had none lately; from now on it had.
    fn are_new(&self, chat: &str, now: Moment) -> bool {
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        lately.retain(|_, at| now.since(*at) < NOT_AGAIN_FOR);
        lately.insert(chat.to_owned(), now).is_none()
    }
}

/// For those of these events that have waited for their turn and will be answered.
pub fn for_the_waiting(service: &Arc<Service>, events: &[Waiting]) {
    let (now, patience) = (service.now(), service.settings.dots_after);
    for event in events.iter().filter(|event| event.withdrawn == 0 && event.reply_token.is_some()) {
        if now.since(Moment::from_millis(event.received_at)) > patience {
            show(service, &event.chat, SHORT);
        }
    }
}

/// To be run beside something that may be slow.
pub async fn unless_quick(service: &Arc<Service>, chat: &str) {
    tokio::time::sleep(service.settings.dots_after).await;
    show(service, chat, LONG);
}

fn show(service: &Arc<Service>, chat: &str, seconds: u32) {
    let dots = &service.dots;
    let Some(person) = LineId::new(chat).ok().filter(LineId::is_person) else { return };
    let Ok(place) = dots.room.clone().try_acquire_owned() else { return };
    if dots.tasks.is_stopped() || !dots.are_new(chat, service.now()) {
        return;
    }
    let line = service.line.clone();
    dots.tasks.spawn(async move {
        if let Err(error) = line.loading(&person, seconds).await {
            tracing::debug!(%error, "somebody waits without dots");
        }
        drop(place);
    });
}
