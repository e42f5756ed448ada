//! `asa dead`: the dead letters.

use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_db::Store;
use asa_db::dead::{self, Letter};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Outcome, show};
use crate::clock::Clock;
use crate::config::DatabaseArgs;

/// Events and sends that failed for good: list, show, and try again
///
/// Example: asa dead replay evt_12 out_7
#[derive(Debug, Args)]
pub struct Dead {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The newest first
    List {
        #[arg(long)]
        json: bool,
        #[arg(long, default_value_t = 100)]
        most: u32,
    },
    /// One of them: its cause and its times, never its content
    Show { id: Letter },
    /// Put them back to wait for their turn. A running service picks them up; asking twice does
    /// it once
    Replay {
        #[arg(required = true)]
        ids: Vec<Letter>,
    },
}

impl Dead {
    pub async fn run(self) -> Outcome {
        let store = Store::open_existing(&self.database.database_url).await?;
        match self.what {
            What::List { json, most } => list(&store, json, most).await,
            What::Show { id } => {
                show_one(&dead::show(&store, id).await?);
                Ok(true)
            }
            What::Replay { ids } => replay(&store, &ids).await,
        }
    }
}

async fn list(store: &Store, as_json: bool, most: u32) -> Outcome {
    let letters = dead::list(store, most).await?;
    if as_json {
        let letters = letters.iter().map(|dead| {
            json!({"id": dead.letter().to_string(), "event": dead.event_id, "kind": dead.kind,
                "tries": dead.tries, "cause": dead.cause,
                "died_at": Moment::from_millis(dead.finished_at).to_string()})
        });
        show::json(&letters.collect::<Vec<_>>())?;
        return Ok(true);
    }
    for dead in &letters {
        let died = Moment::from_millis(dead.finished_at);
        show::line(&format!("{:<10} {died}  {:<10} {}", dead.letter(), dead.kind, dead.cause));
    }
    if letters.is_empty() {
        show::line("no dead letters");
    }
    Ok(true)
}

fn show_one(dead: &dead::Dead) {
    let chat = LineId::new(dead.chat.as_str()).map_or("none".to_owned(), |chat| chat.to_string());
    for (name, value) in [
        ("id", dead.letter().to_string()),
        ("event", dead.event_id.clone()),
        ("kind", dead.kind.clone()),
        ("chat", chat),
        ("tries", dead.tries.to_string()),
        ("cause", dead.cause.clone()),
        ("happened", Moment::from_millis(dead.at).to_string()),
        ("died", Moment::from_millis(dead.finished_at).to_string()),
    ] {
        show::line(&format!("{name:<9} {value}"));
    }
}

async fn replay(store: &Store, ids: &[Letter]) -> Outcome {
    let now = Clock::system().now();
    let mut all = true;
    for id in ids {
        if dead::replay(store, *id, now).await? {
            show::line(&format!("{id} waits for its turn"));
        } else {
            show::error(&format!("{id} is not a dead letter that can be replayed (any more)"));
            all = false;
        }
    }
    Ok(all)
}
