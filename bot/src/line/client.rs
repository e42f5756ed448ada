//! LINE's Messaging API, a method a call. Asks, and says what to do next when the answer is no;
//! it retries nothing by itself, keeps nothing but its connections and token, and logs the
//! request id LINE gives.
//!
//! Files: `client` the way of asking, `sends` messages, `people` profiles and groups, `content`
//! media, `account` quota, webhook and marks, `menus` rich menus.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::{Method, RequestBuilder, Response};
use secrecy::ExposeSecret;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{LineError, Refusal, Result};
use super::token::{Credentials, Tokens};

#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    /// Without a slash at the end: LINE asks for exactly the documented paths.
    api: String,
    data_api: String,
    tokens: Arc<Tokens>,
}

/// Where LINE is.
#[derive(Debug, Clone)]
pub struct Hosts {
    pub api: String,
    pub data_api: String,
}

/// What LINE answered, if it was a yes.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub request_id: Option<String>,
    pub content_type: Option<String>,
    pub body: Bytes,
}

/// One call: its name for logs and metrics, and where it goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    pub name: &'static str,
    pub method: &'a Method,
    pub path: &'a str,
    /// On the host that moves large things.
    pub data: bool,
    /// Answers besides 2xx that mean yes: 409 for a push that was accepted before.
    pub also: &'a [u16],
    /// The most that is read of an answer.
    pub most: usize,
}

/// Far more than any of LINE's JSON.
const USUAL_MOST: usize = 4 * 1024 * 1024;

impl<'a> Call<'a> {
    pub(super) fn get(name: &'static str, path: &'a str) -> Self {
        Self { name, method: &Method::GET, path, data: false, also: &[], most: USUAL_MOST }
    }

    pub(super) fn post(name: &'static str, path: &'a str) -> Self {
        Self { method: &Method::POST, ..Self::get(name, path) }
    }

    pub(super) fn put(name: &'static str, path: &'a str) -> Self {
        Self { method: &Method::PUT, ..Self::get(name, path) }
    }

    pub(super) fn delete(name: &'static str, path: &'a str) -> Self {
        Self { method: &Method::DELETE, ..Self::get(name, path) }
    }

    pub(super) fn data(self) -> Self {
        Self { data: true, ..self }
    }

    pub(super) fn at_most(self, most: usize) -> Self {
        Self { most, ..self }
    }
}

impl Client {
    pub fn new(hosts: &Hosts, credentials: Credentials) -> anyhow::Result<Self> {
        let bare = |base: &str| base.trim_end_matches('/').to_owned();
        Ok(Self {
            http: super::http::builder().build()?,
            api: bare(&hosts.api),
            data_api: bare(&hosts.data_api),
            tokens: Arc::new(Tokens::new(credentials)),
        })
    }

    /// Asks with a JSON body. Whatever is `None` in it is left out, never null.
    pub(super) async fn ask_with<B: Serialize>(&self, call: Call<'_>, body: &B) -> Result<Answer> {
        let json = serde_json::to_vec(body)
            .map_err(|error| LineError::ours(call.name, error.to_string()))?;
        let request = self.request(call).await?.header("content-type", "application/json");
        self.finish(call, request.body(json)).await
    }

    /// Asks without a body. LINE wants the length of an empty one spelled out.
    pub(super) async fn ask(&self, call: Call<'_>) -> Result<Answer> {
        let request = self.request(call).await?;
        let empty = *call.method == Method::POST || *call.method == Method::PUT;
        let request = if empty { request.header("content-length", "0") } else { request };
        self.finish(call, request).await
    }

    pub(super) async fn read<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T> {
        parse(call.name, &self.ask(call).await?)
    }

    pub(super) async fn request(&self, call: Call<'_>) -> Result<RequestBuilder> {
        let token = self.tokens.current(&self.http, &self.api).await?;
        let base = if call.data { &self.data_api } else { &self.api };
        let request = self.http.request(call.method.clone(), format!("{base}{}", call.path));
        Ok(request.bearer_auth(token.expose_secret()))
    }

    pub(super) async fn finish(&self, call: Call<'_>, request: RequestBuilder) -> Result<Answer> {
        let mut answer =
            request.send().await.map_err(|error| LineError::lost(call.name, &error))?;
        let status = answer.status().as_u16();
        let request_id = header(&answer, "x-line-accepted-request-id")
            .or_else(|| header(&answer, "x-line-request-id"));
        let content_type = header(&answer, "content-type");
        tracing::debug!(
            line.endpoint = call.name,
            line.status = status,
            line.request_id = request_id
        );
        let body = body_of(&mut answer, call).await;
        if (200..300).contains(&status) || call.also.contains(&status) {
            return Ok(Answer { status, request_id, content_type, body: body? });
        }
        if status == 401 {
            self.tokens.forget().await;
        }
        let body = body.unwrap_or_default();
        let refusal: Refusal = serde_json::from_slice(&body).unwrap_or_default();
        Err(LineError::refused(call.name, status, &refusal, request_id))
    }

    /// A longer patience than usual, for large things.
    pub(super) fn patient(request: RequestBuilder) -> RequestBuilder {
        request.timeout(Duration::from_secs(60))
    }
}

/// Reads no further than the call allows, whatever length was announced.
async fn body_of(answer: &mut Response, call: Call<'_>) -> Result<Bytes> {
    let too_long = || LineError::too_long(call.name);
    let announced = answer.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |length| length > call.most) {
        return Err(too_long());
    }
    let mut body = BytesMut::new();
    let lost = |error| LineError::lost(call.name, &error);
    while let Some(piece) = answer.chunk().await.map_err(lost)? {
        if body.len() + piece.len() > call.most {
            return Err(too_long());
        }
        body.extend_from_slice(&piece);
    }
    Ok(body.freeze())
}

pub(super) fn parse<T: DeserializeOwned>(name: &'static str, answer: &Answer) -> Result<T> {
    serde_json::from_slice(&answer.body)
        .map_err(|_| LineError::ours(name, "the answer does not read"))
}

fn header(answer: &Response, name: &str) -> Option<String> {
    answer.headers().get(name)?.to_str().ok().map(ToOwned::to_owned)
}
