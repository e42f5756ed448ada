//! `asa items`: what is counted.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use asa_core::stock::{Item, items_file};
use asa_db::Store;
use asa_db::stock::items;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Outcome, show};
use crate::config::DatabaseArgs;

const EXAMPLE: &str = include_str!("items.toml");

/// What is counted: masks, gel, rice; and what it is counted in
///
/// Example: asa items apply items.toml
#[derive(Debug, Args)]
pub struct Items {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Put in the items of a file, or none if a line of it is wrong; those it does not name stay
    ///
    /// What an item is counted in never changes: another unit needs another code.
    ///
    /// Example: asa items apply --example > items.toml
    Apply {
        /// TOML, in UTF-8
        #[arg(required_unless_present = "example")]
        file: Option<PathBuf>,
        /// Print a file to begin with
        #[arg(long, conflicts_with = "file")]
        example: bool,
    },
    /// All items, open or closed
    ///
    /// Example: asa items list --json
    List {
        #[arg(long)]
        json: bool,
    },
}

impl Items {
    pub async fn run(self) -> Outcome {
        if let What::Apply { file: None, .. } = self.what {
            show::line(EXAMPLE.trim_end());
            return Ok(true);
        }
        let store = Store::open_existing(&self.database.database_url).await?;
        match self.what {
            What::Apply { file, .. } => apply(&store, file.unwrap_or_default()).await,
            What::List { json } => list(&store, json).await,
        }
    }
}

async fn apply(store: &Store, file: PathBuf) -> Outcome {
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    let known = items::list(store).await?;
    let new = match items_file::read(&text, &known) {
        Ok(new) => new,
        Err(faults) => {
            faults.iter().for_each(|fault| show::note(fault));
            bail!("nothing was changed: {} faults in {}", faults.len(), file.display());
        }
    };
    items::apply(store, &new).await?;
    let is_known = |code: &str| known.iter().any(|item| item.code == code);
    let again = new.iter().filter(|item| is_known(&item.code)).count();
    show::line(&format!(
        "{} items added, {again} that were there say what the file says",
        new.len() - again
    ));
    Ok(true)
}

async fn list(store: &Store, json: bool) -> Outcome {
    let items = items::list(store).await?;
    if json {
        show::json(&items.iter().map(as_json).collect::<Vec<_>>())?;
        return Ok(true);
    }
    for item in &items {
        let closed = if item.is_open { "" } else { "  (closed)" };
        let Item { code, name, .. } = item;
        let measures: Vec<String> = item.measures.iter().map(measure).collect();
        show::line(&format!(
            "{code:<16} {}  {}  {}{closed}",
            name.th,
            name.en,
            measures.join(", ")
        ));
    }
    Ok(true)
}

fn measure(measure: &asa_core::stock::item::Measure) -> String {
    match measure.size {
        Some(size) => format!("{} = {size}", measure.name.th),
        None => format!("{} = ?", measure.name.th),
    }
}

fn as_json(item: &Item) -> serde_json::Value {
    json!({"code": item.code, "thai": item.name.th, "english": item.name.en,
        "measures": item.measures, "open": item.is_open})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_a_file_that_is_taken() {
        let items = items_file::read(EXAMPLE, &[]).unwrap();
        assert_eq!(items.len(), 10);
        assert_eq!(items[0].measures[3].size, None, "a carton comes in every size");
    }
}
