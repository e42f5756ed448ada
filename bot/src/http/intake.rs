//! Makes events durable, many requests in one commit: while one commit is on its way to the disk
//! the next ones gather. A request is answered once its own events are in.

use std::sync::Arc;
use std::time::Duration;

use asa_db::inbox::{self, Arrival};
use tokio::sync::{mpsc, oneshot};

use crate::pace::Pace;
use crate::service::Service;

/// Requests that may wait for the store before the next is turned away.
const WAITING_ROOM: usize = 4096;
const PER_COMMIT: usize = 256;
/// Between two commits, when many come.
const GATHER: Duration = Duration::from_millis(4);

#[derive(Debug, Clone)]
pub struct Intake(mpsc::Sender<Parcel>);

/// The events of one request.
#[derive(Debug)]
struct Parcel {
    arrivals: Vec<Arrival>,
    stored: oneshot::Sender<bool>,
}

/// The store did not take the events; LINE is to send them again.
#[derive(Debug, Clone, Copy)]
pub struct NotStored;

impl Intake {
    /// The way in, and the work behind it: it ends when every way in is dropped.
    pub fn new(service: Arc<Service>) -> (Self, impl Future<Output = ()> + Send) {
        let (parcels, arriving) = mpsc::channel(WAITING_ROOM);
        (Self(parcels), write(service, arriving))
    }

    /// Returns once the events are on the disk.
    pub async fn store(&self, arrivals: Vec<Arrival>) -> Result<(), NotStored> {
        let (stored, answer) = oneshot::channel();
        self.0.try_send(Parcel { arrivals, stored }).map_err(|_| NotStored)?;
        match answer.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(NotStored),
        }
    }
}

async fn write(service: Arc<Service>, mut arriving: mpsc::Receiver<Parcel>) {
    let mut parcels = Vec::with_capacity(PER_COMMIT);
    let pace = Pace::of(GATHER);
    while arriving.recv_many(&mut parcels, 1).await > 0 {
        pace.wait().await;
        while parcels.len() < PER_COMMIT
            && let Ok(parcel) = arriving.try_recv()
        {
            parcels.push(parcel);
        }
        // A client that has gone away gets no answer; LINE will send its events again.
        parcels.retain(|parcel| !parcel.stored.is_closed());
        commit(&service, &mut parcels).await;
    }
}

async fn commit(service: &Service, parcels: &mut Vec<Parcel>) {
    let all: Vec<Arrival> =
        parcels.iter_mut().flat_map(|p| std::mem::take(&mut p.arrivals)).collect();
    if all.is_empty() {
        return;
    }
    let result = inbox::store(&service.store, &all).await;
    if let Err(error) = &result {
        tracing::error!(%error, events = all.len(), "events could not be stored");
    } else {
        for event in &all {
            metrics::counter!("asa_events_total", "state" => event.state).increment(1);
            tracing::debug!(event.id = event.event_id, event.kind = event.kind, "event stored");
        }
        service.inbox_bell.notify_one();
    }
    for parcel in parcels.drain(..) {
        // Nobody waits any more: the answer has no reader.
        parcel.stored.send(result.is_ok()).ok();
    }
}
