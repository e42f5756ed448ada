//! Photos people send. LINE keeps them for a time it does not name, so they are fetched at once,
//! cleaned, and handed to their turn; each in a task of its own, so that nobody waits for another
//! person's photo. What cannot be had goes to its turn as well, with the reason.
//!
//! Invariant: while its photo is fetched a chat stays ours, and a photo is kept by the commit of
//! its turn or not at all: one that was taken back meanwhile leaves nothing behind.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use asa_core::conversation::{Photo, Sessions, Wants, wants_photo};
use asa_core::facts::Facts;
use asa_db::inbox::{self, Waiting};
use asa_db::media::{self, Brought, Medium};
use bytes::Bytes;
use tokio::sync::Semaphore;

use crate::facts;
use crate::line::content::Content;
use crate::line::error::Next;
use crate::line::event;
use crate::picture::{self, MOST_BYTES, Picture, Refusal};
use crate::service::Service;
use crate::tasks::Tasks;
use crate::{dots, turns};

/// Photos that are fetched at once: as many as may lie in memory.
const AT_ONCE: usize = 8;
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub struct Photos {
    pub tasks: Tasks,
    seats: Semaphore,
}

impl Default for Photos {
    fn default() -> Self {
        Self { tasks: Tasks::default(), seats: Semaphore::new(AT_ONCE) }
    }
}

/// What came of fetching a photo.
#[derive(Debug)]
pub struct Fetched {
    pub photo: Photo,
    /// To be kept with the turn; nothing where there is none, or an earlier turn has kept it.
    pub medium: Option<Arc<Medium>>,
}

/// The rows of those events that are photos which a question waits for. Nobody asked for the
/// others, so they are not fetched.
pub async fn set_apart(service: &Service, events: &[Waiting]) -> asa_db::Result<HashSet<i64>> {
    let is_photo = |event: &&Waiting| {
        event.withdrawn == 0 && may_be_photo(&event.raw) && event::photo(&event.raw).is_some()
    };
    let photos: Vec<&Waiting> = events.iter().filter(is_photo).collect();
    let talk = &service.talk;
    let mut known = facts::gather(service, &photos).await?;
    let sessions: Vec<Sessions> = photos.iter().map(|event| known.stored(event).sessions).collect();
    let work = |number: usize, facts: &Facts| match wants_photo(
        &sessions[number],
        facts,
        &talk.wording,
        &talk.catalogue,
    ) {
        Wants::Yes => Ok(true),
        Wants::No => Ok(false),
        Wants::Needs(needs) => Err(needs),
    };
    let answers = known.work_out(service, &photos, work).await?;
    // One that cannot be known fails in its turn.
    let those =
        photos.iter().zip(answers).filter(|(_, wants)| wants.as_ref().is_ok_and(|yes| *yes));
    let wanted = those.map(|(event, _)| event.id).collect();
    Ok(wanted)
}

/// Most events are words: they are not read twice to find that out.
fn may_be_photo(raw: &str) -> bool {
    raw.contains("\"image\"") || raw.contains("\\u")
}

/// Fetches the photo of this event and then works out its turn.
pub fn begin(service: &Arc<Service>, event: Waiting) {
    let own = service.clone();
    service.photos.tasks.spawn(async move {
        if let Err(error) = work(&own, &event).await {
            tracing::warn!(%error, event.id = event.event_id, "a photo's turn has to wait");
        }
        // The chat's next event may have its turn now.
        own.inbox_bell.notify_one();
    });
}

async fn work(service: &Arc<Service>, event: &Waiting) -> asa_db::Result<()> {
    let this = std::slice::from_ref(event);
    let fetched = tokio::select! {
        fetched = in_a_seat(service, event) => fetched,
        () = meanwhile(service, event) => return Ok(()),
        () = service.photos.tasks.stopped() => {
            return inbox::release(&service.store, service.holder(), this).await;
        }
    };
    match fetched {
        Ok(fetched) => turns::work(service, this, Some(&fetched)).await,
        Err(error) => {
            inbox::release(&service.store, service.holder(), this).await?;
            Err(error)
        }
    }
}

async fn in_a_seat(service: &Service, event: &Waiting) -> asa_db::Result<Fetched> {
    // Never closed: there is always a seat some time.
    let _seat = service.photos.seats.acquire().await;
    fetch(service, event).await
}

