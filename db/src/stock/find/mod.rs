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

use std::collections::{BTreeSet, HashMap};

use asa_core::people::{Unit, UnitId};
use asa_core::stock::Item;
use asa_core::stock::known::{Answer, Ask};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::items;
use crate::people::units;
use crate::sql::{all, json, names};
use crate::{Error, Result, Store};

/// One of the questions that few turns ask.
async fn find_alone(store: &Store, ask: &Ask) -> Result<Answer> {
    Ok(match ask {
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
        Ask::Items | Ask::Kept | Ask::Book(..) => {
            return Err(Error::Broken("a question for many was asked alone".into()));
        }
    })
}

/// What one asks.
pub async fn find(store: &Store, asker: &str, ask: &Ask) -> Result<Answer> {
    let answer = find_all(store, &[(asker, ask)]).await?.into_iter().next();
    answer.ok_or_else(|| Error::Broken("a question had no answer".into()))
}

/// What these ask, in their order. What nearly every turn about stock asks is found for all of
/// them at once.
pub async fn find_all(store: &Store, questions: &[(&str, &Ask)]) -> Result<Vec<Answer>> {
    let asked = |is_it: fn(&Ask) -> bool| questions.iter().filter(move |(_, ask)| is_it(ask));
    let items = match asked(|ask| matches!(ask, Ask::Items)).next() {
        Some(_) => open_items(&store.read).await?,
        None => Vec::new(),
    };
    let keepers = asked(|ask| matches!(ask, Ask::Kept)).map(|(asker, _)| *asker);
    let kept = kept(store, &keepers.collect::<Vec<_>>()).await?;
    let pages = questions.iter().filter_map(|(_, ask)| match ask {
        Ask::Book(unit, day) => Some((*unit, *day)),
        _ => None,
    });
    let books = book::books(store, &pages.collect()).await?;
    let mut answers = Vec::with_capacity(questions.len());
    for (asker, ask) in questions {
        answers.push(match ask {
            Ask::Items => Answer::Items(items.clone()),
            Ask::Kept => Answer::Unit(kept.get(*asker).cloned()),
            Ask::Book(unit, day) => {
                Answer::Book(books.get(&(*unit, *day)).cloned().unwrap_or_default())
            }
            alone => find_alone(store, alone).await?,
        });
    }
    Ok(answers)
}

async fn open_items<C: ConnectionTrait>(db: &C) -> Result<Vec<Item>> {
    let mut found = items::all_items(db).await?;
    found.retain(|item| item.is_open);
    Ok(found)
}

#[derive(FromQueryResult)]
struct KeptRow {
    person: String,
    unit: i64,
}

/// The open unit that each of these kept last, by LINE's id.
async fn kept(store: &Store, people: &[&str]) -> Result<HashMap<String, Unit>> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT k.person, k.unit FROM {} JOIN keepers k ON k.person = r.name",
        names(store.backend(), 1)
    );
    let found: Vec<KeptRow> = all(&store.read, sql, [json(people)?]).await?;
    let ids: BTreeSet<UnitId> = found.iter().map(|row| UnitId(row.unit)).collect();
    let units = units::get_all(store, &ids).await?;
    let open = |row: KeptRow| {
        let unit = units.get(&UnitId(row.unit)).filter(|unit| unit.is_open)?;
        Some((row.person, unit.clone()))
    };
    Ok(found.into_iter().filter_map(open).collect())
}
