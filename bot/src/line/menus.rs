//! Rich menus: made once, given a picture once, then shown by default, by alias or to a person.
//! A menu is never changed: a new one takes its place.

use asa_core::id::LineId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::client::{Call, Client, parse};
use super::error::{LineError, Result};
use super::limits;
use super::people::none_if_gone;

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MenuId {
    pub rich_menu_id: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedMenu {
    pub rich_menu_id: String,
    pub name: String,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alias {
    pub rich_menu_alias_id: String,
    pub rich_menu_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Menus {
    richmenus: Vec<ListedMenu>,
}

#[derive(Deserialize)]
struct Aliases {
    aliases: Vec<Alias>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BulkLink<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rich_menu_id: Option<&'a str>,
    user_ids: Vec<&'a str>,
}

impl Client {
    /// LINE's check without making it: not limited to 100 an hour as making one is.
    pub async fn validate_menu(&self, menu: &Value) -> Result<()> {
        self.ask_with(Call::post("validate menu", "/v2/bot/richmenu/validate"), menu).await?;
        Ok(())
    }

    pub async fn create_menu(&self, menu: &Value) -> Result<String> {
        let call = Call::post("create menu", "/v2/bot/richmenu");
        let id: MenuId = parse(call.name, &self.ask_with(call, menu).await?)?;
        Ok(id.rich_menu_id)
    }

    pub async fn upload_menu_image(&self, menu: &str, png: Vec<u8>) -> Result<()> {
        let path = format!("/v2/bot/richmenu/{menu}/content");
        let call = Call::post("menu image", &path).data();
        if png.len() > limits::MENU_IMAGE_BYTES {
            return Err(LineError::ours(call.name, "the picture is over 1 MB"));
        }
        let request = Self::patient(self.request(call).await?);
        self.finish(call, request.header("content-type", "image/png").body(png)).await?;
        Ok(())
    }

    pub async fn menus(&self) -> Result<Vec<ListedMenu>> {
        let menus: Menus = self.read(Call::get("list menus", "/v2/bot/richmenu/list")).await?;
        Ok(menus.richmenus)
    }

    pub async fn delete_menu(&self, menu: &str) -> Result<()> {
        let path = format!("/v2/bot/richmenu/{menu}");
        none_if_gone(self.ask(Call::delete("delete menu", &path)).await)?;
        Ok(())
    }

    pub async fn default_menu(&self) -> Result<Option<String>> {
        let call = Call::get("default menu", "/v2/bot/user/all/richmenu");
        let menu: Option<MenuId> = none_if_gone(self.read(call).await)?;
        Ok(menu.map(|menu| menu.rich_menu_id))
    }

    pub async fn set_default_menu(&self, menu: &str) -> Result<()> {
        let path = format!("/v2/bot/user/all/richmenu/{menu}");
        self.ask(Call::post("set default menu", &path)).await?;
        Ok(())
    }

    pub async fn clear_default_menu(&self) -> Result<()> {
        let call = Call::delete("clear default menu", "/v2/bot/user/all/richmenu");
        none_if_gone(self.ask(call).await)?;
        Ok(())
    }

    pub async fn menu_of(&self, person: &LineId) -> Result<Option<String>> {
        let path = format!("/v2/bot/user/{}/richmenu", person.as_str());
        let menu: Option<MenuId> = none_if_gone(self.read(Call::get("menu of", &path)).await)?;
        Ok(menu.map(|menu| menu.rich_menu_id))
    }

    pub async fn link_menu(&self, person: &LineId, menu: &str) -> Result<()> {
        let path = format!("/v2/bot/user/{}/richmenu/{menu}", person.as_str());
        self.ask(Call::post("link menu", &path)).await?;
        Ok(())
    }

    pub async fn unlink_menu(&self, person: &LineId) -> Result<()> {
        let path = format!("/v2/bot/user/{}/richmenu", person.as_str());
        none_if_gone(self.ask(Call::delete("unlink menu", &path)).await)?;
        Ok(())
    }

    /// Up to 500 people; LINE carries it out some seconds later. Without a menu: unlinks.
    pub async fn link_menu_to_many(&self, people: &[LineId], menu: Option<&str>) -> Result<()> {
        let (name, path) = match menu {
            Some(_) => ("bulk link", "/v2/bot/richmenu/bulk/link"),
            None => ("bulk unlink", "/v2/bot/richmenu/bulk/unlink"),
        };
        if people.is_empty() || people.len() > limits::MENU_BULK_LINKS {
            return Err(LineError::ours(name, "between 1 and 500 people"));
        }
        let user_ids = people.iter().map(LineId::as_str).collect();
        self.ask_with(Call::post(name, path), &BulkLink { rich_menu_id: menu, user_ids }).await?;
        Ok(())
    }

    pub async fn menu_aliases(&self) -> Result<Vec<Alias>> {
        let call = Call::get("list aliases", "/v2/bot/richmenu/alias/list");
        let aliases: Aliases = self.read(call).await?;
        Ok(aliases.aliases)
    }

    pub async fn create_menu_alias(&self, alias: &str, menu: &str) -> Result<()> {
        let alias = Alias { rich_menu_alias_id: alias.to_owned(), rich_menu_id: menu.to_owned() };
        self.ask_with(Call::post("create alias", "/v2/bot/richmenu/alias"), &alias).await?;
        Ok(())
    }

    pub async fn move_menu_alias(&self, alias: &str, menu: &str) -> Result<()> {
        let path = format!("/v2/bot/richmenu/alias/{alias}");
        let menu = MenuId { rich_menu_id: menu.to_owned() };
        self.ask_with(Call::post("move alias", &path), &menu).await?;
        Ok(())
    }

    pub async fn delete_menu_alias(&self, alias: &str) -> Result<()> {
        let path = format!("/v2/bot/richmenu/alias/{alias}");
        none_if_gone(self.ask(Call::delete("delete alias", &path)).await)?;
        Ok(())
    }
}
