//! `asa backup`: everything, as one file, while the service runs.

use std::path::PathBuf;

use asa_db::{Store, backup};
use clap::Args;

use super::{Outcome, show};
use crate::config::DatabaseArgs;

/// Write the whole database into one new file, and check the copy
///
/// The ledger of stock is proved again in the copy: if it is broken the copy stays, and says so.
///
/// The file restores into SQLite and into PostgreSQL, whichever it came from. It holds personal
/// data: keep it where only the operator can read it, and the data key somewhere else.
///
/// Example: asa backup /var/backups/asa-2022-02-15.db
#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    database: DatabaseArgs,
    /// The new file to write
    file: PathBuf,
}

impl Backup {
    pub async fn run(self) -> Outcome {
        let store = Store::open_existing(&self.database.database_url).await?;
        let mut progress = show::Progress::new("rows copied");
        let backup = backup::backup(&store, &self.file, |rows| progress.add(rows)).await?;
        drop(progress);
        report(&backup.counts);
        super::ledger::report(&backup.ledger);
        Ok(backup.ledger.is_whole())
    }
}

pub(super) fn report(counts: &backup::Counts) {
    for (table, rows) in counts {
        show::line(&format!("{table:<12} {rows:>9}"));
    }
    show::line("copied and checked");
}
