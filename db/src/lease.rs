//! Claims by compare-and-set: the same statement on both databases. A lease saves work and keeps
//! order; that nothing happens twice rests on the state of the row that is worked on, which is
//! checked again in the commit.

use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::Result;
use crate::sql::{all, execute, json, names};

/// Who claims, and for how long.
#[derive(Debug, Clone)]
pub struct Lease {
    pub holder: String,
    pub now: Moment,
    pub until: Moment,
}

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

/// Takes those of `wanted` that nobody holds; says which. Sorted, so that two claimants cannot
/// wait for each other.
pub(crate) async fn take<C: ConnectionTrait>(
    db: &C,
    lease: &Lease,
    mut wanted: Vec<String>,
) -> Result<Vec<String>> {
    wanted.sort_unstable();
    let sql = format!(
        "INSERT INTO leases (name, holder, until) SELECT r.name, $2, $3 FROM {} WHERE true \
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until \
         WHERE leases.until <= $4 RETURNING name",
        names(db.get_database_backend(), 1)
    );
    let values = [
        json(&wanted)?,
        lease.holder.clone().into(),
        lease.until.millis().into(),
        lease.now.millis().into(),
    ];
    let taken: Vec<Name> = all(db, sql, values).await?;
    Ok(taken.into_iter().map(|row| row.name).collect())
}

/// Holds on to `name` for longer. `false` if it is somebody else's by now.
pub(crate) async fn renew<C: ConnectionTrait>(db: &C, lease: &Lease, name: &str) -> Result<bool> {
    let sql = "UPDATE leases SET until = $3 WHERE name = $1 AND holder = $2";
    let values = [name.into(), lease.holder.clone().into(), lease.until.millis().into()];
    Ok(execute(db, sql, values).await? > 0)
}

/// Gives back what this holder still holds of `held`.
pub(crate) async fn give_back<C: ConnectionTrait>(
    db: &C,
    holder: &str,
    held: &[String],
) -> Result<()> {
    let sql = format!(
        "DELETE FROM leases WHERE holder = $2 AND name IN (SELECT r.name FROM {})",
        names(db.get_database_backend(), 1)
    );
    execute(db, sql, [json(held)?, holder.into()]).await?;
    Ok(())
}

/// Keeps `name` until then, whoever asks: a pause for what has just failed.
pub(crate) async fn hold_back<C: ConnectionTrait>(
    db: &C,
    holder: &str,
    name: &str,
    until: Moment,
) -> Result<()> {
    let sql = "UPDATE leases SET holder = 'pause', until = $3 WHERE name = $1 AND holder = $2";
    execute(db, sql, [name.into(), holder.into(), until.millis().into()]).await?;
    Ok(())
}
