//! What a run ends with: lines for whoever looks on, and a file in `tests/results/` beside those of
//! other runs, with the commit and the machine.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::figures::{Machine, Spread, commit};

/// A scenario on a database.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    pub scenario: String,
    pub database: String,
    pub commit: String,
    pub machine: Machine,
    pub runs: Vec<Run>,
    /// A second, of each run, at the times before at the same commit: how much it varies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Vec<f64>>,
}

/// One measurement. What was not measured is not there.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Run {
    pub name: String,
    pub seconds: f64,
    pub per_second: f64,
    /// Milliseconds from a webhook to its 200.
    pub webhook: Option<Spread>,
    /// Milliseconds from a webhook to the answer on the phone.
    pub answer: Option<Spread>,
    pub cost: Option<Cost>,
    pub books: Option<Compared>,
    /// Against the best of some floor.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratios: Vec<(String, f64)>,
}

/// What an event cost the program and its database.
#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize)]
pub struct Cost {
    pub cpu_micros: f64,
    pub bytes: f64,
    pub commits: f64,
    pub mib: f64,
    pub peak_mib: f64,
}

/// What people saw against what is in the database.
#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize)]
pub struct Compared {
    pub events: u64,
    pub lost: u64,
    pub doubled: u64,
    pub astray: u64,
    pub silent: u64,
    /// Webhooks that had to be sent again.
    pub again: u64,
    /// Conversations that ended in a record, and records.
    pub told: u64,
    pub recorded: u64,
    pub out_of_order: u64,
}

impl Compared {
    pub fn holds(&self) -> bool {
        let wrong = self.lost + self.doubled + self.astray + self.silent + self.out_of_order;
        wrong == 0 && self.told == self.recorded
    }
}

impl Report {
    pub fn new(scenario: &str, database: &str, runs: Vec<Run>) -> anyhow::Result<Self> {
        let (scenario, database) = (scenario.to_owned(), database.to_owned());
        Ok(Self {
            scenario,
            database,
            commit: commit(),
            machine: Machine::this()?,
            runs,
            earlier: Vec::new(),
        })
    }

    /// Beside the others, and after what was measured of the same commit before; says where.
    pub fn keep(mut self) -> anyhow::Result<PathBuf> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("results");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{}-{}.json", self.scenario, self.database));
        if let Ok(before) = std::fs::read(&file) {
            let before: Self = serde_json::from_slice(&before)?;
            if before.commit == self.commit && before.runs.len() == self.runs.len() {
                self.earlier = before.earlier;
                self.earlier.push(before.runs.iter().map(|run| run.per_second).collect());
            }
        }
        std::fs::write(&file, serde_json::to_string_pretty(&self)? + "\n")?;
        Ok(file)
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:<24} {:>9.0}/s", self.name, self.per_second)?;
        for (what, spread) in [("webhook", self.webhook), ("answer", self.answer)] {
            let Some(Spread { p50, p95, p99, p999, .. }) = spread else { continue };
            write!(out, "  {what} p50 {p50:.1} p95 {p95:.1} p99 {p99:.1} p99.9 {p999:.1} ms")?;
        }
        if let Some(cost) = &self.cost {
            write!(
                out,
                "  {:.0} µs CPU, {:.0} bytes, {:.3} commits an event, {:.0} MiB (at most {:.0})",
                cost.cpu_micros, cost.bytes, cost.commits, cost.mib, cost.peak_mib
            )?;
        }
        if let Some(books) = &self.books {
            let Compared {
                events,
                lost,
                doubled,
                astray,
                silent,
                again,
                told,
                recorded,
                out_of_order,
            } = books;
            write!(
                out,
                "  events {events} lost {lost} doubled {doubled} astray {astray} silent {silent} again {again} \
                 records {recorded} of {told} out of order {out_of_order}"
            )?;
        }
        for (floor, ratio) in &self.ratios {
            write!(out, "  {ratio:.2} of {floor}")?;
        }
        Ok(())
    }
}
