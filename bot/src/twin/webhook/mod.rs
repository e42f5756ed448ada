//! Webhooks on the wire: wrapped, signed, posted, written down. Whether they come twice, late or
//! in disorder is decided in `redelivery`.
//!
//! Invariant: what is signed is what is sent, to the byte.

#[cfg(test)]
mod deliveries;
pub(super) mod event;
pub(super) mod marks;
pub(super) mod redelivery;
pub(super) mod tokens;

use std::time::Instant;

use serde_json::{Value, json};

use super::Twin;
use super::log::Exchange;
use crate::line::{http, signature};

/// How much of the service's answer is written down.
const ANSWER_KEPT: usize = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    #[error("no webhook address is set")]
    NoAddress,
    #[error("the service did not answer in time")]
    TimeOut,
    #[error("the service could not be reached")]
    Unreachable,
}

impl Twin {
    /// Where webhooks go from now on.
    pub fn deliver_to(&self, webhook_url: &str) {
        self.state().hooks.address = Some(webhook_url.to_owned());
    }

    /// The body of one webhook with these events, and its signature. The reply tokens in it
    /// count as delivered from here on.
    pub fn sign_and_wrap(&self, events: &[Value]) -> (Vec<u8>, String) {
        let mut state = self.state();
        let now = state.now();
        for event in events {
            let again = event["deliveryContext"]["isRedelivery"] == true;
            if let Some(token) = event["replyToken"].as_str() {
                state.reply_tokens.delivered(token, again, now);
            }
        }
        drop(state);
        let settings = self.settings();
        let body = json!({ "destination": settings.bot_id, "events": events }).to_string();
        let body = escaped(&body).into_bytes();
        let signature = signature::sign(&settings.channel_secret, &body);
        (body, signature)
    }

    /// One webhook with these events. Returns the status it was answered with.
    pub async fn deliver(&self, events: &[Value]) -> Result<u16, DeliveryError> {
        let address = self.state().hooks.address.clone().ok_or(DeliveryError::NoAddress)?;
        let outcome = self.post(&address, events).await;
        if !matches!(outcome, Ok(200..=299)) {
            let mut state = self.state();
            let now = state.now();
            state.hooks.failed(events, now);
        }
        outcome
    }

    pub(super) async fn post(&self, address: &str, events: &[Value]) -> Result<u16, DeliveryError> {
        let begun = Instant::now();
        let (body, signature) = self.sign_and_wrap(events);
        let outcome = self.send_off(address, body, signature).await;
        let (status, response) = match &outcome {
            Ok((status, answer)) => (*status, Value::String(answer.clone())),
            Err(error) => (0, Value::String(error.to_string())),
        };
        let mut state = self.state();
        let exchange = Exchange {
            n: 0,
            at: state.now(),
            way: "webhook",
            method: "POST".to_owned(),
            path: url::Url::parse(address).map_or_else(|_| String::new(), |u| u.path().to_owned()),
            status,
            ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            request: json!({ "destination": self.settings().bot_id, "events": events }),
            response,
            event_ids: events.iter().map(|one| event::id(one).to_owned()).collect(),
            request_id: state.ids.request(),
        };
        let exchange = state.log.exchange(exchange);
        state.stream.tell("exchange", || json!(*exchange));
        outcome.map(|(status, _)| status)
    }

    async fn send_off(
        &self,
        address: &str,
        body: Vec<u8>,
        signature: String,
    ) -> Result<(u16, String), DeliveryError> {
        let client = self.0.client.get_or_init(client).as_ref();
        let request = client
            .ok_or(DeliveryError::Unreachable)?
            .post(address)
            .timeout(self.settings().webhook_time)
            .header("content-type", "application/json; charset=utf-8")
            .header("user-agent", "LineBotWebhook/2.0")
            .header(signature::HEADER, signature)
            .body(body);
        let answer = request.send().await.map_err(|error| why(&error))?;
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap_or_default();
        Ok((status, text.chars().take(ANSWER_KEPT).collect()))
    }
}

fn why(error: &reqwest::Error) -> DeliveryError {
    if error.is_timeout() { DeliveryError::TimeOut } else { DeliveryError::Unreachable }
}

/// LINE follows no redirects: they are failures.
fn client() -> Option<reqwest::Client> {
    let no_redirects = reqwest::redirect::Policy::none();
    http::builder().no_proxy().redirect(no_redirects).build().ok()
}

/// LINE writes characters beyond the basic plane as escapes. Whoever parses and prints the body
/// before checking its signature is found out by the first emoji.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if u32::from(c) > 0xffff {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04X}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;
    use crate::twin::testing::twin;

    #[test]
    fn a_webhook_verifies_as_it_is_and_not_when_printed_anew() {
        let twin = twin();
        let events = [json!({ "message": { "text": "ข้าว 🍚" }, "webhookEventId": "1" })];
        let (body, signature) = twin.sign_and_wrap(&events);
        let secret = twin.settings().channel_secret.expose_secret();
        let secrets = signature::ChannelSecrets::parse(secret);
        assert!(secrets.verify(&body, signature.as_bytes()));
        assert!(String::from_utf8_lossy(&body).contains(r"\uD83C\uDF5A"));
        let parsed: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(parsed["events"][0]["message"]["text"], "ข้าว 🍚");
        assert!(!secrets.verify(parsed.to_string().as_bytes(), signature.as_bytes()));
    }

    #[tokio::test]
    async fn without_an_address_nothing_goes_out() {
        assert_eq!(twin().deliver(&[]).await, Err(DeliveryError::NoAddress));
    }
}
