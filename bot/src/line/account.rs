//! The account itself: who it is, its quota, its webhook; and the small marks in a chat.

use asa_core::id::LineId;
use serde::{Deserialize, Serialize};

use super::client::{Call, Client, parse};
use super::error::{LineError, Result};
use super::limits;
use super::people::none_if_gone;

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BotInfo {
    pub user_id: LineId,
    #[serde(default)]
    pub basic_id: String,
    #[serde(default)]
    pub display_name: String,
    /// `chat` means that people also answer from the official account's own app.
    #[serde(default)]
    pub chat_mode: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// `None` when the plan has no limit.
    pub limit: Option<u64>,
    pub used: u64,
}

#[derive(Deserialize)]
struct Limit {
    #[serde(rename = "type")]
    kind: String,
    value: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Consumption {
    total_usage: u64,
}

#[derive(Debug, Clone, Deserialize)]
pub struct WebhookEndpoint {
    pub endpoint: String,
    pub active: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebhookTest {
    pub success: bool,
    #[serde(default)]
    pub status_code: i64,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub detail: String,
}

#[derive(Serialize)]
struct Endpoint<'a> {
    endpoint: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Loading<'a> {
    chat_id: &'a str,
    loading_seconds: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Read<'a> {
    mark_as_read_token: &'a str,
}

#[derive(Serialize)]
struct Nothing {}

impl Client {
    pub async fn bot_info(&self) -> Result<BotInfo> {
        self.read(Call::get("bot info", "/v2/bot/info")).await
    }

    /// What the plan allows and what LINE has counted, its own app's messages among them.
    pub async fn quota(&self) -> Result<Quota> {
        let limit: Limit = self.read(Call::get("quota", "/v2/bot/message/quota")).await?;
        let path = "/v2/bot/message/quota/consumption";
        let consumption: Consumption = self.read(Call::get("consumption", path)).await?;
        let limit = if limit.kind == "limited" { limit.value } else { None };
        Ok(Quota { limit, used: consumption.total_usage })
    }

    /// `None` when no address has been set.
    pub async fn webhook_endpoint(&self) -> Result<Option<WebhookEndpoint>> {
        let path = "/v2/bot/channel/webhook/endpoint";
        none_if_gone(self.read(Call::get("webhook endpoint", path)).await)
    }

    pub async fn set_webhook_endpoint(&self, endpoint: &str) -> Result<()> {
        let call = Call::put("set webhook endpoint", "/v2/bot/channel/webhook/endpoint");
        self.ask_with(call, &Endpoint { endpoint }).await?;
        Ok(())
    }

    /// LINE calls the address it has, and says how that went. 60 an hour.
    pub async fn test_webhook_endpoint(&self) -> Result<WebhookTest> {
        let call = Call::post("webhook test", "/v2/bot/channel/webhook/test");
        parse(call.name, &self.ask_with(call, &Nothing {}).await?)
    }

    /// Three dots in a private chat, until the next message or for this long.
    pub async fn loading(&self, person: &LineId, seconds: u32) -> Result<()> {
        let call = Call::post("loading", "/v2/bot/chat/loading/start");
        if !limits::LOADING_SECONDS.contains(&seconds) {
            return Err(LineError::ours(call.name, "5 to 60 seconds, in steps of 5"));
        }
        let body = Loading { chat_id: person.as_str(), loading_seconds: seconds };
        self.ask_with(call, &body).await?;
        Ok(())
    }

    pub async fn mark_as_read(&self, token: &str) -> Result<()> {
        let call = Call::post("mark as read", "/v2/bot/chat/markAsRead");
        self.ask_with(call, &Read { mark_as_read_token: token }).await?;
        Ok(())
    }
}