/// Ends only when the chat is somebody else's.
async fn meanwhile(service: &Arc<Service>, event: &Waiting) {
    tokio::join!(hold(service, event), dots::unless_quick(service, &event.chat));
}

async fn hold(service: &Service, event: &Waiting) {
    let time = service.settings.photo_lease;
    loop {
        match inbox::extend(&service.store, &service.lease(time), event).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(%error, "a chat could not be held on to yet"),
        }
        tokio::time::sleep(time / 3).await;
    }
}

/// The photo of this event, or why there is none.
pub async fn fetch(service: &Service, event: &Waiting) -> asa_db::Result<Fetched> {
    let Some(at) = event::photo(&event.raw) else { return Ok(Fetched::none(Photo::NotWanted)) };
    let fetched = match media::of_message(&service.store, &at.message).await? {
        Some(Brought::Kept { name }) => Fetched::none(Photo::Kept(name)),
        Some(Brought::Erased) => Fetched::none(Photo::Gone),
        None if at.elsewhere => Fetched::none(Photo::NotFetched),
        None => match in_time(service, &at.message).await {
            Ok(picture) => Fetched::kept(event, at.message, picture),
            Err(photo) => Fetched::none(photo),
        },
    };
    count(event, &fetched);
    Ok(fetched)
}

async fn in_time(service: &Service, message: &str) -> Result<Picture, Photo> {
    let asked = tokio::time::timeout(service.settings.photo_patience, ask(service, message)).await;
    let bytes = asked.unwrap_or(Err(Photo::NotFetched))?;
    match tokio::task::spawn_blocking(move || picture::clean(&bytes)).await {
        Ok(Ok(picture)) => Ok(picture),
        Ok(Err(refusal)) => Err(refused(refusal)),
        Err(error) => {
            tracing::error!(%error, "a photo could not be cleaned");
            Err(Photo::NotAPicture)
        }
    }
}

fn refused(refusal: Refusal) -> Photo {
    tracing::info!(%refusal, "a photo was not taken");
    match refusal {
        Refusal::TooManyBytes | Refusal::TooManyPixels => Photo::TooLarge,
        Refusal::CutShort | Refusal::NotAPicture => Photo::NotAPicture,
    }
}

/// Asks until LINE has it or says that it never will. LINE's bad moments pass: odd refusals were
/// seen in them, too.
async fn ask(service: &Service, message: &str) -> Result<Bytes, Photo> {
    let mut pause = FIRST_PAUSE;
    loop {
        match service.line.content(message, MOST_BYTES).await {
            Ok(Content::Here { bytes, .. }) => return Ok(bytes),
            Ok(Content::NotYet) => {}
            Err(error) => match error.next {
                Next::Gone => return Err(Photo::Gone),
                Next::TooLong => return Err(Photo::TooLarge),
                _ => tracing::info!(%error, "a photo is asked for again"),
            },
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

impl Fetched {
    fn none(photo: Photo) -> Self {
        Self { photo, medium: None }
    }

    fn kept(event: &Waiting, message_id: String, picture: Picture) -> Self {
        let medium = Medium {
            name: media::new_name(),
            message_id,
            person: event.person.clone(),
            chat: event.chat.clone(),
            content_type: picture.content_type,
            width: picture.size.width,
            height: picture.size.height,
            bytes: picture.bytes,
        };
        Self { photo: Photo::Kept(medium.name.clone()), medium: Some(Arc::new(medium)) }
    }
}

fn count(event: &Waiting, fetched: &Fetched) {
    let end = match fetched.photo {
        Photo::Kept(_) => "kept",
        Photo::TooLarge => "too large",
        Photo::NotAPicture => "not a picture",
        Photo::Gone => "gone",
        Photo::NotFetched => "not fetched",
        Photo::NotWanted => "not wanted",
    };
    metrics::counter!("asa_media_total", "end" => end).increment(1);
    let bytes = fetched.medium.as_ref().map_or(0, |medium| medium.bytes.len() as u64);
    metrics::counter!("asa_media_bytes_total").increment(bytes);
    tracing::debug!(event.id = event.event_id, end, bytes, "photo fetched or not");
}
