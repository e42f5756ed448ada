//! Who has read or changed whose record, when, why and through what.

use asa_core::moment::Moment;
use asa_core::people::RoleId;
use sea_orm::FromQueryResult;

use super::act::{Act, By};
use super::list::{WHO, Who, WhoRow};
use super::privacy;
use crate::sql::all;
use crate::{Result, Store};

/// Somebody did something about a record, or about many.
#[derive(Debug, Clone)]
pub struct Entry {
    pub at: Moment,
    /// `None`: nobody, time has passed.
    pub by: Option<Who>,
    pub through: Option<String>,
    /// `read`, `exported`, `approved` …
    pub what: String,
    /// `None`: many.
    pub role: Option<RoleId>,
    pub why: Option<String>,
}

/// Which entries to look at.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    /// About this record only.
    pub role: Option<RoleId>,
    pub from: Moment,
    /// Before then.
    pub until: Moment,
    pub most: u32,
}

#[derive(FromQueryResult)]
struct Row {
    at: i64,
    through: Option<String>,
    what: String,
    role: Option<i64>,
    why: Option<String>,
    #[sea_orm(nested)]
    who: WhoRow,
}

/// The newest first.
pub async fn entries(store: &Store, filter: Filter) -> Result<Vec<Entry>> {
    let which = "at >= $1 AND at < $2 AND (CAST($3 AS BIGINT) IS NULL OR role = $3)";
    let sql = format!(
        "SELECT e.at, e.through, e.what, e.role, e.why, {WHO} FROM \
         (SELECT id, 0 AS source, at, person, through, what, role, why FROM audit WHERE {which} \
         UNION ALL \
         SELECT id, 1, at, person, through, what, role, why FROM role_events WHERE {which}) AS e \
         ORDER BY e.at DESC, e.source DESC, e.id DESC LIMIT $4"
    );
    let values = [
        filter.from.millis().into(),
        filter.until.millis().into(),
        filter.role.map(|role| role.0).into(),
        i64::from(filter.most).into(),
    ];
    let found: Vec<Row> = all(&store.read, sql, values).await?;
    found.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<Entry> {
    let who = row.who.read()?;
    Ok(Entry {
        at: Moment::from_millis(row.at),
        by: row.through.is_some().then_some(who),
        through: row.through,
        what: row.what,
        role: row.role.map(RoleId),
        why: row.why,
    })
}

/// Writes down that somebody reads a record (`None`: many), before they do.
pub async fn write_down(
    store: &Store,
    by: By<'_>,
    what: &str,
    role: Option<RoleId>,
    why: &str,
    now: Moment,
) -> Result<()> {
    let tx = store.begin().await?;
    privacy::read(&Act { store, tx: &tx, by, now }, what, role, why).await?;
    tx.commit().await?;
    Ok(())
}
