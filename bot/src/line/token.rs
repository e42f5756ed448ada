//! The channel access token: one that was given, or stateless ones asked for with the channel's
//! id and secret, good for 15 minutes. Many callers, one request for a new one at a time.

use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::sync::Mutex;

use super::error::{LineError, Result};

/// A new one is fetched while the old one still has this long.
const EARLY: Duration = Duration::from_secs(120);

#[derive(Debug, Clone)]
pub enum Credentials {
    Token(SecretString),
    Channel { id: String, secret: SecretString },
}

#[derive(Debug)]
pub struct Tokens {
    credentials: Credentials,
    stateless: Mutex<Option<Stateless>>,
}

#[derive(Debug, Clone)]
struct Stateless {
    token: SecretString,
    refresh_at: Instant,
}

#[derive(Deserialize)]
struct Issued {
    access_token: SecretString,
    expires_in: u64,
}

impl Tokens {
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials, stateless: Mutex::new(None) }
    }

    /// A token that is good now.
    pub async fn current(&self, http: &reqwest::Client, api: &str) -> Result<SecretString> {
        let (id, secret) = match &self.credentials {
            Credentials::Token(token) => return Ok(token.clone()),
            Credentials::Channel { id, secret } => (id, secret),
        };
        // Held over the request on purpose: those who come meanwhile wait for its token.
        let mut held = self.stateless.lock().await;
        if let Some(stateless) = held.as_ref().filter(|held| held.refresh_at > Instant::now()) {
            return Ok(stateless.token.clone());
        }
        let issued = issue(http, api, id, secret).await?;
        let life = Duration::from_secs(issued.expires_in);
        let refresh_at = Instant::now() + life.saturating_sub(EARLY).max(life / 2);
        let token = issued.access_token.clone();
        *held = Some(Stateless { token: issued.access_token, refresh_at });
        Ok(token)
    }

    /// LINE refused the token: the next call asks for a new one.
    pub async fn forget(&self) {
        *self.stateless.lock().await = None;
    }
}

async fn issue(
    http: &reqwest::Client,
    api: &str,
    id: &str,
    secret: &SecretString,
) -> Result<Issued> {
    const ENDPOINT: &str = "token";
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "client_credentials")
        .append_pair("client_id", id)
        .append_pair("client_secret", secret.expose_secret())
        .finish();
    let request = http
        .post(format!("{api}/oauth2/v3/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let answer = request.send().await.map_err(|error| LineError::lost(ENDPOINT, &error))?;
    let status = answer.status().as_u16();
    let body = answer.bytes().await.map_err(|error| LineError::lost(ENDPOINT, &error))?;
    if status != 200 {
        let refusal = serde_json::from_slice(&body).unwrap_or_default();
        return Err(LineError::refused(ENDPOINT, status, &refusal, None));
    }
    serde_json::from_slice(&body)
        .map_err(|_| LineError::ours(ENDPOINT, "the answer holds no access token"))
}
