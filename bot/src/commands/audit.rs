//! `asa audit`: who has read or changed whose record.

use std::time::Duration;

use anyhow::Context as _;
use asa_core::moment::Moment;
use asa_core::people::{Action, RoleId};
use asa_core::thai;
use asa_db::Store;
use asa_db::people::audit::{self, Entry, Filter};
use asa_db::people::list::{self, Who};
use clap::Args;
use serde_json::json;
use time::Date;

use super::right::{Right, RightArgs};
use super::{Misused, Outcome, show};
use crate::config::{DatabaseArgs, KeyArgs};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Who read or changed whose record, when, why and through what; the newest first
///
/// Example: asa audit --person r12 --from 2565-03-01
#[derive(Debug, Args)]
pub struct Audit {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    right: RightArgs,
    /// Only what was done about this record, such as r12: `asa people list` shows them
    #[arg(long, value_name = "ROLE")]
    person: Option<RoleId>,
    /// The first day in Bangkok: 2022-03-01, or 2565-03-01
    #[arg(long, value_name = "DATE", value_parser = thai::day)]
    from: Option<Date>,
    /// The last day in Bangkok, all of it
    #[arg(long, value_name = "DATE", value_parser = thai::day)]
    to: Option<Date>,
    #[arg(long, default_value_t = 1000)]
    most: u32,
    #[arg(long)]
    json: bool,
}

impl Audit {
    pub async fn run(self) -> Outcome {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            return Err(Misused(format!("--from {from} is after --to {to}")).into());
        }
        let vault = self.key.vault_if_set()?;
        let store = Store::open_existing(&self.database.database_url).await?.with_vault(vault);
        let right = self.right.take(&store).await?;
        self.check(&store, &right).await?;
        let filter = Filter {
            role: self.person,
            from: self.from.map_or(Moment::from_millis(i64::MIN), Moment::midnight),
            until: self.to.map_or(Moment::from_millis(i64::MAX), |to| Moment::midnight(to) + DAY),
            most: self.most,
        };
        let entries = audit::entries(&store, filter).await?;
        if self.json {
            show::json(&entries.iter().map(as_json).collect::<Vec<_>>())?;
        } else {
            print(&entries);
        }
        Ok(true)
    }

    /// An officer reads what was done about one of those below.
    async fn check(&self, store: &Store, right: &Right) -> anyhow::Result<()> {
        let Right::Officer(..) = right else { return Ok(()) };
        let role = self.person.context("with --as it takes --person: whose record")?;
        let listed = list::show(store, role).await?.context("there is no such role")?;
        right.check_about(store, Action::ReadAudit, &listed.record).await
    }
}

/// By their role, or by the end of LINE's id: enough to ask about, too little to give away.
pub(super) fn who(who: Option<&Who>) -> String {
    match who {
        Some(Who::Operator) => "operator".to_owned(),
        Some(Who::Officer(role)) => role.to_string(),
        Some(Who::Person(person)) => person.to_string(),
        None => "nobody".to_owned(),
    }
}

fn as_json(entry: &Entry) -> serde_json::Value {
    json!({"at": entry.at.to_string(), "by": who(entry.by.as_ref()), "through": entry.through,
        "what": entry.what, "record": entry.role.map(|role| role.to_string()), "why": entry.why})
}

fn print(entries: &[Entry]) {
    for entry in entries {
        let record = entry.role.map_or("many".to_owned(), |role| role.to_string());
        show::line(
            format!(
                "{}  {:<9} {:<4}  {:<11} {record:<6} {}",
                entry.at,
                who(entry.by.as_ref()),
                entry.through.as_deref().unwrap_or("time"),
                entry.what,
                entry.why.as_deref().unwrap_or_default()
            )
            .trim_end(),
        );
    }
    if entries.is_empty() {
        show::line("nothing was done");
    }
}
