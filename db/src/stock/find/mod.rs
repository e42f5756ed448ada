//! What a turn asks about stock: one question, one answer, out of sums that are kept. No question
//! looks through entries, and none takes longer because a book is older.
//!
//! | file | what |
//! |---|---|
//! | [`book`] | a unit's book on a day |
//! | [`below`] | a unit's stock, and that of what is right below it |
//! | [`watch`] | who has not counted, and who will soon have none |
//! | [`past`] | single records and transfers |
//! | [`shelves`] | balances and days, of units and of areas alike |
//!
//! Who may ask for what is core's to know.

mod below;
mod book;
mod past;
pub(super) mod shelves;
mod watch;

use asa_core::areas::{self, AreaCode};
use asa_core::moment::Moment;
use asa_core::people::{Unit, UnitId};
use asa_core::stock::Item;
use asa_core::stock::known::{Answer, Ask};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::items;
use crate::people::units;
use crate::sql::one;
use crate::{Result, Store};

pub async fn find(store: &Store, asker: &str, ask: &Ask, _now: Moment) -> Result<Answer> {
    Ok(match ask {
        Ask::Items => Answer::Items(open_items(&store.read).await?),
        Ask::Kept => Answer::Unit(kept(store, asker).await?),
        Ask::Book(unit, day) => Answer::Book(book::book(store, *unit, *day).await?),
        Ask::Transfers(unit) => Answer::Transfers(past::transfers(store, *unit).await?),
        Ask::Transfer(id) => Answer::Transfers(past::transfer(store, *id).await?),
        Ask::Past(unit) => Answer::Past(past::last(store, *unit).await?),
        Ask::Record(id) => Answer::Past(past::record(store, *id).await?),
        Ask::Below(unit, day) => Answer::Places(below::below(store, *unit, *day).await?),
        Ask::Missing(unit, day) => {
            let (units, count) = watch::missing(store, *unit, *day).await?;
            Answer::Missing(units, count)
        }
        Ask::Low(unit, day) => Answer::Low(watch::low(store, *unit, *day).await?),
    })
}

async fn open_items<C: ConnectionTrait>(db: &C) -> Result<Vec<Item>> {
    let mut found = items::all_items(db).await?;
    found.retain(|item| item.is_open);
    Ok(found)
}

#[derive(FromQueryResult)]
struct KeptRow {
    unit: i64,
}

async fn kept(store: &Store, asker: &str) -> Result<Option<Unit>> {
    let sql = "SELECT unit FROM keepers WHERE person = $1";
    let kept: Option<KeptRow> = one(&store.read, sql, [asker.into()]).await?;
    let Some(kept) = kept else { return Ok(None) };
    let unit = units::get(store, UnitId(kept.unit)).await?;
    Ok(unit.filter(|unit| unit.is_open))
}

/// The codes of an area and of every area in it.
pub(super) fn codes_in(area: AreaCode) -> Vec<String> {
    let mut codes = vec![area.to_string()];
    for child in areas::children(area) {
        codes.extend(codes_in(child.code));
    }
    codes
}
