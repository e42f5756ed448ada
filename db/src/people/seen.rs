//! Who has been seen, the language they read, whether they can be reached.

use std::collections::BTreeMap;

use asa_core::conversation::Language;
use asa_core::id::LineId;
use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;

use crate::sql::{Type, all, execute, json, names, rows};
use crate::{Result, Store};

#[derive(Debug, Clone, FromQueryResult)]
pub struct Person {
    pub line_id: String,
    language: Option<String>,
    pub blocked_at: Option<i64>,
}

impl Person {
    pub fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::from_code)
    }
}

/// Those of `ids` that have been seen before.
pub async fn load(store: &Store, ids: &[&str]) -> Result<Vec<Person>> {
    let sql = format!(
        "SELECT p.line_id, p.language, p.blocked_at FROM {} JOIN people p ON p.line_id = r.name",
        names(store.backend(), 1)
    );
    all(&store.read, sql, [json(ids)?]).await
}

/// What a turn learnt about a person; a field that is `None` stays as it was.
#[derive(Debug, Clone, Serialize)]
pub struct Learnt {
    line_id: String,
    language: Option<&'static str>,
    /// 1 blocked, 0 reachable.
    blocked: Option<i64>,
}

impl Learnt {
    pub fn about(person: &LineId) -> Self {
        Self { line_id: person.as_str().to_owned(), language: None, blocked: None }
    }

    #[must_use]
    pub fn speaks(self, language: Language) -> Self {
        Self { language: Some(language.code()), ..self }
    }

    #[must_use]
    pub fn blocked(self, blocked: bool) -> Self {
        Self { blocked: Some(i64::from(blocked)), ..self }
    }
}

/// What came later counts. One entry a person: PostgreSQL refuses to update a row twice in one
/// statement.
fn merge<'a>(learnt: impl IntoIterator<Item = &'a Learnt>) -> Vec<Learnt> {
    let mut merged: BTreeMap<&str, Learnt> = BTreeMap::new();
    for new in learnt {
        let known = merged.entry(&new.line_id).or_insert_with(|| new.clone());
        known.language = new.language.or(known.language);
        known.blocked = new.blocked.or(known.blocked);
    }
    merged.into_values().collect()
}

pub(crate) async fn learn<'a, C: ConnectionTrait>(
    db: &C,
    learnt: impl IntoIterator<Item = &'a Learnt>,
    now: Moment,
) -> Result<()> {
    let learnt = merge(learnt);
    if learnt.is_empty() {
        return Ok(());
    }
    const COLUMNS: [(&str, Type); 3] =
        [("line_id", Type::Text), ("language", Type::Text), ("blocked", Type::Int)];
    let sql = format!(
        "INSERT INTO people (line_id, language, blocked_at, first_seen_at) \
         SELECT r.line_id, r.language, CASE WHEN r.blocked = 1 THEN $2 END, $3 FROM {} WHERE true \
         ON CONFLICT (line_id) DO UPDATE SET \
         language = COALESCE(excluded.language, people.language), blocked_at = CASE \
         (SELECT b.blocked FROM {} WHERE b.line_id = excluded.line_id) \
         WHEN 1 THEN COALESCE(people.blocked_at, $2) WHEN 0 THEN NULL ELSE people.blocked_at END",
        rows(db.get_database_backend(), 1, &COLUMNS),
        rows(db.get_database_backend(), 1, &COLUMNS).replace(" AS r", " AS b"),
    );
    execute(db, sql, [json(&learnt)?, now.millis().into(), now.millis().into()]).await?;
    Ok(())
}
