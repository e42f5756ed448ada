//! The demo page: its files, what it asks for, and the stream of news it listens to.
//!
//! Invariant: the page loads nothing from anywhere else, and what people sent is never run.

mod assets;
pub(super) mod stream;
mod world;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use asa_core::id::LineId;
use asa_core::moment::Moment;
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

use super::Twin;
use super::people::act::Act;
use super::transcript::record;

/// Tells what is in the service's database, as the page shows it.
pub type Inspect = Arc<dyn Fn() -> BoxFuture<'static, Value> + std::marker::Send + Sync>;

/// Pictures come inside JSON, a third larger than they are.
const LARGEST_ACT: usize = 32 * 1024 * 1024;
const PING: Duration = Duration::from_secs(15);

const CSP: &str = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; \
     style-src 'self' 'unsafe-inline'";

#[derive(Clone)]
struct Page {
    twin: Twin,
    inspect: Option<Inspect>,
}

pub(super) fn router(twin: &Twin, inspect: Option<Inspect>) -> Router {
    Router::new()
        .route("/", get(async || file("index.html")))
        .route("/twin/assets/{*name}", get(async |Path(name): Path<String>| file(&name)))
        .route("/twin/world", get(show_world))
        .route("/twin/chat", get(show_chat))
        .route("/twin/transcript", get(show_transcript))
        .route("/twin/content/{id}", get(content))
        .route("/twin/menu-image/{id}", get(menu_image))
        .route("/twin/stream", get(stream))
        .route("/twin/exchanges", get(exchanges))
        .route("/twin/database", get(database))
        .route("/twin/act", post(act).layer(DefaultBodyLimit::max(LARGEST_ACT)))
        .with_state(Page { twin: twin.clone(), inspect })
}

