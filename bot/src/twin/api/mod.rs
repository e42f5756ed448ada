//! The gate of the Messaging API: finds the route, admits the bearer, guards rates and bodies,
//! lets the route's function work under the lock, and writes every exchange down.
//!
//! `routes` is the table of contents; each of the others answers the calls of one kind, or keeps
//! what they change.
//!
//! Invariant: every answer has a request id, and nothing of a refused request is done.

pub(super) mod access;
mod answer;
pub(super) mod content;
pub(super) mod fault;
mod hook;
mod menu_alias;
mod menu_calls;
pub(super) mod menu_links;
pub(super) mod menus;
pub(super) mod profile;
pub(super) mod quota;
pub(super) mod rate;
pub(super) mod retry;
pub(super) mod routes;
mod send;
mod target;

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State as From};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Value, json};
use uuid::Uuid;

use self::answer::{Answer, Payload};
use self::fault::{Fault, On};
use self::routes::{Body as Wanted, Found};
use super::Twin;
use super::body::check;
use super::log::Exchange;
use crate::http::server::HangUp;
use crate::line::limits;

const RETRY_KEY: &str = "x-line-retry-key";

/// A request that has passed the gate.
#[derive(Debug, Default)]
pub(super) struct Call {
    pub(super) params: Vec<(&'static str, String)>,
    pub(super) body: Value,
    pub(super) bytes: Bytes,
    pub(super) mime: String,
    pub(super) retry_key: Option<Uuid>,
    pub(super) request_id: String,
}

impl Call {
    pub(super) fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// A text of the body; the table of types has seen that it is there.
    pub(super) fn text(&self, name: &str) -> &str {
        self.body[name].as_str().unwrap_or_default()
    }

