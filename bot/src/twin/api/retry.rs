//! Retry keys: a push or multicast that was accepted is not accepted again for 24 hours.
//!
//! Invariant: a key stands for one request, to the byte; the same key with another body is the
//! caller's mistake, whether or not the first attempt was accepted.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use asa_core::moment::Moment;
use axum::http::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::answer::Answer;

const LIFE: Duration = Duration::from_secs(24 * 3600);

#[derive(Debug, Default)]
pub(crate) struct RetryKeys {
    keys: HashMap<Uuid, First>,
    order: VecDeque<(Moment, Uuid)>,
}

#[derive(Debug)]
struct First {
    at: Moment,
    request: [u8; 32],
    accepted: Option<(String, Option<Value>)>,
}

impl RetryKeys {
    /// Lets a new or a not yet accepted request pass; answers the others.
    pub(crate) fn admit(
        &mut self,
        key: Uuid,
        endpoint: &str,
        body: &[u8],
        now: Moment,
    ) -> Result<(), Answer> {
        self.forget_the_old(now);
        let request = Sha256::new().chain_update(endpoint).chain_update(body).finalize().into();
        let Some(first) = self.keys.get(&key) else {
            self.keys.insert(key, First { at: now, request, accepted: None });
            self.order.push_back((now, key));
            return Ok(());
        };
        if first.request != request {
            return Err(Answer::bad("The retry key was used for another request"));
        }
        first.accepted.as_ref().map_or(Ok(()), |(id, sent)| Err(already(id, sent.as_ref())))
    }

    pub(crate) fn accepted(&mut self, key: Uuid, request_id: &str, sent: Option<Value>) {
        if let Some(first) = self.keys.get_mut(&key) {
            first.accepted = Some((request_id.to_owned(), sent));
        }
    }

    fn forget_the_old(&mut self, now: Moment) {
        while let Some((at, key)) = self.order.front().filter(|(at, _)| now.since(*at) >= LIFE) {
            // A key that came again after a day has a younger entry further back.
            if self.keys.get(key).is_some_and(|first| first.at == *at) {
                self.keys.remove(key);
            }
            self.order.pop_front();
        }
    }
}

fn already(request_id: &str, sent: Option<&Value>) -> Answer {
    let mut body = json!({ "message": "The retry key is already accepted" });
    if let Some(sent) = sent {
        body["sentMessages"] = sent.clone();
    }
    let answer = Answer::new(StatusCode::CONFLICT, body);
    Answer { accepted: Some(request_id.into()), ..answer }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_millis(1_000_000);

    #[test]
    fn an_accepted_key_answers_409_for_a_day() {
        let mut keys = RetryKeys::default();
        let key = Uuid::from_u128(1);
        assert!(keys.admit(key, "push", b"{}", NOW).is_ok());
        assert!(keys.admit(key, "push", b"{}", NOW).is_ok(), "the first was not accepted");
        keys.accepted(key, "first", Some(json!([{"id": "1"}])));
        let again = keys.admit(key, "push", b"{}", NOW).unwrap_err();
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(again.accepted.as_deref(), Some("first"));
        assert_eq!(again.for_the_log()["sentMessages"][0]["id"], "1");
        assert!(!again.is_violation());
        assert!(keys.admit(key, "push", b"{}", NOW + LIFE).is_ok(), "a day later it is new");
    }

    #[test]
    fn a_key_stands_for_one_body_and_one_endpoint() {
        let mut keys = RetryKeys::default();
        let key = Uuid::from_u128(1);
        keys.admit(key, "push", b"{}", NOW).unwrap();
        for other in
            [keys.admit(key, "push", b"{ }", NOW), keys.admit(key, "multicast", b"{}", NOW)]
        {
            let answer = other.unwrap_err();
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert!(answer.is_violation());
        }
    }
}
