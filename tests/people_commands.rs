//! `asa people`, `asa audit` and `asa export people`, run as an operator runs them.

use std::time::Duration;

use asa_core::conversation::readers::Document;
use asa_core::moment::Moment;
use asa_core::people::change::Application;
use asa_core::people::{Change, Form, Level, RoleId, RoleKind, UnitId};
use asa_core::thai::FullName;
use asa_db::people::act::{Asked, act};
use asa_db::people::{By, Through};
use asa_db::{Store, inspect};
use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::Program;
use asa_tests::world::{KEY, vault};
use serde_json::Value;

use crate::invites::{program, ran, refused};

const AT: Moment = Moment::from_millis(1_646_586_000_000);

struct Office {
    _database: Fresh,
    store: Store,
    program: Program,
}

impl Office {
    /// A province officer waits (r1), and in one of its tambons a volunteer (r2).
    async fn new(kind: Kind) -> anyhow::Result<Option<Self>> {
        let Some(database) = Fresh::new(kind).await? else { return Ok(None) };
        let store = Store::open(&database.url).await?.with_vault(vault(KEY)?);
        let office = Self { program: program(&database), _database: database, store };
        office.applies("Uboss", 1, 47, officer()).await?;
        office.applies("Uanna", 2, 470118, volunteer()).await?;
        Ok(Some(office))
    }

    async fn applies(&self, person: &str, role: i64, unit: i64, form: Form) -> anyhow::Result<()> {
        let kind = match form {
            Form::Volunteer { .. } => RoleKind::Volunteer,
            _ => RoleKind::Officer,
        };
        let (role, unit, desk) = (RoleId(role), UnitId(unit), Level::Local);
        let (form, invitation, at_once) = (Some(form), None, false);
        let application = Application { role, kind, unit, form, invitation, at_once, desk };
        let by = By { person: Some(person), through: Through::Chat };
        let asked = Asked { changes: vec![Change::Apply(application)], tells: Vec::new() };
        Ok(act(&self.store, by, &asked, AT + Duration::from_secs(60)).await?)
    }

    fn ran(&self, arguments: &[&str]) -> anyhow::Result<String> {
        ran(&self.program, arguments)
    }

    fn refused(&self, arguments: &[&str]) -> anyhow::Result<String> {
        refused(&self.program, arguments)
    }

    fn json(&self, arguments: &[&str]) -> anyhow::Result<Value> {
        Ok(serde_json::from_str(&self.ran(&[arguments, &["--json"]].concat())?)?)
    }

    /// Whom something is to be told, in order.
    async fn told(&self) -> anyhow::Result<Vec<String>> {
        let tables = inspect::tables(&self.store, 100).await?;
        let tables = tables["tables"].as_array().into_iter().flatten();
        let inbox = tables.filter(|table| table["name"] == "inbox");
        let rows = inbox.flat_map(|table| table["rows"].as_array()).flatten().rev();
        let told = rows.filter(|row| row["kind"] == "told").filter_map(|row| row["chat"].as_str());
        Ok(told.map(str::to_owned).collect())
    }
}

fn name(name: &str) -> FullName {
    FullName { title: Some("นาง".into()), name: name.into() }
}

fn volunteer() -> Form {
    Form::Volunteer {
        name: name("สมใจ ตัวอย่าง"),
        phone: "080-000-0000".into(),
        agency: "อบต.ตัวอย่าง (moicovid)".into(),
        trade: "vhv".into(),
        villages: vec![1, 5],
    }
}

fn officer() -> Form {
    Form::Caretaker {
        name: name("วิชัย ตัวอย่าง"),
        identity: Document::Card("1000000000122".into()),
        affiliation: "=ที่ทำการปกครองจังหวัด".into(),
        position: "ปลัดจังหวัด".into(),
        email: "officer@example.go.th".into(),
        phone: "080-000-0001".into(),
    }
}

