//! `asa people`: records of volunteers and officers, and what is decided about them.

mod deed;
mod look;

use asa_core::areas::AreaCode;
use asa_core::people::{RoleId, RoleState};
use asa_db::Store;
use clap::{Args, Subcommand};

use super::Outcome;
use super::right::RightArgs;
use crate::config::{self, DatabaseArgs, KeyArgs};

/// List, show, approve, refuse, suspend, activate, hand over
///
/// Every reading of a record is written down: `asa audit`.
///
/// Example: asa people approve r12 --as r3
#[derive(Debug, Args)]
pub struct People {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    right: RightArgs,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Roles without what their people told us
    List {
        /// Only at units in this area, by its code, such as 54 or 5404
        #[arg(long, value_name = "CODE", value_parser = config::area)]
        area: Option<AreaCode>,
        /// waiting, active, refused, suspended, ended or withdrawn
        #[arg(long, value_parser = state)]
        state: Option<RoleState>,
        #[arg(long)]
        json: bool,
    },
    /// One of them, with what its person told us: written down as a reading
    Show {
        id: RoleId,
        #[arg(long)]
        json: bool,
    },
    /// Give a role to whoever waits for it; they are told in LINE
    Approve { id: RoleId },
    /// Do not, and say why; they are told in LINE
    Refuse {
        id: RoleId,
        #[arg(long)]
        reason: String,
    },
    /// Take the rights of a role away until it is activated again
    Suspend {
        id: RoleId,
        #[arg(long)]
        reason: String,
    },
    /// Give a suspended role its rights back
    Activate { id: RoleId },
    /// Give the seat of a unit's primary officer to one of its deputies
    HandOver { from: RoleId, to: RoleId },
}

fn state(text: &str) -> Result<RoleState, &'static str> {
    RoleState::parse(text).ok_or("waiting, active, refused, suspended, ended or withdrawn")
}

impl People {
    pub async fn run(self) -> Outcome {
        let vault = self.key.vault_if_set()?;
        let store = Store::open_existing(&self.database.database_url).await?.with_vault(vault);
        let right = self.right.take(&store).await?;
        match self.what {
            What::List { area, state, json } => look::list(&store, &right, area, state, json).await,
            What::Show { id, json } => look::show(&store, &right, id, json).await,
            What::Approve { id } => deed::decide(&store, &right, id, None).await,
            What::Refuse { id, reason } => deed::decide(&store, &right, id, Some(reason)).await,
            What::Suspend { id, reason } => deed::suspend(&store, &right, id, reason).await,
            What::Activate { id } => deed::activate(&store, &right, id).await,
            What::HandOver { from, to } => deed::hand_over(&store, &right, from, to).await,
        }
    }
}
