//! The twin on a port with a client of its API, and a service of three lines for its webhooks.
//! Used by the tests that run over real connections.
//!
//! Invariant: the service answers 200 unless a test has told it otherwise.

use std::sync::{Arc, Mutex};

use asa_core::id::LineId;
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::settings;
use crate::http::server;
use crate::line::http;
use crate::twin::{Act, Running, Settings, Twin};

/// A client of the twin, as the service is one.
pub(in crate::twin) struct Line {
    pub(in crate::twin) twin: Twin,
    pub(in crate::twin) running: Running,
    pub(in crate::twin) client: reqwest::Client,
    pub(in crate::twin) nok: LineId,
}

impl Line {
    pub(in crate::twin) async fn with(settings: Settings) -> Self {
        let (twin, running) = Twin::start(settings).await.unwrap();
        let nok = twin.add_person("Nok", "th");
        twin.event(Act::Follow { person: nok.clone() });
        let client = http::builder().no_proxy().build().unwrap();
        Self { twin, running, client, nok }
    }

    pub(in crate::twin) async fn new() -> Self {
        Self::with(settings()).await
    }

    pub(in crate::twin) fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.client.request(method, format!("{}{path}", self.running.base));
        request.bearer_auth(self.twin.settings().access_token.expose_secret())
    }

    pub(in crate::twin) fn push(&self) -> reqwest::RequestBuilder {
        let message = json!({ "type": "text", "text": "Rice is here" });
        let body = json!({ "to": self.nok, "messages": [message] });
        self.request("POST", "/v2/bot/message/push").json(&body)
    }

    pub(in crate::twin) fn shown(&self) -> usize {
        self.twin.shown(&self.nok).iter().filter(|shown| shown.from == "bot").count()
    }

    pub(in crate::twin) fn text(&self, text: &str) -> Act {
        let (person, chat) = (self.nok.clone(), self.nok.clone());
        Act::Text { person, chat, text: text.to_owned(), mention: false }
    }
}

pub(in crate::twin) async fn status(request: reqwest::RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

/// A body and its signature.
type Seen = (Vec<u8>, String);

/// What a service saw, and what it answers next.
#[derive(Clone, Default)]
pub(in crate::twin) struct Service {
    pub(in crate::twin) seen: Arc<Mutex<Vec<Seen>>>,
    /// Taken from the end; 200 when there are none.
    pub(in crate::twin) answers: Arc<Mutex<Vec<u16>>>,
}

impl Service {
    pub(in crate::twin) async fn start(&self) -> (String, DropGuard) {
        let (seen, answers) = (self.seen.clone(), self.answers.clone());
        let router = Router::new().fallback(async move |headers: HeaderMap, body: Bytes| {
            let signature = headers["x-line-signature"].to_str().unwrap().to_owned();
            seen.lock().unwrap().push((body.to_vec(), signature));
            StatusCode::from_u16(answers.lock().unwrap().pop().unwrap_or(200)).unwrap()
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/line/webhook", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        tokio::spawn(server::serve(listener, router, server::Limits::default(), stop.clone()));
        (address, stop.drop_guard())
    }

    pub(in crate::twin) fn events(&self) -> Vec<Value> {
        let seen = self.seen.lock().unwrap();
        let bodies = seen.iter().map(|(body, _)| serde_json::from_slice::<Value>(body).unwrap());
        bodies.flat_map(|body| body["events"].as_array().unwrap().clone()).collect()
    }
}