async fn decided(kind: Kind) -> anyhow::Result<()> {
    let Some(office) = Office::new(kind).await? else { return Ok(()) };
    let errors = office.refused(&["people", "approve", "r2"])?;
    assert!(errors.contains("the operator may not do this: act for an officer"), "{errors}");
    let errors = office.refused(&["people", "approve", "r2", "--as", "r1"])?;
    assert!(errors.contains("r1 has no rights: it is waiting"), "{errors}");
    assert!(office.ran(&["people", "approve", "r1"])?.contains("r1 is active"));
    let errors = office.refused(&["people", "approve", "r1"])?;
    assert!(errors.contains("r1 is not waiting: it is active"), "{errors}");
    office.ran(&["people", "refuse", "r2", "--reason", "ไม่ได้อยู่ในพื้นที่", "--as", "r1"])?;
    assert_eq!(office.told().await?, ["Uboss", "Uanna"]);
    let shown = office.json(&["people", "show", "r2", "--as", "r1"])?;
    assert_eq!((&shown["state"], &shown["decided_by"]), (&"refused".into(), &"r1".into()));
    assert_eq!(shown["why"], "ไม่ได้อยู่ในพื้นที่");
    Ok(())
}

#[tokio::test]
async fn a_role_is_decided_about_in_somebodys_right_on_sqlite() -> anyhow::Result<()> {
    decided(Kind::Sqlite).await
}

#[tokio::test]
async fn a_role_is_decided_about_in_somebodys_right_on_postgres() -> anyhow::Result<()> {
    decided(Kind::Postgres).await
}

#[tokio::test]
async fn nobody_acts_for_themselves_or_outside_their_area() -> anyhow::Result<()> {
    let Some(office) = Office::new(Kind::Sqlite).await? else { return Ok(()) };
    office.ran(&["people", "approve", "r1"])?;
    office.applies("Uboss", 3, 470118, volunteer()).await?;
    office.applies("Uelse", 4, 540402, volunteer()).await?;
    for (command, says) in [
        (&["people", "approve", "r3", "--as", "r1"][..], "r1 may not decide about themselves"),
        (&["people", "suspend", "r1", "--reason", "x", "--as", "r1"], "about themselves"),
        (&["people", "approve", "r4", "--as", "r1"], "outside the area of r1"),
        (&["people", "show", "r4", "--as", "r1"], "outside the area of r1"),
        (&["invite", "--role", "officer", "--area", "54", "--as", "r1"], "outside the area"),
        (
            &["units", "add", "--kind", "school", "--name", "x", "--area", "54", "--as", "r1"],
            "outside",
        ),
        (&["people", "approve", "r9"], "there is no role r9"),
    ] {
        let errors = office.refused(command)?;
        assert!(errors.contains(says), "{command:?}: {errors}");
    }
    let seen = office.json(&["people", "list", "--as", "r1"])?;
    let ids: Vec<&Value> = seen.as_array().unwrap().iter().map(|role| &role["id"]).collect();
    assert_eq!(ids, ["r2", "r3"], "below r1, and nobody else");
    Ok(())
}

#[tokio::test]
async fn suspended_activated_and_handed_over() -> anyhow::Result<()> {
    let Some(office) = Office::new(Kind::Sqlite).await? else { return Ok(()) };
    office.applies("Uother", 3, 47, officer()).await?;
    for role in ["r1", "r3"] {
        office.ran(&["people", "approve", role])?;
    }
    let errors = office.refused(&["people", "hand-over", "r3", "r1", "--as", "r1"])?;
    assert!(errors.contains("r1 is no deputy"), "{errors}");
    let done = office.ran(&["people", "hand-over", "r1", "r3", "--as", "r1"])?;
    assert!(done.contains("r3 is the primary officer of u47"), "{done}");
    office.ran(&["people", "suspend", "r3", "--reason", "ลาออก"])?;
    let list = office.json(&["people", "list", "--state", "active", "--area", "47"])?;
    assert_eq!((list[0]["id"].as_str(), list[0]["seat"].as_str()), (Some("r1"), Some("primary")));
    let errors = office.refused(&["people", "activate", "r1"])?;
    assert!(errors.contains("r1 is not suspended"), "{errors}");
    office.ran(&["people", "activate", "r3"])?;
    assert_eq!(office.told().await?, ["Uboss", "Uother", "Uother", "Uother", "Uother"]);
    Ok(())
}

