//! What people say to the notice and ask about their data; and who has read whose record.

use std::time::Duration;

use asa_core::people::RoleId;
use asa_core::people::change::Choice;

use super::act::{Act, the_one};
use crate::Result;
use crate::sql::execute;

/// The law's (PDPA, section 30) for a request about one's own data.
const TIME_TO_ANSWER: Duration = Duration::from_secs(30 * 24 * 3600);

pub(super) async fn consent(act: &Act<'_>, version: u32, hash: &str, choice: Choice) -> Result<()> {
    let sql = "INSERT INTO consents (person, version, text_hash, choice, channel, at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        act.person()?.into(),
        i64::from(version).into(),
        hash.into(),
        choice.as_str().into(),
        act.by.through.as_str().into(),
        act.now.millis().into(),
    ];
    execute(act.tx, sql, values).await?;
    Ok(())
}

pub(super) async fn looked(act: &Act<'_>, role: RoleId, why: &str) -> Result<()> {
    read(act, "read", Some(role), why).await
}

/// Somebody has read what others told us: one record, or many.
pub(super) async fn read(act: &Act<'_>, what: &str, role: Option<RoleId>, why: &str) -> Result<()> {
    let sql = "INSERT INTO audit (at, person, through, what, role, why) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        act.now.millis().into(),
        act.by.person.into(),
        act.by.through.as_str().into(),
        what.into(),
        role.map(|role| role.0).into(),
        why.into(),
    ];
    execute(act.tx, sql, values).await?;
    Ok(())
}

pub(super) async fn ask_erasure(act: &Act<'_>, number: i64) -> Result<()> {
    let sql = "INSERT INTO requests (number, person, kind, state, asked_at, due_at) \
               VALUES ($1, $2, 'erasure', 'open', $3, $4)";
    let due = act.now + TIME_TO_ANSWER;
    let values =
        [number.into(), act.person()?.into(), act.now.millis().into(), due.millis().into()];
    execute(act.tx, sql, values).await?;
    Ok(())
}

/// The person takes the request with this number back.
pub(super) async fn keep_me(act: &Act<'_>, number: i64) -> Result<()> {
    let sql = "UPDATE requests SET state = 'withdrawn', done_at = $3, done_by = $2 \
               WHERE number = $1 AND person = $2 AND state = 'open'";
    let values = [number.into(), act.person()?.into(), act.now.millis().into()];
    the_one(execute(act.tx, sql, values).await?)
}
