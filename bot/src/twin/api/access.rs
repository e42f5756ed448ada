//! Access tokens: the channel's long-lived one, and stateless ones that last a quarter of an hour.
//! `api` asks whether a bearer is admitted; the token route issues.
//!
//! Invariant: neither a token nor the channel's secret is ever written down or shown.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use asa_core::moment::Moment;
use axum::http::StatusCode;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::Call;
use super::answer::Answer;
use crate::twin::state::State;

const LIFE: Duration = Duration::from_secs(900);

#[derive(Debug, Default)]
pub(crate) struct AccessTokens {
    expiry: HashMap<String, Moment>,
    order: VecDeque<String>,
}

impl AccessTokens {
    fn issue(&mut self, token: String, now: Moment) {
        while let Some(oldest) = self.order.front() {
            if self.lives(oldest, now) {
                break;
            }
            self.expiry.remove(oldest);
            self.order.pop_front();
        }
        self.expiry.insert(token.clone(), now + LIFE);
        self.order.push_back(token);
    }

    fn lives(&self, token: &str, now: Moment) -> bool {
        self.expiry.get(token).is_some_and(|expiry| now < *expiry)
    }
}

/// Whether an `authorization` header lets its bearer in.
pub(crate) fn admits(state: &State, header: &str) -> bool {
    let Some(token) = header.strip_prefix("Bearer ") else { return false };
    token == state.settings.access_token.expose_secret() || state.access.lives(token, state.now())
}

/// POST /oauth2/v3/token
pub(crate) fn issue(state: &mut State, call: &Call) -> Answer {
    let form: HashMap<_, _> = form_urlencoded::parse(&call.bytes).into_owned().collect();
    let given = |name: &str| form.get(name).map_or("", String::as_str);
    if given("grant_type") != "client_credentials" {
        return refused("unsupported_grant_type");
    }
    let secret = state.settings.channel_secret.expose_secret();
    if given("client_id") != state.settings.channel_id || given("client_secret") != secret {
        return refused("invalid_client");
    }
    let token = state.ids.access_token();
    state.access.issue(token.clone(), state.now());
    let life = LIFE.as_secs();
    Answer::ok(json!({ "token_type": "Bearer", "access_token": token, "expires_in": life }))
}

fn refused(error: &str) -> Answer {
    let body = json!({ "error": error, "message": error, "error_description": "Not accepted" });
    Answer::new(StatusCode::BAD_REQUEST, body)
}

/// The body without its secret, fit to be shown.
pub(crate) fn without_secrets(mut body: Value) -> Value {
    if let Some(token) = body.get_mut("access_token") {
        *token = json!("…");
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::testing::{call, state};

    fn form(secret: &str) -> Call {
        let form =
            format!("grant_type=client_credentials&client_id=2000000001&client_secret={secret}");
        Call { bytes: form.into(), ..call(json!({})) }
    }

    #[test]
    fn a_stateless_token_lasts_fifteen_minutes() {
        let mut state = state();
        let answer = issue(&mut state, &form("00112233445566778899aabbccddeeff"));
        let body = answer.for_the_log();
        assert_eq!(body["expires_in"], 900);
        let header = format!("Bearer {}", body["access_token"].as_str().unwrap());
        assert!(admits(&state, &header));
        state.settings.clock.advance(Duration::from_secs(899));
        assert!(admits(&state, &header));
        state.settings.clock.advance(Duration::from_secs(1));
        assert!(!admits(&state, &header));
    }

    #[test]
    fn a_wrong_secret_gets_none_and_the_long_lived_one_needs_its_scheme() {
        let mut state = state();
        assert_eq!(issue(&mut state, &form("wrong")).status, StatusCode::BAD_REQUEST);
        assert!(admits(&state, "Bearer made-up-long-lived-token"));
        assert!(!admits(&state, "made-up-long-lived-token"));
        assert!(!admits(&state, "Bearer "));
    }
}
