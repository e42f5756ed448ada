//! `asa invite`: a code that makes whoever sends it an officer or a volunteer. The first officer
//! of a province starts here.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail};
use asa_core::areas::AreaCode;
use asa_core::conversation::Language;
use asa_core::moment::Moment;
use asa_core::people::change::NewInvitation;
use asa_core::people::names::series;
use asa_core::people::{Action, Change, RoleKind, Target, Unit, UnitId, code};
use asa_db::people::act::{Asked, act};
use asa_db::people::units;
use asa_db::{Store, numbers};
use clap::Args;
use uuid::Uuid;

use super::right::RightArgs;
use super::{Outcome, show};
use crate::clock::Clock;
use crate::config::{self, DatabaseArgs, KeyArgs, LineArgs};
use crate::line::client::Client;
use crate::line::links;
use crate::qr;

const DAY: Duration = Duration::from_secs(24 * 3600);
/// How long LINE is waited for: without the link the code works just as well.
const PATIENCE: Duration = Duration::from_secs(5);

/// Make an invitation: a code to be sent to Asa in LINE
///
/// Example: asa invite --role officer --area 47 --qr invitation.png
#[derive(Debug, Args)]
pub struct Invite {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    line: LineArgs,
    #[command(flatten)]
    right: RightArgs,
    #[arg(long, value_parser = role)]
    role: RoleKind,
    #[command(flatten)]
    place: PlaceArgs,
    /// How many people may use it
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    uses: u32,
    /// For how many days it works
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=366))]
    days: u32,
    /// A picture of the link, for others to scan
    #[arg(long, value_name = "FILE.png")]
    qr: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct PlaceArgs {
    /// The office of this area, by its code, such as 47
    #[arg(long, value_name = "CODE", value_parser = config::area)]
    area: Option<AreaCode>,
    /// A unit that was added, such as u1000001: `asa units list` shows them
    #[arg(long, value_name = "ID")]
    unit: Option<UnitId>,
}

fn role(text: &str) -> Result<RoleKind, &'static str> {
    RoleKind::parse(text).ok_or("officer or volunteer")
}

impl Invite {
    pub async fn run(self) -> Outcome {
        let vault = self.key.vault()?;
        let store = Store::open_existing(&self.database.database_url).await?.with_vault(vault);
        let right = self.right.take(&store).await?;
        let unit = self.place.unit(&store).await?;
        right.check(Action::invite(self.role), &Target::of_role(self.role, &unit))?;
        let until = Clock::system().now() + DAY * self.days;
        let invitation = fresh(&store, self.role, unit.id, self.uses, until).await?;
        let link = self.link(&invitation.code).await;
        // Before anybody can use it: where the picture cannot be, there is no invitation.
        if let (Some(file), Ok(link)) = (&self.qr, &link) {
            let picture = qr::png(link)?;
            std::fs::write(file, picture).with_context(|| {
                format!("the picture could not be written to {}", file.display())
            })?;
        }
        let asked = Asked { changes: vec![Change::Invite(invitation.clone())], ..Asked::default() };
        act(&store, right.by(), &asked, Clock::system().now()).await?;
        print(&invitation, &unit, link.as_deref().ok());
        if let Err(error) = link {
            show::note(&format!("no link: {error:#}. The code works all the same"));
            return Ok(self.qr.is_none());
        }
        Ok(true)
    }

    /// What opens our chat with the code typed in. LINE knows what our account is called there.
    async fn link(&self, code: &str) -> anyhow::Result<String> {
        let line = Client::new(&self.line.hosts(), self.line.credentials()?)?;
        let asked = tokio::time::timeout(PATIENCE, line.bot_info()).await;
        let info = asked.context("LINE did not answer")?.context("LINE did not say who we are")?;
        if info.basic_id.is_empty() {
            bail!("LINE did not say what our account is called");
        }
        Ok(links::oa_message(&info.basic_id, code))
    }
}

/// An invitation that nobody has yet.
pub(super) async fn fresh(
    store: &Store,
    kind: RoleKind,
    unit: UnitId,
    uses: u32,
    expires_at: Moment,
) -> anyhow::Result<NewInvitation> {
    let number = numbers::take(store, series::INVITATIONS, 1).await?;
    let code = code::from_chance(Uuid::new_v4().as_bytes());
    Ok(NewInvitation { number, code, kind, unit, uses, expires_at })
}

impl PlaceArgs {
    async fn unit(&self, store: &Store) -> anyhow::Result<Unit> {
        let office = |area: AreaCode| area.to_string().parse().ok();
        let id = self.unit.or_else(|| self.area.and_then(office)).context("--area or --unit")?;
        let unit = units::get(store, id).await?;
        let unit = unit.with_context(|| format!("there is no unit {id}: `asa units list`"))?;
        if !unit.is_open {
            bail!("{id} is closed");
        }
        Ok(unit)
    }
}

fn print(invitation: &NewInvitation, unit: &Unit, link: Option<&str>) {
    let until = invitation.expires_at.to_string();
    let what = format!("{} of {}", invitation.kind.as_str(), unit.full_name(Language::English));
    for (name, value) in [
        ("code", invitation.code.as_str()),
        ("link", link.unwrap_or("none")),
        ("for", &what),
        ("uses", &invitation.uses.to_string()),
        ("until", &until),
    ] {
        show::line(&format!("{name:<6} {value}"));
    }
}
