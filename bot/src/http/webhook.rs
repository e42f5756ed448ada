//! The doorway: is it LINE, store the events, 200. Nothing else happens here, so that the answer
//! comes well inside LINE's two seconds however slow turns are.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::value::RawValue;

use crate::http::intake::{Intake, NotStored};
use crate::line::event::{Envelope, arrival};
use crate::line::signature;
use crate::service::Service;

const BODY_BYTES: usize = 1024 * 1024;
/// LINE gives up after two seconds, and a 503 in time is better than none.
const STORE_TIME: Duration = Duration::from_millis(1800);

#[derive(Debug, Clone)]
pub struct Doorway {
    pub service: Arc<Service>,
    pub intake: Intake,
    /// How long a body may take to arrive.
    pub body_time: Duration,
}

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    BadSignature,
    TooLarge,
    TooSlow,
    NotAnEnvelope,
    NotForUs,
    NotStored,
}

impl Refusal {
    fn answer(self) -> (StatusCode, &'static str) {
        match self {
            Self::BadSignature => (StatusCode::UNAUTHORIZED, "the signature is missing or wrong"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "the body is over 1 MiB"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "the body did not come in time"),
            Self::NotAnEnvelope => (StatusCode::BAD_REQUEST, "the body is not a webhook"),
            Self::NotForUs => (StatusCode::MISDIRECTED_REQUEST, "this is for another account"),
            Self::NotStored => (StatusCode::SERVICE_UNAVAILABLE, "not stored; send it again"),
        }
    }
}

pub async fn receive(State(doorway): State<Doorway>, headers: HeaderMap, body: Body) -> Response {
    let (status, text) = match admit(&doorway, &headers, body).await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(refusal) => {
            let (status, text) = refusal.answer();
            tracing::warn!(http.status = status.as_u16(), "webhook refused: {text}");
            (status, text)
        }
    };
    metrics::counter!("asa_webhooks_total", "status" => status.as_str().to_owned()).increment(1);
    (status, text).into_response()
}

async fn admit(doorway: &Doorway, headers: &HeaderMap, body: Body) -> Result<(), Refusal> {
    let signature = headers.get(signature::HEADER).ok_or(Refusal::BadSignature)?;
    let body = match tokio::time::timeout(doorway.body_time, to_bytes(body, BODY_BYTES)).await {
        Err(_) => return Err(Refusal::TooSlow),
        Ok(Err(_)) => return Err(Refusal::TooLarge),
        Ok(Ok(body)) => body,
    };
    if !doorway.service.secrets.verify(&body, signature.as_bytes()) {
        return Err(Refusal::BadSignature);
    }
    let envelope: Envelope<'_> =
        serde_json::from_slice(&body).map_err(|_| Refusal::NotAnEnvelope)?;
    if envelope.events.is_empty() {
        return Ok(()); // LINE's own check of the address
    }
    if is_for_another(&doorway.service, envelope.destination.as_deref()) {
        return Err(Refusal::NotForUs);
    }
    keep(doorway, &envelope.events).await
}

/// Before LINE has said who we are, everything it signed is for us.
fn is_for_another(service: &Service, destination: Option<&str>) -> bool {
    match (service.bot.get(), destination) {
        (Some(us), Some(destination)) => us.user_id.as_str() != destination,
        _ => false,
    }
}

async fn keep(doorway: &Doorway, events: &[&RawValue]) -> Result<(), Refusal> {
    let service = &doorway.service;
    let now = service.now();
    let sealed = events.iter().map(|raw| arrival(raw, now).sealed(service.store.vault()));
    let sealed = sealed.collect::<Result<_, _>>().map_err(|_| Refusal::NotStored)?;
    match tokio::time::timeout(STORE_TIME, doorway.intake.store(sealed)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(NotStored)) | Err(_) => Err(Refusal::NotStored),
    }
}
