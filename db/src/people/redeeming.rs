//! What a code that was sent turns out to be; and the invitations somebody has made.

use std::time::Duration;

use asa_core::moment::Moment;
use asa_core::people::RoleKind;
use asa_core::people::record::{Invitation, Redeemed};
use sea_orm::FromQueryResult;

use super::row::{UNIT, UnitRow};
use super::sealed;
use crate::sql::{all, json, names, one};
use crate::{Error, Result, Store};

/// Whoever sends so many wrong codes in so short a time is not answered about any.
const MOST_GUESSES: i64 = 5;
const GUESSES_COUNT_FOR: Duration = Duration::from_secs(3600);

const INVITATION: &str = "invitations.number, invitations.code, invitations.kind, \
    invitations.uses, invitations.used, invitations.made_by, invitations.made_at, \
    invitations.expires_at, invitations.revoked_at";
const FROM: &str = "invitations JOIN units ON units.id = invitations.unit";

#[derive(FromQueryResult)]
struct Row {
    number: i64,
    code: String,
    kind: String,
    uses: i64,
    used: i64,
    made_by: Option<String>,
    made_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
    #[sea_orm(nested)]
    unit: UnitRow,
}

impl Row {
    fn read(self, store: &Store) -> Result<Invitation> {
        let kind = RoleKind::parse(&self.kind);
        Ok(Invitation {
            number: self.number,
            code: sealed::open_code(store, self.number, self.code)?,
            kind: kind.ok_or_else(|| Error::Broken("a stored invitation does not read".into()))?,
            unit: self.unit.read()?,
            uses: u32::try_from(self.uses).unwrap_or(u32::MAX),
            used: u32::try_from(self.used).unwrap_or_default(),
            made_at: Moment::from_millis(self.made_at),
            expires_at: Moment::from_millis(self.expires_at),
            is_revoked: self.revoked_at.is_some(),
            by_operator: self.made_by.is_none(),
        })
    }
}

pub(super) async fn redeem(
    store: &Store,
    asker: &str,
    code: &str,
    now: Moment,
) -> Result<Redeemed> {
    if guesses(store, asker, now - GUESSES_COUNT_FOR).await? >= MOST_GUESSES {
        return Ok(Redeemed::Throttled);
    }
    let sql = format!(
        "SELECT {INVITATION}, {UNIT} FROM {FROM} \
         WHERE invitations.code_hash IN (SELECT r.name FROM {})",
        names(store.backend(), 1)
    );
    let hashes = sealed::code_hashes(store, code)?;
    let found: Option<Row> = one(&store.read, sql, [json(&hashes)?]).await?;
    let Some(invitation) = found.map(|row| row.read(store)).transpose()? else {
        return Ok(Redeemed::Unknown);
    };
    Ok(match invitation.is_good(now) && invitation.unit.is_open {
        true => Redeemed::Good(invitation),
        false => Redeemed::Stale,
    })
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

async fn guesses(store: &Store, asker: &str, since: Moment) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS count FROM guesses WHERE person = $1 AND at > $2";
    let count: Option<Count> = one(&store.read, sql, [asker.into(), since.millis().into()]).await?;
    Ok(count.map_or(0, |count| count.count))
}

/// Those that somebody has made and that still work, the newest first.
pub(super) async fn made_by(store: &Store, maker: &str, now: Moment) -> Result<Vec<Invitation>> {
    let sql = format!(
        "SELECT {INVITATION}, {UNIT} FROM {FROM} WHERE invitations.made_by = $1 \
         AND invitations.revoked_at IS NULL AND invitations.used < invitations.uses \
         AND invitations.expires_at > $2 AND units.state = 'open' ORDER BY invitations.number DESC"
    );
    let found: Vec<Row> = all(&store.read, sql, [maker.into(), now.millis().into()]).await?;
    found.into_iter().map(|row| row.read(store)).collect()
}

/// Guesses that nobody counts any more go. At most `most` a call.
pub async fn forget_guesses(store: &Store, now: Moment, most: u32) -> Result<u64> {
    let sql = "DELETE FROM guesses WHERE id IN (SELECT id FROM guesses WHERE at <= $1 LIMIT $2)";
    let values = [(now - GUESSES_COUNT_FOR).millis().into(), i64::from(most).into()];
    crate::sql::execute(&store.write, sql, values).await
}
