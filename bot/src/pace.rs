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
        let mut last = self.last.lock().await;
        if let Some(last) = *last {
            sleep_until(last + self.every).await;
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
}
