//! Invitations: made, used, revoked; and the codes that were none.

use asa_core::people::change::NewInvitation;
use asa_core::people::{RoleKind, UnitId};
use sea_orm::FromQueryResult;

use super::act::{Act, the_one};
use super::{sealed, units};
use crate::sql::{execute, one};
use crate::{Error, Result};

pub(super) async fn invite(act: &Act<'_>, invitation: &NewInvitation) -> Result<()> {
    let NewInvitation { number, code, kind, unit, uses, expires_at } = invitation;
    units::hold_open(act, *unit).await?;
    let sql = "INSERT INTO invitations (number, code_hash, code, kind, unit, uses, used, made_by, \
               made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9)";
    let values = [
        (*number).into(),
        sealed::code_hash(act.store, code)?.into(),
        sealed::seal_code(act.store, *number, code)?.into(),
        kind.as_str().into(),
        unit.0.into(),
        i64::from(*uses).into(),
        act.by.person.into(),
        act.now.millis().into(),
        expires_at.millis().into(),
    ];
    execute(act.tx, sql, values).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Maker {
    made_by: Option<String>,
}

/// One use less; says who made it (`None`: the operator).
pub(super) async fn use_up(
    act: &Act<'_>,
    number: i64,
    kind: RoleKind,
    unit: UnitId,
) -> Result<Option<String>> {
    let sql = "UPDATE invitations SET used = used + 1 WHERE number = $1 AND kind = $2 \
               AND unit = $3 AND used < uses AND revoked_at IS NULL AND expires_at > $4 \
               RETURNING made_by";
    let values = [number.into(), kind.as_str().into(), unit.0.into(), act.now.millis().into()];
    let maker: Option<Maker> = one(act.tx, sql, values).await?;
    maker.map(|maker| maker.made_by).ok_or(Error::Overtaken)
}

pub(super) async fn give_back(act: &Act<'_>, number: i64) -> Result<()> {
    let sql = "UPDATE invitations SET used = used - 1 WHERE number = $1 AND used > 0";
    execute(act.tx, sql, [number.into()]).await?;
    Ok(())
}

/// One's own; the operator revokes any.
pub(super) async fn revoke(act: &Act<'_>, number: i64) -> Result<()> {
    let sql = "UPDATE invitations SET revoked_at = $2 WHERE number = $1 AND revoked_at IS NULL \
               AND (CAST($3 AS TEXT) IS NULL OR made_by = $3)";
    let values = [number.into(), act.now.millis().into(), act.by.person.into()];
    the_one(execute(act.tx, sql, values).await?)
}

pub(super) async fn guessed_wrong(act: &Act<'_>) -> Result<()> {
    let sql = "INSERT INTO guesses (person, at) VALUES ($1, $2)";
    execute(act.tx, sql, [act.person()?.into(), act.now.millis().into()]).await?;
    Ok(())
}
