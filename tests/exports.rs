//! `asa export`, run as an operator runs it: rows in by SQL, files out.

mod filters;
mod formats;
mod many;

use std::collections::BTreeMap;

use anyhow::ensure;
use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::Program;
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

use crate::crash::PROGRAM;

/// The beginning of 2022-03-07 in Bangkok.
const MIDNIGHT: i64 = 1_646_586_000_000;
const DAY: i64 = 24 * 60 * 60 * 1000;
const STORY: &str = "น้ำท่วม, \"หนัก\"\nขอเรือ";
const FORMULA: &str = "=HYPERLINK(\"http://example.org\";\"x\")";

fn program(database: &Fresh) -> Program {
    let settings = BTreeMap::from([("ASA_DATABASE_URL".to_owned(), database.url.clone())]);
    Program { binary: PROGRAM, settings, port: 0 }
}

async fn sql(database: &Fresh, statements: &[String]) -> anyhow::Result<()> {
    let db = Database::connect(&database.url).await?;
    for statement in statements {
        db.execute_unprepared(statement).await?;
    }
    db.close().await?;
    Ok(())
}

fn case(number: u32, area: &str, opened_at: i64, story: &str, rest: &str) -> String {
    format!(
        "INSERT INTO cases (series, number, kind, person, area, opened_at, story, phone, state) \
         VALUES ('feedback', {number}, 'obstacle', 'Unobody', {area}, {opened_at}, '{story}', {rest})"
    )
}

fn event(number: u32, at: i64, what: &str) -> String {
    format!(
        "INSERT INTO case_events (series, number, at, what) \
         VALUES ('feedback', {number}, {at}, '{what}')"
    )
}

/// Four cases around a day, one of another series, and a folder for what is written.
async fn some_cases(kind: Kind) -> anyhow::Result<Option<(Fresh, Program, TempDir)>> {
    let Some(database) = Fresh::new(kind).await? else { return Ok(None) };
    let rows = [
        case(1, "'540402'", MIDNIGHT - 1, STORY, "'+66800000000', 'open'"),
        case(2, "'5404'", MIDNIGHT, FORMULA, "NULL, 'open'"),
        case(3, "'470118'", MIDNIGHT + DAY - 1, "ถนนขาด", "'0800000000', 'withdrawn'"),
        case(4, "NULL", MIDNIGHT + DAY, "", "NULL, 'elsewhere'"),
        "UPDATE cases SET story = NULL WHERE number = 4".to_owned(),
        case(1, "'540402'", MIDNIGHT, "", "NULL, 'open'").replace("'feedback'", "'other'"),
        event(3, MIDNIGHT + DAY - 1, "opened"),
        event(3, MIDNIGHT + DAY, "withdrawn"),
        "INSERT INTO case_photos (series, number, place, media) VALUES ('feedback', 3, 0, 'a'), \
         ('feedback', 3, 1, 'b'), ('feedback', 3, 2, 'c')"
            .to_owned(),
        // The third was taken back.
        "INSERT INTO media (name, message_id, chat, content_type, size, fetched_at, \
         erased_at) VALUES ('a', '1', 'U1', 'image/jpeg', 1, 1, NULL), \
         ('b', '2', 'U1', 'image/jpeg', 1, 1, NULL), ('c', '3', 'U1', 'image/jpeg', 0, 1, 2)"
            .to_owned(),
    ];
    sql(&database, &rows).await?;
    let program = program(&database);
    Ok(Some((database, program, tempfile::tempdir()?)))
}

/// What it printed; it has to end well.
fn export(program: &Program, arguments: &[&str]) -> anyhow::Result<String> {
    let arguments = [&["export", "feedback"], arguments].concat();
    let (status, printed, errors) = program.run(&arguments)?;
    ensure!(status.success(), "{arguments:?}: {errors}");
    Ok(printed)
}

fn name(folder: &TempDir, file: &str) -> String {
    folder.path().join(file).display().to_string()
}
