//! The only place that asks for the time. A clock is a value: tests hold it still and move it,
//! the demo page pushes it forward; everything else takes it as it is given.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use asa_core::moment::Moment;

#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<Hands>);

#[derive(Debug, Default)]
struct Hands {
    /// Stands still at `shift` itself, instead of running `shift` ahead of the machine.
    still: AtomicBool,
    shift: AtomicI64,
}

impl Clock {
    /// The machine's time.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that moves only when told to.
    pub fn still_at(at: Moment) -> Self {
        let clock = Self::default();
        clock.0.still.store(true, Ordering::SeqCst);
        clock.0.shift.store(at.millis(), Ordering::SeqCst);
        clock
    }

    pub fn now(&self) -> Moment {
        let shift = self.0.shift.load(Ordering::SeqCst);
        if self.0.still.load(Ordering::SeqCst) {
            return Moment::from_millis(shift);
        }
        Moment::from_millis(machine_millis().saturating_add(shift))
    }

    /// Time passes, for everyone who holds this clock.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.0.shift.fetch_add(by, Ordering::SeqCst);
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
fn machine_millis() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_still_clock_moves_only_when_told() {
        let clock = Clock::still_at(Moment::from_millis(5_000));
        let same = clock.clone();
        assert_eq!(same.now().millis(), 5_000);
        clock.advance(Duration::from_secs(60));
        assert_eq!(same.now().millis(), 65_000);
    }
}
