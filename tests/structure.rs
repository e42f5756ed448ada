//! The shape of the project itself: who knows whom, what we build on, the schema both ways, and
//! the twin's rules against LINE's own description.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use asa::twin::spec;
use asa_migrations::Migrator;
use asa_tests::databases::{Fresh, Kind};
use asa_tests::openapi::{LineApi, line_api};
use sea_orm::{ConnectionTrait, Database};
use sea_orm_migration::MigratorTrait as _;
use serde_json::{Map, Value};

fn metadata(arguments: &[&str]) -> anyhow::Result<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn texts<'a>(value: &'a Value, name: &str) -> Vec<&'a str> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(|one| one[name].as_str()).collect()
}

#[test]
fn every_package_knows_only_whom_it_may() -> anyhow::Result<()> {
    let allowed = BTreeMap::from([
        ("asa-core", &[][..]),
        ("asa-migrations", &[]),
        ("asa-db", &["asa-core", "asa-migrations"]),
        ("asa-rich-menus", &["asa-core"]),
        ("asa", &["asa-core", "asa-db", "asa-migrations", "asa-rich-menus"]),
        ("asa-tests", &["asa", "asa-core", "asa-db", "asa-migrations", "asa-rich-menus"]),
    ]);
    let metadata = metadata(&["--no-deps"])?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    assert_eq!(packages.len(), allowed.len());
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let may = allowed.get(name).with_context(|| format!("{name} is new here"))?;
        let ours = texts(&package["dependencies"], "name");
        for other in ours.iter().filter(|other| allowed.contains_key(*other)) {
            assert!(may.contains(other), "{name} must not know {other}");
        }
    }
    Ok(())
}

#[test]
fn the_core_waits_for_nothing() -> anyhow::Result<()> {
    let metadata = metadata(&["--no-deps"])?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    let core = packages.iter().find(|package| package["name"] == "asa-core").context("no core")?;
    for never in ["tokio", "futures-util", "reqwest", "sea-orm", "axum", "tracing"] {
        assert!(!texts(&core["dependencies"], "name").contains(&never), "core uses {never}");
    }
    Ok(())
}

/// Each of what we build on offers at least one of these licences.
#[test]
fn everything_we_build_on_may_be_built_on() -> anyhow::Result<()> {
    const GOOD: [&str; 12] = [
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "CDLA-Permissive-2.0",
        "ISC",
        "MIT",
        "MIT-0",
        "Unicode-3.0",
        "Unlicense",
        "Zlib",
    ];
    // Crates of other platforms need not be on this machine.
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let metadata = metadata(&["--filter-platform", &platform])?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    assert!(packages.len() > 100);
    // Drives the browser in tests; nothing of it is in the program.
    let shipped = packages.iter().filter(|package| package["name"] != "webdriver");
    for package in shipped {
        let licence = package["license"].as_str().unwrap_or("none");
        // "A AND B" needs both, "A OR B" one; a slash is an old way to write OR.
        let fits = |part: &str| {
            let part = part.trim_matches(|c| c == '(' || c == ')' || c == ' ');
            let part = part.split(" WITH ").next().unwrap_or(part);
            part.split([' ', '/']).any(|name| GOOD.contains(&name.trim_matches(['(', ')'])))
        };
        assert!(licence.split(" AND ").all(fits), "{}: {licence}", package["name"]);
    }
    Ok(())
}

async fn up_down_up(kind: Kind) -> anyhow::Result<()> {
    let Some(database) = Fresh::new(kind).await? else { return Ok(()) };
    let db = Database::connect(&database.url).await?;
    for table in asa_migrations::TABLES {
        db.execute_unprepared(&format!("SELECT COUNT(*) FROM {table}")).await?;
    }
    Migrator::down(&db, None).await?;
    for table in asa_migrations::TABLES {
        let gone = db.execute_unprepared(&format!("SELECT COUNT(*) FROM {table}")).await;
        assert!(gone.is_err(), "{table} is still there");
    }
    Migrator::up(&db, None).await?;
    Migrator::up(&db, None).await?;
    Ok(())
}

