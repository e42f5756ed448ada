//! `asa units import`: all units of a file, or none.

use std::path::Path;

use anyhow::Context as _;
use asa_core::people::names::series;
use asa_db::people::units;
use asa_db::{Store, numbers};

use super::super::right::Right;
use super::super::{Outcome, show};
use super::columns;
use super::plan::Plan;
use super::rows::{Fault, Rows};
use crate::clock::Clock;

/// Begins with a byte order mark: without one Excel does not read Thai.
pub(super) const EXAMPLE: &str = "\u{FEFF}kind,name,province,district,tambon,moo,parent\r
อบต.,อบต.น้ำชำ,แพร่,สูงเม่น,น้ำชำ,,\r
รพ.สต.,รพ.สต.บ้านตัวอย่าง,แพร่,สูงเม่น,น้ำชำ,,อบต.น้ำชำ\r
ทีมหมู่บ้าน,ทีมหมู่ 5,แพร่,สูงเม่น,น้ำชำ,5,อบต.น้ำชำ\r
";
/// More mistakes than these are rather one mistake.
const MOST_FAULTS: usize = 50;

pub(super) async fn import(store: &Store, right: &Right, file: &Path, dry_run: bool) -> Outcome {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let (lines, unknown) = columns::lines(&bytes)?;
    for heading in unknown {
        show::note(&format!("the column {heading} is not read"));
    }
    let mut plan = Plan::over(units::list(store, None).await?);
    let (mut rows, mut progress) = (Rows::default(), show::Progress::new("lines read"));
    for line in &lines {
        match rows.read(line) {
            Ok(meant) => plan.add(meant),
            Err(fault) => plan.faults.push(fault),
        }
        progress.add(1);
    }
    drop(progress);
    plan.find_parents(right);
    if !plan.faults.is_empty() {
        return Ok(refuse(plan.faults));
    }
    let (new, unchanged) = (plan.new.len(), plan.unchanged);
    if dry_run {
        for meant in &plan.new {
            show::line(&format!("would add {} {} {}", meant.kind.as_str(), meant.area, meant.name));
        }
        show::line(&format!("{new} would be added, {unchanged} are there already"));
        return Ok(true);
    }
    if new > 0 {
        let count = u32::try_from(new).context("too many lines")?;
        let first = numbers::take(store, series::UNITS, count).await?;
        units::import(store, right.by(), &plan.units(first), Clock::system().now()).await?;
    }
    show::line(&format!("{new} added, {unchanged} were there already"));
    Ok(true)
}

fn refuse(mut faults: Vec<Fault>) -> bool {
    faults.sort_by_key(|fault| fault.line);
    for Fault { line, column, says } in faults.iter().take(MOST_FAULTS) {
        show::error(&format!("line {line}, {column}: {says}"));
    }
    if faults.len() > MOST_FAULTS {
        show::error(&format!("and {} more", faults.len() - MOST_FAULTS));
    }
    show::error("nothing was imported");
    false
}
