//! `asa units`, run as an operator runs it, with files as offices make them.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::ensure;
use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::Program;
use serde_json::Value;

use crate::invites::{program, ran, refused};

const FILE: &str = "\u{FEFF}ลำดับ,ประเภท,ชื่อ,จังหวัด,อำเภอ,ตำบล,หมู่ที่,ขึ้นกับ\r
1,ทีมหมู่บ้าน,ทีมหมู่ ๕,แพร่,สูงเม่น,น้ำชำ,๕,อบต.น้ำชำ\r
2,อบต.,อบต.น้ำชำ,จังหวัดแพร่,อ.สูงเม่น,ต.น้ำชำ,,\r
3,lao,เทศบาลสูงเม่น,แพร่,สูงเม่น,สูงเม่น,,u5404\r
4,hospital,โรงพยาบาลสูงเม่น,แพร่,สูงเม่น,,,\r
";

fn list(program: &Program) -> anyhow::Result<Vec<Value>> {
    Ok(serde_json::from_str(&ran(program, &["units", "list", "--json"])?)?)
}

fn write(folder: &Path, text: &[u8]) -> anyhow::Result<String> {
    let file = folder.join("units.csv");
    std::fs::write(&file, text)?;
    Ok(file.display().to_string())
}

async fn imported(kind: Kind) -> anyhow::Result<()> {
    let Some(database) = Fresh::new(kind).await? else { return Ok(()) };
    let (program, folder) = (program(&database), tempfile::tempdir()?);
    let file = write(folder.path(), FILE.as_bytes())?;
    let planned = ran(&program, &["units", "import", &file, "--dry-run"])?;
    assert!(
        planned.contains("would add lao 540402 อบต.น้ำชำ") && planned.contains("4 would be added")
    );
    assert!(list(&program)?.is_empty(), "a dry run adds nothing");
    assert!(ran(&program, &["units", "import", &file])?.contains("4 added, 0 were there"));
    let units = list(&program)?;
    let named =
        |name: &str| units.iter().find(|unit| unit["name"] == name).cloned().unwrap_or_default();
    let (team, lao) = (named("ทีมหมู่ ๕"), named("อบต.น้ำชำ"));
    assert_eq!((&team["parent"], &team["moo"]), (&lao["id"], &Value::from(5)));
    assert_eq!((&team["area"], &lao["parent"]), (&Value::from("540402"), &Value::Null));
    assert_eq!(named("เทศบาลสูงเม่น")["parent"], "u5404");
    assert_eq!(named("โรงพยาบาลสูงเม่น")["area"], "5404");

    assert!(ran(&program, &["units", "import", &file])?.contains("0 added, 4 were there"));
    assert_eq!(list(&program)?, units, "importing again changes nothing");
    Ok(())
}

#[tokio::test]
async fn a_file_is_imported_once_on_sqlite() -> anyhow::Result<()> {
    imported(Kind::Sqlite).await
}

#[tokio::test]
async fn a_file_is_imported_once_on_postgres() -> anyhow::Result<()> {
    imported(Kind::Postgres).await
}

#[tokio::test]
async fn every_mistake_is_told_with_its_line_and_nothing_is_imported() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (program, folder) = (program(&database), tempfile::tempdir()?);
    let bad = "kind,name,area,province,district,tambon,moo,parent\n\
        school,โรงเรียนดี,540402,,,,,\n\
        casino,ร้าน,540402,,,,,\n\
        tambon,ตำบล,540402,,,,,\n\
        school,,540402,,,,,\n\
        school,ก,549999,,,,,\n\
        school,ข,,แพร่,สูงเม้น,,,\n\
        school,ค,,แพร่,,น้ำชำ,,\n\
        school,ง,,,,,,\n\
        school,จ,540402,,,,120,\n\
        school,ฉ,540402,,,,,ไม่มีที่ไหน\n\
        lao,ช,540402,,,,,โรงเรียนดี\n\
        school,โรงเรียนดี,540402,,,,,\n";
    let errors = refused(&program, &["units", "import", &write(folder.path(), bad.as_bytes())?])?;
    for (line, says) in [
        (3, "line 3, kind: not a kind of unit; there are lao (อบต.)"),
        (4, "line 4, kind: the office of an area is there without being added"),
        (5, "line 5, name: it has no name"),
        (6, "line 6, area: 549999 is not the code"),
        (7, "line 7, district: nothing is called สูงเม้น there; near is อ.สูงเม่น จ.แพร่"),
        (8, "line 8, district: its name is missing"),
        (9, "line 9, area: say where it is"),
        (10, "line 10, moo: 120 is not the number of a village"),
        (11, "line 11, parent: there is no unit ไม่มีที่ไหน"),
        (12, "line 12, parent: โรงเรียนดี does not stand above"),
        (13, "line 13, name: this is the unit of line 2 again"),
    ] {
        ensure!(errors.contains(says), "line {line}: {errors}");
    }
    assert!(errors.contains("nothing was imported") && !errors.contains("line 2,"), "{errors}");
    assert!(list(&program)?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_file_in_other_letters_is_refused_with_what_to_do() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (program, folder) = (program(&database), tempfile::tempdir()?);
    let windows = b"kind,name,area\nschool,\xC7\xD1\xB4,540402\n";
    let errors = refused(&program, &["units", "import", &write(folder.path(), windows)?])?;
    assert!(errors.contains("Windows-874") && errors.contains("CSV UTF-8"), "{errors}");
    assert!(
        refused(&program, &["units", "import", "/nowhere/at/all.csv"])?.contains("cannot read")
    );
    let (status, ..) = program.run(&["units", "import"])?;
    assert_eq!(status.code(), Some(2));
    Ok(())
}

