//! What was paid for, a row a day and worth, so that a forecast adds up a few dozen rows.

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;

use crate::sql::{Type, execute, json, one, rows};
use crate::{Result, Store};

#[derive(Debug, Clone, Serialize)]
pub struct Spent {
    /// Bangkok's date, `2022-02-15`: texts of this form sort as dates do.
    pub day: String,
    pub worth: &'static str,
    pub messages: i64,
}

/// One entry a day and worth.
pub(crate) async fn add<C: ConnectionTrait>(db: &C, spent: &[Spent]) -> Result<()> {
    const COLUMNS: [(&str, Type); 3] =
        [("day", Type::Text), ("worth", Type::Text), ("messages", Type::Int)];
    let sql = format!(
        "INSERT INTO spending (day, worth, messages) SELECT day, worth, messages FROM {} \
         WHERE true ON CONFLICT (day, worth) DO UPDATE SET \
         messages = spending.messages + excluded.messages",
        rows(db.get_database_backend(), 1, &COLUMNS)
    );
    execute(db, sql, [json(spent)?]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Sum {
    messages: i64,
}

/// Messages from `first_day` on, of one worth or of all.
pub async fn since(store: &Store, first_day: &str, worth: Option<&str>) -> Result<u64> {
    let sql = "SELECT CAST(COALESCE(SUM(messages), 0) AS BIGINT) AS messages FROM spending \
               WHERE day >= $1 AND ($2 = '' OR worth = $2)";
    let sum: Option<Sum> =
        one(&store.read, sql, [first_day.into(), worth.unwrap_or_default().into()]).await?;
    Ok(sum.map_or(0, |sum| u64::try_from(sum.messages).unwrap_or(0)))
}
