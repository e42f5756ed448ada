//! Makes events durable, many requests in one commit: while one commit is on its way to the disk
//! the next ones gather. A request is answered once its own events are in.

use std::sync::Arc;
use std::time::Duration;

use asa_db::inbox::{self, Came, Sealed};
use tokio::sync::{mpsc, oneshot};

use crate::pace::Pace;
use crate::service::Service;

/// Requests that may wait for the store before the next is turned away.
const WAITING_ROOM: usize = 4096;
const PER_COMMIT: usize = 256;
/// Between two commits, when many come; unless so many have come that they are worth one.
const GATHER: Duration = Duration::from_millis(4);
const ENOUGH: usize = 16;

#[derive(Debug, Clone)]
pub struct Intake(mpsc::Sender<Parcel>);

/// The events of one request.
#[derive(Debug)]
struct Parcel {
    arrivals: Vec<Sealed>,
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
    pub async fn store(&self, arrivals: Vec<Sealed>) -> Result<(), NotStored> {
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
        pace.wait_or(enough(&mut arriving, &mut parcels)).await;
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

/// Ends when enough have come for a commit, or nobody comes any more.
async fn enough(arriving: &mut mpsc::Receiver<Parcel>, parcels: &mut Vec<Parcel>) {
    while parcels.len() < ENOUGH && arriving.recv_many(parcels, ENOUGH - parcels.len()).await > 0 {}
}

async fn commit(service: &Service, parcels: &mut Vec<Parcel>) {
    let all: Vec<Sealed> =
        parcels.iter_mut().flat_map(|p| std::mem::take(&mut p.arrivals)).collect();
    if all.is_empty() {
        return;
    }
    let events = all.len();
    let result = inbox::store(&service.store, all).await;
    for parcel in parcels.drain(..) {
        // Nobody waits any more: the answer has no reader.
        parcel.stored.send(result.is_ok()).ok();
    }
    match result {
        Ok(came) => {
            service.inbox_bell.notify_one();
            tell(&came);
        }
        Err(error) => tracing::error!(%error, events, "events could not be stored"),
    }
}

fn tell(came: &[Came]) {
    for state in [inbox::WAITING, inbox::STANDBY, inbox::DEAD] {
        let events = came.iter().filter(|event| event.state == state).count();
        metrics::counter!("asa_events_total", "state" => state).increment(events as u64);
    }
    for event in came {
        tracing::debug!(event.id = event.event_id, event.state, "event stored");
    }
}
