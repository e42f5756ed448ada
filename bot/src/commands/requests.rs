//! `asa requests`: what people have asked about their own data.

use std::time::Duration;

use asa_core::moment::Moment;
use asa_db::Store;
use asa_db::privacy::requests;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Outcome, show};
use crate::clock::Clock;
use crate::config::DatabaseArgs;

/// Requests of people to be deleted: each is due in thirty days, and done by itself then
///
/// Example: asa requests refuse 12 --reason 'a case about it is before the court'
#[derive(Debug, Args)]
pub struct Requests {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Those that wait, the next due first
    List {
        #[arg(long)]
        json: bool,
    },
    /// Delete the person now
    Do { number: i64 },
    /// Do not, and say why: the person reads it
    Refuse {
        number: i64,
        #[arg(long)]
        reason: String,
    },
}

impl Requests {
    pub async fn run(self) -> Outcome {
        let store = Store::open_existing(&self.database.database_url).await?;
        let now = Clock::system().now();
        match self.what {
            What::List { json } => return list(&store, json, now).await,
            What::Do { number } => {
                requests::carry_out(&store, number, now).await?;
                show::line(&format!("{number}: the person is deleted; a tombstone is kept"));
            }
            What::Refuse { number, reason } => {
                requests::refuse(&store, number, &reason, now).await?;
                show::line(&format!("{number}: refused"));
            }
        }
        Ok(true)
    }
}

async fn list(store: &Store, as_json: bool, now: Moment) -> Outcome {
    // Further ahead than any of them is due.
    let ahead = now + Duration::from_secs(366 * 24 * 3600);
    let open = requests::open(store, ahead, 10_000).await?;
    let at = |millis: i64| Moment::from_millis(millis).to_string();
    if as_json {
        let rows = open.iter().map(|request| {
            json!({"number": request.number, "asked_at": at(request.asked_at),
                "due_at": at(request.due_at)})
        });
        show::json(&rows.collect::<Vec<_>>())?;
        return Ok(true);
    }
    for request in &open {
        show::line(&format!(
            "{:>6}  asked {}  due {}",
            request.number,
            at(request.asked_at),
            at(request.due_at)
        ));
    }
    if open.is_empty() {
        show::line("nobody waits to be deleted");
    }
    Ok(true)
}
