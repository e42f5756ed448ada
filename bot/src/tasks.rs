//! Work beside the stations, which nobody is to wait for except a stop, and tests.

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

#[derive(Debug, Default)]
pub struct Tasks {
    under_way: TaskTracker,
    stop: CancellationToken,
}

impl Tasks {
    pub fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        drop(self.under_way.spawn(work));
    }

    /// Waits until nothing is under way; says whether anything was.
    pub async fn idle(&self) -> bool {
        let any = !self.under_way.is_empty();
        self.under_way.close();
        self.under_way.wait().await;
        self.under_way.reopen();
        any
    }

    /// Asks everything under way to end.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    pub async fn stopped(&self) {
        self.stop.cancelled().await;
    }

    pub fn is_stopped(&self) -> bool {
        self.stop.is_cancelled()
    }
}
