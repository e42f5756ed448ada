//! `asa restore`: a database from a backup.

use std::path::PathBuf;

use asa_db::{Store, backup};
use clap::Args;

use super::{Outcome, show};
use crate::config::DatabaseArgs;

/// Fill an empty database from a backup, and check it. Stop the service first
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
}

impl Restore {
    pub async fn run(self) -> Outcome {
        let store = Store::open_to_serve(&self.database.database_url).await?;
        let mut progress = show::Progress::new("rows copied");
        let copied = |rows| progress.add(rows);
        let counts = backup::restore(&store, &self.file, self.replace, copied).await?;
        drop(progress);
        super::backup::report(&counts);
        Ok(true)
    }
}
