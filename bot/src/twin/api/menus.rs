//! Rich menus as the platform keeps them: an object that never changes, a picture that is set
//! once, aliases, and one default. Changed by `menu_calls`, `menu_links` and `menu_alias`.
//!
//! Invariant: nothing can be applied that has no picture.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use serde_json::{Value, json};

use super::answer::Answer;
use crate::twin::people::Person;

#[derive(Debug)]
pub(crate) struct Menu {
    /// What the service created it from.
    pub(crate) object: Value,
    pub(crate) picture: Option<(&'static str, Bytes)>,
}

#[derive(Debug, Default)]
pub(crate) struct Menus {
    pub(crate) menus: HashMap<String, Menu>,
    pub(crate) aliases: BTreeMap<String, String>,
    pub(crate) default: Option<String>,
}

impl Menus {
    /// A menu that could be shown.
    pub(crate) fn with_picture(&self, id: &str) -> Result<&Menu, Answer> {
        let menu = self.menus.get(id).ok_or_else(|| Answer::missing_menu(404))?;
        if menu.picture.is_none() {
            return Err(Answer::bad("The rich menu has no image"));
        }
        Ok(menu)
    }

    /// The menu at the bottom of a person's chat with the bot, under its id.
    pub(crate) fn shown_to(&self, person: &Person) -> Option<(&str, &Menu)> {
        let own = person.menu.as_ref().filter(|id| self.menus.contains_key(*id));
        let id = own.or(self.default.as_ref())?;
        self.menus.get_key_value(id).map(|(id, menu)| (id.as_str(), menu))
    }

    /// What the tiles of the menu a person sees do.
    pub(crate) fn actions(&self, person: &Person) -> Vec<&Value> {
        let menu = self.shown_to(person).map(|(_, menu)| &menu.object["areas"]);
        let areas = menu.and_then(Value::as_array).into_iter().flatten();
        areas.map(|area| &area["action"]).collect()
    }

    /// A menu's object with its id, as lists and lookups give it.
    pub(crate) fn described(&self, id: &str) -> Option<Value> {
        let mut object = self.menus.get(id)?.object.clone();
        object["richMenuId"] = json!(id);
        Some(object)
    }
}

impl Answer {
    pub(crate) fn missing_menu(status: u16) -> Self {
        let status = axum::http::StatusCode::from_u16(status).unwrap_or_default();
        Self::refused(status, "The rich menu was not found")
    }
}
