//! The ledger as files: `asa export days`, `counts`, `balances`, `entries`.

use std::collections::BTreeMap;

use asa_core::people::RoleKind;
use asa_tests::on_both;
use asa_tests::people::give_role;
use calamine::{Reader as _, open_workbook_auto};
use serde_json::Value;

use super::*;
use crate::invites::{program, ran, refused};

const OTHER_DISTRICT: UnitId = UnitId(4705);

/// Four days of a sub-district: counted with a gap, nothing moved, not a word, none left.
async fn four_days(world: &World) -> anyhow::Result<()> {
    let day = |back: i64| TODAY - Duration::days(back);
    on(world, TAMBON, day(3), receive(100)).await?;
    on(world, TAMBON, day(3), count(60, 100)).await?;
    let quiet = Deed::Count { said: Said::NothingMoved, counted: 60, book: 60, gap: Vec::new() };
    on(world, TAMBON, day(2), quiet).await?;
    on(world, TAMBON, TODAY, count(0, 60)).await?;
    on(world, OTHER_DISTRICT, TODAY, receive(7)).await?;
    Ok(())
}

fn rows(program: &asa_tests::process::Program, words: &[&str]) -> anyhow::Result<Vec<Value>> {
    let words = [&["export"], words, &["--format", "json"]].concat();
    Ok(serde_json::from_str(&ran(program, &words)?)?)
}

on_both! {
    async fn not_reported_nothing_moved_and_zero_are_three_things(world) {
        four_days(world).await?;
        let days = rows(&program(&world.database), &["days", "--area", "4701", "--to", "2020-05-13"])?;
        let shown = |row: &Value| {
            let figures = ["opening", "received", "g1", "closing", "counted", "difference"];
            let figures = figures.map(|name| row[name].as_i64());
            (row["day"].as_str().unwrap_or_default().to_owned(), row["reported"].as_str().unwrap_or_default().to_owned(), figures)
        };
        let all: Vec<_> = days.iter().map(shown).collect();
        let day = |day: &str, said: &str, figures| (day.to_owned(), said.to_owned(), figures);
        assert_eq!(all, [
            day("2020-05-10", "number", [Some(0), Some(100), Some(40), Some(60), Some(60), Some(-40)]),
            day("2020-05-11", "nothing_moved", [Some(60), Some(0), Some(0), Some(60), Some(60), Some(0)]),
            day("2020-05-12", "not_reported", [Some(60), Some(0), Some(0), Some(60), None, None]),
            day("2020-05-13", "zero", [Some(60), Some(0), Some(60), Some(0), Some(0), Some(-60)]),
        ]);
        let counts = rows(&program(&world.database), &["counts", "--from", "2563-05-11", "--to", "2563-05-13"])?;
        let said: Vec<_> = counts.iter().map(|row| row["reported"].as_str().unwrap_or_default()).collect();
        assert_eq!(said, ["nothing_moved", "zero"]);
        Ok(())
    }

    async fn balances_and_entries_add_up(world) {
        four_days(world).await?;
        on(world, OTHER_DISTRICT, TODAY, send(UnitId(470_501), 3)).await?;
        let program = program(&world.database);
        let balances = rows(&program, &["balances"])?;
        let lies = |row: &Value| (row["unit_id"].as_str().unwrap_or_default().to_owned(), row["balance"].as_i64(), row["on_the_way"].as_i64());
        let lies: Vec<_> = balances.iter().map(lies).collect();
        assert_eq!(lies, [
            ("u4705".to_owned(), Some(4), Some(3)),
            ("u470101".to_owned(), Some(0), Some(0)),
        ]);
        let mut accounts: BTreeMap<String, i64> = BTreeMap::new();
        for entry in rows(&program, &["entries"])? {
            let pieces = entry["pieces"].as_i64().unwrap_or_default();
            for (side, sign) in [("from_account", -1), ("to_account", 1)] {
                if let Some(account) = entry[side].as_str() {
                    *accounts.entry(account.to_owned()).or_default() += sign * pieces;
                }
            }
        }
        let sums = [("g1", 100), ("outside", -107), ("shelf", 4), ("transit", 3)];
        assert_eq!(accounts, sums.map(|(name, sum)| (name.to_owned(), sum)).into());
        Ok(())
    }

    async fn an_officer_takes_out_what_he_looks_after(world) {
        four_days(world).await?;
        let person = world.friend("วิชัย", "th").await?;
        let role = give_role(world, &person, "วิชัย", RoleKind::Officer, OTHER_DISTRICT, false).await?;
        let (program, role) = (program(&world.database), role.to_string());
        let as_officer = |area| ["balances", "--area", area, "--as", role.as_str()];
        assert_eq!(rows(&program, &as_officer("4705"))?.len(), 1);
        for area in ["47", "4701"] {
            let said = refused(&program, &[&["export"][..], &as_officer(area)].concat())?;
            assert!(said.contains("outside the area"), "{said}");
        }
        let said = refused(&program, &["export", "days", "--as", &role])?;
        assert!(said.contains("--area"), "{said}");
        Ok(())
    }

    async fn excel_reads_the_day_report(world) {
        four_days(world).await?;
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("days.xlsx");
        let path = file.to_str().unwrap_or_default();
        ran(&program(&world.database), &["export", "days", "--area", "4701", "--to", "2020-05-13", "--output", path])?;
        let sheet = open_workbook_auto(&file)?.worksheet_range("days")?;
        assert_eq!(sheet.height(), 5);
        let heading = sheet.get_value((0, 7)).map(ToString::to_string);
        assert_eq!(heading.as_deref(), Some("วันที่ / day"));
        assert!(sheet.get_value((1, 7)).is_some_and(calamine::DataType::is_datetime));
        Ok(())
    }
}
