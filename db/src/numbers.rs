//! Numbers of records, a series each: never given twice, and without gaps unless a turn fails
//! after it was given one.

use sea_orm::FromQueryResult;

use crate::sql::one;
use crate::{Error, Result, Store};

#[derive(FromQueryResult)]
struct Last {
    last: i64,
}

/// The next `count` numbers of a series; the first of them is returned.
pub async fn take(store: &Store, series: &str, count: u32) -> Result<i64> {
    let sql = "INSERT INTO numbers (series, last) VALUES ($1, $2) \
               ON CONFLICT (series) DO UPDATE SET last = numbers.last + $2 RETURNING last";
    let count = i64::from(count);
    let last: Option<Last> = one(&store.write, sql, [series.into(), count.into()]).await?;
    let last = last.ok_or_else(|| Error::Broken("a series gave no number".into()))?;
    Ok(last.last - count + 1)
}
