//! What came back from the service, for tests and the page: every exchange, every accepted send,
//! every rule broken. Rings of a bounded length; nothing here decides anything.
//!
//! Invariant: violations carry no ids and no text of a body.

use std::collections::VecDeque;
use std::sync::Arc;

use asa_core::id::LineId;
use asa_core::moment::Moment;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

const MOST_VIOLATIONS: usize = 1_000;

/// One request and its answer, in either direction.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exchange {
    pub n: u64,
    pub at: Moment,
    /// `webhook` from the twin to the service, `api` the other way.
    pub way: &'static str,
    pub method: String,
    pub path: String,
    /// Zero if there was no answer.
    pub status: u16,
    pub ms: u64,
    pub request: Value,
    pub response: Value,
    pub event_ids: Vec<String>,
    pub request_id: String,
}

/// One accepted reply, push or multicast.
#[derive(Debug, Clone, PartialEq)]
pub struct Send {
    /// `reply`, `push` or `multicast`.
    pub endpoint: &'static str,
    /// The chat, or the people of a multicast.
    pub to: Vec<LineId>,
    pub messages: Vec<Value>,
    pub retry_key: Option<String>,
    /// The event whose reply token was used.
    pub event_id: Option<String>,
    pub request_id: String,
    pub at: Moment,
}

#[derive(Debug)]
pub(super) struct Log {
    exchanges: VecDeque<Arc<Exchange>>,
    most_exchanges: usize,
    sends: VecDeque<Arc<Send>>,
    most_sends: usize,
    violations: Vec<String>,
    next: u64,
    /// Hears of every send; a load run's people.
    listener: Option<UnboundedSender<Arc<Send>>>,
}

impl Log {
    pub(super) fn new(most_exchanges: usize, most_sends: usize) -> Self {
        Self {
            exchanges: VecDeque::new(),
            most_exchanges,
            sends: VecDeque::new(),
            most_sends,
            violations: Vec::new(),
            next: 0,
            listener: None,
        }
    }

    /// From now on; whoever listened before hears nothing more.
    pub(super) fn listen(&mut self) -> UnboundedReceiver<Arc<Send>> {
        let (listener, sends) = mpsc::unbounded_channel();
        self.listener = Some(listener);
        sends
    }

    /// A load run's twin remembers none: putting them together is the most it would do.
    pub(super) fn keeps_exchanges(&self) -> bool {
        self.most_exchanges > 0
    }

    /// Numbers the exchange and keeps it.
    pub(super) fn exchange(&mut self, mut exchange: Exchange) -> Arc<Exchange> {
        self.next += 1;
        exchange.n = self.next;
        let exchange = Arc::new(exchange);
        keep(&mut self.exchanges, self.most_exchanges, exchange.clone());
        exchange
    }

    pub(super) fn send(&mut self, send: Send) {
        let send = Arc::new(send);
        if let Some(listener) = &self.listener {
            // Whoever listened may have left.
            listener.send(send.clone()).ok();
        }
        keep(&mut self.sends, self.most_sends, send);
    }

    pub(super) fn violation(&mut self, what: String) {
        if self.violations.len() < MOST_VIOLATIONS {
            self.violations.push(what);
        }
    }

    pub(super) fn violations(&self) -> Vec<String> {
        self.violations.clone()
    }

    pub(super) fn sends(&self) -> Vec<Arc<Send>> {
        self.sends.iter().cloned().collect()
    }

    /// Those with a number above `after`, oldest first.
    pub(super) fn after(&self, after: u64) -> Vec<Arc<Exchange>> {
        let first = self.exchanges.front().map_or(0, |exchange| exchange.n);
        let skip = usize::try_from((after + 1).saturating_sub(first)).unwrap_or(usize::MAX);
        self.exchanges.iter().skip(skip).cloned().collect()
    }
}

fn keep<T>(ring: &mut VecDeque<T>, most: usize, item: T) {
    if ring.len() >= most {
        ring.pop_front();
    }
    ring.push_back(item);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exchanges_are_numbered_and_bounded() {
        let mut log = Log::new(3, 3);
        for _ in 0..5 {
            log.exchange(Exchange {
                n: 0,
                at: Moment::default(),
                way: "api",
                method: String::new(),
                path: String::new(),
                status: 200,
                ms: 0,
                request: Value::Null,
                response: Value::Null,
                event_ids: Vec::new(),
                request_id: String::new(),
            });
        }
        let numbers = |after| log.after(after).iter().map(|e| e.n).collect::<Vec<_>>();
        assert_eq!(numbers(0), [3, 4, 5]);
        assert_eq!(numbers(4), [5]);
        assert_eq!(numbers(5), [0u64; 0]);
    }
}
