//! Sums of areas, compared with those of their units by the database itself.

use asa_core::stock::Sheet;
use sea_orm::FromQueryResult;

use super::{Broken, Proof};
use crate::Result;
use crate::sql::one;

#[derive(FromQueryResult)]
struct Differs {
    area: String,
}

pub(super) async fn prove(proof: &Proof<'_>) -> Result<Option<Broken>> {
    for digits in [2, 4, 6] {
        for (what, sums, there) in [balances(digits), days(digits)] {
            let sql = format!(
                "SELECT w.area FROM (SELECT * FROM ({sums} EXCEPT {there}) AS a \
                 UNION ALL SELECT * FROM ({there} EXCEPT {sums}) AS b) AS w LIMIT 1"
            );
            let differs: Option<Differs> = one(proof.tx, sql, []).await?;
            if let Some(Differs { area }) = differs {
                let what = format!("{what} of the area {area} are not the sums of its units");
                return Ok(Some(Broken::of_all(what)));
            }
        }
    }
    Ok(None)
}

fn balances(digits: usize) -> (&'static str, String, String) {
    let sums = format!(
        "SELECT substr(area, 1, {digits}) AS area, item, CAST(SUM(pieces) AS BIGINT) AS pieces \
         FROM balances WHERE length(area) >= {digits} GROUP BY substr(area, 1, {digits}), item"
    );
    let there =
        format!("SELECT area, item, pieces FROM area_balances WHERE length(area) = {digits}");
    ("the balances", sums, there)
}

fn days(digits: usize) -> (&'static str, String, String) {
    const TALLY: [(&str, &str); 3] = [
        ("counted", "counted <> 0 AND said <> 'nothing_moved'"),
        ("nothing_moved", "counted <> 0 AND said = 'nothing_moved'"),
        ("zero", "counted = 0"),
    ];
    let sums = Sheet::COLUMNS.map(|column| format!("CAST(SUM({column}) AS BIGINT) AS {column}"));
    let tally = TALLY.map(|(column, is_so)| {
        format!("CAST(SUM(CASE WHEN {is_so} THEN 1 ELSE 0 END) AS BIGINT) AS {column}")
    });
    let sums = format!(
        "SELECT substr(area, 1, {digits}) AS area, item, day, {}, {} FROM days \
         WHERE length(area) >= {digits} GROUP BY substr(area, 1, {digits}), item, day",
        sums.join(", "),
        tally.join(", ")
    );
    let there = format!(
        "SELECT area, item, day, {}, counted, nothing_moved, zero FROM area_days \
         WHERE length(area) = {digits}",
        Sheet::COLUMNS.join(", ")
    );
    ("the days", sums, there)
}
