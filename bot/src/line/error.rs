//! Why a call to LINE did not do what was asked, by what to do next. Nothing of the request's
//! content is in it: not the text, not the ids, not the token.

use std::time::Duration;

use serde::Deserialize;

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Not now; later, at the earliest after this long.
    RetryAt(Duration),
    /// The reply token is dead; whoever is worth it gets a push.
    UsePush,
    /// There is nobody or nothing there (any more).
    Gone,
    /// We asked for something LINE does not allow. Asking again will not help.
    OurMistake,
    /// The month's messages are used up.
    Budget,
    /// There is more of it than we take.
    TooLong,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("LINE {endpoint}: {reason}")]
pub struct LineError {
    pub endpoint: &'static str,
    pub status: Option<u16>,
    pub next: Next,
    /// Whether the request may have been carried out all the same: the answer was lost, not
    /// the request.
    pub unclear: bool,
    /// Status and LINE's own words, or what happened to the connection.
    pub reason: String,
    pub request_id: Option<String>,
}

pub type Result<T> = std::result::Result<T, LineError>;

const SOON: Duration = Duration::from_secs(1);
/// A wrong token is mended by a person, not by the next second.
const AFTER_A_LOOK: Duration = Duration::from_secs(30);

/// LINE's error body. Its texts change; they decide nothing that a status can decide.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Refusal {
    #[serde(default)]
    message: String,
    #[serde(default)]
    details: Vec<Detail>,
}

#[derive(Debug, Deserialize)]
struct Detail {
    #[serde(default)]
    message: String,
    #[serde(default)]
    property: String,
}

impl LineError {
    /// From an answer that is not a success.
    pub(super) fn refused(
        endpoint: &'static str,
        status: u16,
        refusal: &Refusal,
        request_id: Option<String>,
    ) -> Self {
        let next = match status {
            400 if refusal.is_dead_token() => Next::UsePush,
            400 if refusal.is_about_the_recipient() => Next::Gone,
            401 | 403 => Next::RetryAt(AFTER_A_LOOK),
            404 | 410 => Next::Gone,
            408 | 429 | 500.. => Next::RetryAt(SOON),
            _ => Next::OurMistake,
        };
        let unclear = status == 408 || status >= 500;
        let reason = format!("{status} {}", refusal.shape());
        Self { endpoint, status: Some(status), next, unclear, reason, request_id }
    }

    /// From a connection that ended without an answer.
    pub(super) fn lost(endpoint: &'static str, error: &reqwest::Error) -> Self {
        let (unclear, what) = match () {
            () if error.is_connect() => (false, "could not connect"),
            () if error.is_timeout() => (true, "no answer in time"),
            () if error.is_builder() => (false, "not a request"),
            () => (true, "the connection broke"),
        };
        let next = if error.is_builder() { Next::OurMistake } else { Next::RetryAt(SOON) };
        Self { endpoint, status: None, next, unclear, reason: what.to_owned(), request_id: None }
    }

    /// The answer is longer than we read.
    pub(super) fn too_long(endpoint: &'static str) -> Self {
        Self { next: Next::TooLong, ..Self::ours(endpoint, "longer than we take") }
    }

    pub fn unreadable(endpoint: &'static str) -> Self {
        Self::ours(endpoint, "the stored messages do not read")
    }

    /// A request for many that is to be made again for each alone.
    pub fn split_up() -> Self {
        Self {
            next: Next::RetryAt(Duration::ZERO),
            ..Self::ours("multicast", "refused for somebody; each is tried alone")
        }
    }

    /// Our own check refused it before it left the machine.
    pub(super) fn ours(endpoint: &'static str, reason: impl Into<String>) -> Self {
        let (next, reason) = (Next::OurMistake, reason.into());
        Self { endpoint, status: None, next, unclear: false, reason, request_id: None }
    }
}

impl Refusal {
    fn is_dead_token(&self) -> bool {
        self.message.eq_ignore_ascii_case("Invalid reply token")
    }

    fn is_about_the_recipient(&self) -> bool {
        let to = |text: &str| text == "to" || text.starts_with("to[");
        self.details.iter().any(|detail| to(&detail.property))
            || self.message.contains("'to'")
            || self.message == "Failed to send messages"
    }

    /// What was wrong and where, without values: LINE's own words name properties, not content,
    /// but only their first 200 characters are kept, and no run that could be an id.
    fn shape(&self) -> String {
        let mut shape = self.message.clone();
        for detail in &self.details {
            shape.push_str(&format!("; {}: {}", detail.property, detail.message));
        }
        let is_path = |word: &str| word.contains('.');
        let words = shape.split_whitespace();
        let words = words.map(|word| if word.len() > 32 && !is_path(word) { "…" } else { word });
        words.collect::<Vec<_>>().join(" ").chars().take(200).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, body: &str) -> LineError {
        let refusal = serde_json::from_str(body).unwrap_or_default();
        LineError::refused("reply", status, &refusal, None)
    }

    #[test]
    fn every_status_says_what_to_do_next() {
        for (status, body, next, unclear) in [
            (400, r#"{"message":"Invalid reply token"}"#, Next::UsePush, false),
            (
                400,
                r#"{"message":"The property, 'to', in the request body is invalid"}"#,
                Next::Gone,
                false,
            ),
            (
                400,
                r#"{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}"#,
                Next::OurMistake,
                false,
            ),
            (401, "{}", Next::RetryAt(AFTER_A_LOOK), false),
            (404, "{}", Next::Gone, false),
            (410, "{}", Next::Gone, false),
            (413, "{}", Next::OurMistake, false),
            (429, "{}", Next::RetryAt(SOON), false),
            (500, "not json", Next::RetryAt(SOON), true),
            (503, "{}", Next::RetryAt(SOON), true),
        ] {
            let error = refused(status, body);
            assert_eq!((error.next, error.unclear), (next, unclear), "{status} {body}");
        }
    }

    #[test]
    fn a_reason_names_the_place_and_never_an_id() {
        let error = refused(
            400,
            r#"{"message":"bad U0123456789abcdef0123456789abcdefU0123456789abcdef","details":[{"property":"messages[0].altText","message":"too long"}]}"#,
        );
        assert_eq!(error.to_string(), "LINE reply: 400 bad … messages[0].altText: too long");
    }
}
