//! Answers as LINE gives them: a status, a JSON body or bytes, and now and then a header.
//! Made by the calls' functions, sent and written down by `api`.
//!
//! Invariant: a refusal that the service could not have avoided is marked as expected; every other
//! refusal is a violation.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::twin::body::report::Detail;

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Payload,
    /// The request id of the attempt that was accepted, on a 409.
    pub(crate) accepted: Option<Box<str>>,
    /// A failure that is no mistake of the service: a person is gone, a token is too old.
    pub(crate) expected: bool,
    /// Events that the call caused.
    pub(crate) events: Vec<Value>,
    /// A webhook address to try before answering.
    pub(crate) probe: Option<Box<str>>,
}

#[derive(Debug)]
pub(crate) enum Payload {
    Json(Value),
    Bytes(String, Bytes),
}

impl Answer {
    pub(crate) fn new(status: StatusCode, body: Value) -> Self {
        let body = Payload::Json(body);
        Self { status, body, accepted: None, expected: false, events: Vec::new(), probe: None }
    }

    pub(crate) fn ok(body: Value) -> Self {
        Self::new(StatusCode::OK, body)
    }

    pub(crate) fn done() -> Self {
        Self::ok(json!({}))
    }

    pub(crate) fn taken() -> Self {
        Self::new(StatusCode::ACCEPTED, json!({}))
    }

    pub(crate) fn bytes(mime: &str, bytes: Bytes) -> Self {
        let body = Payload::Bytes(mime.to_owned(), bytes);
        Self { body, ..Self::done() }
    }

    pub(crate) fn refused(status: StatusCode, message: &str) -> Self {
        Self::new(status, json!({ "message": message }))
    }

    pub(crate) fn bad(message: &str) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn missing() -> Self {
        Self::refused(StatusCode::NOT_FOUND, "Not found")
    }

    pub(crate) fn invalid(details: &[Detail]) -> Self {
        let message = format!("The request body has {} error(s)", details.len());
        Self::new(StatusCode::BAD_REQUEST, json!({ "message": message, "details": details }))
    }

    pub(crate) fn bad_reply_token() -> Self {
        Self::bad("Invalid reply token").expected()
    }

    pub(crate) fn too_fast() -> Self {
        let message = "The API rate limit has been exceeded. Try again later.";
        Self::refused(StatusCode::TOO_MANY_REQUESTS, message).expected()
    }

    pub(crate) fn month_is_full() -> Self {
        let message = "You have reached your monthly limit.";
        Self::refused(StatusCode::TOO_MANY_REQUESTS, message).expected()
    }

    pub(crate) fn broken() -> Self {
        Self::refused(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error").expected()
    }

    pub(crate) fn expected(self) -> Self {
        Self { expected: true, ..self }
    }

    /// Whether the service broke a rule of LINE's with this request.
    pub(crate) fn is_violation(&self) -> bool {
        !self.expected && self.status.is_client_error() && self.status != StatusCode::CONFLICT
    }

    /// What went wrong, in words without ids or text of the request.
    pub(crate) fn complaint(&self) -> String {
        let Payload::Json(body) = &self.body else { return String::new() };
        let word = |value: &Value, name| value[name].as_str().unwrap_or_default().to_owned();
        let details = body["details"].as_array().into_iter().flatten();
        let details: Vec<_> = details
            .map(|one| format!("{}: {}", word(one, "property"), word(one, "message")))
            .collect();
        if details.is_empty() { word(body, "message") } else { details.join("; ") }
    }

    pub(crate) fn for_the_log(&self) -> Value {
        match &self.body {
            Payload::Json(body) => body.clone(),
            Payload::Bytes(mime, bytes) => json!({ "type": mime, "bytes": bytes.len() }),
        }
    }

    pub(crate) fn into_response(self, request_id: &str) -> Response<Body> {
        let (mime, bytes) = match self.body {
            Payload::Json(body) => ("application/json".to_owned(), Bytes::from(body.to_string())),
            Payload::Bytes(mime, bytes) => (mime, bytes),
        };
        let mut response = Response::new(Body::from(bytes));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let mut set = |name, value: &str| {
            HeaderValue::from_str(value).map(|value| headers.insert(name, value)).ok();
        };
        set(header::CONTENT_TYPE, &mime);
        set(header::HeaderName::from_static("x-line-request-id"), request_id);
        if let Some(accepted) = self.accepted {
            set(header::HeaderName::from_static("x-line-accepted-request-id"), &accepted);
        }
        response
    }
}
