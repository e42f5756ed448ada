//! Which cases are asked for: by area, by day, and what cannot be meant.

use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::Program;
use serde_json::Value;

use super::{export, name, program, some_cases};
use crate::crash::{PROGRAM, fast_line};

/// The numbers of the cases that are found, without what is said around them.
fn found(program: &Program, arguments: &[&str]) -> anyhow::Result<Vec<i64>> {
    let printed = export(program, &[&["--format", "json"], arguments].concat())?;
    let cases: Vec<Value> = serde_json::from_str(&printed)?;
    let digits = |case: &Value| {
        let number = case["number"].as_str().unwrap_or_default();
        number.chars().filter(char::is_ascii_digit).collect::<String>().parse()
    };
    Ok(cases.iter().map(digits).collect::<Result<_, _>>()?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_area_finds_those_in_it_and_days_are_bangkoks() -> anyhow::Result<()> {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some((_database, program, _folder)) = some_cases(kind).await? else { continue };
        for (arguments, wanted) in [
            (&["--area", "54"][..], &[1, 2][..]),
            (&["--area", "5404"], &[1, 2]),
            (&["--area", "540402"], &[1]),
            (&["--area", "10"], &[]),
            (&["--from", "2022-03-07"], &[2, 3, 4]),
            (&["--to", "2022-03-07"], &[1, 2, 3]),
            (&["--from", "2565-03-07", "--to", "๒๕๖๕-๐๓-๐๗"], &[2, 3]),
            (&["--from", "2022-03-07", "--to", "2565-03-07", "--area", "47"], &[3]),
        ] {
            assert_eq!(found(&program, arguments)?, wanted, "{arguments:?}");
        }
        let (_, _, said) = program.run(&["export", "feedback", "--from", "2565-03-07"])?;
        assert!(said.contains("2022-03-07") && said.contains("2565-03-07"), "{said}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_can_be_made_while_the_service_runs() -> anyhow::Result<()> {
    let Some((database, _, folder)) = some_cases(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let _running = program.start().await?;
    let file = name(&folder, "cases.json");
    assert_eq!(export(&program, &["--output", &file])?, format!("4 rows in {file}\n"));
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_meant_is_told_in_a_sentence() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let program = program(&database);
    for (arguments, told) in [
        (
            &["complaints"][..],
            "[possible values: feedback, people, entries, balances, counts, days]",
        ),
        (&["feedback", "--format", "pdf"], "[possible values: csv, json, xlsx]"),
        (&["feedback", "--from", "7 March"], "such as 2022-03-07 or 2565-03-07"),
        (&["feedback", "--to", "2022-02-30"], "such as 2022-03-07 or 2565-03-07"),
        (&["feedback", "--area", "99"], "the code of a province"),
        (&["feedback", "--from", "2565-03-08", "--to", "2022-03-07"], "is after --to 2022-03-07"),
    ] {
        let (status, printed, errors) = program.run(&[&["export"], arguments].concat())?;
        assert_eq!(status.code(), Some(2), "{arguments:?}");
        assert!(errors.contains(told) && printed.is_empty(), "{arguments:?}: {errors}");
    }
    for refused in ["/dev/null", "/nowhere/at/all.csv"] {
        let (status, _, errors) = program.run(&["export", "feedback", "--output", refused])?;
        assert!(status.code() == Some(1) && errors.contains(refused), "{errors}");
    }
    Ok(())
}
