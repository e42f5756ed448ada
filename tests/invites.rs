//! `asa invite`, run as an operator runs it.

use std::collections::BTreeMap;

use anyhow::ensure;
use asa_core::people::code;
use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::Program;
use asa_tests::world::KEY;

use crate::crash::{PROGRAM, fast_line};

/// The program with a database and a key, and no LINE that answers.
pub(crate) fn program(database: &Fresh) -> Program {
    let settings = [
        ("ASA_DATABASE_URL", database.url.as_str()),
        ("ASA_DATA_KEY", KEY),
        ("LINE_API_BASE", "http://127.0.0.1:9"),
        ("LINE_CHANNEL_ACCESS_TOKEN", "made up"),
    ];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Program { binary: PROGRAM, settings: BTreeMap::from(settings), port: 0 }
}

/// What a command printed that did what was asked.
pub(crate) fn ran(program: &Program, arguments: &[&str]) -> anyhow::Result<String> {
    let (status, printed, errors) = program.run(arguments)?;
    ensure!(status.success(), "{arguments:?}: {printed}{errors}");
    Ok(printed)
}

/// What a command said that did not.
pub(crate) fn refused(program: &Program, arguments: &[&str]) -> anyhow::Result<String> {
    let (status, printed, errors) = program.run(arguments)?;
    ensure!(status.code() == Some(1), "{arguments:?}: {status} {printed}{errors}");
    Ok(errors)
}

/// What stands behind a name, a line each.
fn line<'a>(printed: &'a str, name: &str) -> &'a str {
    let line = printed.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap_or_default().trim()
}

async fn invited(kind: Kind) -> anyhow::Result<()> {
    let Some(database) = Fresh::new(kind).await? else { return Ok(()) };
    let (twin, api) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &api.base)?;
    let folder = tempfile::tempdir()?;
    let picture = folder.path().join("invitation.png");
    let name = picture.display().to_string();
    let printed = ran(&program, &["invite", "--role", "officer", "--area", "47", "--qr", &name])?;
    let code = line(&printed, "code");
    assert_eq!(code::shaped(code).as_deref(), Some(code), "{printed}");
    let link = line(&printed, "link");
    assert!(link.starts_with("https://line.me/R/oaMessage/%40") && link.ends_with(code), "{link}");
    assert_eq!(line(&printed, "uses"), "1");
    assert!(line(&printed, "for").starts_with("officer of Sakon Nakhon"), "{printed}");
    assert!(std::fs::read(&picture)?.starts_with(b"\x89PNG"));
    let again =
        ran(&program, &["invite", "--role", "volunteer", "--area", "470118", "--uses", "20"])?;
    assert_ne!(line(&again, "code"), code);
    assert_eq!(line(&again, "uses"), "20");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_a_link_and_a_picture_on_sqlite() -> anyhow::Result<()> {
    invited(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_a_link_and_a_picture_on_postgres() -> anyhow::Result<()> {
    invited(Kind::Postgres).await
}

#[tokio::test]
async fn without_line_there_is_the_code_alone() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let program = program(&database);
    let (status, printed, errors) =
        program.run(&["invite", "--role", "officer", "--area", "47"])?;
    assert!(status.success(), "{errors}");
    assert!(code::shaped(line(&printed, "code")).is_some() && line(&printed, "link") == "none");
    assert!(errors.contains("no link") && errors.contains("works all the same"), "{errors}");
    Ok(())
}

#[tokio::test]
async fn what_does_not_fit_is_a_misuse_or_refused() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let program = program(&database);
    for misused in [
        &["invite", "--role", "officer"][..],
        &["invite", "--role", "king", "--area", "47"],
        &["invite", "--role", "officer", "--area", "4799"],
        &["invite", "--role", "officer", "--area", "47", "--unit", "u47"],
        &["invite", "--role", "officer", "--area", "47", "--uses", "0"],
    ] {
        assert_eq!(program.run(misused)?.0.code(), Some(2), "{misused:?}");
    }
    let nowhere = refused(&program, &["invite", "--role", "officer", "--unit", "u1000009"])?;
    assert!(nowhere.contains("there is no unit u1000009"), "{nowhere}");
    let nobody = refused(&program, &["invite", "--role", "officer", "--area", "47", "--as", "r9"])?;
    assert!(nobody.contains("there is no role r9"), "{nobody}");
    let mut keyless = program;
    keyless.settings.remove("ASA_DATA_KEY");
    let refused = refused(&keyless, &["invite", "--role", "officer", "--area", "47"])?;
    assert!(refused.contains("ASA_DATA_KEY is not set"), "{refused}");
    Ok(())
}
