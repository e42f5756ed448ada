//! Claims by compare-and-set. A lease saves work and keeps order; that nothing happens twice rests
//! on the state of the row that is worked on, which is checked again in the commit.
//!
//! Replicas share their leases in the database. An embedded database has one service, and what a
//! dead one held is free again at once: its leases are in memory, and cost no commit.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::sql::{all, execute, json, names};
use crate::{Result, Store};

/// Who claims, and for how long.
#[derive(Debug, Clone)]
pub struct Lease {
    pub holder: String,
    pub now: Moment,
    pub until: Moment,
}

/// Who holds what of an embedded database, until when.
#[derive(Debug, Default)]
pub(crate) struct Own(Mutex<HashMap<String, (String, Moment)>>);

/// Nobody's: what is held so is left alone until its time is over.
const PAUSE: &str = "pause";

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

impl Own {
    fn held(&self) -> MutexGuard<'_, HashMap<String, (String, Moment)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many are held at this moment; leases that are over are forgotten.
    fn count(&self, now: Moment) -> usize {
        let mut held = self.held();
        held.retain(|_, (_, until)| *until > now);
        held.len()
    }

    fn take(&self, lease: &Lease, wanted: Vec<String>) -> Vec<String> {
        let mut held = self.held();
        let is_free = |name: &String| held.get(name).is_none_or(|(_, until)| *until <= lease.now);
        let taken: Vec<String> = wanted.into_iter().filter(is_free).collect();
        let hold = |name: &String| (name.clone(), (lease.holder.clone(), lease.until));
        held.extend(taken.iter().map(hold));
        taken
    }

    fn give_back(&self, holder: &str, names: &[String]) {
        let mut held = self.held();
        for name in names {
            if held.get(name).is_some_and(|(own, _)| own == holder) {
                held.remove(name);
            }
        }
    }

    /// If it is still this holder's.
    fn change(&self, name: &str, holder: &str, to: (&str, Moment)) -> bool {
        match self.held().get_mut(name) {
            Some(held) if held.0 == holder => {
                *held = (to.0.to_owned(), to.1);
                true
            }
            _ => false,
        }
    }
}

/// Takes those of `wanted` that nobody holds; says which. Sorted, so that two claimants cannot
/// wait for each other.
pub(crate) async fn take<C: ConnectionTrait>(
    store: &Store,
    db: &C,
    lease: &Lease,
    mut wanted: Vec<String>,
) -> Result<Vec<String>> {
    if let Some(own) = &store.own_leases {
        return Ok(own.take(lease, wanted));
    }
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

/// How many leases are in memory: questions that cannot see them have to look past so many.
pub(crate) fn held_here(store: &Store, now: Moment) -> usize {
    store.own_leases.as_ref().map_or(0, |own| own.count(now))
}

/// The first of these that no lease in memory is on.
pub(crate) fn free_here<T>(
    store: &Store,
    now: Moment,
    all: impl Iterator<Item = T>,
    lease_name: impl Fn(&T) -> String,
    most: usize,
) -> Vec<T> {
    let Some(own) = &store.own_leases else { return all.take(most).collect() };
    let held = own.held();
    let is_free = |one: &T| held.get(&lease_name(one)).is_none_or(|(_, until)| *until <= now);
    all.filter(is_free).take(most).collect()
}

/// Takes what of `wanted` nobody holds, and finds the work behind it. What has none is given back,
/// and so is all of it when it cannot be found.
pub(crate) async fn take_with_work<W>(
    store: &Store,
    lease: &Lease,
    wanted: Vec<String>,
    find: impl AsyncFnOnce(&[String]) -> Result<Vec<W>>,
    name: impl Fn(&W) -> String,
) -> Result<Vec<W>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let taken = take(store, &store.write, lease, wanted).await?;
    let found = find(&taken).await;
    let busy: HashSet<String> = found.iter().flatten().map(name).collect();
    let idle: Vec<_> = taken.into_iter().filter(|name| !busy.contains(name)).collect();
    if !idle.is_empty() {
        give_back(store, &lease.holder, &idle).await?;
    }
    found
}

/// Holds on to `name` for longer. `false` if it is somebody else's by now.
pub(crate) async fn renew(store: &Store, lease: &Lease, name: &str) -> Result<bool> {
    if let Some(own) = &store.own_leases {
        return Ok(own.change(name, &lease.holder, (&lease.holder, lease.until)));
    }
    let sql = "UPDATE leases SET until = $3 WHERE name = $1 AND holder = $2";
    let values = [name.into(), lease.holder.clone().into(), lease.until.millis().into()];
    Ok(execute(&store.write, sql, values).await? > 0)
}

