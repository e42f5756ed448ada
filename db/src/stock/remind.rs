//! Transfers that nobody confirms: after a day those who keep the receiver's book are told again,
//! after two those above them, too.
//!
//! Invariant: each step is taken once, however many ask and however late.

use std::time::Duration;

use asa_core::effect::{Tell, Whom};
use asa_core::moment::Moment;
use asa_core::people::UnitId;
use asa_core::stock::names::views::TRANSFER_OPEN;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::people::act::{Act, By, Through};
use crate::people::tells;
use crate::sql::{all, execute};
use crate::{Result, Store};

const DAY: Duration = Duration::from_secs(24 * 3600);
/// In one go: a small bite, so that it holds up nobody.
pub const MOST: u64 = 100;

/// How many transfers are reminded of, and how many people are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reminded {
    pub transfers: u64,
    pub told: u64,
}

#[derive(FromQueryResult)]
struct Due {
    id: i64,
    to_unit: i64,
    reminders: i64,
    /// As many as there should have been by now.
    step: i64,
}

/// What [`run`] would do at once.
pub async fn due(store: &Store, now: Moment) -> Result<Reminded> {
    let tx = store.begin().await?;
    let reminded = remind_all(store, &tx, now).await?;
    tx.rollback().await?;
    Ok(reminded)
}

/// At most [`MOST`]: whoever wants all of them asks until there are fewer.
pub async fn run(store: &Store, now: Moment) -> Result<Reminded> {
    if waiting(&store.read, now).await?.is_empty() {
        return Ok(Reminded::default());
    }
    let tx = store.begin().await?;
    let reminded = remind_all(store, &tx, now).await?;
    tx.commit().await?;
    Ok(reminded)
}

async fn remind_all(store: &Store, tx: &DatabaseTransaction, now: Moment) -> Result<Reminded> {
    let by = By { person: None, through: Through::Time };
    let act = Act { store, tx, by, now };
    let mut reminded = Reminded::default();
    for transfer in waiting(tx, now).await? {
        if let Some(told) = remind(&act, &transfer).await? {
            reminded.transfers += 1;
            reminded.told += told;
        }
    }
    Ok(reminded)
}

async fn waiting<C: ConnectionTrait>(db: &C, now: Moment) -> Result<Vec<Due>> {
    let sql = "SELECT w.id, w.to_unit, w.reminders, w.step FROM (SELECT t.id, t.to_unit, \
               t.reminders, t.sent_at, CASE WHEN t.sent_at <= $2 THEN CAST(2 AS BIGINT) ELSE 1 END \
               AS step FROM transfers t WHERE t.state = 'open' AND t.sent_at <= $1) AS w \
               WHERE w.reminders < w.step ORDER BY w.sent_at, w.id LIMIT $3";
    let values = [
        (now - DAY).millis().into(),
        (now - DAY * 2).millis().into(),
        i64::try_from(MOST).unwrap_or(i64::MAX).into(),
    ];
    all(db, sql, values).await
}

/// `None` where somebody has confirmed it, or reminded of it, meanwhile.
async fn remind(act: &Act<'_>, due: &Due) -> Result<Option<u64>> {
    let sql = "UPDATE transfers SET reminders = $2, reminded_at = $3 \
               WHERE id = $1 AND state = 'open' AND reminders = $4";
    let values = [due.id.into(), due.step.into(), act.now.millis().into(), due.reminders.into()];
    if execute(act.tx, sql, values).await? == 0 {
        return Ok(None);
    }
    let unit = UnitId(due.to_unit);
    let whom = match due.step {
        1 => vec![Whom::KeepersOf(unit)],
        _ => vec![Whom::KeepersOf(unit), Whom::OfficersAbove(unit)],
    };
    let about = due.id.to_string();
    let tell = |whom| Tell { whom, view: TRANSFER_OPEN, about: about.clone() };
    let tells: Vec<Tell> = whom.into_iter().map(tell).collect();
    let cause = format!("transfer-{}-{}", due.id, due.step);
    Ok(Some(tells::tell(act, &cause, &tells).await?))
}
