//! `asa export`: records as a file for officers.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;
use asa_core::areas::AreaCode;
use asa_core::conversation::Wording;
use asa_core::moment::Moment;
use asa_core::thai;
use asa_db::Store;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, ValueEnum as _};
use time::Date;

use super::right::{Right, RightArgs};
use super::{Misused, Outcome, show};
use crate::clock::Clock;
use crate::config::{self, DatabaseArgs, KeyArgs};
use crate::export::output::Output;
use crate::export::words::Words;
use crate::export::{Format, KINDS, Kind, Query, export};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Write records into a file for officers: CSV, JSON or XLSX. The service may run
///
/// A file is replaced only once the new one is complete. It holds personal data: keep it where
/// only those may read it who have to.
///
/// Example: asa export feedback --area 54 --from 2565-03-01 --to 2565-03-31 --output march.xlsx
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    right: RightArgs,
    #[arg(value_parser = PossibleValuesParser::new(KINDS.map(Kind::name)).try_map(|name| kind(&name)))]
    kind: &'static dyn Kind,
    /// If not given, what the name of the file ends in, or else CSV
    #[arg(long)]
    format: Option<Format>,
    /// Only what is about this area or one in it, by its code, such as 54 or 5404
    #[arg(long, value_parser = config::area)]
    area: Option<AreaCode>,
    /// The first day in Bangkok: 2022-03-01, or 2565-03-01
    #[arg(long, value_name = "DATE", value_parser = thai::day)]
    from: Option<Date>,
    /// The last day in Bangkok, all of it
    #[arg(long, value_name = "DATE", value_parser = thai::day)]
    to: Option<Date>,
    /// The file to write; `-` is standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

fn kind(name: &str) -> Result<&'static dyn Kind, String> {
    let found = KINDS.into_iter().find(|kind| kind.name() == name);
    found.ok_or_else(|| format!("there is no export called {name}"))
}

impl Export {
    pub async fn run(self) -> Outcome {
        let format = self.format.unwrap_or_else(|| format_of(&self.output));
        self.check(format, io::stdout().is_terminal())?;
        self.echo_days();
        let vault = self.key.vault_if_set()?;
        let store = Store::open_existing(&self.database.database_url).await?.with_vault(vault);
        let right = self.right.take(&store).await?;
        right.check_export(self.kind.needs(), self.area)?;
        let rows = self.write(&store, &right, format).await?;
        if !self.to_stdout() {
            show::line(&format!("{rows} rows in {}", self.output.display()));
        }
        Ok(true)
    }

    fn check(&self, format: Format, on_terminal: bool) -> Result<(), Misused> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            return Err(Misused(format!("--from {from} is after --to {to}")));
        }
        if format == Format::Xlsx && self.to_stdout() && on_terminal {
            let what_to_do = "an XLSX file is nothing to read here: say where with --output FILE";
            return Err(Misused(what_to_do.to_owned()));
        }
        Ok(())
    }

    fn to_stdout(&self) -> bool {
        self.output == Path::new("-")
    }

    /// Two calendars are in use: it is shown how the days were read.
    fn echo_days(&self) {
        for (name, day) in [("from", self.from), ("to", self.to)] {
            if let Some(day) = day {
                let buddhist = thai::in_buddhist_era(day);
                show::note(&format!("{name} {day}, in the Buddhist Era {buddhist}"));
            }
        }
    }

    async fn write(&self, store: &Store, right: &Right, format: Format) -> anyhow::Result<u64> {
        let wording = Wording::shipped()?;
        let query = Query {
            store,
            words: Words(&wording),
            area: self.area,
            from: self.from.map_or(Moment::from_millis(i64::MIN), Moment::midnight),
            until: self.to.map_or(Moment::from_millis(i64::MAX), |to| Moment::midnight(to) + DAY),
            now: Clock::system().now(),
            by: right.by(),
        };
        let stop = super::serve::stop_signal()?;
        let mut out = if self.to_stdout() { Output::stdout() } else { Output::file(&self.output)? };
        let mut progress = show::Progress::new("rows written");
        let counted = |rows| progress.add(rows);
        let written = tokio::select! {
            written = export(self.kind, &query, format, &mut out, counted) => written,
            () = stop.cancelled() => bail!("stopped before the end"),
        };
        if out.is_left() {
            // Nobody is there to count for.
            return Ok(0);
        }
        let rows = written?;
        out.keep()?;
        Ok(rows)
    }
}

fn format_of(file: &Path) -> Format {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    Format::from_str(ending, true).unwrap_or(Format::Csv)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        export: Export,
    }

    fn checked(arguments: &[&str], on_terminal: bool) -> Result<Format, String> {
        let cli = Cli::parse_from(["asa", "feedback"].iter().chain(arguments));
        let format = cli.export.format.unwrap_or_else(|| format_of(&cli.export.output));
        cli.export.check(format, on_terminal).map_err(|misused| misused.to_string())?;
        Ok(format)
    }

    #[test]
    fn the_format_follows_the_name_of_the_file_unless_it_is_given() {
        assert_eq!(checked(&[], true), Ok(Format::Csv));
        assert_eq!(checked(&["--output", "march.XLSX"], true), Ok(Format::Xlsx));
        assert_eq!(checked(&["--output", "march.txt"], true), Ok(Format::Csv));
        assert_eq!(checked(&["--output", "a.csv", "--format", "json"], true), Ok(Format::Json));
    }

    #[test]
    fn a_terminal_gets_no_xlsx_and_a_pipe_does() {
        assert!(checked(&["--format", "xlsx"], true).unwrap_err().contains("--output"));
        assert_eq!(checked(&["--format", "xlsx"], false), Ok(Format::Xlsx));
    }
}
