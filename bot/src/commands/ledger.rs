//! `asa ledger`: the proof that what lies in the books is what was written there.

use anyhow::Context as _;
use asa_core::areas::AreaCode;
use asa_core::moment::Moment;
use asa_core::people::UnitId;
use asa_core::stock::{Item, Sheet};
use asa_core::thai;
use asa_db::stock::at::{Known, Whose, known_at};
use asa_db::stock::verify::{Broken, Verdict};
use asa_db::{Store, stock};
use clap::{Args, Subcommand};
use serde_json::json;
use time::Date;

use super::{Outcome, show};
use crate::config::{self, DatabaseArgs, KeyArgs};

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
    /// The sheet of a day as it was known at an instant, whatever was written or taken back since
    ///
    /// Example: asa ledger known --area 47 --on 2563-05-15 --at 2020-05-15T16:00:00+07:00
    Known(Past),
}

#[derive(Debug, Args)]
struct Past {
    /// All that is in this area, by its code
    #[arg(long, value_parser = config::area, required_unless_present = "unit", conflicts_with = "unit")]
    area: Option<AreaCode>,
    /// One unit, such as u1000001
    #[arg(long)]
    unit: Option<UnitId>,
    /// The day in Bangkok: 2020-05-15, or 2563-05-15
    #[arg(long, value_name = "DATE", value_parser = thai::day)]
    on: Date,
    /// The instant, such as 2020-05-15T16:00:00+07:00
    #[arg(long, value_name = "RFC3339", value_parser = config::instant)]
    at: Moment,
    #[arg(long)]
    json: bool,
}

impl Ledger {
    pub async fn run(self) -> Outcome {
        let store = Store::open_existing(&self.database.database_url).await?;
        let store = store.with_vault(self.key.vault_if_set()?);
        let json = match self.what {
            What::Verify { json } => json,
            What::Known(past) => return past.show(&store).await,
        };
        let verdict = proved(&store).await?;
        match json {
            true => show::json(&as_json(&verdict))?,
            false => report(&verdict),
        }
        Ok(verdict.is_whole())
    }
}

impl Past {
    fn whose(&self) -> anyhow::Result<Whose> {
        let of_unit = self.unit.map(Whose::Unit);
        of_unit.or(self.area.map(Whose::Area)).context("whose stock: --area or --unit")
    }

    async fn show(self, store: &Store) -> Outcome {
        let whose = self.whose()?;
        let mut all = Vec::new();
        for item in stock::items::list(store).await? {
            let known = known_at(store, whose, item.id, self.on, self.at).await?;
            all.push((item, known));
        }
        if self.json {
            let all = all.iter().map(|(item, known)| known_as_json(item, known));
            show::json(&all.collect::<Vec<_>>())?;
            return Ok(true);
        }
        for (item, known) in &all {
            let moved = Sheet::COLUMNS.iter().zip(known.sheet.values());
            let moved = moved.filter(|(_, pieces)| *pieces != 0);
            let moved: Vec<String> =
                moved.map(|(name, pieces)| format!("{name} {pieces}")).collect();
            let line = format!("{}  closing {}  {}", item.code, known.closing, moved.join(", "));
            show::line(line.trim_end());
        }
        Ok(true)
    }
}

fn known_as_json(item: &Item, known: &Known) -> serde_json::Value {
    let sheet = Sheet::COLUMNS.into_iter().zip(known.sheet.values());
    let sheet: serde_json::Map<_, _> =
        sheet.map(|(name, pieces)| (name.to_owned(), pieces.into())).collect();
    json!({"item": item.code, "closing": known.closing, "sheet": sheet})
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
