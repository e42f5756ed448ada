//! What is over, and goes: small bites, the oldest first.
//!
//! Invariant: nothing here touches a quantity or a day; what is kept of people goes, what
//! happened stays.

use std::time::Duration;

use asa_core::moment::Moment;
use sea_orm::FromQueryResult;

use crate::sql::{execute, one};
use crate::{Result, Store};

/// How long what is kept, after it has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// Photos of a record, after it was closed.
    pub photos: Duration,
    /// What a case tells of people, after it was closed.
    pub cases: Duration,
    /// What a role tells of its person, after it has ended.
    pub roles: Duration,
    pub consents: Duration,
    /// Who read whose record: never less than the 90 days the law asks for.
    pub audit: Duration,
}

/// One kind of thing that goes: which rows, before when, and what is done to them.
struct Rule {
    name: &'static str,
    after: fn(&Clocks) -> Duration,
    /// Rows that are over; `$1` is the moment before which they ended.
    over: &'static str,
    /// What is done to at most `$2` of them, the oldest first.
    go: &'static str,
}

const RULES: [Rule; 5] = [
    Rule {
        name: "photos",
        after: |clocks| clocks.photos,
        over: "FROM media m WHERE m.erased_at IS NULL AND m.claimed_by = 'case' AND m.name IN \
               (SELECT p.media FROM case_photos p JOIN cases c ON c.series = p.series \
               AND c.number = p.number WHERE c.closed_at < $1)",
        go: "UPDATE media SET claimed_by = NULL, fetched_at = 0 WHERE name IN \
             (SELECT m.name {over} ORDER BY m.name LIMIT $2)",
    },
    Rule {
        name: "cases",
        after: |clocks| clocks.cases,
        over: "FROM cases WHERE closed_at < $1 AND person <> '-'",
        go: "UPDATE cases SET story = NULL, phone = NULL, person = '-' WHERE (series, number) IN \
             (SELECT series, number {over} ORDER BY closed_at LIMIT $2)",
    },
    Rule {
        name: "roles",
        after: |clocks| clocks.roles,
        over: "FROM roles WHERE state IN ('refused', 'ended', 'withdrawn') \
               AND COALESCE(ended_at, decided_at, applied_at) < $1 \
               AND (name IS NOT NULL OR fields IS NOT NULL)",
        go: "UPDATE roles SET name = NULL, fields = NULL, phone_hash = NULL, identity_hash = NULL \
             WHERE id IN (SELECT id {over} ORDER BY id LIMIT $2)",
    },
    Rule {
        name: "consents",
        after: |clocks| clocks.consents,
        over: "FROM consents WHERE at < $1",
        go: "DELETE FROM consents WHERE id IN (SELECT id {over} ORDER BY at LIMIT $2)",
    },
    Rule {
        name: "audit",
        after: |clocks| clocks.audit,
        over: "FROM audit WHERE at < $1",
        go: "DELETE FROM audit WHERE id IN (SELECT id {over} ORDER BY at LIMIT $2)",
    },
];

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

/// How many rows of each kind are over, and go with the next [`sweep`].
pub async fn over(store: &Store, clocks: &Clocks, now: Moment) -> Result<Vec<(&'static str, u64)>> {
    let mut counts = Vec::new();
    for rule in &RULES {
        let sql = format!("SELECT COUNT(*) AS count {}", rule.over);
        let before = now - (rule.after)(clocks);
        let count: Option<Count> = one(&store.read, sql, [before.millis().into()]).await?;
        let count = count.map_or(0, |count| u64::try_from(count.count).unwrap_or(0));
        counts.push((rule.name, count));
    }
    Ok(counts)
}

/// Lets at most `most` of each kind go. Says how many did.
pub async fn sweep(
    store: &Store,
    clocks: &Clocks,
    most: u32,
    now: Moment,
) -> Result<Vec<(&'static str, u64)>> {
    let mut gone = Vec::new();
    for rule in &RULES {
        let sql = rule.go.replace("{over}", rule.over);
        let before = now - (rule.after)(clocks);
        let values = [before.millis().into(), i64::from(most).into()];
        gone.push((rule.name, execute(&store.write, sql, values).await?));
    }
    Ok(gone)
}

impl Default for Clocks {
    fn default() -> Self {
        let days = |days: u64| Duration::from_secs(days * 24 * 3600);
        Self {
            photos: days(90),
            cases: days(365),
            roles: days(365),
            consents: days(3650),
            audit: days(3650),
        }
    }
}
