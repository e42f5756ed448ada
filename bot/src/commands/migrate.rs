//! `asa migrate`: the database schema.

use asa_db::Store;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Outcome, show};
use crate::config::DatabaseArgs;

/// Bring the database schema up to date, or show how it stands
///
/// Example: asa migrate status
#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Apply the steps that are missing
    Up,
    /// List every step; exit 1 if one is missing
    Status {
        #[arg(long)]
        json: bool,
    },
}

impl Migrate {
    pub async fn run(self) -> Outcome {
        let store = Store::open(&self.database.database_url).await?;
        match self.what {
            What::Up => {
                let steps = store.migrate().await?;
                show::line(&format!("{steps} steps applied; the schema is up to date"));
                Ok(true)
            }
            What::Status { json } => status(&store, json).await,
        }
    }
}

async fn status(store: &Store, as_json: bool) -> Outcome {
    let steps = store.schema().await?;
    if as_json {
        let steps = steps.iter().map(|(name, applied)| json!({"step": name, "applied": applied}));
        show::json(&steps.collect::<Vec<_>>())?;
    } else {
        for (name, applied) in &steps {
            show::line(&format!("{}  {name}", if *applied { "applied" } else { "pending" }));
        }
    }
    Ok(steps.iter().all(|(_, applied)| *applied))
}
