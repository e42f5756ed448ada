//! Requests about one's own data. Each is due in thirty days, and ends done, refused with a
//! reason, or taken back.

use asa_core::moment::Moment;
use sea_orm::FromQueryResult;

use super::erase;
use crate::sql::{all, execute, one};
use crate::{Error, Result, Store};

#[derive(Debug, Clone, FromQueryResult)]
pub struct Open {
    pub number: i64,
    pub person: String,
    pub asked_at: i64,
    pub due_at: i64,
}

/// Those that wait, the next due first.
pub async fn open(store: &Store, due_before: Moment, most: u32) -> Result<Vec<Open>> {
    let sql = "SELECT number, person, asked_at, due_at FROM requests \
               WHERE state = 'open' AND due_at <= $1 ORDER BY due_at, number LIMIT $2";
    all(&store.read, sql, [due_before.millis().into(), i64::from(most).into()]).await
}

/// Carries a request out: the person is erased.
pub async fn carry_out(store: &Store, number: i64, now: Moment) -> Result<()> {
    let sql = "SELECT number, person, asked_at, due_at FROM requests \
               WHERE number = $1 AND state = 'open'";
    let request: Option<Open> = one(&store.read, sql, [number.into()]).await?;
    let request = request.ok_or_else(|| Error::Missing(format!("an open request {number}")))?;
    erase::erase(store, &request.person, now).await
}

/// Refuses one, and says why; its person reads it in ข้อมูลของฉัน.
pub async fn refuse(store: &Store, number: i64, why: &str, now: Moment) -> Result<()> {
    let sql = "UPDATE requests SET state = 'refused', why = $2, done_at = $3 \
               WHERE number = $1 AND state = 'open'";
    let values = [number.into(), why.into(), now.millis().into()];
    match execute(&store.write, sql, values).await? {
        1 => Ok(()),
        _ => Err(Error::Missing(format!("an open request {number}"))),
    }
}
