//! A role from the side of its person: applied for, corrected, taken back.

use std::time::Duration;

use asa_core::people::change::Application;
use asa_core::people::{Form, RoleId, RoleState};
use sea_orm::FromQueryResult;

use super::act::{Act, Event, the_one};
use super::{deciding, inviting, sealed, seats, units};
use crate::sql::{execute, one};
use crate::{Error, Result};

/// Whoever takes an application back this soon may use its invitation again: a little longer
/// than an undo is offered.
const SECOND_THOUGHTS: Duration = Duration::from_secs(15 * 60);

pub(super) async fn apply(act: &Act<'_>, application: &Application) -> Result<()> {
    let Application { role, kind, unit, form, invitation, at_once, desk } = application;
    units::hold_open(act, *unit).await?;
    let invited_by = match invitation {
        Some(number) => Some(inviting::use_up(act, *number, *kind, *unit).await?),
        None if *at_once => return Err(Error::Broken("nobody has decided about this role".into())),
        None => None,
    };
    let state = if *at_once { RoleState::Active } else { RoleState::Waiting };
    let sql = "INSERT INTO roles (id, person, kind, unit, state, invitation, desk, desk_at, \
               applied_at, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)";
    let values = [
        role.0.into(),
        act.person()?.into(),
        kind.as_str().into(),
        unit.0.into(),
        state.as_str().into(),
        (*invitation).into(),
        desk.number().into(),
        act.now.millis().into(),
        at_once.then_some(act.now.millis()).into(),
    ];
    execute(act.tx, sql, values).await?;
    if let Some(form) = form {
        the_one(fill_in(act, *role, form).await?)?;
    }
    act.role_event(*role, Event { what: "applied", ..Event::default() }).await?;
    if let Some(inviter) = invited_by.filter(|_| *at_once) {
        let by = super::By { person: inviter.as_deref(), ..act.by };
        let invited = Event { what: "invited", number: *invitation, ..Event::default() };
        Act { by, ..*act }.role_event(*role, invited).await?;
        deciding::begin(act, *role).await?;
    }
    Ok(())
}

/// Writes a form into a role of the person that may still come to something.
async fn fill_in(act: &Act<'_>, role: RoleId, form: &Form) -> Result<u64> {
    let sql = "UPDATE roles SET name = $3, fields = $4, phone_hash = $5, identity_hash = $6 \
               WHERE id = $1 AND person = $2 AND state IN ('waiting', 'active', 'suspended')";
    let [phone, identity] = sealed::hashes_of(act.store, form)?;
    let values = [
        role.0.into(),
        act.person()?.into(),
        form.name().to_string().into(),
        sealed::seal_form(act.store, role, form)?.into(),
        phone.into(),
        identity.into(),
    ];
    execute(act.tx, sql, values).await
}

pub(super) async fn correct(act: &Act<'_>, role: RoleId, form: &Form) -> Result<()> {
    the_one(fill_in(act, role, form).await?)?;
    act.role_event(role, Event { what: "corrected", ..Event::default() }).await
}

#[derive(FromQueryResult)]
struct Left {
    unit: i64,
    invitation: Option<i64>,
    applied_at: i64,
}

pub(super) async fn withdraw(act: &Act<'_>, role: RoleId) -> Result<()> {
    let sql = "UPDATE roles SET state = 'withdrawn', seat = NULL, ended_at = $3 \
               WHERE id = $1 AND person = $2 AND state IN ('waiting', 'active') \
               RETURNING unit, invitation, applied_at";
    let values = [role.0.into(), act.person()?.into(), act.now.millis().into()];
    let left: Option<Left> = one(act.tx, sql, values).await?;
    let left = left.ok_or(Error::Overtaken)?;
    act.role_event(role, Event { what: "withdrawn", ..Event::default() }).await?;
    let soon = left.applied_at >= (act.now - SECOND_THOUGHTS).millis();
    if let Some(invitation) = left.invitation.filter(|_| soon) {
        inviting::give_back(act, invitation).await?;
    }
    seats::fill(act, left.unit).await
}
