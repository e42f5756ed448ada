//! Items: what is counted.

use asa_core::stock::item::Words;
use asa_core::stock::{Item, ItemId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::rows::damaged;
use crate::Result;
use crate::sql::all;

#[derive(FromQueryResult)]
struct ItemRow {
    id: i64,
    code: String,
    name_th: String,
    name_en: String,
    measures: String,
    state: String,
}

/// All there are, open or closed, in their order.
pub(super) async fn all_items<C: ConnectionTrait>(db: &C) -> Result<Vec<Item>> {
    let sql = "SELECT id, code, name_th, name_en, measures, state FROM items ORDER BY id";
    let found: Vec<ItemRow> = all(db, sql, []).await?;
    found.into_iter().map(ItemRow::read).collect()
}

impl ItemRow {
    fn read(self) -> Result<Item> {
        Ok(Item {
            id: ItemId(self.id),
            code: self.code,
            name: Words { th: self.name_th, en: self.name_en },
            measures: serde_json::from_str(&self.measures).map_err(|_| damaged("measure"))?,
            is_open: self.state == "open",
        })
    }
}
