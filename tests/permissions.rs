//! The table of permissions, tried from outside: every officer tries everything on everybody, in
//! chat by forged buttons, and at the machine by commands with `--as`. What core's table forbids
//! is refused with the reason, and changes nothing.

use anyhow::{Context as _, ensure};
use asa::twin::Act;
use asa_core::conversation::{Language, Voice};
use asa_core::id::LineId;
use asa_core::people::change::NewUnit;
use asa_core::people::permission::check;
use asa_core::people::{
    Action, Actor, Change, Me, Refusal, RoleId, RoleKind, Target, Unit, UnitId, UnitKind,
};
use asa_db::people;
use asa_db::people::act::{Asked, By, Through, act};
use asa_tests::databases::Kind;
use asa_tests::people::give_role;
use asa_tests::process::Program;
use asa_tests::world::World;
use serde_json::json;

use crate::crash::PROGRAM;

const TEMPLE: i64 = 1_000_001;
const SCHOOL: i64 = 1_000_002;
const OFFICES: [i64; 6] = [47, 54, 4705, 4701, 470_501, 470_502];

/// Somebody who tries, and in which role.
struct Tries {
    person: LineId,
    role: RoleId,
    me: Me,
}

/// Somebody it is tried on.
struct On {
    unit: Unit,
    kind: RoleKind,
    waiting: RoleId,
    active: RoleId,
}

impl On {
    fn target(&self) -> Target {
        Target::of_role(self.kind, &self.unit)
    }
}

async fn world() -> anyhow::Result<World> {
    let world = World::new(Kind::Sqlite).await?.context("SQLite is always there")?;
    for (id, kind, area) in
        [(TEMPLE, UnitKind::Temple, "470501"), (SCHOOL, UnitKind::School, "540101")]
    {
        let (name, area) = (format!("หน่วย {id}"), area.parse()?);
        let unit = NewUnit { id: UnitId(id), kind, name, area, moo: None, parent: None };
        let asked = Asked { changes: vec![Change::AddUnit(unit)], tells: Vec::new() };
        let by = By { person: None, through: Through::Command };
        act(&world.service.store, by, &asked, world.clock.now()).await?;
    }
    Ok(world)
}

async fn unit(world: &World, id: i64) -> anyhow::Result<Unit> {
    let added = people::units::get(&world.service.store, UnitId(id)).await?;
    Unit::office_by_id(UnitId(id)).or(added).context("no such unit")
}

/// An officer of each level, and a volunteer.
async fn who_tries(world: &World) -> anyhow::Result<Vec<Tries>> {
    let mut all = Vec::new();
    let officers = [47, 4705, 470_501, TEMPLE].map(|unit| (unit, RoleKind::Officer));
    for (unit, kind) in officers.into_iter().chain([(470_501, RoleKind::Volunteer)]) {
        let person = world.friend(&format!("ผู้ลอง{unit}"), "th").await?;
        let role = give_role(world, &person, "ผู้ลอง", kind, UnitId(unit), false).await?;
        let known = people::me(&world.service.store, &[person.as_str()]).await?;
        let me = known.into_iter().next().context("nobody")?.1;
        all.push(Tries { person, role, me });
    }
    Ok(all)
}

/// Somebody of each kind at each unit, one who waits and one who has the role.
async fn on_whom(world: &World) -> anyhow::Result<Vec<On>> {
    let mut all = Vec::new();
    for id in OFFICES.into_iter().chain([TEMPLE, SCHOOL]) {
        for kind in RoleKind::ALL {
            let mut roles = Vec::new();
            for waits in [true, false] {
                let person = world.twin.add_person("คนหนึ่ง", "th");
                world.act(Act::Follow { person: person.clone() }).await?;
                roles.push(give_role(world, &person, "คนหนึ่ง", kind, UnitId(id), waits).await?);
            }
            let unit = unit(world, id).await?;
            all.push(On { unit, kind, waiting: roles[0], active: roles[1] });
        }
    }
    Ok(all)
}

