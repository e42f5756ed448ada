//! `asa ledger`: the proof that what lies in the books is what was written there.

use asa_db::stock::verify::{Broken, Verdict};
use asa_db::{Store, stock};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Outcome, show};
use crate::config::{DatabaseArgs, KeyArgs};

/// The ledger of stock
///
/// Example: asa ledger verify
#[derive(Debug, Args)]
pub struct Ledger {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    key: KeyArgs,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Read every record again, work out everything that follows from it, and compare. Fails, and
    /// names the first record that is not as it was written, if there is one. May be run beside
    /// the service; notes are read only where ASA_DATA_KEY is set
    ///
    /// Example: asa ledger verify --json
    Verify {
        #[arg(long)]
        json: bool,
    },
}

impl Ledger {
    pub async fn run(self) -> Outcome {
        let store = Store::open_existing(&self.database.database_url).await?;
        let store = store.with_vault(self.key.vault_if_set()?);
        let What::Verify { json } = self.what;
        let verdict = proved(&store).await?;
        match json {
            true => show::json(&as_json(&verdict))?,
            false => report(&verdict),
        }
        Ok(verdict.is_whole())
    }
}

/// With a count that grows, on a terminal.
pub(super) async fn proved(store: &Store) -> anyhow::Result<Verdict> {
    let mut progress = show::Progress::new("records proved");
    Ok(stock::verify(store, |records| progress.add(records)).await?)
}

pub(super) fn report(verdict: &Verdict) {
    let Verdict { books, records, entries, seals, broken } = verdict;
    match broken {
        None => show::line(&format!(
            "the ledger is whole: {books} books, {records} records, {entries} entries, {seals} seals"
        )),
        Some(broken) => {
            show::line(&line(broken));
            show::line(&format!("the ledger is broken; {records} records were read until there"));
        }
    }
}

fn line(broken: &Broken) -> String {
    let unit = broken.unit.map(|unit| format!("unit {unit}"));
    let record = broken.record.map(|record| format!("record ส-{:04}", record.0));
    let place = broken.place.map(|place| format!("place {place}"));
    let at: Vec<String> = [unit, record, place].into_iter().flatten().collect();
    match at.is_empty() {
        true => broken.what.clone(),
        false => format!("{}: {}", at.join(", "), broken.what),
    }
}

fn as_json(verdict: &Verdict) -> serde_json::Value {
    let broken = verdict.broken.as_ref().map(|broken| {
        json!({"unit": broken.unit.map(|unit| unit.to_string()),
            "record": broken.record.map(|record| record.0), "place": broken.place,
            "what": broken.what})
    });
    json!({"whole": verdict.is_whole(), "books": verdict.books, "records": verdict.records,
        "entries": verdict.entries, "seals": verdict.seals, "broken": broken})
}
