//! The second station: takes the oldest waiting event of each chat that nobody is working on,
//! gathers what is known, lets core work out the turn, and commits what came of it.
//!
//! Many chats at a time, one commit for all. If the commit fails, each is committed by itself,
//! so that one bad event does not hold up its neighbours.
//!
//! Invariant: nothing here waits for LINE while a transaction is open.

use std::sync::Arc;
use std::time::{Duration, Instant};

use asa_db::inbox::{self, Waiting};
use asa_db::outbox::AtOnce;
use asa_db::turn::{self, End, Outcome};
use asa_db::{Error, Result};
use tokio_util::sync::CancellationToken;

use crate::dots;
use crate::facts::{self, Known};
use crate::line::event::Reading;
use crate::photos::{self, Fetched};
use crate::service::Service;
use crate::work::{outcome_of, read, withdrawn, work_out};

/// Chats in one commit.
const CHATS: usize = 128;
/// Failures of one event after which it goes to the dead letters.
const TRIES: i64 = 3;
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// Events of other replicas, pauses that ended: found without a bell within this time.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Works until `stop`; then finishes what it has begun.
pub async fn run(service: Arc<Service>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let bell = service.inbox_bell.notified();
        let wait = match pass(&service).await {
            Ok(0) => LOOK_EVERY,
            Ok(_) => continue,
            Err(error) => {
                tracing::warn!(%error, "turns cannot be worked on for now");
                LOOK_EVERY
            }
        };
        tokio::select! {
            () = bell => {}
            () = tokio::time::sleep(wait) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// One event of every chat that has one. Says how many events it dealt with; those that wait for
/// a photo are dealt with beside it.
pub async fn pass(service: &Arc<Service>) -> Result<usize> {
    service.claims.wait().await;
    let events =
        inbox::claim(&service.store, &service.lease(service.settings.turn_lease), CHATS).await?;
    let count = events.len();
    dots::for_the_waiting(service, &events);
    let wanted = match photos::set_apart(service, &events).await {
        Ok(wanted) => wanted,
        Err(error) => {
            inbox::release(&service.store, service.holder(), &events).await?;
            return Err(error);
        }
    };
    let (photos, events): (Vec<_>, Vec<_>) =
        events.into_iter().partition(|event| wanted.contains(&event.id));
    photos.into_iter().for_each(|event| photos::begin(service, event));
    if !events.is_empty() {
        work(service, &events, None).await?;
    }
    Ok(count)
}

/// Works out claimed events of different chats and commits them. `fetched` is the photo of the
/// one event there is.
pub(crate) async fn work(
    service: &Arc<Service>,
    events: &[Waiting],
    fetched: Option<&Fetched>,
) -> Result<()> {
    let began = Instant::now();
    let mut readings = Vec::with_capacity(events.len());
    let (mut outcomes, mut failed) = (Vec::with_capacity(events.len()), Vec::new());
    for event in events {
        match read(service, event, fetched) {
            Ok(Some(reading)) => readings.push((event, reading)),
            Ok(None) => outcomes.push(withdrawn(event)),
            Err(cause) => failed.push((event, cause)),
        }
    }
    let known = match work_out_all(service, &readings, fetched, &mut outcomes, &mut failed).await {
        Ok(known) => known,
        Err(error) => {
            inbox::release(&service.store, service.holder(), events).await?;
            return Err(error);
        }
    };
    commit(service, events, &outcomes, &known).await?;
    for (event, cause) in failed {
        give_up_or_pause(service, event, &known, &cause).await?;
    }
    metrics::histogram!("asa_turn_seconds").record(began.elapsed().as_secs_f64());
    Ok(())
}

/// Gathers what is known and works the turns out. A store that does not answer fails them all.
async fn work_out_all<'a>(
    service: &Service,
    readings: &[(&'a Waiting, Reading)],
    fetched: Option<&Fetched>,
    outcomes: &mut Vec<Outcome>,
    failed: &mut Vec<(&'a Waiting, String)>,
) -> Result<Known> {
    let heads: Vec<&Waiting> = readings.iter().map(|(event, _)| *event).collect();
    let mut known = facts::gather(service, &heads).await?;
    known.take_numbers(service, readings).await?;
    let turned = work_out(service, readings, &mut known).await?;
    for (reading, turned) in readings.iter().zip(turned) {
        let event = reading.0;
        match (known.locked(event), turned) {
            (Some(error), _) => failed.push((event, error.to_string())),
            (None, Err(cause)) => failed.push((event, cause)),
            (None, Ok(turned)) => {
                outcomes.push(outcome_of(service, reading, turned, &known, fetched));
            }
        }
    }
    Ok(known)
}

async fn commit(
    service: &Arc<Service>,
    events: &[Waiting],
    outcomes: &[Outcome],
    known: &Known,
) -> Result<()> {
    if outcomes.is_empty() {
        return Ok(());
    }
    let (store, holder, now) = (&service.store, service.holder(), service.now());
    let seats = service.seats.reserve(outcomes.len());
    let lease = service.lease(service.settings.send_lease);
    let at_once = seats.as_ref().map(|seats| AtOnce { lease, most: seats.count() });
    match turn::commit(store, holder, outcomes, at_once.as_ref(), now).await {
        Ok(sending) => {
            outcomes.iter().for_each(count);
            let sends: usize = outcomes.iter().map(|outcome| outcome.sends.len()).sum();
            if sends > sending.len() {
                service.seats.somebody_waits();
                service.outbox_bell.notify_one();
            }
            if let Some(seats) = seats {
                seats.send(service, sending);
            }
            if outcomes.iter().any(|outcome| !outcome.asked.tells.is_empty()) {
                service.inbox_bell.notify_one();
            }
            Ok(())
        }
        Err(Error::Unavailable(why)) => Err(Error::Unavailable(why)),
        Err(_) if outcomes.len() > 1 => one_by_one(service, events, outcomes, known).await,
        Err(error) => alone(service, events, &outcomes[0], known, error).await,
    }
}

async fn one_by_one(
    service: &Arc<Service>,
    events: &[Waiting],
    outcomes: &[Outcome],
    known: &Known,
) -> Result<()> {
    for outcome in outcomes {
        Box::pin(commit(service, events, std::slice::from_ref(outcome), known)).await?;
    }
    Ok(())
}

/// A commit of a single event failed.
async fn alone(
    service: &Service,
    events: &[Waiting],
    outcome: &Outcome,
    known: &Known,
    error: Error,
) -> Result<()> {
    let Some(event) = events.iter().find(|event| event.id == outcome.event) else { return Ok(()) };
    match error {
        // Withdrawn by its writer, or done by somebody else: there is nothing left to do.
        Error::Conflict => {
            tracing::debug!(event.id = event.event_id, "the event was no longer waiting");
            inbox::release(&service.store, service.holder(), std::slice::from_ref(event)).await
        }
        // Somebody else was faster: the turn is worked out anew, from how things stand now.
        Error::Overtaken if event.tries + 1 < TRIES => {
            tracing::info!(event.id = event.event_id, "a turn was overtaken");
            let (cause, now) = (error.to_string(), service.now());
            inbox::failed(&service.store, service.holder(), event, &cause, now).await
        }
        error => Box::pin(give_up_or_pause(service, event, known, &error.to_string())).await,
    }
}

/// A turn failed: its chat pauses and tries again; after the third time the event goes to the
/// dead letters, its writer is told once, and the chat goes on.
async fn give_up_or_pause(
    service: &Service,
    event: &Waiting,
    known: &Known,
    cause: &str,
) -> Result<()> {
    let tries = event.tries + 1;
    tracing::error!(event.id = event.event_id, tries, cause, "a turn failed");
    metrics::counter!("asa_turns_total", "end" => "failed").increment(1);
    if tries < TRIES {
        let pause = FIRST_PAUSE * 2u32.pow(u32::try_from(tries - 1).unwrap_or(0));
        let until = service.now() + pause;
        return inbox::failed(&service.store, service.holder(), event, cause, until).await;
    }
    let outcome = crate::work::apology(service, event, known, cause.to_owned());
    let buried = std::slice::from_ref(&outcome);
    match turn::commit(&service.store, service.holder(), buried, None, service.now()).await {
        Err(Error::Conflict) | Ok(_) => {
            count(&outcome);
            service.outbox_bell.notify_one();
            Ok(())
        }
        Err(error) => Err(error),
    }
}

fn count(outcome: &Outcome) {
    let end = match &outcome.end {
        End::Done => "done",
        End::Kept => "new kind",
        End::Withdrawn => "withdrawn",
        End::Dead { .. } => "dead",
    };
    metrics::counter!("asa_turns_total", "end" => end).increment(1);
    tracing::debug!(
        event.id = outcome.event_id,
        end,
        sends = outcome.sends.len(),
        "turn committed"
    );
}
