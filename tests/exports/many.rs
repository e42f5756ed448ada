//! Exports that take a while: what they need, and how they end before their end.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::ensure;
use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::{self, Program};
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use serde_json::Value;

use super::formats::sheet;
use super::{MIDNIGHT, export, name, program, some_cases, sql};
use crate::crash::PROGRAM;

const MANY: u32 = 20_000;

fn many_cases() -> [String; 2] {
    let story = "บ้านน้ำท่วมสูงถึงเอว, ขอเรือ ".repeat(18);
    let rows =
        format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})");
    [
        format!(
            "{rows} INSERT INTO cases (series, number, kind, person, area, story, state, opened_at) \
             SELECT 'feedback', i, 'obstacle', 'Unobody', '540402', '{story}', 'open', \
             {MIDNIGHT} + i * 60000 FROM n"
        ),
        format!(
            "{rows} INSERT INTO case_events (series, number, at, what) \
             SELECT 'feedback', i, {MIDNIGHT}, 'opened' FROM n"
        ),
    ]
}

/// The most memory an export had, in MiB.
fn peak(program: &Program, arguments: &[&str]) -> anyhow::Result<f64> {
    let mut command = program.command();
    process::peak(command.args(["export", "feedback"]).args(arguments).stdout(Stdio::null()))
}

/// Less than a tenth of them against all of them; prints what each took.
#[expect(clippy::print_stderr, reason = "figures to look at")]
fn weigh(program: &Program, format: &str, few: &str, all: &str) -> anyhow::Result<()> {
    let small = peak(program, &["--to", "2022-03-07", "--output", few])?;
    let began = Instant::now();
    let large = peak(program, &["--output", all])?;
    let took = began.elapsed();
    eprintln!("{format}: {MANY} cases in {took:?} and {large:.0} MiB; few in {small:.0} MiB");
    assert!(large < 150.0 && large < small + 20.0, "{format}: {large} MiB, {small} MiB");
    assert!(took < Duration::from_secs(20), "{format}: {took:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_cases_take_no_more_memory_than_few() -> anyhow::Result<()> {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(database) = Fresh::new(kind).await? else { continue };
        sql(&database, &many_cases()).await?;
        let (program, folder) = (program(&database), tempfile::tempdir()?);
        for format in ["csv", "json", "xlsx"] {
            let [few, all] = ["few", "all"].map(|file| name(&folder, &format!("{file}.{format}")));
            weigh(&program, format, &few, &all)?;
        }
        assert_eq!(sheet(&name(&folder, "all.xlsx"))?.len(), MANY as usize + 1);
        let text = std::fs::read_to_string(name(&folder, "all.json"))?;
        assert_eq!(serde_json::from_str::<Vec<Value>>(&text)?.len(), MANY as usize);
    }
    Ok(())
}

/// A line of Bash with the program as `$ASA`, that fails if any part of it does.
fn bash(program: &Program, line: &str) -> anyhow::Result<Output> {
    let settings = program.command();
    let settings = settings.get_envs().filter_map(|(name, value)| Some((name, value?)));
    let mut bash = Command::new("bash");
    bash.args(["-o", "pipefail", "-c", line]).env("ASA", PROGRAM).envs(settings);
    Ok(bash.output()?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_may_leave_and_a_full_disk_is_told() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    sql(&database, &many_cases()).await?;
    let program = program(&database);
    for format in ["csv", "json"] {
        let line = format!("$ASA export feedback --format {format} | head -c 10 >/dev/null");
        let left = bash(&program, &line)?;
        assert!(left.status.success() && left.stderr.is_empty(), "{format}: {left:?}");
    }
    for format in ["csv", "json", "xlsx"] {
        let line = format!("$ASA export feedback --format {format} >/dev/full");
        let full = bash(&program, &line)?;
        assert_eq!(full.status.code(), Some(1), "{format}");
        assert!(String::from_utf8_lossy(&full.stderr).contains("No space left"), "{full:?}");
    }
    Ok(())
}

fn names(folder: &Path) -> anyhow::Result<Vec<String>> {
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    Ok(entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
}

/// The table is locked, so that the export cannot get any further than it should.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_that_is_stopped_leaves_the_old_file_and_nothing_beside_it() -> anyhow::Result<()>
{
    let Some((database, program, folder)) = some_cases(Kind::Postgres).await? else {
        return Ok(());
    };
    let file = name(&folder, "cases.csv");
    std::fs::write(&file, "old")?;
    let mut one = ConnectOptions::new(&database.url);
    one.max_connections(1);
    let db = Database::connect(one).await?;
    db.execute_unprepared("BEGIN; LOCK TABLE cases IN ACCESS EXCLUSIVE MODE").await?;
    let mut command = program.command();
    let mut child = command.args(["export", "feedback", "--output", &file]).spawn()?;
    while names(folder.path())?.len() < 2 {
        ensure!(child.try_wait()?.is_none(), "it did not wait for the table");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(std::fs::read(&file)? == b"old", "the new one is beside it");
    Command::new("kill").arg(child.id().to_string()).status()?;
    assert_eq!(child.wait()?.code(), Some(1));
    assert_eq!(
        (names(folder.path())?, std::fs::read(&file)?),
        (vec!["cases.csv".into()], b"old".into())
    );
    db.execute_unprepared("ROLLBACK").await?;
    assert_eq!(export(&program, &["--output", &file])?, format!("4 rows in {file}\n"));
    assert!(std::fs::read_to_string(&file)?.contains("ถนนขาด"));
    Ok(())
}
