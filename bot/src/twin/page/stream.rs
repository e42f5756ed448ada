//! News for open pages, as they happen. Told by whatever changes the state, heard by `page`.
//!
//! Invariant: nobody listening costs nothing: the news is then not even put into words. Nobody
//! listening slowly holds up the platform either.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::broadcast;

/// How far a slow page may fall behind before it is told to look at everything anew.
const BACKLOG: usize = 1024;

#[derive(Debug)]
pub(crate) struct News {
    pub(crate) kind: &'static str,
    pub(crate) data: String,
}

#[derive(Debug)]
pub(crate) struct Stream(broadcast::Sender<Arc<News>>);

impl Default for Stream {
    fn default() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }
}

impl Stream {
    pub(crate) fn tell(&self, kind: &'static str, data: impl FnOnce() -> Value) {
        if self.0.receiver_count() > 0 {
            // An error means that the last page has just been closed.
            let _ = self.0.send(Arc::new(News { kind, data: data().to_string() }));
        }
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Arc<News>> {
        self.0.subscribe()
    }
}
