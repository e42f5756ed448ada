//! What stands in the files, in every format, from both kinds of database.

use anyhow::Context as _;
use asa_tests::databases::Kind;
use asa_tests::process::Program;
use calamine::{Data, Reader as _};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{FORMULA, STORY, export, name, some_cases};

fn check_json(program: &Program) -> anyhow::Result<()> {
    let cases: Value = serde_json::from_str(&export(program, &["--format", "json"])?)?;
    let third = json!({
        "number": cases[2]["number"], "kind": "obstacle", "state": "withdrawn",
        "opened_at": "2022-03-07T23:59:59.999+07:00", "area_code": "470118",
        "province": "สกลนคร", "district": "เมืองสกลนคร", "tambon": "หนองลาด", "story": "ถนนขาด",
        "phone": "0800000000", "photos": 2,
        "timeline": [{"at": "2022-03-07T23:59:59.999+07:00", "what": "opened"},
            {"at": "2022-03-08T00:00:00+07:00", "what": "withdrawn"}],
    });
    assert_eq!(cases[2], third);
    assert!(cases[2]["number"].as_str().is_some_and(|number| number.ends_with("0003")));
    assert_eq!(cases[0]["story"], STORY);
    let empty = ["area_code", "province", "district", "tambon", "story", "phone"];
    assert!(empty.iter().all(|name| cases[3][name].is_null()), "{}", cases[3]);
    assert_eq!((&cases[3]["state"], &cases[3]["timeline"]), (&json!("elsewhere"), &json!([])));
    assert_eq!(cases.as_array().map(Vec::len), Some(4));
    Ok(())
}

fn check_csv(program: &Program) -> anyhow::Result<()> {
    let printed = export(program, &[])?;
    let text = printed.strip_prefix('\u{FEFF}').context("no byte order mark")?;
    assert!(text.starts_with("เลขที่ / number,ประเภท / kind,สถานะ / state,"), "{text}");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().collect::<Result<Vec<_>, _>>()?;
    let column = |at: usize| rows.iter().map(|row| row[at].to_owned()).collect::<Vec<_>>();
    assert_eq!(column(2), ["รอดำเนินการ", "รอดำเนินการ", "ผู้แจ้งยกเลิก", "elsewhere"]);
    let opened = ["2022-03-06 23:59", "2022-03-07 00:00", "2022-03-07 23:59", "2022-03-08 00:00"];
    assert_eq!(column(3), opened);
    assert_eq!(column(4), ["540402", "5404", "470118", ""]);
    assert_eq!(column(5), ["แพร่", "แพร่", "สกลนคร", ""]);
    assert_eq!(column(6), ["สูงเม่น", "สูงเม่น", "เมืองสกลนคร", ""]);
    assert_eq!(column(7), ["น้ำชำ", "", "หนองลาด", ""]);
    assert_eq!(column(8), [STORY, &format!("'{FORMULA}"), "ถนนขาด", ""]);
    assert_eq!(column(9), ["+66800000000", "", "0800000000", ""]);
    assert_eq!(column(10), ["0", "0", "2", "0"]);
    assert_eq!(&rows[2][11], "2022-03-07 23:59 แจ้งเรื่อง\n2022-03-08 00:00 ผู้แจ้งยกเลิก");
    Ok(())
}

pub(super) fn sheet(file: &str) -> anyhow::Result<Vec<Vec<Data>>> {
    let mut book = calamine::open_workbook_auto(file)?;
    let range = book.worksheet_range("feedback")?;
    Ok(range.rows().map(<[Data]>::to_vec).collect())
}

fn check_xlsx(program: &Program, folder: &TempDir) -> anyhow::Result<()> {
    let file = name(folder, "cases.xlsx");
    export(program, &["--output", &file])?;
    let rows = sheet(&file)?;
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[0][0], Data::String("เลขที่ / number".into()));
    assert_eq!(rows[1][8], Data::String(STORY.into()));
    assert_eq!(rows[2][8], Data::String(FORMULA.into()), "text, not a formula");
    assert_eq!(rows[3][9], Data::String("0800000000".into()), "with the zero in front");
    assert_eq!(rows[3][10], Data::Float(2.0));
    assert_eq!(rows[4][8], Data::Empty);
    let Data::DateTime(opened) = &rows[2][3] else { anyhow::bail!("no date: {:?}", rows[2][3]) };
    assert_eq!((opened.is_datetime(), opened.as_f64()), (true, 44627.0), "2022-03-07 in Bangkok");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cases_come_out_as_csv_as_json_and_as_xlsx() -> anyhow::Result<()> {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some((_database, program, folder)) = some_cases(kind).await? else { continue };
        check_json(&program)?;
        check_csv(&program)?;
        check_xlsx(&program, &folder)?;
    }
    Ok(())
}
