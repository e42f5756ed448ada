//! Pictures that messages point to. Whoever has the name may see the picture; a name that is
//! unknown, dead or no name at all gets the same answer, a photo's after the same look into the
//! store.
//!
//! Invariant: a name is in no log.

use std::sync::Arc;

use asa_db::media::{self, Shown};
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::qr;
use crate::service::Service;

/// How long a phone may show it without asking again: what is erased is not to live on for long
/// elsewhere.
const CACHED: &str = "private, max-age=86400, immutable";

/// A picture is shown as what it is, in nobody else's page, and runs nothing.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, CACHED),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CONTENT_DISPOSITION, "inline"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    (header::REFERRER_POLICY, "no-referrer"),
];

pub async fn show(State(service): State<Arc<Service>>, uri: Uri) -> Response {
    let asked = uri.path().rsplit('/').next().unwrap_or_default();
    let name = if media::is_name(asked) { asked } else { "nobody's" };
    match media::load(&service.store, name).await {
        Ok(Some(Shown { content_type, bytes })) => {
            tracing::debug!(bytes = bytes.len(), "a picture is shown");
            (HEADERS, [(header::CONTENT_TYPE, content_type)], bytes).into_response()
        }
        Ok(None) => {
            tracing::debug!("a picture was asked for that is not there");
            StatusCode::NOT_FOUND.into_response()
        }
        Err(error) => {
            tracing::warn!(%error, "a picture could not be shown");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Drawn anew: its name says what is on it, and that we said so.
pub async fn show_qr(State(service): State<Arc<Service>>, uri: Uri) -> Response {
    let name = uri.path().strip_prefix("/media/qr/").unwrap_or_default();
    let Some(text) = service.qr.text(name) else {
        tracing::debug!("a QR picture was asked for that is not ours");
        return StatusCode::NOT_FOUND.into_response();
    };
    match qr::png(&text) {
        Ok(bytes) => (HEADERS, [(header::CONTENT_TYPE, "image/png")], bytes).into_response(),
        Err(error) => {
            tracing::warn!(%error, "a QR picture could not be drawn");
            StatusCode::NOT_FOUND.into_response()
        }
    }
}
