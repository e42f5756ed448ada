//! Room for requests to LINE: so many may be under way at once. Turns take seats before they
//! commit, so that their answers leave right after it; the outbox fills the others.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use asa_db::outbox::Queued;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::post::{Ended, Request, at_once, deliver};
use crate::service::Service;

#[derive(Debug, Clone)]
pub struct Seats {
    pub room: Arc<Semaphore>,
    /// How sends ended, to be written down.
    pub ended: mpsc::Sender<Vec<Ended>>,
}

impl Seats {
    pub fn send(&self, service: &Arc<Service>, request: Request, seat: OwnedSemaphorePermit) {
        let (service, ended) = (service.clone(), self.ended.clone());
        tokio::spawn(async move {
            let end = deliver(&service, request).await;
            // The recorder outlives every sender of an ending.
            drop(ended.send(end).await);
            drop(seat);
        });
    }
}

/// Open while the outbox sends.
#[derive(Debug, Default)]
pub struct Door {
    seats: Mutex<Option<Seats>>,
    /// Something may be in the outbox that did not leave with its commit: worth a look when a
    /// recipient is free again.
    waits: AtomicBool,
}

impl Door {
    fn inside(&self) -> std::sync::MutexGuard<'_, Option<Seats>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn open(&self, seats: Seats) {
        *self.inside() = Some(seats);
    }

    pub fn somebody_waits(&self) {
        self.waits.store(true, Ordering::Relaxed);
    }

    /// As far as is known before somebody looks.
    pub fn nobody_waits(&self) {
        self.waits.store(false, Ordering::Relaxed);
    }

    pub fn does_anybody_wait(&self) -> bool {
        self.waits.load(Ordering::Relaxed)
    }

    pub fn close(&self) {
        self.inside().take();
    }

    /// Up to so many seats; none where nobody sends, or all are taken.
    pub fn reserve(&self, most: usize) -> Option<Reserved> {
        let seats = self.inside().clone()?;
        let free = seats.room.available_permits().min(most);
        let taken = seats.room.clone().try_acquire_many_owned(u32::try_from(free).ok()?).ok()?;
        (free > 0).then_some(Reserved { seats, taken })
    }
}

/// Seats that are ours until we have sent, or leave them.
#[derive(Debug)]
pub struct Reserved {
    seats: Seats,
    taken: OwnedSemaphorePermit,
}

impl Reserved {
    pub fn count(&self) -> usize {
        self.taken.num_permits()
    }

    /// Sends what has just been committed as being sent.
    pub fn send(mut self, service: &Arc<Service>, rows: Vec<Queued>) {
        for row in rows {
            // There are as many seats as rows at least: no more were asked for.
            if let Some(seat) = self.taken.split(1) {
                self.seats.send(service, at_once(row), seat);
            }
        }
    }
}
