//! Records for those at the machine: listed, shown, exported. Whoever reads is written down by
//! the caller, with [`super::audit::write_down`].

use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_core::people::record::Record;
use asa_core::people::{Me, RoleId, RoleState};
use sea_orm::{FromQueryResult, Value};

use super::row::{FROM, RECORD, RecordRow, UNIT};
use crate::sql::all;
use crate::{Error, Result, Store};

/// A record, and who decided about it.
#[derive(Debug, Clone)]
pub struct Listed {
    pub record: Record,
    pub decided_by: Option<Who>,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// At the machine itself.
    Operator,
    /// By their first role as an officer.
    Officer(RoleId),
    Person(LineId),
}

/// Which records to look at.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    /// An area's code: roles at its units, and at those of the areas in it.
    pub area: &'a str,
    pub state: Option<RoleState>,
    /// Applied for then or later, but before `until`.
    pub from: Moment,
    pub until: Moment,
}

/// To be selected of an event `e`: who did it, as [`WhoRow`].
pub(super) const WHO: &str = "e.person AS by_person, (SELECT MIN(o.id) FROM roles o \
    WHERE o.person = e.person AND o.kind = 'officer' AND o.state <> 'withdrawn') AS by_role";

#[derive(FromQueryResult)]
pub(super) struct WhoRow {
    by_person: Option<String>,
    by_role: Option<i64>,
}

impl WhoRow {
    pub(super) fn read(self) -> Result<Who> {
        match (self.by_person, self.by_role) {
            (None, _) => Ok(Who::Operator),
            (Some(_), Some(role)) => Ok(Who::Officer(RoleId(role))),
            (Some(person), None) => {
                let person = LineId::new(person);
                person.map(Who::Person).map_err(|_| Error::Broken("a stored person".into()))
            }
        }
    }
}

#[derive(FromQueryResult)]
struct Row {
    decided: Option<i64>,
    #[sea_orm(nested)]
    record: RecordRow,
    #[sea_orm(nested)]
    who: WhoRow,
}

impl Row {
    fn read(self, store: &Store) -> Result<Listed> {
        let who = self.who.read()?;
        let decided_by = self.decided.map(|_| who);
        Ok(Listed { record: self.record.read(store, None)?, decided_by })
    }
}

/// Records after the one with the id `after`, by id, at most `most`.
pub async fn page(store: &Store, filter: Filter<'_>, after: i64, most: u32) -> Result<Vec<Listed>> {
    let which = "roles.id > $1 AND units.area LIKE $2 || '%' AND roles.state LIKE $3 \
                 AND roles.applied_at >= $4 AND roles.applied_at < $5 ORDER BY roles.id LIMIT $6";
    let values = [
        after.into(),
        filter.area.into(),
        filter.state.map_or("%", RoleState::as_str).into(),
        filter.from.millis().into(),
        filter.until.millis().into(),
        i64::from(most).into(),
    ];
    listed(store, which, values).await
}

pub async fn show(store: &Store, role: RoleId) -> Result<Option<Listed>> {
    Ok(listed(store, "roles.id = $1", [role.0.into()]).await?.into_iter().next())
}

async fn listed(
    store: &Store,
    which: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<Listed>> {
    let sql = format!(
        "SELECT {RECORD}, {UNIT}, e.id AS decided, {WHO} FROM {FROM} LEFT JOIN role_events e \
         ON e.id = (SELECT MAX(d.id) FROM role_events d WHERE d.role = roles.id \
         AND d.what IN ('approved', 'refused', 'invited')) AND roles.decided_at IS NOT NULL \
         WHERE {which}"
    );
    let found: Vec<Row> = all(&store.read, sql, values).await?;
    found.into_iter().map(|row| row.read(store)).collect()
}

/// The person of a role, and what a turn would know of them.
pub async fn person_of(store: &Store, role: RoleId) -> Result<Option<(LineId, Me)>> {
    #[derive(FromQueryResult)]
    struct Person {
        person: String,
    }
    let sql = "SELECT person FROM roles WHERE id = $1";
    let found: Vec<Person> = all(&store.read, sql, [role.0.into()]).await?;
    let Some(Person { person }) = found.into_iter().next() else { return Ok(None) };
    let known = super::me(store, &[&person]).await?;
    let me = known.into_iter().next().map(|(_, me)| me).unwrap_or_default();
    let person = LineId::new(person).map_err(|_| Error::Broken("a stored person".into()))?;
    Ok(Some((person, me)))
}
