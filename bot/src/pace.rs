//! A bounded wait, so that many gather: whoever comes after a quiet time goes on at once; when much
//! comes, one goes on at a time, no sooner than so long after the last, with all that has gathered.

use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

#[derive(Debug)]
pub struct Pace {
    every: Duration,
    last: Mutex<Option<Instant>>,
}

impl Pace {
    pub fn of(every: Duration) -> Self {
        Self { every, last: Mutex::default() }
    }

    pub async fn wait(&self) {
        self.wait_or(std::future::pending()).await;
    }

    /// Waits no longer than until enough have gathered.
    pub async fn wait_or(&self, enough: impl Future<Output = ()>) {
        let mut last = self.last.lock().await;
        if let Some(last) = *last {
            tokio::select! {
                () = sleep_until(last + self.every) => {}
                () = enough => {}
            }
        }
        *last = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn the_first_waits_for_nothing_and_the_others_for_their_turn() {
        let pace = Pace::of(EVERY);
        let began = Instant::now();
        pace.wait().await;
        assert!(began.elapsed() < EVERY);
        tokio::join!(pace.wait(), pace.wait());
        assert!(began.elapsed() >= EVERY * 2, "{:?}", began.elapsed());
    }

    #[tokio::test]
    async fn enough_is_enough() {
        let pace = Pace::of(Duration::from_secs(60));
        pace.wait().await;
        pace.wait_or(async {}).await;
    }
}
