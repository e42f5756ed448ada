//! `asa areas`: the areas inside the program.

use asa_tests::process::Program;
use serde_json::Value;

use crate::crash::PROGRAM;

/// What it answers, with `--json`: the codes, and how certain they are.
fn searched(arguments: &[&str]) -> anyhow::Result<Vec<(String, String)>> {
    let program = Program::demo(PROGRAM)?;
    let (status, printed, errors) =
        program.run(&[&["areas", "search", "--json"], arguments].concat())?;
    anyhow::ensure!(status.success(), "{errors}");
    let areas: Vec<Value> = serde_json::from_str(&printed)?;
    let text = |area: &Value, name: &str| area[name].as_str().unwrap_or_default().to_owned();
    Ok(areas.iter().map(|area| (text(area, "code"), text(area, "certainty"))).collect())
}

fn wanted(codes: &[&str], certainty: &str) -> Vec<(String, String)> {
    codes.iter().map(|code| ((*code).to_owned(), certainty.to_owned())).collect()
}

#[test]
fn a_search_says_what_is_meant_and_how_certain_that_is() -> anyhow::Result<()> {
    assert_eq!(searched(&["ต.น้ำชำ", "อ.สูงเม่น"])?, wanted(&["540402"], "certain"));
    assert_eq!(searched(&["น้ำชำ", "--within", "5404"])?, wanted(&["540402"], "certain"));
    assert_eq!(searched(&["น้ำชำ", "--within", "54"])?, wanted(&["540103", "540402"], "several"));
    assert_eq!(searched(&["สูงเม้น", "--within", "54"])?[..1], wanted(&["5404"], "near"));
    assert_eq!(searched(&["น้ำชำ", "--within", "10"])?, []);
    assert_eq!(searched(&["เมือง", "--most", "3"])?.len(), 3);
    Ok(())
}

#[test]
fn a_search_can_be_read() -> anyhow::Result<()> {
    let program = Program::demo(PROGRAM)?;
    let (status, printed, _) = program.run(&["areas", "search", "540402"])?;
    assert!(status.success() && printed.starts_with("certain"), "{printed}");
    assert!(printed.contains("540402  ต.น้ำชำ อ.สูงเม่น จ.แพร่  Nam Cham Subdistrict"), "{printed}");
    let (_, printed, _) = program.run(&["areas", "search", "zzzzzz"])?;
    assert!(printed.starts_with("nothing"), "{printed}");
    let (status, _, errors) = program.run(&["areas", "search", "x", "--within", "99"])?;
    assert!(status.code() == Some(2) && errors.contains("the code of a province"), "{errors}");
    Ok(())
}
