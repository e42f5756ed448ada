//! Token buckets, one an endpoint, as LINE's limits are: they refill gradually. Drawn from by
//! `api`, before a body is looked at.
//!
//! Invariant: they run on the machine's monotonic time, since they guard against real speed and
//! not against the story's.

use std::time::{Duration, Instant};

/// So many calls in so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    pub(crate) calls: u32,
    pub(crate) per: Duration,
}

pub(crate) const fn a_second(calls: u32) -> Rate {
    Rate { calls, per: Duration::from_secs(1) }
}

pub(crate) const fn a_minute(calls: u32) -> Rate {
    Rate { calls, per: Duration::from_secs(60) }
}

pub(crate) const fn an_hour(calls: u32) -> Rate {
    Rate { calls, per: Duration::from_secs(3600) }
}

#[derive(Debug, Clone)]
pub(crate) struct Bucket {
    rate: Rate,
    level: f64,
    at: Instant,
}

impl Bucket {
    pub(crate) fn full(rate: Rate, at: Instant) -> Self {
        Self { rate, level: f64::from(rate.calls), at }
    }

    /// Takes one, if there is one.
    pub(crate) fn take(&mut self, now: Instant) -> bool {
        let most = f64::from(self.rate.calls);
        let gone = now.saturating_duration_since(self.at).as_secs_f64();
        self.level = (self.level + gone * most / self.rate.per.as_secs_f64()).min(most);
        self.at = now;
        let enough = self.level >= 1.0;
        if enough {
            self.level -= 1.0;
        }
        enough
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_runs_dry_and_refills_gradually() {
        let start = Instant::now();
        let mut bucket = Bucket::full(a_second(200), start);
        assert!((0..200).all(|_| bucket.take(start)));
        assert!(!bucket.take(start));
        let later = start + Duration::from_millis(11);
        assert!(bucket.take(later) && bucket.take(later) && !bucket.take(later));
        let much_later = start + Duration::from_secs(60);
        assert!((0..200).all(|_| bucket.take(much_later)));
        assert!(!bucket.take(much_later), "it holds no more than one second's worth");
    }
}
