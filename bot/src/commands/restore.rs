//! `asa restore`: a database from a backup.

use std::path::PathBuf;

use anyhow::bail;
use asa_db::connect::sqlite_file;
use asa_db::privacy::tombstones::{self, Tombstone};
use asa_db::{Store, backup};
use clap::Args;

use super::{Outcome, show};
use crate::clock::Clock;
use crate::config::DatabaseArgs;

/// Fill an empty database from a backup, and check it. Stop the service first
///
/// The ledger of stock is proved again in what was restored.
///
/// Example: asa restore /var/backups/asa-2022-02-15.db --database-url sqlite://asa.db
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    database: DatabaseArgs,
    /// A file made by `asa backup`
    file: PathBuf,
    /// Drop what the database holds
    #[arg(long)]
    replace: bool,
    /// Whoever asked to be deleted, according to this file (`….tombstones`, or a later backup),
    /// stays deleted. The database that is replaced, and the file beside it, are asked anyway
    #[arg(long, value_name = "FILE")]
    obey: Vec<PathBuf>,
}

impl Restore {
    pub async fn run(self) -> Outcome {
        let store = Store::open_to_serve(&self.database.database_url).await?;
        let mut progress = show::Progress::new("rows copied");
        let copied = |rows| progress.add(rows);
        let dead = self.tombstones().await?;
        let now = Clock::system().now();
        let restored = backup::restore(&store, &self.file, self.replace, dead, now, copied).await?;
        drop(progress);
        super::backup::report(&restored.counts);
        if restored.erased > 0 {
            show::line(&format!("{} people had asked to be deleted: deleted", restored.erased));
        }
        super::ledger::report(&restored.ledger);
        Ok(restored.ledger.is_whole())
    }

    async fn tombstones(&self) -> anyhow::Result<Vec<Tombstone>> {
        let beside = sqlite_file(&self.database.database_url);
        let mut dead = match beside.map(|file| tombstones::file_beside(&file)) {
            Some(file) => tombstones::read(&file)?,
            None => Vec::new(),
        };
        for file in &self.obey {
            if !file.exists() {
                bail!("{} is not there", file.display());
            }
            let is_list = file.extension().is_some_and(|ending| ending == "tombstones");
            dead.extend(match is_list {
                true => tombstones::read(file)?,
                false => backup::tombstones_in(file).await?,
            });
        }
        Ok(dead)
    }
}
