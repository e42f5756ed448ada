//! People with roles, without the conversation that leads to them. They are made up, and so are
//! their numbers.

use asa_core::conversation::readers::Document;
use asa_core::id::LineId;
use asa_core::people::change::{Application, Decision};
use asa_core::people::{Change, Form, Level, RoleId, RoleKind, UnitId};
use asa_core::thai::FullName;
use asa_db::numbers;
use asa_db::people::act::{Asked, By, Through, act};

use crate::world::World;

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
    let role = RoleId(numbers::take(store, "role", 1).await?);
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
    let asked = |change| Asked { changes: vec![change], tells: Vec::new() };
    let now = world.clock.now();
    let by = By { person: Some(person.as_str()), through: Through::Chat };
    act(store, by, &asked(Change::Apply(application)), now).await?;
    if !waits {
        // No number that anybody is told.
        let decision = Decision { number: -role.0, role, approved: true, why: None };
        let by = By { person: None, through: Through::Command };
        act(store, by, &asked(Change::Decide(decision)), now).await?;
    }
    Ok(role)
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
