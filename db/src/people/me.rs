//! What a turn knows of the person it talks to. It is on the way of every message: two
//! statements, whatever the number of people.

use std::collections::HashMap;

use asa_core::people::{Consent, Me};
use sea_orm::FromQueryResult;

use super::row::{FROM, RoleRow, UNIT};
use crate::sql::{all, json, names};
use crate::{Result, Store};

#[derive(FromQueryResult)]
struct Word {
    person: String,
    version: i64,
    choice: String,
}

/// Those of `ids` of whom anything is known; the others are [`Me::default`].
pub async fn me(store: &Store, ids: &[&str]) -> Result<Vec<(String, Me)>> {
    let (roles, words) = tokio::try_join!(roles(store, ids), words(store, ids))?;
    let mut known: HashMap<String, Me> = HashMap::new();
    for mut row in roles {
        let person = std::mem::take(&mut row.person);
        known.entry(person).or_default().roles.push(row.read()?);
    }
    for Word { person, version, choice } in words {
        let version = u32::try_from(version).unwrap_or_default();
        let consent = Consent { version, given: choice == "given" };
        known.entry(person).or_default().consent = Some(consent);
    }
    Ok(known.into_iter().collect())
}

/// Roles that may still come to something, in the order they were asked for.
async fn roles(store: &Store, ids: &[&str]) -> Result<Vec<RoleRow>> {
    let sql = format!(
        "SELECT roles.id, roles.person, roles.kind, roles.state, roles.seat, {UNIT} FROM {} \
         CROSS JOIN {FROM} WHERE roles.person = r.name \
         AND roles.state IN ('waiting', 'active', 'suspended') \
         ORDER BY roles.applied_at, roles.id",
        names(store.backend(), 1)
    );
    all(&store.read, sql, [json(ids)?]).await
}

/// The last word of each on the notice.
async fn words(store: &Store, ids: &[&str]) -> Result<Vec<Word>> {
    let sql = format!(
        "SELECT c.person, c.version, c.choice FROM {} JOIN consents c ON c.id = \
         (SELECT MAX(l.id) FROM consents l WHERE l.person = r.name)",
        names(store.backend(), 1)
    );
    all(&store.read, sql, [json(ids)?]).await
}
