//! The results that are kept, as the table in the README: printed by `load table`.

use std::fmt::Write as _;
use std::path::PathBuf;

use asa_core::conversation::readers::thousands;

use super::result::{Report, Run};

const HEAD: &str = "| scenario | database | a second | webhook's 200: p50, p99 | answer: p50, p95 | \
    CPU an event | memory | lost, doubled |\n|---|---|---|---|---|---|---|---|\n";

/// In the order in which they are told about.
const SCENARIOS: [&str; 8] =
    ["burst", "nation-mean", "deadline-hour", "soak", "ack", "restart", "sessions", "replicas"];

pub fn kept() -> anyhow::Result<Vec<Report>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("results");
    let mut reports = Vec::new();
    for file in std::fs::read_dir(folder)? {
        reports.push(serde_json::from_slice::<Report>(&std::fs::read(file?.path())?)?);
    }
    let place = |report: &Report| SCENARIOS.iter().position(|name| *name == report.scenario);
    // SQLite first.
    reports.sort_by_key(|report| (place(report), std::cmp::Reverse(report.database.clone())));
    Ok(reports)
}

pub fn table(reports: &[Report]) -> String {
    let mut table = HEAD.to_owned();
    for report in reports {
        for (number, run) in report.runs.iter().enumerate() {
            let rate = rates(report, number, run);
            writeln!(
                table,
                "| {} | {} | {rate} | {} |",
                name(report, run),
                report.database,
                row(run)
            )
            .ok();
        }
    }
    table
}

fn name(report: &Report, run: &Run) -> String {
    if run.name == report.scenario {
        run.name.clone()
    } else {
        format!("{}: {}", report.scenario, run.name)
    }
}

/// Of this run and, at the same commit, of those before.
fn rates(report: &Report, number: usize, run: &Run) -> String {
    let earlier = report.earlier.iter().filter_map(|runs| runs.get(number));
    let all: Vec<f64> = earlier.copied().chain([run.per_second]).collect();
    let (least, most) = all
        .iter()
        .fold((f64::MAX, 0_f64), |(least, most), rate| (least.min(*rate), most.max(*rate)));
    let rates =
        if all.len() == 1 { whole(most) } else { format!("{} – {}", whole(least), whole(most)) };
    let ratio = |(of, ratio): &(String, f64)| format!("{ratio:.2} of {of}");
    let ratios: Vec<String> = run.ratios.iter().map(ratio).collect();
    if ratios.is_empty() { rates } else { format!("{rates}: {}", ratios.join(", ")) }
}

fn row(run: &Run) -> String {
    let none = || "–".to_owned();
    let webhook = run.webhook.map_or_else(none, |w| format!("{:.1}, {:.1} ms", w.p50, w.p99));
    let answer = run.answer.map_or_else(none, |a| format!("{:.0}, {:.0} ms", a.p50, a.p95));
    let cpu = run.cost.map_or_else(none, |cost| format!("{:.0} µs", cost.cpu_micros));
    let memory = run.cost.map_or_else(none, |cost| format!("{:.0} MiB", cost.peak_mib));
    let books = run.books.map_or_else(none, |books| format!("{}, {}", books.lost, books.doubled));
    [webhook, answer, cpu, memory, books].join(" | ")
}

/// Whole ones: nobody reads a rate more closely.
fn whole(rate: f64) -> String {
    thousands(rate.round_ties_even() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_read_them() {
        assert_eq!(
            ["1", "999", "1,000", "1,234,567"],
            [1.0, 999.0, 1e3, 1_234_567.0].map(whole).each_ref().map(String::as_str)
        );
    }

    #[test]
    fn the_readme_tells_what_was_measured() {
        let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md"));
        let (readme, table) = (readme.unwrap(), table(&kept().unwrap()));
        assert!(
            readme.contains(&table),
            "the README has another table than `load table` prints:\n{table}"
        );
    }
}
