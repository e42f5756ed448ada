//! The fourth station: takes what waits to be sent, asks LINE, writes down how it ended.
//!
//! [`plan`] has the rules, [`budget`] the money, [`post`] the requests. One request to a
//! recipient is under way at a time; many recipients are served side by side.
//!
//! Invariant: that an attempt is made is on the disk before it leaves the machine, so after a
//! crash it is known which replies may have arrived. They are never followed by a push.

pub mod budget;
pub mod plan;
pub mod post;
pub mod seats;

use std::sync::Arc;
use std::time::Duration;

use asa_db::Result;
use tokio::sync::{Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

use self::post::{Ended, deliver, record, take};
use self::seats::Seats;
use crate::pace::Pace;
use crate::service::Service;

/// Requests to LINE that may be under way at once.
const UNDER_WAY: usize = 512;
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Endings that come so close upon each other are written down together.
const GATHER: Duration = Duration::from_millis(20);
/// How long a stop goes on sending what is young.
const DRAIN: Duration = Duration::from_secs(8);

/// Sends until `stop`; then what can go out at once still goes, the rest stays durable.
pub async fn run(service: Arc<Service>, stop: CancellationToken) {
    let (ended, endings) = mpsc::channel(1024);
    let recorder = tokio::spawn(write_down(service.clone(), endings));
    let seats = Seats { room: Arc::new(Semaphore::new(UNDER_WAY)), ended };
    service.seats.open(seats.clone());
    while !stop.is_cancelled() {
        let bell = service.outbox_bell.notified();
        let wait = match send_some(&service, &seats).await {
            Ok(0) => LOOK_EVERY,
            Ok(_) => continue,
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read for now");
                LOOK_EVERY
            }
        };
        tokio::select! {
            () = bell => {}
            () = tokio::time::sleep(wait) => {}
            () = stop.cancelled() => {}
        }
    }
    service.seats.close();
    let finish = async {
        // Every place free again: nothing is under way.
        drop(seats.room.acquire_many(u32::try_from(UNDER_WAY).unwrap_or(1)).await);
        drop(seats);
        if let Err(error) = recorder.await {
            tracing::error!(%error, "the end of some sends could not be written down");
        }
        while let Ok(1..) = pass(&service).await {}
    };
    if tokio::time::timeout(DRAIN, finish).await.is_err() {
        tracing::info!("some messages stay in the outbox for the next start");
    }
}

/// Starts as many sends as there is room for. Says how many rows it dealt with.
async fn send_some(service: &Arc<Service>, seats: &Seats) -> Result<usize> {
    // Nothing is claimed before there is room to send it at once.
    let Ok(one) = seats.room.acquire().await else { return Ok(0) };
    drop(one);
    service.seats.nobody_waits();
    let due = take(service, seats.room.available_permits().max(1)).await?;
    let count = due.count();
    // Whoever waits behind what is under way to them is not found before that has ended.
    if count > 0 || asa_db::outbox::is_any_due(&service.store, service.now()).await? {
        service.seats.somebody_waits();
    }
    for request in due.requests {
        let Ok(seat) = seats.room.clone().acquire_owned().await else { break };
        seats.send(service, request, seat);
    }
    Ok(count)
}

/// Writes endings down, many at a time. LINE has acted on them, so they are kept until the
/// store takes them.
async fn write_down(service: Arc<Service>, mut endings: mpsc::Receiver<Vec<Ended>>) {
    let mut batch = Vec::new();
    let pace = Pace::of(GATHER);
    while endings.recv_many(&mut batch, 1).await > 0 {
        pace.wait().await;
        while let Ok(ended) = endings.try_recv() {
            batch.push(ended);
        }
        let ended: Vec<Ended> = batch.drain(..).flatten().collect();
        let mut tries = 0;
        while let Err(error) = record(&service, &ended).await {
            tries += 1;
            tracing::error!(%error, tries, "the end of sends cannot be written down yet");
            if tries > 60 {
                break;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        if ended.iter().any(Ended::waits_on) {
            service.seats.somebody_waits();
        }
        if service.seats.does_anybody_wait() {
            service.outbox_bell.notify_one();
        }
    }
}

/// Sends what is due, once, and waits for it. Says how much there was.
pub async fn pass(service: &Service) -> Result<usize> {
    let due = take(service, UNDER_WAY).await?;
    let count = due.count();
    let under_way = due.requests.into_iter().map(|request| deliver(service, request));
    let ended = futures_util::future::join_all(under_way).await;
    record(service, &ended.into_iter().flatten().collect::<Vec<_>>()).await?;
    Ok(count)
}
