//! What the ledger says behind the conversation.

use std::fmt::Write as _;

use anyhow::ensure;
use asa_core::stock::Sheet;
use serde_json::Value;

use super::check::Scene;

/// `470501 surgical_mask 460`, a line a shelf; then what is on its way:
/// `ส-12 47 → 4705 500 of 500 open`.
pub(super) async fn balances(scene: &Scene, of: &str) -> anyhow::Result<String> {
    ensure!(of.is_empty(), "balances are checked as a whole");
    let items = scene.world.rows("items").await?;
    let code = |row: &Value| {
        let item = items.iter().find(|item| item["id"] == row["item"]);
        item.and_then(|item| item["code"].as_str()).unwrap_or("?").to_owned()
    };
    let mut shelves = scene.world.rows("balances").await?;
    shelves.sort_by_key(|row| (row["unit"].as_i64(), row["item"].as_i64()));
    let mut lines: Vec<String> = shelves
        .iter()
        .map(|row| format!("{} {} {}", row["unit"], code(row), row["pieces"]))
        .collect();
    let mut transfers = scene.world.rows("transfers").await?;
    transfers.sort_by_key(|row| row["id"].as_i64());
    lines.extend(transfers.iter().map(|row| {
        let state = row["state"].as_str().unwrap_or_default();
        let (from, to) = (&row["from_unit"], &row["to_unit"]);
        format!("ส-{} {from} → {to} {} of {} {state}", row["id"], row["open"], row["sent"])
    }));
    Ok(lines.join("\n"))
}

/// `470501 2020-05-08: received 500, g1 40, counted 460 number 0`: what is zero is left out, but
/// for what was counted.
pub(super) async fn days(scene: &Scene, of: &str) -> anyhow::Result<String> {
    ensure!(of.is_empty(), "days are checked as a whole");
    let mut days = scene.world.rows("days").await?;
    days.sort_by_key(|row| {
        (row["unit"].as_i64(), row["item"].as_i64(), row["day"].as_str().map(str::to_owned))
    });
    Ok(days.iter().map(day).collect::<Vec<_>>().join("\n"))
}

fn day(row: &Value) -> String {
    let mut line = format!("{} {}:", row["unit"], row["day"].as_str().unwrap_or_default());
    for column in Sheet::COLUMNS {
        if row[column] != 0 {
            // Writing into a text does not fail.
            write!(line, " {column} {}", row[column]).ok();
        }
    }
    match row["said"].as_str() {
        Some(said) => {
            write!(line, " counted {} ({said}, {})", row["counted"], row["difference"]).ok();
        }
        None => line.push_str(" not counted"),
    }
    line
}