#[tokio::test]
async fn the_example_can_be_imported() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (program, folder) = (program(&database), tempfile::tempdir()?);
    let example = ran(&program, &["units", "import", "--example"])?;
    let file = write(folder.path(), example.as_bytes())?;
    assert!(ran(&program, &["units", "import", &file])?.contains("3 added"));
    Ok(())
}

fn ten_thousand() -> String {
    let rows = (0..10_000).map(|row| format!("school,โรงเรียน {row},,แพร่,สูงเม่น,น้ำชำ,,\n"));
    format!("kind,name,area,province,district,tambon,moo,parent\n{}", rows.collect::<String>())
}

#[tokio::test]
async fn ten_thousand_lines_take_seconds() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (program, folder) = (program(&database), tempfile::tempdir()?);
    let file = write(folder.path(), ten_thousand().as_bytes())?;
    let began = Instant::now();
    assert!(ran(&program, &["units", "import", &file])?.contains("10000 added"));
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    Ok(())
}

#[tokio::test]
async fn an_import_that_is_killed_leaves_nothing_or_everything() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = write(folder.path(), ten_thousand().as_bytes())?;
    for after in [30, 120, 250, 400] {
        let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
        let program = program(&database);
        let mut child = program.command().args(["units", "import", &file]).spawn()?;
        tokio::time::sleep(Duration::from_millis(after)).await;
        child.kill()?;
        child.wait()?;
        let count = list(&program)?.len();
        assert!(count == 0 || count == 10_000, "{count} after {after} ms");
        let again = ran(&program, &["units", "import", &file])?;
        assert!(again.contains("10000 added") || again.contains("10000 were there"), "{again}");
    }
    Ok(())
}

#[tokio::test]
async fn units_are_added_merged_and_closed() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let program = program(&database);
    let add = |name: &str, rest: &[&str]| {
        let command = ["units", "add", "--kind", "อบต.", "--name", name, "--area", "540402"];
        Ok::<_, anyhow::Error>(ran(&program, &[&command[..], rest].concat())?.trim().to_owned())
    };
    let (first, second) = (add("อบต.หนึ่ง", &[])?, add("อบต.สอง", &["--parent", "u5404"])?);
    let again = refused(
        &program,
        &["units", "add", "--kind", "lao", "--name", "อบต.หนึ่ง", "--area", "540402"],
    )?;
    assert!(again.contains(&first) && again.contains("called so already"), "{again}");
    let same_level =
        ["units", "add", "--kind", "lao", "--name", "อบต.สาม", "--area", "540402", "--parent"];
    assert!(
        refused(&program, &[&same_level[..], &[&first]].concat())?.contains("does not stand above")
    );
    let merged = ran(&program, &["units", "merge", &first, &second, "--reason", "ยุบรวม"])?;
    assert!(merged.contains(&second), "{merged}");
    assert!(
        refused(&program, &["units", "close", &first, "--reason", "x"])?.contains("closed already")
    );
    assert!(
        refused(&program, &["units", "close", "u5404", "--reason", "x"])?.contains("stays open")
    );
    ran(&program, &["units", "close", &second, "--reason", "ปิด"])?;
    assert!(list(&program)?.iter().all(|unit| unit["open"] == false));
    Ok(())
}
