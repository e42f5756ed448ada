//! Seals: after every day one hash over the ends of all books that grew on it, and over the seal
//! before. Whoever has seen a seal can tell that nothing it stands for was written anew.
//!
//! Invariant: a day is sealed once, after its end, and in the order of days. What is written on a
//! day and committed after its seal is under the next one.

use asa_core::moment::Moment;
use asa_core::stock::chain;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use serde::Serialize;
use time::Date;

use super::rows::day as read_day;
use crate::sql::{Type, all, execute, json, one, rows};
use crate::{Error, Result, Store};

/// The end of a book, as a seal has it.
#[derive(Debug, Clone, FromQueryResult, Serialize)]
pub(super) struct Sealed {
    pub(super) unit: i64,
    pub(super) place: i64,
    pub(super) head: String,
}

/// In the order in which they are under the seal.
pub(super) async fn sealed_on<C: ConnectionTrait>(db: &C, day: &str) -> Result<Vec<Sealed>> {
    let sql = "SELECT unit, place, head FROM sealed_books WHERE day = $1 ORDER BY unit";
    all(db, sql, [day.into()]).await
}

/// Days that are over, have records, and are not sealed.
pub async fn due(store: &Store, now: Moment) -> Result<u64> {
    let (mut days, mut from) = (0, unsealed_since(&store.read).await?);
    while let Some(day) = next_day(&store.read, from, now).await? {
        days += 1;
        from = end_of(day);
    }
    Ok(days)
}

/// Seals every day that is over. Says how many were sealed now.
pub async fn seal(store: &Store, now: Moment) -> Result<u64> {
    let mut days = 0;
    loop {
        let tx = store.begin().await?;
        let from = unsealed_since(&tx).await?;
        let Some(day) = next_day(&tx, from, now).await? else { return Ok(days) };
        match seal_day(&tx, day, now).await {
            Ok(()) => tx.commit().await?,
            // Another replica has done it just now.
            Err(Error::Conflict) => return Ok(days),
            Err(error) => return Err(error),
        }
        days += 1;
    }
}

#[derive(FromQueryResult)]
struct Last {
    day: String,
    hash: String,
}

async fn last_seal<C: ConnectionTrait>(db: &C) -> Result<Option<Last>> {
    one(db, "SELECT day, hash FROM seals ORDER BY day DESC LIMIT 1", []).await
}

async fn unsealed_since<C: ConnectionTrait>(db: &C) -> Result<Moment> {
    match last_seal(db).await? {
        Some(last) => Ok(end_of(read_day(&last.day)?)),
        None => Ok(Moment::from_millis(i64::MIN)),
    }
}

#[derive(FromQueryResult)]
struct First {
    at: Option<i64>,
}

/// The next day from then on on which something was written, if it is over.
async fn next_day<C: ConnectionTrait>(db: &C, from: Moment, now: Moment) -> Result<Option<Date>> {
    let sql = "SELECT MIN(at) AS at FROM records WHERE at >= $1 AND at < $2";
    let today = Moment::midnight(now.bangkok_date());
    let first: Option<First> = one(db, sql, [from.millis().into(), today.millis().into()]).await?;
    let at = first.and_then(|first| first.at);
    Ok(at.map(|at| Moment::from_millis(at).bangkok_date()))
}

fn end_of(day: Date) -> Moment {
    Moment::midnight(day.next_day().unwrap_or(day))
}

async fn seal_day(tx: &DatabaseTransaction, day: Date, now: Moment) -> Result<()> {
    let before = last_seal(tx).await?.map_or(chain::BEGINNING.to_owned(), |last| last.hash);
    let sql = "SELECT c.unit, c.place, c.hash AS head FROM (SELECT unit, MAX(place) AS place \
               FROM records WHERE at >= $1 AND at < $2 GROUP BY unit) AS w \
               JOIN records c ON c.unit = w.unit AND c.place = w.place ORDER BY c.unit";
    let values = [Moment::midnight(day).millis().into(), end_of(day).millis().into()];
    let ends: Vec<Sealed> = all(tx, sql, values).await?;
    let day = day.to_string();
    let books = ends.iter().map(|one| (one.unit, one.place, one.head.as_str()));
    let hash = chain::seal(&before, &day, books);
    let sql = "INSERT INTO seals (day, at, before, hash, books) VALUES ($1, $2, $3, $4, $5)";
    let books = i64::try_from(ends.len()).unwrap_or(i64::MAX);
    let values =
        [day.as_str().into(), now.millis().into(), before.into(), hash.into(), books.into()];
    execute(tx, sql, values).await?;
    const ENDS: [(&str, Type); 3] =
        [("unit", Type::Int), ("place", Type::Int), ("head", Type::Text)];
    let sql = format!(
        "INSERT INTO sealed_books (day, unit, place, head) \
         SELECT $2, CAST(unit AS BIGINT), CAST(place AS BIGINT), head FROM {}",
        rows(tx.get_database_backend(), 1, &ENDS)
    );
    execute(tx, sql, [json(&ends)?, day.into()]).await?;
    Ok(())
}