#[tokio::test]
async fn whoever_reads_a_record_is_written_down() -> anyhow::Result<()> {
    let Some(office) = Office::new(Kind::Sqlite).await? else { return Ok(()) };
    let shown = office.ran(&["people", "show", "r1"])?;
    assert!(shown.contains("วิชัย") && shown.contains("1-xxxx-xxxxx-12-2"), "{shown}");
    assert!(!shown.contains("1000000000122"), "a card's number is not shown whole");
    office.ran(&["people", "approve", "r1"])?;
    office.ran(&["people", "show", "r2", "--as", "r1"])?;
    office.ran(&["export", "people", "--area", "47"])?;
    let all = office.json(&["audit"])?;
    let told: Vec<String> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            ["by", "through", "what", "record"]
                .map(|key| entry[key].as_str().unwrap_or("-"))
                .join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "operator cli exported -",
            "r1 cli read r2",
            "operator cli approved r1",
            "operator cli read r1",
            "U…anna chat applied r2",
            "r1 chat applied r1",
        ]
    );
    let about_one = office.json(&["audit", "--person", "r2"])?;
    assert_eq!(about_one.as_array().unwrap().len(), 2);
    assert!(office.ran(&["audit", "--to", "2565-03-06"])?.contains("nothing was done"));
    assert_eq!(
        office.program.run(&["audit", "--from", "2022-03-02", "--to", "2022-03-01"])?.0.code(),
        Some(2)
    );
    Ok(())
}

#[tokio::test]
async fn a_missing_key_opens_nothing() -> anyhow::Result<()> {
    let Some(mut office) = Office::new(Kind::Sqlite).await? else { return Ok(()) };
    office.program.settings.remove("ASA_DATA_KEY");
    let errors = office.refused(&["people", "show", "r1"])?;
    assert!(errors.contains("ASA_DATA_KEY is not set"), "{errors}");
    Ok(())
}

async fn exported(kind: Kind) -> anyhow::Result<()> {
    let Some(office) = Office::new(kind).await? else { return Ok(()) };
    office.ran(&["people", "approve", "r1"])?;
    let csv = office.ran(&["export", "people"])?;
    let lines: Vec<&str> = csv.trim_start_matches('\u{FEFF}').lines().collect();
    assert!(lines[0].starts_with("เลขที่ / number,สถานะ / state,บทบาท / role"));
    assert!(lines[1].contains("'=ที่ทำการปกครองจังหวัด(moicovid)"), "no formula: {csv}");
    let json = ran(&office.program, &["export", "people", "--format", "json"])?;
    let rows: Value = serde_json::from_str(&json)?;
    let volunteer = &rows[1];
    for (column, value) in [
        ("number", "r2"),
        ("state", "waiting"),
        ("role", "volunteer"),
        ("unit", "ตำบลหนองลาด"),
        ("tambon", "หนองลาด"),
        ("province", "สกลนคร"),
        ("name", "นางสมใจ ตัวอย่าง"),
        ("phone", "080-000-0000"),
        ("agency", "อบต.ตัวอย่าง(moicovid)"),
        ("villages", "1, 5"),
    ] {
        assert_eq!(volunteer[column], value, "{column}");
    }
    assert_eq!(
        (&rows[0]["identity"], &rows[0]["decided_by"]),
        (&"1-xxxx-xxxxx-12-2".into(), &"operator".into())
    );
    assert_eq!((&rows[0]["seat"], &volunteer["decided_by"]), (&"primary".into(), &Value::Null));
    assert!(!json.contains("1000000000122"));
    let elsewhere =
        ran(&office.program, &["export", "people", "--area", "54", "--format", "json"])?;
    assert_eq!(elsewhere.trim(), "[]");
    Ok(())
}

#[tokio::test]
async fn people_are_exported_on_sqlite() -> anyhow::Result<()> {
    exported(Kind::Sqlite).await
}

#[tokio::test]
async fn people_are_exported_on_postgres() -> anyhow::Result<()> {
    exported(Kind::Postgres).await
}