    pub(super) fn list(&self, name: &str) -> &[Value] {
        self.body[name].as_array().map_or(&[], Vec::as_slice)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.body[name].as_bool().unwrap_or(false)
    }
}

pub(super) fn router(twin: &Twin) -> Router {
    Router::new().fallback(respond).with_state(twin.clone())
}

async fn respond(From(twin): From<Twin>, request: Request) -> Response {
    let begun = Instant::now();
    let (head, body) = request.into_parts();
    let mut call = Call { request_id: twin.state().ids.request(), ..Call::default() };
    let found = routes::find(&head.method, head.uri.path());
    let on = found.as_ref().map(|found| found.route.on).ok();
    let fault = on.and_then(|on| twin.state().faults.take(on));
    let answer = match read(&head.headers, body).await {
        Err(too_large) => too_large,
        Ok(bytes) => {
            call.bytes = bytes;
            let work = || pass(&twin, &head, found, &mut call);
            done_or_not(fault.zip(on), work)
        }
    };
    let answer = match &answer.probe {
        Some(address) => hook::probe(&twin, address).await,
        None => answer,
    };
    if let Some(Fault::Slow(time)) = fault {
        tokio::time::sleep(time).await;
    }
    finish(&twin, &head, &call, answer, fault, begun)
}

/// Works, unless a fault comes in between; and may not admit to it.
fn done_or_not(fault: Option<(Fault, On)>, work: impl FnOnce() -> Answer) -> Answer {
    if let Some(instead) = fault.and_then(|(fault, on)| fault.instead(on)) {
        return instead;
    }
    let answer = work();
    match fault {
        Some((Fault::AcceptedThen500, _)) if answer.status.is_success() => {
            Answer { events: answer.events, ..Answer::broken() }
        }
        _ => answer,
    }
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Bytes, Answer> {
    let too_large = || Answer::refused(StatusCode::PAYLOAD_TOO_LARGE, "Request body too large");
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if announced.and_then(|length| length.parse().ok()) > Some(limits::REQUEST_BYTES) {
        return Err(too_large());
    }
    to_bytes(body, limits::REQUEST_BYTES).await.map_err(|_| too_large())
}

fn pass(twin: &Twin, head: &Parts, found: Result<Found, Answer>, call: &mut Call) -> Answer {
    let found = match found {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    if let Err(answer) = admit(twin, head, &found).and_then(|()| open(head, &found, call)) {
        return answer;
    }
    call.params = found.params;
    (found.route.work)(&mut twin.state(), call)
}

fn admit(twin: &Twin, head: &Parts, found: &Found) -> Result<(), Answer> {
    let mut state = twin.state();
    if found.route.on != On::Token && !access::admits(&state, bearer(&head.headers)) {
        return Err(not_admitted());
    }
    let bucket = state.buckets.get_mut(found.index);
    let dry = bucket.is_some_and(|bucket| !bucket.take(Instant::now()));
    if dry && state.settings.rate_limits { Err(Answer::too_fast()) } else { Ok(()) }
}

/// The one `authorization` header; two of them are as good as none.
fn bearer(headers: &HeaderMap) -> &str {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let first = given.next().and_then(|value| value.to_str().ok()).unwrap_or_default();
    if given.next().is_some() { "" } else { first }
}

pub(super) fn not_admitted() -> Answer {
    Answer::refused(StatusCode::UNAUTHORIZED, "Authentication failed: the access token is invalid")
}

/// Reads what the route wants to know of a request.
fn open(head: &Parts, found: &Found, call: &mut Call) -> Result<(), Answer> {
    if head.uri.query().is_some() {
        return Err(Answer::bad("This endpoint takes no query"));
    }
    let without_length = !head.headers.contains_key(header::CONTENT_LENGTH)
        && !head.headers.contains_key(header::TRANSFER_ENCODING);
    if head.method == Method::POST && call.bytes.is_empty() && without_length {
        return Err(Answer::refused(StatusCode::LENGTH_REQUIRED, "Content-Length is missing"));
    }
    call.retry_key = retry_key(&head.headers, found)?;
    call.mime = mime(&head.headers);
    match found.route.body {
        Wanted::None if call.bytes.is_empty() => Ok(()),
        Wanted::None => Err(Answer::bad("This endpoint takes no body")),
        Wanted::Json(kind) => json_body(kind, call),
        Wanted::Form => of_type(call, &["application/x-www-form-urlencoded"]),
        Wanted::Picture => of_type(call, &["image/png", "image/jpeg"]),
    }
}

fn retry_key(headers: &HeaderMap, found: &Found) -> Result<Option<Uuid>, Answer> {
    let Some(key) = headers.get(RETRY_KEY) else { return Ok(None) };
    if !found.route.takes_retry_key() {
        return Err(Answer::bad("X-Line-Retry-Key is not available for this endpoint"));
    }
    // With dashes: LINE takes no other of the forms that `Uuid` reads.
    let key = key.to_str().ok().filter(|key| key.len() == 36);
    let key = key.and_then(|key| Uuid::try_parse(key).ok());
    key.map(Some).ok_or_else(|| Answer::bad("X-Line-Retry-Key must be a UUID"))
}

fn mime(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = value.unwrap_or_default().split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn of_type(call: &Call, accepted: &[&str]) -> Result<(), Answer> {
    if accepted.contains(&call.mime.as_str()) {
        return Ok(());
    }
    let message = "The content type is not supported by this endpoint";
    Err(Answer::refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, message))
}

fn json_body(kind: &'static crate::twin::spec::Type, call: &mut Call) -> Result<(), Answer> {
    of_type(call, &["application/json"])?;
    call.body = serde_json::from_slice(&call.bytes)
        .map_err(|_| Answer::bad("The request body could not be parsed as JSON"))?;
    let findings = check::body(kind, &call.body);
    if findings.is_empty() { Ok(()) } else { Err(Answer::invalid(&findings)) }
}

/// Writes the exchange down, and answers or hangs up.
fn finish(
    twin: &Twin,
    head: &Parts,
    call: &Call,
    mut answer: Answer,
    fault: Option<Fault>,
    begun: Instant,
) -> Response {
    twin.deliver_later(std::mem::take(&mut answer.events));
    let hangs_up = fault.is_some_and(Fault::hangs_up);
    let took = begun.elapsed();
    let mut state = twin.state();
    if answer.is_violation() {
        let path = shape(head);
        let (status, complaint) = (answer.status.as_u16(), answer.complaint());
        state.log.violation(format!("{} {path}: {status} {complaint}", head.method));
    }
    if state.log.keeps_exchanges() {
        let exchange = exchange(head, call, &answer, hangs_up, took);
        let exchange = Exchange { at: state.now(), ..exchange };
        let exchange = state.log.exchange(exchange);
        state.stream.tell("exchange", || json!(*exchange));
    }
    drop(state);
    let mut response = answer.into_response(&call.request_id);
    if hangs_up {
        response.extensions_mut().insert(HangUp);
    }
    response
}

fn exchange(
    head: &Parts,
    call: &Call,
    answer: &Answer,
    hangs_up: bool,
    took: Duration,
) -> Exchange {
    let request = match &call.body {
        Value::Null if call.bytes.is_empty() || call.mime.contains("form") => Value::Null,
        // A fault came before the body was read: it is written down all the same.
        Value::Null => serde_json::from_slice(&call.bytes)
            .unwrap_or_else(|_| json!({ "type": call.mime, "bytes": call.bytes.len() })),
        body => body.clone(),
    };
    Exchange {
        n: 0,
        at: asa_core::moment::Moment::default(),
        way: "api",
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        status: if hangs_up { 0 } else { answer.status.as_u16() },
        ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        request,
        response: match &answer.body {
            Payload::Json(_) if hangs_up => Value::Null,
            _ => access::without_secrets(answer.for_the_log()),
        },
        event_ids: Vec::new(),
        request_id: call.request_id.clone(),
    }
}

/// A path without the ids in it.
fn shape(head: &Parts) -> String {
    if let Ok(found) = routes::find(&head.method, head.uri.path()) {
        return found.route.path.to_owned();
    }
    let plain = |part: &&str| part.len() < 20 && !part.bytes().any(|b| b.is_ascii_digit());
    let hide =
        |part: &str| if plain(&part) || part == "v2" { part.to_owned() } else { "…".into() };
    head.uri.path().split('/').map(hide).collect::<Vec<_>>().join("/")
}
