//! Who goes first where there is one writer: whoever waits to say 200 to LINE, before those who
//! work on what is here already. They still get their turn: arrivals are one commit at a time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

#[derive(Debug, Default)]
pub(crate) struct First {
    waiting: AtomicUsize,
    gone: Notify,
}

/// Somebody who goes first, until dropped.
pub(crate) struct Coming<'a>(&'a First);

/// Nobody is held up for longer, however many come.
const PATIENCE: Duration = Duration::from_millis(50);

impl First {
    pub(crate) fn come(&self) -> Coming<'_> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        Coming(self)
    }

    /// Returns when nobody goes first any more.
    pub(crate) async fn pass(&self) {
        let gone = self.gone.notified();
        if self.waiting.load(Ordering::SeqCst) > 0 {
            // Over or not: one wait is enough.
            drop(tokio::time::timeout(PATIENCE, gone).await);
        }
    }
}

impl Drop for Coming<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
        self.0.gone.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_comes_later_waits_for_those_who_go_first() {
        let first = First::default();
        first.pass().await;
        let coming = first.come();
        let mut passing = std::pin::pin!(first.pass());
        assert!(futures_once(passing.as_mut()).await.is_none());
        drop(coming);
        passing.await;
    }

    async fn futures_once<F: Future + Unpin>(future: F) -> Option<F::Output> {
        tokio::select! {
            biased;
            done = future => Some(done),
            () = std::future::ready(()) => None,
        }
    }
}
