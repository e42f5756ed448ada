//! The operator's commands, run as an operator runs them.

use std::os::unix::fs::MetadataExt as _;
use std::time::Duration;

use asa::line::signature;
use asa::twin::{Act, Twin};
use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::{Process, Program};
use serde_json::{Value, json};

use crate::crash::{PROGRAM, fast_line};

/// A service that has greeted three people and met an event it cannot read.
async fn some_history(kind: Kind) -> anyhow::Result<Option<(Fresh, Twin, Program)>> {
    let Some(database) = Fresh::new(kind).await? else { return Ok(None) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let mut process = program.start().await?;
    twin.deliver_to(&format!("{}/webhook", process.base));
    for name in ["สมใจ", "วิชัย", "Daw"] {
        let person = twin.add_person(name, "th");
        twin.act(Act::Follow { person }).await?;
    }
    post_broken(&twin, &process).await?;
    process.until_idle(Duration::from_secs(20)).await?;
    process.terminate()?;
    Ok(Some((database, twin, program)))
}

async fn post_broken(twin: &Twin, process: &Process) -> anyhow::Result<()> {
    let known = twin.settings();
    let body = json!({"destination": known.bot_id, "events": [{"type": 5}]}).to_string();
    let signature = signature::sign(&known.channel_secret, body.as_bytes());
    let client = asa::line::http::builder().build()?;
    let request = client.post(format!("{}/webhook", process.base)).body(body);
    let answer = request.header(signature::HEADER, signature).send().await?;
    assert_eq!(answer.status(), 200);
    Ok(())
}

/// Rows by table, as `asa backup` and `asa restore` print them.
fn counts(printed: &str) -> Vec<String> {
    printed
        .lines()
        .filter(|line| line.ends_with(|c: char| c.is_ascii_digit()))
        .map(Into::into)
        .collect()
}

async fn backed_up_and_restored(from: Kind, to: Kind) -> anyhow::Result<()> {
    let Some((_database, _twin, program)) = some_history(from).await? else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("backup.db");
    let file = file.to_str().unwrap_or_default();
    let (status, printed, errors) = program.run(&["backup", file])?;
    assert!(status.success(), "{errors}");
    let (status, _, errors) = program.run(&["backup", file])?;
    assert_eq!(status.code(), Some(1), "an old backup is not written over: {errors}");

    let Some(target) = Fresh::new(to).await? else { return Ok(()) };
    let other = program.clone().with("ASA_DATABASE_URL", &target.url);
    let (status, restored, errors) = other.run(&["restore", file])?;
    assert!(status.success(), "{errors}");
    assert_eq!(counts(&printed), counts(&restored));
    assert!(counts(&printed).iter().any(|line| line.starts_with("people") && line.ends_with('3')));
    let (status, _, errors) = other.run(&["restore", file])?;
    assert!(status.code() == Some(1) && errors.contains("--replace"), "{errors}");
    let (status, _, errors) = other.run(&["restore", file, "--replace"])?;
    assert!(status.success(), "{errors}");
    // It serves, and goes on counting where the other stopped.
    let mut process = other.start().await?;
    process.terminate()?;
    let (_, first, _) = program.run(&["dead", "list", "--json"])?;
    let (_, second, _) = other.run(&["dead", "list", "--json"])?;
    assert_eq!(first, second);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_restores_into_either_kind_of_database() -> anyhow::Result<()> {
    for from in [Kind::Sqlite, Kind::Postgres] {
        for to in [Kind::Sqlite, Kind::Postgres] {
            backed_up_and_restored(from, to).await?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_can_be_taken_while_the_service_runs_and_a_restore_cannot() -> anyhow::Result<()> {
    let Some((_database, _twin, program)) = some_history(Kind::Sqlite).await? else {
        return Ok(());
    };
    let _running = program.start().await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("backup.db");
    let file = file.to_str().unwrap_or_default();
    let (status, _, errors) = program.run(&["backup", file])?;
    assert!(status.success(), "{errors}");
    let (status, _, errors) = program.run(&["restore", file, "--replace"])?;
    assert!(status.code() == Some(1) && errors.contains("stop it first"), "{errors}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_a_backup_is_refused() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("letter.txt");
    std::fs::write(&file, "not a database, by any reading of the word")?;
    for name in [file.to_str().unwrap_or_default(), "/nowhere/at/all.db"] {
        let (status, _, errors) = program.run(&["restore", name])?;
        assert_eq!(status.code(), Some(1), "{errors}");
        assert!(errors.contains("backup"), "{errors}");
    }
    Ok(())
}

/// A slip in the address is told as one, makes no file, and shows nobody the password in it.
#[tokio::test]
async fn a_wrong_address_is_told_and_never_quoted() -> anyhow::Result<()> {
    let (twin, line) = fast_line().await?;
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("backup.db");
    let copy = copy.to_str().unwrap_or_default();
    let missing = format!("sqlite://{}", folder.path().join("typo.db").display());
    for url in ["mysql://asa:swordfish@h/x", "postgress://asa:swordfish@h/x", missing.as_str()] {
        let program = Program::serve(PROGRAM, url, &twin, &line.base)?;
        let commands = [&["backup", copy][..], &["dead", "list"], &["doctor"]];
        for command in commands {
            let (status, printed, errors) = program.run(command)?;
            assert_eq!(status.code(), Some(1), "{command:?}");
            assert!(!format!("{printed}{errors}").contains("swordfish"), "{command:?}");
        }
    }
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 0, "nothing was made");
    Ok(())
}

#[tokio::test]
async fn database_and_backup_are_their_owners_alone() -> anyhow::Result<()> {
    let (twin, line) = fast_line().await?;
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("asa.db");
    let url = format!("sqlite://{}", database.display());
    let program = Program::serve(PROGRAM, &url, &twin, &line.base)?;
    let (status, _, errors) = program.run(&["migrate", "up"])?;
    assert!(status.success(), "{errors}");
    let backup = folder.path().join("backup.db");
    let (status, _, errors) = program.run(&["backup", backup.to_str().unwrap_or_default()])?;
    assert!(status.success(), "{errors}");
    for file in [database, backup] {
        assert_eq!(std::fs::metadata(&file)?.mode() & 0o777, 0o600, "{}", file.display());
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dead_letters_are_listed_shown_and_replayed_once() -> anyhow::Result<()> {
    let Some((_database, _twin, program)) = some_history(Kind::Sqlite).await? else {
        return Ok(());
    };
    let (_, listed, _) = program.run(&["dead", "list", "--json"])?;
    let letters: Value = serde_json::from_str(&listed)?;
    let id = letters[0]["id"].as_str().unwrap_or_default();
    let (status, shown, _) = program.run(&["dead", "show", id])?;
    assert!(status.success() && shown.contains("not an event that can be read"), "{shown}");
    let (status, said, _) = program.run(&["dead", "replay", id])?;
    assert!(status.success() && said.contains("waits for its turn"), "{said}");
    let (status, _, errors) = program.run(&["dead", "replay", id])?;
    assert!(status.code() == Some(1) && errors.contains("not a dead letter"), "{errors}");
    let (status, _, errors) = program.run(&["dead", "show", "evt_999"])?;
    assert!(status.code() == Some(1) && errors.contains("evt_999"), "{errors}");
    let (status, _, _) = program.run(&["dead", "show", "twelve"])?;
    assert_eq!(status.code(), Some(2), "misused");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_schema_can_be_seen_and_brought_up_to_date() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite://{}", folder.path().join("new.db").display());
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &url, &twin, &line.base)?;
    let (status, printed, _) = program.run(&["migrate", "status"])?;
    assert!(status.code() == Some(1) && printed.contains("pending"), "{printed}");
    let (status, _, errors) = program.run(&["serve", "--no-migrate"])?;
    assert!(status.code() == Some(1) && errors.contains("asa migrate up"), "{errors}");
    let (status, _, errors) = program.run(&["migrate", "up"])?;
    assert!(status.success(), "{errors}");
    let (status, printed, _) =
        program.run(&["migrate", "status", "--json", "--database-url", &url])?;
    assert!(status.success() && !printed.contains("false"), "{printed}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_finds_what_is_wrong_and_says_what_to_do() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let (status, report, _) = program.run(&["doctor"])?;
    assert!(status.code() == Some(1), "no webhook address is set: {report}");
    assert!(report.contains("FAIL  webhook") && report.contains("/webhook in the LINE Developers"));
    let process = program.start().await?;
    twin.deliver_to(&format!("{}/webhook", process.base));
    let (status, report, _) = program.run(&["doctor"])?;
    assert!(status.success(), "{report}");
    let (_, as_json, _) = program.run(&["doctor", "--json"])?;
    let findings: Value = serde_json::from_str(&as_json)?;
    assert!(findings.as_array().is_some_and(|all| all.len() >= 8), "{findings}");
    for (setting, value, failing) in [
        ("LINE_CHANNEL_ACCESS_TOKEN", "wrong", "FAIL  access token"),
        ("ASA_DATA_KEY", "short", "FAIL  data key"),
        ("ASA_DATABASE_URL", "sqlite:///nowhere/at/all.db", "FAIL  database"),
        ("ASA_PUBLIC_URL", "http://plain.example", "FAIL  public address"),
    ] {
        let (status, report, _) = program.clone().with(setting, value).run(&["doctor"])?;
        assert!(status.code() == Some(1) && report.contains(failing), "{setting}: {report}");
        assert!(!report.contains("wrong\n"), "no secret is printed");
    }
    Ok(())
}

#[tokio::test]
async fn a_missing_setting_stops_the_service_and_says_which() -> anyhow::Result<()> {
    let (twin, line) = fast_line().await?;
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite://{}", folder.path().join("new.db").display());
    for setting in ["ASA_DATA_KEY", "LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN"] {
        let mut program = Program::serve(PROGRAM, &url, &twin, &line.base)?;
        program.settings.remove(setting);
        let (status, _, errors) = program.run(&["serve"])?;
        assert!(status.code() == Some(1) && errors.contains(setting), "{errors}");
    }
    Ok(())
}

#[tokio::test]
async fn every_command_has_help_with_an_example() -> anyhow::Result<()> {
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, "sqlite://unused.db", &twin, &line.base)?;
    let mut commands = vec!["demo", "serve", "migrate", "doctor", "backup", "restore", "dead"];
    commands.extend(["export", "areas", "keys", "ledger", "items"]);
    for command in commands {
        let (status, printed, _) = program.run(&[command, "--help"])?;
        assert!(status.success() && printed.contains("Example: "), "{command}: {printed}");
        let secret =
            secrecy::ExposeSecret::expose_secret(&twin.settings().channel_secret).to_owned();
        assert!(!printed.contains(&secret), "{command} --help prints a secret");
    }
    let (status, _, errors) = program.run(&["dance"])?;
    assert_eq!(status.code(), Some(2), "{errors}");
    Ok(())
}
