//! `asa demo`: the whole service, with a LINE of its own in the browser. One address has it all:
//! the page at `/`, LINE's API at `/line`, the service's own routes beside them.

use std::fs::{DirBuilder, OpenOptions};
use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use asa_core::people::{Change, RoleKind};
use asa_db::people::act::{Asked, By, Through, act};
use asa_db::vault::new_key;
use asa_db::{Store, Vault, inspect};
use axum::Router;
use clap::Args;
use secrecy::ExposeSecret as _;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::invite::fresh;
use super::{Outcome, show};
use crate::clock::Clock;
use crate::http::server::Limits;
use crate::line::client::{Client, Hosts};
use crate::line::signature::ChannelSecrets;
use crate::line::token::Credentials;
use crate::serve::{Frame, run};
use crate::service::{Parts, Service, Settings, Talk};
use crate::twin::{self, Act, Inspect, Twin};
use crate::{menus, metrics};

const ADDRESS: &str = "127.0.0.1:8080";
/// Sakon Nakhon.
const HOME: &str = "47";
/// Rows of each table that the inspector shows.
const ROWS: u32 = 60;

/// Show Asa working: the service, a LINE of its own, and made-up people to play with
///
/// Prints the address of a page to open in a browser. No account is needed, nothing leaves this
/// machine, and the data goes when it ends unless --data keeps it.
///
/// Example: asa demo --listen 127.0.0.1:9000
#[derive(Debug, Args)]
pub struct Demo {
    /// Where the page is; without it, port 8080 or any free one
    #[arg(long, env = "ASA_LISTEN")]
    listen: Option<SocketAddr>,
    /// Folder to keep the data in
    #[arg(long)]
    data: Option<PathBuf>,
}

impl Demo {
    pub async fn run(self) -> Outcome {
        let folder = Folder::new(self.data)?;
        let listener = listen(self.listen).await?;
        let address = listener.local_addr()?;
        let base = format!("http://{address}");
        // The twin takes pictures without TLS from this machine only; the page asks for them by
        // their path, whatever name it was opened by.
        let pictures = format!("http://127.0.0.1:{}", address.port());
        let clock = Clock::system();
        let twin = Twin::new(twin::Settings::made_up(clock.clone()));
        twin.deliver_to(&format!("{base}/webhook"));
        twin.redeliver_automatically(true);
        let service = Arc::new(service(&folder, [&base, &pictures], &twin, clock).await?);
        let stop = super::serve::stop_signal()?;
        let guide = tokio::spawn(furnish(service.clone(), twin.clone(), base, stop.clone()));
        let beside = Router::new()
            .nest_service("/line", twin.api())
            .merge(twin.page(Some(look_inside(service.clone()))));
        let frame = Frame {
            listener,
            recorder: metrics::install()?,
            beside,
            limits: Limits::default(),
            doorway_only: false,
        };
        run(service, frame, stop).await?;
        guide.await??;
        Ok(true)
    }
}

async fn listen(wanted: Option<SocketAddr>) -> anyhow::Result<TcpListener> {
    match wanted {
        Some(address) => TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}; choose another with --listen")),
        None => match TcpListener::bind(ADDRESS).await {
            Ok(listener) => Ok(listener),
            Err(_) => Ok(TcpListener::bind("127.0.0.1:0").await?),
        },
    }
}

async fn service(
    folder: &Folder,
    [base, pictures]: [&str; 2],
    twin: &Twin,
    clock: Clock,
) -> anyhow::Result<Service> {
    let url = format!("sqlite://{}", folder.path().join("asa.db").display());
    let store = Store::open_to_serve(&url).await?.with_vault(folder.vault()?);
    store.migrate().await?;
    let known = twin.settings();
    let line = format!("{base}/line");
    let hosts = Hosts { api: line.clone(), data_api: line };
    Ok(Service::new(Parts {
        base: Some(pictures.to_owned()),
        store,
        clock,
        line: Client::new(&hosts, Credentials::Token(known.access_token.clone()))?,
        secrets: ChannelSecrets::parse(known.channel_secret.expose_secret()),
        talk: Talk::shipped(None, HOME.parse().ok())?,
        push_budget: None,
        settings: Settings::default(),
    }))
}

/// Menus, people and a group; then the address is ready to be opened.
async fn furnish(
    service: Arc<Service>,
    twin: Twin,
    base: String,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    if let Err(error) = menus::publish(&service.line).await {
        stop.cancel();
        return Err(error.context("the rich menus could not be published"));
    }
    let somjai = twin.add_person("สมใจ", "th");
    let wichai = twin.add_person("วิชัย", "th");
    let visitor = twin.add_person("Daw", "en");
    let group = twin.add_group("หมู่ 5 บ้านหนองแสง", &[somjai, wichai, visitor]);
    twin.act(Act::InviteBot { group }).await?;
    let code = invite_officers(&service).await?;
    show::line(&format!(
        "Asa's demo is running. Open {base}/ in a browser.\n\
         Whoever sends {code} in a chat is an officer of the province.\n\
         เปิด {base}/ ในเบราว์เซอร์ แล้วแตะ \"เพิ่มเพื่อน\" ส่งรหัส {code} เพื่อเป็นเจ้าหน้าที่จังหวัด\n\
         Ctrl-C ends it."
    ));
    Ok(())
}

/// A code that makes officers of the province, as `asa invite` would.
async fn invite_officers(service: &Service) -> anyhow::Result<String> {
    let province = HOME.parse().map_err(anyhow::Error::msg)?;
    let until = service.now() + Duration::from_secs(30 * 24 * 3600);
    let invitation = fresh(&service.store, RoleKind::Officer, province, 10, until).await?;
    let code = invitation.code.clone();
    let asked = Asked { changes: vec![Change::Invite(invitation)], ..Asked::default() };
    let by = By { person: None, through: Through::Command };
    act(&service.store, by, &asked, service.now()).await?;
    Ok(code)
}

fn look_inside(service: Arc<Service>) -> Inspect {
    Arc::new(move || {
        let service = service.clone();
        Box::pin(async move {
            let tables = inspect::tables(&service.store, ROWS).await;
            tables.unwrap_or_else(|error| json!({"tables": [], "error": error.to_string()}))
        })
    })
}

/// A folder that goes with the demo, or one that was named and stays.
enum Folder {
    Kept(PathBuf),
    Passing(PathBuf),
}

impl Folder {
    fn new(wanted: Option<PathBuf>) -> anyhow::Result<Self> {
        let folder = match wanted {
            Some(folder) => Self::Kept(folder),
            None => {
                Self::Passing(std::env::temp_dir().join(format!("asa-demo-{}", Uuid::new_v4())))
            }
        };
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder.path())
            .with_context(|| format!("cannot make the folder {}", folder.path().display()))?;
        Ok(folder)
    }

    /// The keys to what is in it: beside it for as long as it stays.
    fn vault(&self) -> anyhow::Result<Vault> {
        let file = self.path().join("data.key");
        let setting = match self {
            Self::Passing(_) => new_key()?,
            Self::Kept(_) if file.exists() => std::fs::read_to_string(&file)?,
            Self::Kept(_) => {
                let key = new_key()?;
                let mut new =
                    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file)?;
                new.write_all(key.as_bytes())?;
                key
            }
        };
        let wrong = || format!("{} does not hold a key", file.display());
        Vault::parse(&setting).with_context(wrong)
    }

    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) | Self::Passing(path) => path,
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Self::Passing(path) = self
            && let Err(error) = std::fs::remove_dir_all(path)
        {
            tracing::warn!(%error, "the demo's folder could not be removed");
        }
    }
}
