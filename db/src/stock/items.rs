//! Items: what is counted. One that was counted once stays, open or closed.

use std::collections::BTreeMap;

use asa_core::stock::item::Words;
use asa_core::stock::items_file::NewItem;
use asa_core::stock::{Item, ItemId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::rows::damaged;
use crate::sql::{all, execute};
use crate::{Error, Result, Store};

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

/// What rows call by number.
pub(super) struct Items(BTreeMap<ItemId, Item>);

impl Items {
    pub(super) async fn load(store: &Store) -> Result<Self> {
        let items = all_items(&store.read).await?;
        Ok(Self(items.into_iter().map(|item| (item.id, item)).collect()))
    }

    pub(super) fn get(&self, id: i64) -> Result<Item> {
        self.0.get(&ItemId(id)).cloned().ok_or_else(|| damaged("item"))
    }
}

pub async fn list(store: &Store) -> Result<Vec<Item>> {
    all_items(&store.read).await
}

/// Puts items in, or says anew what is said of those that are there; all or none. What one is
/// counted in never changes.
pub async fn apply(store: &Store, items: &[NewItem]) -> Result<()> {
    let tx = store.begin().await?;
    let known = all_items(&tx).await?;
    let mut next = known.iter().map(|item| item.id.0).max().unwrap_or(0) + 1;
    for item in items {
        let same = known.iter().find(|known| known.code == item.code);
        if let Some(why) = same.and_then(|known| item.changes_meaning(known)) {
            return Err(Error::Broken(why));
        }
        let id = same.map_or(next, |known| known.id.0);
        next += i64::from(same.is_none());
        put(&tx, id, item).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn put<C: ConnectionTrait>(db: &C, id: i64, item: &NewItem) -> Result<()> {
    let sql = "INSERT INTO items (id, code, name_th, name_en, measures, state) \
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET \
               name_th = excluded.name_th, name_en = excluded.name_en, \
               measures = excluded.measures, state = excluded.state";
    let measures = serde_json::to_string(&item.measures);
    let measures = measures.map_err(|error| Error::Broken(error.to_string()))?;
    let state = if item.is_open { "open" } else { "closed" };
    let (name, code) = (&item.name, item.code.as_str());
    let values = [
        id.into(),
        code.into(),
        name.th.as_str().into(),
        name.en.as_str().into(),
        measures.into(),
        state.into(),
    ];
    execute(db, sql, values).await?;
    Ok(())
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
