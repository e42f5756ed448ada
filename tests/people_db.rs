//! People, units and invitations in the database: what is done in whose name, what it leaves
//! behind, and what is found. No conversation leads to it here.

mod climbing;
mod closing;
mod finding;
mod inviting;
mod me;
mod reach;
mod roles;
mod sealing;
mod seats;
pub(crate) mod telling;

use std::time::Duration;

use asa_core::areas::AreaCode;
use asa_core::conversation::readers::Document;
use asa_core::effect::Tell;
use asa_core::facts::{Found, Need};
use asa_core::people::change::{Application, Decision, NewUnit};
use asa_core::people::{Change, Form, Level, Me, RoleId, RoleKind, UnitId, UnitKind};
use asa_core::thai::FullName;
use asa_db::people::act::{Asked, act};
use asa_db::people::{self, By, Through};
use asa_db::{Error, Result, Store};
use asa_tests::world::World;
use serde_json::Value;

const PROVINCE: i64 = 47;
const DISTRICT: i64 = 4701;
const TAMBON: i64 = 470118;
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Somebody (or the operator) does something in the chat.
async fn does(world: &World, person: Option<&str>, change: Change) -> Result<()> {
    tells(world, person, vec![change], Vec::new()).await
}

async fn tells(
    world: &World,
    person: Option<&str>,
    changes: Vec<Change>,
    tells: Vec<Tell>,
) -> Result<()> {
    let by = By { person, through: Through::Chat };
    act(&world.service.store, by, &Asked { changes, tells }, world.clock.now()).await
}

fn is_overtaken<T>(done: Result<T>) -> bool {
    done.is_err_and(|error| error == Error::Overtaken)
}

fn application(role: i64, kind: RoleKind, unit: i64, name: &str) -> Application {
    Application {
        role: RoleId(role),
        kind,
        unit: UnitId(unit),
        form: Some(form(kind, name)),
        invitation: None,
        at_once: false,
        desk: Level::Local,
    }
}

fn form(kind: RoleKind, name: &str) -> Form {
    let name = FullName { title: None, name: format!("{name} ตัวอย่าง") };
    match kind {
        RoleKind::Volunteer => Form::Volunteer {
            name,
            phone: "080-000-0000".into(),
            agency: "อบต.ตัวอย่าง".into(),
            trade: "vhv".into(),
            villages: vec![1, 5],
        },
        RoleKind::Officer => Form::Caretaker {
            name,
            identity: Document::Card("1000000000122".into()),
            affiliation: "ที่ทำการปกครองอำเภอ".into(),
            position: "ปลัดอำเภอ".into(),
            email: "officer@example.go.th".into(),
            phone: "080-000-0001".into(),
        },
    }
}

/// Somebody waits for a role.
async fn waits(world: &World, person: &str, role: i64, kind: RoleKind, unit: i64) -> Result<()> {
    does(world, Some(person), Change::Apply(application(role, kind, unit, person))).await
}

/// Somebody has a role, by the operator's word. Roles are numbered here as the decisions are.
pub(crate) async fn has(
    world: &World,
    person: &str,
    role: i64,
    kind: RoleKind,
    unit: i64,
) -> Result<()> {
    waits(world, person, role, kind, unit).await?;
    does(world, None, decision(role, role, true)).await
}

async fn officer(world: &World, person: &str, role: i64, unit: i64) -> Result<()> {
    has(world, person, role, RoleKind::Officer, unit).await
}

fn decision(number: i64, role: i64, approved: bool) -> Change {
    let why = (!approved).then(|| "ข้อมูลไม่ตรง".to_owned());
    Change::Decide(Decision { number, role: RoleId(role), approved, why })
}

fn suspension(number: i64, role: i64) -> Change {
    Change::Suspend { number, role: RoleId(role), why: "ลาออก".into() }
}

#[expect(clippy::unwrap_used, reason = "the codes are written here")]
fn area(code: i64) -> AreaCode {
    code.to_string().parse().unwrap()
}

fn unit(number: i64, kind: UnitKind, area: i64, parent: Option<i64>) -> NewUnit {
    NewUnit {
        id: UnitId::added(number),
        kind,
        name: format!("หน่วย {number}"),
        area: self::area(area),
        moo: None,
        parent: parent.map(UnitId),
    }
}

/// One row of a table.
async fn row(world: &World, table: &str, key: &str, id: i64) -> anyhow::Result<Value> {
    let rows = world.rows(table).await?;
    let found = rows.into_iter().find(|row| row[key] == id);
    found.ok_or_else(|| anyhow::anyhow!("no row {id} in {table}"))
}

/// State and seat of a role, as they are stored.
async fn stands(world: &World, role: i64) -> anyhow::Result<(String, String, i64)> {
    let row = row(world, "roles", "id", role).await?;
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    Ok((text("state"), text("seat"), row["unit"].as_i64().unwrap_or_default()))
}

fn is(state: &str, seat: &str, unit: i64) -> (String, String, i64) {
    (state.to_owned(), seat.to_owned(), unit)
}

/// What has happened to a role, oldest first.
async fn history(world: &World, role: i64) -> anyhow::Result<String> {
    let mut events = world.rows("role_events").await?;
    events.retain(|event| event["role"] == role);
    events.sort_by_key(|event| event["id"].as_i64());
    let what = events.iter().map(|event| event["what"].as_str().unwrap_or_default());
    Ok(what.collect::<Vec<_>>().join(" "))
}

async fn me_of(world: &World, person: &str) -> Result<Me> {
    let known = people::me(&world.service.store, &[person]).await?;
    Ok(known.into_iter().next().map(|(_, me)| me).unwrap_or_default())
}

/// What somebody's turn would be told.
async fn asks(world: &World, person: &str, need: Need) -> Result<Found> {
    let me = me_of(world, person).await?;
    people::find(&world.service.store, person, &me, &need, world.clock.now()).await
}

/// The roles in an answer, by number.
fn roles_in(found: &Found) -> Vec<i64> {
    match found {
        Found::Records(records) | Found::Queue(records, _) => {
            records.iter().map(|record| record.role.id.0).collect()
        }
        _ => Vec::new(),
    }
}
