//! Rows of roles and units as core's values.

use asa_core::moment::Moment;
use asa_core::people::record::Record;
use asa_core::people::{Level, Role, RoleId, RoleKind, RoleState, Seat, Unit, UnitId, UnitKind};
use sea_orm::FromQueryResult;

use super::sealed;
use crate::{Error, Result, Store};

/// What a [`UnitRow`] is read from.
pub(crate) const UNIT: &str = "units.id AS unit, units.kind AS unit_kind, units.name AS unit_name, \
    units.area, units.moo, units.parent, units.state AS unit_state";

/// What a [`RecordRow`] is read from, of `roles JOIN units`; with [`UNIT`] behind it.
pub(super) const RECORD: &str = "roles.id, roles.person, roles.kind, roles.state, roles.seat, \
    roles.fields, roles.desk, roles.applied_at, roles.decided_at, roles.why";

/// Where both come from.
pub(super) const FROM: &str = "roles JOIN units ON units.id = roles.unit";

/// The level on which a role stands.
pub(super) const LEVEL: &str = "CASE roles.kind WHEN 'volunteer' THEN 5 ELSE units.level END";

#[derive(Debug, FromQueryResult)]
pub(crate) struct UnitRow {
    unit: i64,
    unit_kind: String,
    unit_name: String,
    area: String,
    moo: Option<i64>,
    parent: Option<i64>,
    unit_state: String,
}

#[derive(FromQueryResult)]
pub(super) struct RecordRow {
    id: i64,
    pub(super) person: String,
    kind: String,
    state: String,
    seat: Option<String>,
    fields: Option<String>,
    desk: i64,
    applied_at: i64,
    decided_at: Option<i64>,
    why: Option<String>,
    #[sea_orm(nested)]
    unit: UnitRow,
}

/// A role alone.
#[derive(FromQueryResult)]
pub(super) struct RoleRow {
    id: i64,
    pub(super) person: String,
    kind: String,
    state: String,
    seat: Option<String>,
    #[sea_orm(nested)]
    unit: UnitRow,
}

fn damaged(what: &str) -> Error {
    Error::Broken(format!("a stored {what} does not read"))
}

impl UnitRow {
    pub(crate) fn read(self) -> Result<Unit> {
        Ok(Unit {
            id: UnitId(self.unit),
            kind: UnitKind::parse(&self.unit_kind).ok_or_else(|| damaged("kind of unit"))?,
            name: self.unit_name,
            area: self.area.parse().map_err(|_| damaged("area"))?,
            moo: self.moo.and_then(|moo| u8::try_from(moo).ok()),
            parent: self.parent.map(UnitId),
            is_open: self.unit_state == "open",
        })
    }
}

impl RoleRow {
    pub(super) fn read(self) -> Result<Role> {
        Ok(Role {
            id: RoleId(self.id),
            kind: RoleKind::parse(&self.kind).ok_or_else(|| damaged("kind of role"))?,
            unit: self.unit.read()?,
            state: RoleState::parse(&self.state).ok_or_else(|| damaged("state of a role"))?,
            seat: self.seat.as_deref().and_then(Seat::parse),
        })
    }
}

impl RecordRow {
    /// As somebody sees it; `None` is nobody whose own it could be.
    pub(super) fn read(self, store: &Store, asker: Option<&str>) -> Result<Record> {
        let Self { id, person, kind, state, seat, unit, .. } = self;
        let is_mine = asker == Some(person.as_str());
        let role = RoleRow { id, person, kind, state, seat, unit }.read()?;
        let open = |sealed: String| sealed::open_form(store, role.id, &sealed);
        Ok(Record {
            form: self.fields.map(open).transpose()?,
            is_mine,
            desk: Level::from_number(self.desk).ok_or_else(|| damaged("desk"))?,
            applied_at: Moment::from_millis(self.applied_at),
            decided_at: self.decided_at.map(Moment::from_millis),
            why: self.why,
            role,
        })
    }
}
