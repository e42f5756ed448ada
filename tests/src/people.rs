//! People with roles, units and codes, without the conversations that lead to them. All are made
//! up, and so are their numbers.

use std::time::Duration;

use anyhow::Context as _;
use asa_core::areas::AreaCode;
use asa_core::conversation::readers::Document;
use asa_core::id::LineId;
use asa_core::people::change::{Application, Decision, NewInvitation, NewUnit};
use asa_core::people::names::series;
use asa_core::people::{Change, Form, Level, RoleId, RoleKind, UnitId, UnitKind};
use asa_core::stock::record::Source;
use asa_core::stock::{self, Deed, Item, NewRecord};
use asa_core::thai::FullName;
use asa_db::numbers;
use asa_db::people::act::{Asked, By, Through, act};

use crate::transcript::given::Code;
use crate::world::World;

const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);

/// Lets somebody have a role at a unit, or wait for one at the desk right above.
pub async fn give_role(
    world: &World,
    person: &LineId,
    name: &str,
    kind: RoleKind,
    unit: UnitId,
    waits: bool,
) -> anyhow::Result<RoleId> {
    let store = &world.service.store;
    let role = RoleId(numbers::take(store, series::ROLES, 1).await?);
    let level = match unit.0 {
        ..100 => Level::Province,
        100..10_000 => Level::District,
        _ => Level::Local,
    };
    let desk = match kind {
        RoleKind::Volunteer => Level::Local,
        RoleKind::Officer => level.above().unwrap_or(Level::Nation),
    };
    let form = Some(form(name, kind));
    let application =
        Application { role, kind, unit, form, invitation: None, at_once: false, desk };
    change(world, Some(person), Change::Apply(application)).await?;
    if !waits {
        // No number that anybody is told.
        let decision = Decision { number: -role.0, role, approved: true, why: None };
        change(world, None, Change::Decide(decision)).await?;
    }
    Ok(role)
}

/// Adds a unit as `asa units import` does.
pub async fn add_unit(
    world: &World,
    name: &str,
    kind: UnitKind,
    area: AreaCode,
) -> anyhow::Result<()> {
    let id = UnitId::added(numbers::take(&world.service.store, series::UNITS, 1).await?);
    let unit = NewUnit { id, kind, name: name.to_owned(), area, moo: None, parent: None };
    change(world, None, Change::AddUnit(unit)).await
}

/// Opens a code as an officer does, or as the operator with `asa invite`.
pub async fn open_code(world: &World, code: &Code, by: Option<&LineId>) -> anyhow::Result<()> {
    let invitation = NewInvitation {
        number: numbers::take(&world.service.store, series::INVITATIONS, 1).await?,
        code: code.code.clone(),
        kind: code.kind,
        unit: code.unit,
        uses: if code.once { 1 } else { 20 },
        expires_at: world.clock.now() + WEEK,
    };
    change(world, by, Change::Invite(invitation)).await
}

/// Puts surgical masks on a unit's shelf, the day before.
pub async fn lay_there(world: &World, unit: UnitId, pieces: i64) -> anyhow::Result<()> {
    let now = world.clock.now();
    let id = numbers::take(&world.service.store, stock::names::series::RECORDS, 1).await?;
    let day = now.bangkok_date().previous_day().context("the calendar begins")?;
    let deed = Deed::Receive { from: Source::Before, pieces };
    let record = NewRecord::plain(id, unit, Item::SURGICAL_MASK, day, deed);
    Ok(asa_db::stock::write(&world.service.store, &[(format!("given-{id}"), record)], now).await?)
}

/// In somebody's name, in the chat; or in nobody's, by a command.
async fn change(world: &World, by: Option<&LineId>, change: Change) -> anyhow::Result<()> {
    let through = if by.is_some() { Through::Chat } else { Through::Command };
    let by = By { person: by.map(LineId::as_str), through };
    let asked = Asked { changes: vec![change], tells: Vec::new() };
    Ok(act(&world.service.store, by, &asked, world.clock.now()).await?)
}

/// What somebody of this name would have told.
pub fn form(name: &str, kind: RoleKind) -> Form {
    let name = FullName { title: None, name: format!("{name} ใจดี") };
    let phone = "080-000-0000".to_owned();
    match kind {
        RoleKind::Volunteer => Form::Volunteer {
            name,
            phone,
            agency: "หมู่บ้านตัวอย่าง".into(),
            trade: "vhv".into(),
            villages: vec![5],
        },
        RoleKind::Officer => Form::Caretaker {
            name,
            identity: Document::Card("1000000000017".into()),
            affiliation: "ที่ทำการปกครองอำเภอ".into(),
            position: "ปลัดอำเภอ".into(),
            email: "officer@example.go.th".into(),
            phone,
        },
    }
}
