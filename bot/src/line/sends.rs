//! Reply, push, multicast, and LINE's own check of messages. Messages come as the JSON array
//! that was made and checked when they were queued.

use serde::Serialize;
use serde_json::value::RawValue;

use super::client::{Answer, Call, Client};
use super::error::{LineError, Result};
use super::limits;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a, To: Serialize> {
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<To>,
    messages: &'a RawValue,
}

/// The id LINE gave a request that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub request_id: Option<String>,
    /// It had been taken before, under the same key.
    pub before: bool,
}

impl From<Answer> for Taken {
    fn from(answer: Answer) -> Self {
        Self { before: answer.status == 409, request_id: answer.request_id }
    }
}

const ACCEPTED_BEFORE: &[u16] = &[409];

impl Client {
    /// Free, once, while the token lives. Takes no retry key: LINE refuses one here.
    pub async fn reply(&self, token: &str, messages: &RawValue) -> Result<Taken> {
        let body = Body::<()> { reply_token: Some(token), to: None, messages };
        let call = Call::post("reply", "/v2/bot/message/reply");
        Ok(self.ask_with(call, &body).await?.into())
    }

    /// Paid. The key makes asking again safe for 24 hours.
    pub async fn push(&self, to: &str, messages: &RawValue, key: &str) -> Result<Taken> {
        let body = Body { reply_token: None, to: Some(to), messages };
        self.keyed("push", "/v2/bot/message/push", &body, key).await
    }

    pub async fn multicast(&self, to: &[&str], messages: &RawValue, key: &str) -> Result<Taken> {
        if to.is_empty() || to.len() > limits::RECIPIENTS_PER_MULTICAST {
            return Err(LineError::ours("multicast", "between 1 and 500 recipients"));
        }
        let body = Body { reply_token: None, to: Some(to), messages };
        self.keyed("multicast", "/v2/bot/message/multicast", &body, key).await
    }

    async fn keyed<To: Serialize>(
        &self,
        name: &'static str,
        path: &str,
        body: &Body<'_, To>,
        key: &str,
    ) -> Result<Taken> {
        let call = Call { also: ACCEPTED_BEFORE, ..Call::post(name, path) };
        let json =
            serde_json::to_vec(body).map_err(|error| LineError::ours(name, error.to_string()))?;
        let request = self.request(call).await?;
        let request = request.header("content-type", "application/json");
        let request = request.header("x-line-retry-key", key).body(json);
        Ok(self.finish(call, request).await?.into())
    }

    /// LINE's own check of messages for a push. Sends nothing.
    pub async fn validate(&self, messages: &RawValue) -> Result<()> {
        let body = Body::<()> { reply_token: None, to: None, messages };
        self.ask_with(Call::post("validate", "/v2/bot/message/validate/push"), &body).await?;
        Ok(())
    }
}