#[tokio::test]
async fn the_schema_goes_up_down_and_up_on_sqlite() -> anyhow::Result<()> {
    up_down_up(Kind::Sqlite).await
}

#[tokio::test]
async fn the_schema_goes_up_down_and_up_on_postgres() -> anyhow::Result<()> {
    up_down_up(Kind::Postgres).await
}

/// Names and required names of a schema, its parents' included.
#[derive(Default)]
struct Shape {
    properties: BTreeMap<String, Value>,
    required: BTreeSet<String>,
}

impl Shape {
    fn add(&mut self, schema: &Value, all: &Map<String, Value>) {
        for part in schema["allOf"].as_array().into_iter().flatten() {
            match part["$ref"].as_str().and_then(|at| at.rsplit('/').next()) {
                Some(name) => self.add(&all[name], all),
                None => self.add(part, all),
            }
        }
        let properties = schema["properties"].as_object().into_iter().flatten();
        self.properties.extend(properties.map(|(name, property)| (name.clone(), property.clone())));
        let required = schema["required"].as_array().into_iter().flatten();
        self.required.extend(required.filter_map(Value::as_str).map(str::to_owned));
    }
}

/// The twin allows no property LINE does not have, and requires every one LINE requires.
fn held_against(api: &LineApi) -> anyhow::Result<()> {
    ensure!(spec::types().len() > 40, "only {} types", spec::types().len());
    for kind in spec::types() {
        let schema = api.schemas.get(kind.name);
        let schema = schema.with_context(|| format!("LINE has no type {}", kind.name))?;
        let mut shape = Shape::default();
        shape.add(schema, &api.schemas);
        for property in kind.properties() {
            let theirs = shape.properties.get(property);
            let theirs = theirs.with_context(|| format!("{}: no {property}", kind.name))?;
            for value in kind.enum_values(property).into_iter().flatten() {
                let Some(values) = theirs["enum"].as_array() else { continue };
                let known = values.iter().any(|known| known == value);
                ensure!(known, "{}.{property}: LINE has no {value}", kind.name);
            }
        }
        for required in &shape.required {
            let needs = kind.required().contains(&required.as_str());
            ensure!(needs, "{}: LINE requires {required}", kind.name);
        }
    }
    Ok(())
}

#[test]
fn the_twin_knows_no_property_that_line_does_not() -> anyhow::Result<()> {
    held_against(line_api())
}

/// Where LINE's files lie beside the checkout, they count too: they may be newer than our copies.
#[test]
fn the_twin_is_held_against_newer_files_beside_the_checkout() -> anyhow::Result<()> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/line-openapi");
    if !beside.is_dir() {
        note("no files of LINE's lie beside the checkout; our own copies were used");
        return Ok(());
    }
    let yaml = std::fs::read_to_string(beside.join("messaging-api.yml"))?;
    held_against(&LineApi::read(&yaml)?)
}

#[expect(clippy::print_stderr, reason = "a test that had less to do says so")]
fn note(text: &str) {
    eprintln!("SKIPPED: {text}");
}

/// Buttons that work everywhere are called as the table of labels calls them.
#[test]
fn labels_are_those_of_the_table_where_the_thing_exists() -> anyhow::Result<()> {
    const OURS: [&str; 4] = ["word.undo", "word.left_out", "word.keep", "word.unknown"];
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/labels.csv");
    if !beside.is_file() {
        note("no table of labels lies beside the checkout");
        return Ok(());
    }
    let table = std::fs::read_to_string(beside)?;
    let labels: BTreeSet<&str> = table.lines().filter_map(|line| line.split(',').nth(1)).collect();
    let wording = asa_core::conversation::Wording::shipped()?;
    for (key, text) in wording.texts(asa_core::conversation::Language::Thai) {
        let label = text.split('|').next().unwrap_or(text);
        let is_a_button = key.starts_with("word.") && !OURS.contains(&key.as_str());
        ensure!(!is_a_button || labels.contains(label), "{key}: {label} is not in the table");
    }
    Ok(())
}