/// Everything that can be tried on somebody: with which right, by which button, by which command.
fn deeds(on: &On) -> Vec<(Action, Target, Option<String>, Vec<String>)> {
    let (waiting, active) = (on.waiting.to_string(), on.active.to_string());
    let unit = on.unit.id.to_string();
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let of_unit = Target::of_unit(&on.unit);
    let new_unit = Target { level: UnitKind::Temple.level(), unit: None, parent: None, ..of_unit };
    let mut deeds = vec![
        (
            Action::decide(on.kind),
            on.target(),
            Some(format!("start:decide:{}:yes", on.waiting.0)),
            words(&format!("people approve {waiting}")),
        ),
        (
            Action::Suspend,
            on.target(),
            Some(format!("start:suspend:{}", on.active.0)),
            words(&format!("people suspend {active} --reason ทดลอง")),
        ),
        (
            Action::SeePerson,
            on.target(),
            Some(format!("view:person:{}", on.active.0)),
            words(&format!("people show {active}")),
        ),
        (
            Action::invite(on.kind),
            on.target(),
            None,
            words(&format!("invite --role {} --unit {unit}", on.kind.as_str())),
        ),
        (
            Action::AddUnit,
            new_unit,
            None,
            words(&format!(
                "units add --kind temple --name วัด{} --area {}",
                on.active, on.unit.area
            )),
        ),
    ];
    deeds.push((Action::ReadAudit, on.target(), None, words(&format!("audit --person {active}"))));
    // Books are kept in chat only.
    for (action, button) in [
        (Action::KeepStock, format!("start:hand_out:u{}", on.unit.id.0)),
        (Action::SeeStock, format!("view:balance:u{}", on.unit.id.0)),
    ] {
        deeds.push((action, of_unit, Some(button), Vec::new()));
    }
    if on.unit.id.is_office() {
        deeds.push((
            Action::ExportStock,
            of_unit,
            None,
            words(&format!("export balances --area {}", on.unit.area)),
        ));
        deeds.push((
            Action::ExportPeople,
            of_unit,
            None,
            words(&format!("export people --area {}", on.unit.area)),
        ));
    } else {
        deeds.push((
            Action::CloseUnit,
            of_unit,
            Some(format!("start:close_unit:{}", on.unit.id.0)),
            words(&format!("units close {unit} --reason ทดลอง")),
        ));
    }
    deeds
}

fn refusals(world: &World) -> Vec<String> {
    let voice = Voice { wording: &world.service.talk.wording, language: Language::Thai };
    let all = [
        Refusal::NotTheirs,
        Refusal::Suspended,
        Refusal::OutsideTheirArea,
        Refusal::NotBelow,
        Refusal::Themselves,
    ];
    all.map(|refusal| refusal.why().text(&voice)).into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_chat_what_is_forbidden_is_refused_with_the_reason() -> anyhow::Result<()> {
    let world = world().await?;
    let (tries, others) = (who_tries(&world).await?, on_whom(&world).await?);
    let (refusals, mut forbidden, mut allowed) = (refusals(&world), 0, 0);
    let before = world.rows("role_events").await?.len();
    for who in &tries {
        for on in &others {
            for (action, target, button, _) in deeds(on) {
                let Some(data) = button else { continue };
                let (person, chat) = (who.person.clone(), who.person.clone());
                let button = json!({"type": "postback", "data": data});
                let tap = Act::Tap { person, chat, action: button, params: None };
                world.act(tap).await?;
                let said = world.last_words(&who.person);
                match who.me.may(action, &target) {
                    Ok(()) => {
                        allowed += 1;
                        ensure!(!refusals.contains(&said), "{data} of {}: {said}", who.role);
                    }
                    Err(_) => {
                        forbidden += 1;
                        ensure!(refusals.contains(&said), "{data} of {}: {said}", who.role);
                    }
                }
            }
        }
    }
    ensure!(forbidden > 150 && allowed > 40, "{forbidden} forbidden, {allowed} allowed");
    ensure!(before == world.rows("role_events").await?.len(), "something was done");
    world.check()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_the_machine_what_is_forbidden_is_refused_with_the_reason() -> anyhow::Result<()> {
    let world = world().await?;
    let (tries, others) = (who_tries(&world).await?, on_whom(&world).await?);
    let program = Program::serve(PROGRAM, &world.database.url, &world.twin, world.twin_base())?;
    let (before, mut forbidden) = (counts(&world).await?, 0);
    for on in &others {
        for (action, target, _, command) in deeds(on) {
            if command.is_empty() {
                continue;
            }
            let as_operator = check(action, Actor::Operator, None, &target);
            let officers = tries.iter().map(|who| (Some(who.role), who.me.may(action, &target)));
            for (role, allowed) in officers.chain([(None, as_operator)]) {
                if allowed.is_ok() {
                    continue;
                }
                forbidden += 1;
                let mut words: Vec<String> = command.clone();
                words.extend(role.iter().flat_map(|role| ["--as".to_owned(), role.to_string()]));
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let (status, _, errors) = program.run(&words)?;
                ensure!(status.code() == Some(1), "{words:?} ended with {status}: {errors}");
                let reasons = ["may not", "outside the area", "does not stand below"];
                ensure!(reasons.iter().any(|why| errors.contains(why)), "{words:?}: {errors}");
            }
        }
    }
    ensure!(forbidden > 250, "{forbidden}");
    ensure!(before == counts(&world).await?, "something was done");
    Ok(())
}

async fn counts(world: &World) -> anyhow::Result<Vec<usize>> {
    let mut counts = Vec::new();
    for table in ["roles", "role_events", "units", "unit_events", "invitations", "audit", "records"]
    {
        counts.push(world.rows(table).await?.len());
    }
    Ok(counts)
}