/// Gives back what this holder still holds of `names`.
pub(crate) async fn give_back(store: &Store, holder: &str, names: &[String]) -> Result<()> {
    match &store.own_leases {
        Some(own) => own.give_back(holder, names),
        None => let_go(&store.write, holder, names).await?,
    }
    Ok(())
}

/// The same in a transaction that is open.
pub(crate) async fn give_back_in(
    store: &Store,
    tx: &DatabaseTransaction,
    holder: &str,
    names: &[String],
) -> Result<()> {
    match &store.own_leases {
        Some(own) => own.give_back(holder, names),
        None => let_go(tx, holder, names).await?,
    }
    Ok(())
}

/// What was taken in a transaction that came to nothing: where leases are in the database they
/// are gone with it.
pub(crate) fn taken_in_vain(store: &Store, holder: &str, names: &[String]) {
    if let Some(own) = &store.own_leases {
        own.give_back(holder, names);
    }
}

/// Commits, and gives back with it: nobody sees the one without the other.
pub(crate) async fn commit_and_give_back(
    store: &Store,
    tx: DatabaseTransaction,
    holder: &str,
    names: &[String],
) -> Result<()> {
    match &store.own_leases {
        Some(own) => {
            tx.commit().await?;
            own.give_back(holder, names);
        }
        None => {
            let_go(&tx, holder, names).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// The row stays, for whoever takes it next: it is changed where it lies. Its time is below zero,
/// so it is over, and still tells when that was.
async fn let_go<C: ConnectionTrait>(db: &C, holder: &str, held: &[String]) -> Result<()> {
    let sql = format!(
        "UPDATE leases SET holder = '', until = -until \
         WHERE holder = $2 AND name IN (SELECT r.name FROM {})",
        names(db.get_database_backend(), 1)
    );
    execute(db, sql, [json(held)?, holder.into()]).await?;
    Ok(())
}

/// Leases that nobody has taken since `cutoff` go. At most `most` a call.
pub async fn prune(store: &Store, cutoff: Moment, most: u32) -> Result<u64> {
    if store.own_leases.is_some() {
        return Ok(0);
    }
    let sql = "DELETE FROM leases WHERE name IN \
               (SELECT name FROM leases WHERE ABS(until) < $1 LIMIT $2) AND ABS(until) < $1";
    execute(&store.write, sql, [cutoff.millis().into(), i64::from(most).into()]).await
}

/// Keeps `name` until then, whoever asks: a pause for what has just failed.
pub(crate) async fn hold_back(
    store: &Store,
    holder: &str,
    name: &str,
    until: Moment,
) -> Result<()> {
    if let Some(own) = &store.own_leases {
        own.change(name, holder, (PAUSE, until));
        return Ok(());
    }
    let sql = "UPDATE leases SET holder = $4, until = $3 WHERE name = $1 AND holder = $2";
    let values = [name.into(), holder.into(), until.millis().into(), PAUSE.into()];
    execute(&store.write, sql, values).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn lease(holder: &str, second: u64) -> Lease {
        let now = Moment::from_millis(0) + Duration::from_secs(second);
        Lease { holder: holder.to_owned(), now, until: now + Duration::from_secs(10) }
    }

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_is_held_is_nobody_elses_until_its_time_is_over() {
        let own = Own::default();
        assert_eq!(own.take(&lease("one", 0), names(&["a", "b"])), names(&["a", "b"]));
        assert_eq!(own.take(&lease("other", 5), names(&["a", "c"])), names(&["c"]));
        assert_eq!(own.take(&lease("other", 10), names(&["a"])), names(&["a"]));
        own.give_back("one", &names(&["a", "b"]));
        assert_eq!(own.take(&lease("one", 11), names(&["a", "b"])), names(&["b"]));
    }

    #[test]
    fn a_pause_is_kept_from_everybody() {
        let own = Own::default();
        own.take(&lease("one", 0), names(&["a"]));
        let until = lease("", 20).now;
        assert!(!own.change("a", "other", (PAUSE, until)));
        assert!(own.change("a", "one", (PAUSE, until)));
        assert!(own.take(&lease("one", 15), names(&["a"])).is_empty());
        assert_eq!(own.count(until), 0);
        assert_eq!(own.take(&lease("one", 20), names(&["a"])).len(), 1);
    }
}
