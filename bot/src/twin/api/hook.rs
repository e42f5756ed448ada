//! The webhook address, read and set by the service itself, and tried out on request. Called by
//! the routes; `probe` by `api`, once the lock is free again.
//!
//! Invariant: a try sends no events, so it can be answered but does nothing.

use axum::http::StatusCode;
use serde_json::json;

use super::Call;
use super::answer::Answer;
use crate::twin::Twin;
use crate::twin::state::State;
use crate::twin::webhook::DeliveryError;

pub(crate) fn endpoint(state: &mut State, _: &Call) -> Answer {
    match &state.hooks.address {
        Some(address) => Answer::ok(json!({ "endpoint": address, "active": true })),
        None => Answer::refused(StatusCode::NOT_FOUND, "No webhook endpoint is set").expected(),
    }
}

pub(crate) fn set_endpoint(state: &mut State, call: &Call) -> Answer {
    state.hooks.address = Some(call.text("endpoint").to_owned());
    Answer::done()
}

/// Names the address to try; `probe` does it when the lock is free again.
pub(crate) fn test(state: &mut State, call: &Call) -> Answer {
    let given = call.body["endpoint"].as_str().map(str::to_owned);
    match given.or_else(|| state.hooks.address.clone()) {
        Some(address) => Answer { probe: Some(address.into()), ..Answer::done() },
        None => Answer::refused(StatusCode::NOT_FOUND, "No webhook endpoint is set"),
    }
}

/// A webhook without events, and how it was answered.
pub(crate) async fn probe(twin: &Twin, address: &str) -> Answer {
    let outcome = twin.post(address, &[]).await;
    let (status, reason) = match outcome {
        Ok(status @ 200..=299) => (i32::from(status), "OK"),
        Ok(status) => (i32::from(status), "ERROR_STATUS_CODE"),
        Err(DeliveryError::TimeOut) => (0, "REQUEST_TIMEOUT"),
        Err(_) => (0, "COULD_NOT_CONNECT"),
    };
    let now = twin.state().now();
    Answer::ok(json!({
        "success": reason == "OK",
        "timestamp": now.to_string(),
        "statusCode": status,
        "reason": reason,
        "detail": if status == 0 { reason.to_owned() } else { status.to_string() },
    }))
}
