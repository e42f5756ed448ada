//! Pictures, sound and files that people sent. LINE keeps them for a while it does not name, so
//! they are fetched at once; large ones are not ready at once.

use bytes::Bytes;
use serde::Deserialize;

use super::client::{Call, Client};
use super::error::Result;

#[derive(Debug)]
pub enum Content {
    Here {
        bytes: Bytes,
        content_type: Option<String>,
    },
    /// Being prepared; ask [`Client::transcoding`] first.
    NotYet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transcoding {
    Processing,
    Succeeded,
    Failed,
}

#[derive(Deserialize)]
struct Status {
    status: Transcoding,
}

impl Client {
    /// [`super::error::Next::Gone`] when it was unsent or is too old, and
    /// [`super::error::Next::TooLong`] when there is more of it than `most`.
    pub async fn content(&self, message: &str, most: usize) -> Result<Content> {
        let path = format!("/v2/bot/message/{}/content", safe(message));
        let call = Call::get("content", &path).data().at_most(most);
        let request = Self::patient(self.request(call).await?);
        let answer = self.finish(call, request).await?;
        Ok(match answer.status {
            202 => Content::NotYet,
            _ => Content::Here { bytes: answer.body, content_type: answer.content_type },
        })
    }

    pub async fn preview(&self, message: &str) -> Result<Bytes> {
        let path = format!("/v2/bot/message/{}/content/preview", safe(message));
        Ok(self.ask(Call::get("preview", &path).data()).await?.body)
    }

    pub async fn transcoding(&self, message: &str) -> Result<Transcoding> {
        let path = format!("/v2/bot/message/{}/content/transcoding", safe(message));
        let status: Status = self.read(Call::get("transcoding", &path).data()).await?;
        Ok(status.status)
    }
}

/// Message ids are digits; anything else would be a path of its own.
fn safe(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).collect()
}
