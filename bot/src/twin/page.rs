//! The demo page: its files, what it asks for, and the stream of news it listens to.
//!
//! Invariant: the page loads nothing from anywhere else, and what people sent is never run.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use asa_core::id::LineId;
use axum::extract::{DefaultBodyLimit, Path, Query, State as From};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::future::BoxFuture;
use futures_util::{Stream, StreamExt as _};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_stream::wrappers::BroadcastStream;

use super::act::Act;
use super::{Twin, world};

/// Tells what is in the service's database, as the page shows it.
pub type Inspect = Arc<dyn Fn() -> BoxFuture<'static, Value> + std::marker::Send + Sync>;

/// Pictures come inside JSON, a third larger than they are.
const LARGEST_ACT: usize = 32 * 1024 * 1024;
const PING: Duration = Duration::from_secs(15);

const CSP: &str =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'";
const INDEX: &str = "index.html";

/// Name, content type, bytes.
const ASSETS: &[(&str, &str, &[u8])] = &[
    (INDEX, "text/html; charset=utf-8", include_bytes!("page/index.html")),
    ("app.js", "text/javascript; charset=utf-8", include_bytes!("page/app.js")),
    ("flex.js", "text/javascript; charset=utf-8", include_bytes!("page/flex.js")),
    ("style.css", "text/css; charset=utf-8", include_bytes!("page/style.css")),
    ("Sarabun-Regular.ttf", "font/ttf", include_bytes!("page/Sarabun-Regular.ttf")),
    ("Sarabun-Bold.ttf", "font/ttf", include_bytes!("page/Sarabun-Bold.ttf")),
];

#[derive(Clone)]
struct Page {
    twin: Twin,
    inspect: Option<Inspect>,
}

pub(super) fn router(twin: &Twin, inspect: Option<Inspect>) -> Router {
    Router::new()
        .route("/", get(async || file(INDEX)))
        .route("/twin/assets/{name}", get(async |Path(name): Path<String>| file(&name)))
        .route("/twin/world", get(show_world))
        .route("/twin/chat", get(show_chat))
        .route("/twin/content/{id}", get(content))
        .route("/twin/menu-image/{id}", get(menu_image))
        .route("/twin/stream", get(stream))
        .route("/twin/exchanges", get(exchanges))
        .route("/twin/database", get(database))
        .route("/twin/act", post(act).layer(DefaultBodyLimit::max(LARGEST_ACT)))
        .with_state(Page { twin: twin.clone(), inspect })
}

fn file(name: &str) -> Response {
    match ASSETS.iter().find(|(known, ..)| *known == name) {
        Some((_, mime, bytes)) => with_headers(mime, *bytes),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn with_headers(mime: &str, body: impl IntoResponse) -> Response {
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, mime),
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, body).into_response()
}

fn json_answer(body: &Value) -> Response {
    with_headers("application/json", body.to_string())
}

async fn show_world(From(page): From<Page>) -> Response {
    json_answer(&world::world(&mut page.twin.state()))
}

#[derive(Deserialize)]
struct Looking {
    person: LineId,
    chat: LineId,
}

async fn show_chat(From(page): From<Page>, Query(at): Query<Looking>) -> Response {
    let seen = world::chat(&page.twin.state(), &at.person, &at.chat);
    seen.map_or_else(|refused| wrong(&refused.to_string()), |chat| json_answer(&chat))
}

/// What people sent. Only pictures, films and sounds are shown; the rest is for saving.
async fn content(From(page): From<Page>, Path(id): Path<String>) -> Response {
    let content = page.twin.state().contents.get(&id).cloned();
    let Some(content) = content else { return StatusCode::NOT_FOUND.into_response() };
    let harmless = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    let plays = content.mime.starts_with("video/") || content.mime.starts_with("audio/");
    if harmless.contains(&content.mime.as_str()) || plays {
        return with_headers(&content.mime, content.bytes);
    }
    let mut response = with_headers("application/octet-stream", content.bytes);
    let attachment = header::HeaderValue::from_static("attachment");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, attachment);
    response
}

async fn menu_image(From(page): From<Page>, Path(id): Path<String>) -> Response {
    let picture = page.twin.state().menus.menus.get(&id).and_then(|menu| menu.picture.clone());
    match picture {
        Some((mime, bytes)) => with_headers(mime, bytes),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn stream(
    From(page): From<Page>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + std::marker::Send> {
    let news = BroadcastStream::new(page.twin.state().stream.listen());
    let events = news.map(|news| {
        Ok(match news {
            Ok(news) => Event::default().event(news.kind).data(&news.data),
            // Too far behind: the page looks at everything anew.
            Err(_) => Event::default().event("world").data("{}"),
        })
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(PING).text("ping"))
}

#[derive(Deserialize)]
struct After {
    #[serde(default)]
    after: u64,
}

async fn exchanges(From(page): From<Page>, Query(from): Query<After>) -> Response {
    let exchanges = page.twin.state().log.after(from.after);
    let exchanges: Vec<_> = exchanges.iter().map(|one| &**one).collect();
    json_answer(&json!(exchanges))
}

async fn database(From(page): From<Page>) -> Response {
    let tables = match &page.inspect {
        Some(inspect) => inspect().await,
        None => json!({ "tables": [] }),
    };
    json_answer(&tables)
}

async fn act(From(page): From<Page>, Json(act): Json<Value>) -> Response {
    let act: Act = match serde_json::from_value(act) {
        Ok(act) => act,
        Err(error) => return wrong(&error.to_string()),
    };
    match page.twin.act(act).await {
        Err(refused) => wrong(&refused.to_string()),
        Ok(done) => {
            let mut answer = json!(done);
            answer["ok"] = json!(true);
            json_answer(&answer)
        }
    }
}

fn wrong(why: &str) -> Response {
    let mut response = json_answer(&json!({ "error": why }));
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}
