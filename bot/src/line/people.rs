//! Profiles and groups.

use asa_core::id::LineId;
use serde::Deserialize;

use super::client::{Call, Client};
use super::error::{Next, Result};

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    pub display_name: String,
    /// BCP 47; absent in groups and where the person hides it.
    pub language: Option<String>,
}

/// A name is a person's; it stays out of logs.
impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Profile").field("language", &self.language).finish_non_exhaustive()
    }
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupSummary {
    pub group_name: String,
}

impl std::fmt::Debug for GroupSummary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("GroupSummary")
    }
}

#[derive(Deserialize)]
struct Count {
    count: u64,
}

impl Client {
    /// `None` for someone LINE does not show to us.
    pub async fn profile(&self, person: &LineId) -> Result<Option<Profile>> {
        let path = format!("/v2/bot/profile/{}", person.as_str());
        none_if_gone(self.read(Call::get("profile", &path)).await)
    }

    /// The way for members of a group, who need not be friends of the account.
    pub async fn member_profile(&self, group: &LineId, person: &LineId) -> Result<Option<Profile>> {
        let path = format!("/v2/bot/{}/member/{}", kind_and_id(group), person.as_str());
        none_if_gone(self.read(Call::get("member profile", &path)).await)
    }

    pub async fn group_summary(&self, group: &LineId) -> Result<Option<GroupSummary>> {
        let path = format!("/v2/bot/group/{}/summary", group.as_str());
        none_if_gone(self.read(Call::get("group summary", &path)).await)
    }

    /// Members without the bot: what a push into the group costs.
    pub async fn member_count(&self, group: &LineId) -> Result<u64> {
        let path = format!("/v2/bot/{}/members/count", kind_and_id(group));
        let count: Count = self.read(Call::get("member count", &path)).await?;
        Ok(count.count)
    }
}

fn kind_and_id(chat: &LineId) -> String {
    let kind = if chat.as_str().starts_with('R') { "room" } else { "group" };
    format!("{kind}/{}", chat.as_str())
}

pub(super) fn none_if_gone<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.next == Next::Gone => Ok(None),
        Err(error) => Err(error),
    }
}
