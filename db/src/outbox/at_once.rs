//! Replies that leave as soon as their turn is committed: nearly all of them. The commit writes
//! them down as being sent, so they are neither claimed nor begun; nothing else differs.

use std::collections::{HashMap, HashSet};

use asa_core::moment::Moment;
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::send::{COLUMNS, sealed};
use super::{Queued, Send, lease_name};
use crate::lease::{Lease, give_back_in, take, taken_in_vain};
use crate::sql::{all, insert_returning, json, names};
use crate::{Result, Store, Vault};

/// What may leave as soon as the commit is done: by whom, and how much of it.
#[derive(Debug, Clone)]
pub struct AtOnce {
    pub lease: Lease,
    pub most: usize,
}

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

/// Takes the recipients of those replies that nothing is under way to and nothing waits for: they
/// need not queue. Says which of them, and what has been taken.
pub(crate) async fn take_at_once<'a>(
    store: &Store,
    tx: &DatabaseTransaction,
    at_once: &AtOnce,
    replies: impl IntoIterator<Item = &'a Send>,
) -> Result<HashSet<String>> {
    let replies = replies.into_iter().take(at_once.most);
    let wanted: Vec<String> = replies.map(|send| lease_name(send.recipient())).collect();
    if wanted.is_empty() {
        return Ok(HashSet::new());
    }
    let taken = take(store, tx, &at_once.lease, wanted).await?;
    let sql = format!(
        "SELECT r.name FROM {} WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.state = 'waiting' \
         AND o.recipient = substr(r.name, 5))",
        names(store.backend(), 1)
    );
    let queued: Result<Vec<Name>> = all(tx, sql, [json(&taken)?]).await;
    if queued.is_err() {
        taken_in_vain(store, &at_once.lease.holder, &taken);
    }
    let queued = queued?;
    let queued: Vec<String> = queued.into_iter().map(|row| row.name).collect();
    if !queued.is_empty() {
        give_back_in(store, tx, &at_once.lease.holder, &queued).await?;
    }
    let free = taken.into_iter().filter(|name| !queued.contains(name));
    Ok(free.map(|name| name["out:".len()..].to_owned()).collect())
}

#[derive(FromQueryResult)]
struct New {
    id: i64,
    retry_key: String,
}

/// Writes down that these are being sent: whoever commits it sends them.
pub(crate) async fn insert_in_hand(
    tx: &DatabaseTransaction,
    vault: &Vault,
    sends: &[&Send],
    now: Moment,
) -> Result<Vec<Queued>> {
    let rows = sends.iter().map(|send| sealed(vault, send, 1, Some(now)));
    let rows = rows.collect::<Result<Vec<_>>>()?;
    let new: Vec<New> =
        insert_returning(tx, "outbox", &COLUMNS, rows, "RETURNING id, retry_key").await?;
    let by_key: HashMap<&str, &Send> = sends.iter().map(|send| (send.retry_key(), *send)).collect();
    let queued = new.into_iter().filter_map(|row| {
        let send = by_key.get(row.retry_key.as_str())?;
        Some(send.in_hand(row.id))
    });
    Ok(queued.collect())
}

/// The commit came to nothing.
pub(crate) fn give_up(store: &Store, at_once: &AtOnce, recipients: &HashSet<String>) {
    let names: Vec<String> = recipients.iter().map(|name| lease_name(name)).collect();
    taken_in_vain(store, &at_once.lease.holder, &names);
}