fn file(name: &str) -> Response {
    match assets::find(name) {
        Some((mime, bytes)) => with_headers(mime, bytes),
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

#[derive(Deserialize)]
struct Recorded {
    person: LineId,
    chat: LineId,
    #[serde(default)]
    since: Moment,
}

/// What went on in a chat since a moment, as a file to save and to play.
async fn show_transcript(From(page): From<Page>, Query(of): Query<Recorded>) -> Response {
    match record::transcript(&page.twin.state(), &of.person, &of.chat, of.since) {
        Ok(text) => with_headers("text/plain; charset=utf-8", text),
        Err(refused) => wrong(&refused.to_string()),
    }
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

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;
    use crate::twin::testing::{drawn_menu, twin};

    async fn ask(twin: &Twin, path: &str, act: Option<Value>) -> (u16, Value) {
        let inspect: Inspect = Arc::new(|| Box::pin(async { json!({ "tables": ["events"] }) }));
        let request = match act {
            None => Request::get(path).body(Body::empty()),
            Some(act) => Request::post(path)
                .header("content-type", "application/json")
                .body(Body::from(act.to_string())),
        };
        let response = twin.page(Some(inspect)).oneshot(request.unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    async fn act(twin: &Twin, act: Value) -> Value {
        ask(twin, "/twin/act", Some(act)).await.1
    }

    #[tokio::test]
    async fn the_page_brings_its_own_files_and_policy() {
        let request = || Request::get("/").body(Body::empty()).unwrap();
        let response = twin().page(None).oneshot(request()).await.unwrap();
        assert_eq!(response.headers()["content-security-policy"], CSP);
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(ask(&twin(), "/twin/assets/app.js", None).await.0, 200);
        assert_eq!(ask(&twin(), "/twin/assets/../mod.rs", None).await.0, 404);
    }

    #[tokio::test]
    async fn a_person_is_added_follows_and_writes() {
        let twin = twin();
        let added =
            act(&twin, json!({ "do": "add_person", "name": "Nok", "language": "th" })).await;
        let nok = added["person"].as_str().unwrap().to_owned();
        let followed = act(&twin, json!({ "do": "follow", "person": nok })).await;
        assert!(followed["ok"] == true && followed["eventId"].is_string(), "{followed}");
        let text = json!({ "do": "text", "person": nok, "chat": nok, "text": "rice" });
        let said = act(&twin, text).await;
        let seen = ask(&twin, &format!("/twin/chat?person={nok}&chat={nok}"), None).await.1;
        assert_eq!(seen["messages"][0]["id"], said["messageId"]);
        assert_eq!(seen["menu"], Value::Null);
        let world = ask(&twin, "/twin/world", None).await.1;
        assert_eq!(world["people"][0]["friend"], true);
        assert_eq!(world["people"][0]["chats"], json!([nok]));
        assert_eq!(act(&twin, json!({ "do": "follow", "person": nok })).await["ok"], Value::Null);
        assert_eq!(ask(&twin, "/twin/act", Some(json!({ "do": "dance" }))).await.0, 400);
    }

    #[tokio::test]
    async fn what_was_sent_is_shown_but_never_run() {
        let twin = twin();
        let nok = twin.add_person("Nok", "th");
        for (mime, safe) in [("image/png", "image/png"), ("text/html", "application/octet-stream")]
        {
            let file = json!({ "do": "file", "person": nok, "chat": nok, "data": "PGI+", "mime": mime,
                "name": "list" });
            let id = act(&twin, file).await["messageId"].as_str().unwrap().to_owned();
            let request = Request::get(format!("/twin/content/{id}")).body(Body::empty()).unwrap();
            let response = twin.page(None).oneshot(request).await.unwrap();
            assert_eq!(response.headers()["content-type"], safe);
        }
    }

    #[tokio::test]
    async fn faults_and_time_are_set_from_the_page() {
        let twin = twin();
        let before = twin.settings().clock.now();
        act(&twin, json!({ "do": "advance", "seconds": 60 })).await;
        assert_eq!(twin.settings().clock.now().since(before), Duration::from_secs(60));
        let fault = json!({ "do": "fault", "on": "push", "fault": "answer_lost", "times": 2 });
        assert_eq!(act(&twin, fault).await["ok"], true);
        let slow = json!({ "do": "fault", "on": "any", "fault": { "slow": 10 } });
        assert_eq!(act(&twin, slow).await["ok"], true);
        assert_eq!(twin.unused_faults(), 3);
        let faults = [json!({ "duplicate": 2 }), json!("redelivery"), json!("disorder")];
        for fault in faults.into_iter().chain([json!("release")]) {
            let fault = json!({ "do": "webhook_fault", "fault": fault });
            assert_eq!(act(&twin, fault).await["ok"], true);
        }
        assert_eq!(ask(&twin, "/twin/database", None).await.1["tables"][0], "events");
    }

    #[tokio::test]
    async fn the_stream_is_made_of_named_events() {
        let twin = twin();
        let request = Request::get("/twin/stream").body(Body::empty()).unwrap();
        let response = twin.page(None).oneshot(request).await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        twin.add_person("Nok", "th");
        let frame = response.into_body().frame().await.unwrap().unwrap();
        assert_eq!(frame.into_data().unwrap(), "event: world\ndata: {}\n\n");
    }

    #[tokio::test]
    async fn news_reach_whoever_listens() {
        let twin = twin();
        let nok = twin.add_person("Nok", "th");
        let mut news = twin.state().stream.listen();
        let menu = drawn_menu(&mut twin.state());
        act(&twin, json!({ "do": "text", "person": nok, "chat": nok, "text": "rice" })).await;
        let heard = news.recv().await.unwrap();
        let data: Value = serde_json::from_str(&heard.data).unwrap();
        assert_eq!((heard.kind, &data["shown"]["message"]["text"]), ("message", &json!("rice")));
        assert_eq!(ask(&twin, &format!("/twin/menu-image/{menu}"), None).await.0, 200);
        assert_eq!(ask(&twin, "/twin/exchanges?after=0", None).await.1, json!([]));
    }
}
