//! `asa tick`: everything that falls due, done once.

use asa_core::moment::Moment;
use asa_db::Store;
use clap::Args;
use serde_json::json;

use super::{Outcome, show};
use crate::clock::Clock;
use crate::config::{self, DatabaseArgs, RetentionArgs};
use crate::tick::{self, Done};

/// Do what falls due now, or at another instant: once, however often this is asked. A running
/// service does it by itself
///
/// Example: asa tick --at 2022-03-14T12:00:00+07:00 --dry-run
#[derive(Debug, Args)]
pub struct Tick {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    retention: RetentionArgs,
    /// As if it were then
    #[arg(long, value_name = "RFC3339", value_parser = config::instant)]
    at: Option<Moment>,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    json: bool,
}

impl Tick {
    pub async fn run(self) -> Outcome {
        let store = Store::open_existing(&self.database.database_url).await?;
        let now = self.at.unwrap_or_else(|| Clock::system().now());
        let clocks = self.retention.clocks();
        let done = match self.dry_run {
            true => tick::due(&store, &clocks, now).await?,
            false => tick::run(&store, &clocks, now).await?,
        };
        if self.json {
            let rows = done.iter().map(|done| {
                json!({"job": done.job, "count": done.count, "messages": done.told,
                    "dry_run": self.dry_run})
            });
            show::json(&rows.collect::<Vec<_>>())?;
            return Ok(true);
        }
        let verb = if self.dry_run { "would be done" } else { "done" };
        for one in done.iter().filter(|done| done.count > 0) {
            show::line(&line(one, verb));
        }
        if done.iter().all(|done| done.count == 0) {
            show::line(&format!("nothing is due at {now}"));
        }
        Ok(true)
    }
}

fn line(done: &Done, verb: &str) -> String {
    let what = match done.job {
        "drafts" => "conversations left alone for two days are closed",
        "climbs" => "applications that waited a day go to the level above",
        "deletions" => "people who asked to be deleted are",
        "transfers" => "transfers that nobody has confirmed are reminded of",
        "seals" => "days of the ledger are sealed",
        "photos" => "photos of closed cases go",
        "cases" => "closed cases lose what they tell of people",
        "roles" => "roles that ended lose what they tell of people",
        "consents" => "consents go",
        "audit" => "lines of the audit go",
        other => other,
    };
    let cost = match done.told {
        0 => "no message".to_owned(),
        told => format!("{told} people are told, a paid message each"),
    };
    format!("{:>6}  {what} ({verb}; {cost})", done.count)
}
