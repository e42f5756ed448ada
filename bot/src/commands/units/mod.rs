//! `asa units`: offices and places besides the offices that every area has.

mod columns;
mod import;
mod plan;
mod rows;

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use asa_core::areas::AreaCode;
use asa_core::conversation::Language;
use asa_core::people::change::NewUnit;
use asa_core::people::names::series;
use asa_core::people::{Action, Change, Target, Unit, UnitId, UnitKind};
use asa_db::people::act::{Asked, act};
use asa_db::people::units;
use asa_db::{Store, numbers};
use clap::{Args, Subcommand};
use serde_json::json;

use super::right::{Right, RightArgs};
use super::{Outcome, show};
use crate::clock::Clock;
use crate::config::{self, DatabaseArgs};

/// Offices and places: import them from a file, list, add, close and merge them
///
/// Example: asa units import units.csv --dry-run
#[derive(Debug, Args)]
pub struct Units {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    right: RightArgs,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add all units of a CSV file, or none if a line of it is wrong; those there are stay
    ///
    /// Columns, in any order, named in English or Thai: kind, name, moo, parent, and where it is:
    /// area (a code), or province, district, tambon.
    Import {
        /// CSV in UTF-8, as Excel saves "CSV UTF-8"
        #[arg(required_unless_present = "example")]
        file: Option<PathBuf>,
        /// Show what would be added
        #[arg(long)]
        dry_run: bool,
        /// Print a file to begin with
        #[arg(long, conflicts_with = "file")]
        example: bool,
    },
    /// Units that were added, by area
    List {
        /// Only in this area, by its code, such as 54 or 5404
        #[arg(long, value_name = "CODE", value_parser = config::area)]
        area: Option<AreaCode>,
        #[arg(long)]
        json: bool,
    },
    Add(New),
    /// Close a unit: roles at it end
    Close {
        id: UnitId,
        #[arg(long)]
        reason: String,
    },
    /// Close a unit: roles at it go on at another
    Merge {
        from: UnitId,
        into: UnitId,
        #[arg(long)]
        reason: String,
    },
}

/// Add one unit
#[derive(Debug, Args)]
struct New {
    /// As in a file: lao, health_centre, hospital, village_team … or อบต., รพ.สต. …
    #[arg(long, value_parser = kind)]
    kind: UnitKind,
    #[arg(long)]
    name: String,
    /// The area it is in, by its code
    #[arg(long, value_name = "CODE", value_parser = config::area)]
    area: AreaCode,
    /// The number of its village
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=99))]
    moo: Option<u8>,
    /// The unit it reports to, where that is not the office of its area
    #[arg(long, value_name = "ID")]
    parent: Option<UnitId>,
}

fn kind(text: &str) -> Result<UnitKind, String> {
    rows::kind(text)
}

impl Units {
    pub async fn run(self) -> Outcome {
        if let What::Import { example: true, .. } = self.what {
            show::line(import::EXAMPLE.trim_end());
            return Ok(true);
        }
        let store = Store::open_existing(&self.database.database_url).await?;
        let right = self.right.take(&store).await?;
        match self.what {
            What::Import { file, dry_run, .. } => {
                import::import(&store, &right, &file.unwrap_or_default(), dry_run).await
            }
            What::List { area, json } => list(&store, area, json).await,
            What::Add(new) => add(&store, &right, new).await,
            What::Close { id, reason } => close(&store, &right, id, None, reason).await,
            What::Merge { from, into, reason } => {
                close(&store, &right, from, Some(into), reason).await
            }
        }
    }
}

async fn list(store: &Store, area: Option<AreaCode>, as_json: bool) -> Outcome {
    let units = units::list(store, area).await?;
    if as_json {
        let units = units.iter().map(|unit| {
            json!({"id": unit.id.to_string(), "kind": unit.kind, "name": unit.name,
                "area": unit.area, "moo": unit.moo, "open": unit.is_open,
                "parent": unit.parent.map(|parent| parent.to_string())})
        });
        show::json(&units.collect::<Vec<_>>())?;
        return Ok(true);
    }
    for unit in &units {
        let closed = if unit.is_open { "" } else { "  closed" };
        let (kind, name) = (unit.kind.as_str(), unit.full_name(Language::Thai));
        show::line(&format!(
            "{:<9} {:<6} {kind:<13} {name}{closed}",
            unit.id.to_string(),
            unit.area.to_string()
        ));
    }
    if units.is_empty() {
        show::line("no units were added; every area has its office all the same");
    }
    Ok(true)
}

async fn add(store: &Store, right: &Right, new: New) -> Outcome {
    let New { kind, name, area, moo, parent } = new;
    right.check(Action::AddUnit, &Target { level: kind.level(), area, unit: None, parent })?;
    if let Some(parent) = parent {
        let above = open(store, parent).await?;
        if !above.level().is_above(kind.level()) {
            bail!("{parent} does not stand above a unit of this kind");
        }
    }
    let same =
        |unit: &Unit| unit.is_open && unit.kind == kind && unit.area == area && unit.name == name;
    if let Some(there) = units::list(store, Some(area)).await?.iter().find(|unit| same(unit)) {
        bail!("{} is called so already", there.id);
    }
    let id = UnitId::added(numbers::take(store, series::UNITS, 1).await?);
    let unit = NewUnit { id, kind, name, area, moo, parent };
    carry_out(store, right, Change::AddUnit(unit)).await?;
    show::line(&id.to_string());
    Ok(true)
}

async fn close(
    store: &Store,
    right: &Right,
    id: UnitId,
    into: Option<UnitId>,
    why: String,
) -> Outcome {
    let unit = open(store, id).await?;
    right.check(Action::CloseUnit, &Target::of_unit(&unit))?;
    if id.is_office() {
        bail!("{id} is the office of an area: it stays open");
    }
    if let Some(into) = into {
        let other = open(store, into).await?;
        right.check(Action::CloseUnit, &Target::of_unit(&other))?;
        if into == id || other.level() != unit.level() {
            bail!("{id} can only go into another unit of its level");
        }
    }
    let number = numbers::take(store, series::ACTS, 1).await?;
    let close = Change::CloseUnit { number, unit: id, into, why };
    carry_out(store, right, close).await.context(
        "if it still has stock, or some is on its way: send it back, or confirm it, first",
    )?;
    match into {
        Some(into) => show::line(&format!("{id} is closed; its people are at {into} now")),
        None => show::line(&format!("{id} is closed")),
    }
    Ok(true)
}

async fn open(store: &Store, id: UnitId) -> anyhow::Result<Unit> {
    let unit = units::get(store, id).await?;
    let unit = unit.with_context(|| format!("there is no unit {id}: `asa units list`"))?;
    if unit.is_open { Ok(unit) } else { bail!("{id} is closed already") }
}

async fn carry_out(store: &Store, right: &Right, change: Change) -> anyhow::Result<()> {
    let asked = Asked { changes: vec![change], ..Asked::default() };
    act(store, right.by(), &asked, Clock::system().now()).await?;
    Ok(())
}
