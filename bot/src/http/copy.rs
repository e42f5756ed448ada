//! A copy of everything that is held about a person, for that person: the link is sealed, good
//! for a day, and comes only in their own chat.
//!
//! Invariant: opening the link shows nothing; it takes a press of the button. LINE, and whatever
//! else looks at links ahead of people, opens them, but presses nothing.

use std::sync::Arc;
use std::time::Duration;

use asa_core::conversation::{Language, Voice};
use asa_core::moment::Moment;
use asa_db::privacy::copy;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::service::Service;

const PURPOSE: &str = "copy of one's data";
const GOOD_FOR: Duration = Duration::from_secs(24 * 3600);
const PAGE: &str = include_str!("copy.html");

const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'",
    ),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
];

const FILE: [(HeaderName, &str); 2] = [
    (header::CONTENT_TYPE, "application/json; charset=utf-8"),
    (header::CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\""),
];

/// The path of a person's link; `None` where nothing can be sealed.
pub fn path_for(service: &Service, person: &str) -> Option<String> {
    let until = (service.now() + GOOD_FOR).millis();
    let sealed = service.store.vault().seal_away(PURPOSE, &format!("{until} {person}")).ok()?;
    Some(format!("/copy/{sealed}"))
}

/// Whose link it is, while it is good.
fn person_of(service: &Service, sealed: &str) -> Option<String> {
    let opened = service.store.vault().open_again(PURPOSE, sealed).ok()?;
    let (until, person) = opened.split_once(' ')?;
    let until = Moment::from_millis(until.parse().ok()?);
    (service.now() < until).then(|| person.to_owned())
}

pub async fn ask(State(service): State<Arc<Service>>, Path(sealed): Path<String>) -> Response {
    let (key, form) = match person_of(&service, &sealed) {
        Some(_) => ("my_copy.page", FORM),
        None => ("my_copy.over", ""),
    };
    let text = |language, key| Voice { wording: &service.talk.wording, language }.text(key);
    let page = PAGE
        .replace("{thai}", &text(Language::Thai, key))
        .replace("{english}", &text(Language::English, key))
        .replace("{form}", &form.replace("{label}", &text(Language::Thai, "my_copy.button")));
    (HEADERS, Html(page)).into_response()
}

const FORM: &str = "<form method=\"post\"><button>{label}</button></form>";

pub async fn give(State(service): State<Arc<Service>>, Path(sealed): Path<String>) -> Response {
    let Some(person) = person_of(&service, &sealed) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match copy::of(&service.store, &person, service.now()).await {
        Ok(copy) => (HEADERS, FILE, format!("{copy:#}\n")).into_response(),
        Err(error) => {
            tracing::warn!(%error, "a copy of somebody's data could not be made");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
