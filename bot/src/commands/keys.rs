//! `asa keys`: the keys to what people told us, and how one is changed for another.

use asa_db::keys::rotate::rotate;
use asa_db::keys::{self, Held};
use asa_db::{Store, Vault};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Outcome, show};
use crate::config::{DatabaseArgs, KeyArgs};

/// What is sealed under which key; and sealing it under a new one
///
/// Example: ASA_DATA_KEY=NEW,OLD asa keys rotate
#[derive(Debug, Args)]
pub struct Keys {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    key: KeyArgs,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// How many values lie under which key
    Status {
        #[arg(long)]
        json: bool,
    },
    /// Seal everything under the first key of ASA_DATA_KEY, while the service runs. May be
    /// stopped and begun again
    Rotate,
}

impl Keys {
    pub async fn run(self) -> Outcome {
        let store = Store::open_existing(&self.database.database_url).await?;
        match self.what {
            What::Status { json } => {
                let vault = self.key.vault_if_set()?;
                status(&store, &vault, json).await
            }
            What::Rotate => run_rotation(&store.with_vault(self.key.vault()?)).await,
        }
    }
}

/// How some values stand to the keys of the setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Under the key that seals.
    First,
    /// Under one of the others.
    Old,
    /// Under a key that is not there.
    Missing,
    Unsealed,
}

impl Stand {
    pub(super) fn of(held: &Held, vault: &Vault) -> Self {
        match held.key.as_deref() {
            None => Self::Unsealed,
            Some(key) if vault.seals_under() == Ok(key) => Self::First,
            Some(key) if vault.has(key).is_ok() => Self::Old,
            Some(_) => Self::Missing,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Old => "old",
            Self::Missing => "missing",
            Self::Unsealed => "unsealed",
        }
    }
}

async fn status(store: &Store, vault: &Vault, as_json: bool) -> Outcome {
    let held = keys::status(store).await?;
    if as_json {
        let held = held.iter().map(|held| {
            json!({"table": held.table, "column": held.column, "key": held.key,
                "rows": held.rows, "is": Stand::of(held, vault).word()})
        });
        show::json(&held.collect::<Vec<_>>())?;
    } else {
        held.iter().for_each(|held| print(held, vault));
        if held.is_empty() {
            show::line("nothing that would be sealed is in the database");
        }
    }
    Ok(true)
}

fn print(held: &Held, vault: &Vault) {
    let what = format!("{}.{}", held.table, held.column);
    let key = held.key.as_deref().unwrap_or("-");
    let stand = match Stand::of(held, vault) {
        Stand::First => "the first key, which seals",
        Stand::Old => "an old key: `asa keys rotate` seals these under the first",
        Stand::Missing => "a key that is not in ASA_DATA_KEY: these do not open",
        Stand::Unsealed => "not sealed: `asa keys rotate` seals these",
    };
    show::line(&format!("{what:<20} {:>9}  {key:<8}  {stand}", held.rows));
}

async fn run_rotation(store: &Store) -> Outcome {
    let mut progress = show::Progress::new("values sealed");
    let rotated = rotate(store, |values| progress.add(values)).await?;
    drop(progress);
    let key = store.vault().seals_under()?;
    show::line(&format!("{} values sealed under the key {key}", rotated.values));
    if rotated.left.is_empty() {
        show::line(
            "Nothing lies under another key: the others may go from ASA_DATA_KEY. Keep them for \
             as long as you keep backups made before now.",
        );
        return Ok(true);
    }
    rotated.left.iter().for_each(|held| show::error(&left(held, store.vault())));
    Ok(false)
}

/// What to do about values that do not lie under the first key even so.
fn left(held: &Held, vault: &Vault) -> String {
    let Held { table, column, rows, .. } = held;
    let key = held.key.as_deref().unwrap_or("no key");
    let what_to_do = match Stand::of(held, vault) {
        Stand::Missing => {
            "which is not in ASA_DATA_KEY: add it behind the first, and run this again"
        }
        _ => {
            "though it is there: they are damaged, or a service still runs that does not have the \
             first key first; start it again with this ASA_DATA_KEY, and run this again"
        }
    };
    format!("{rows} values in {table}.{column} lie under {key}, {what_to_do}")
}
