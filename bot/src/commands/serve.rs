//! `asa serve`: the service, for real.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use asa_db::{Store, keys};
use axum::Router;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::Outcome;
use crate::clock::Clock;
use crate::config::{DatabaseArgs, KeyArgs, LineArgs, ServiceArgs};
use crate::http::server::Limits;
use crate::line::client::Client;
use crate::metrics;
use crate::serve::{Frame, run};
use crate::service::{Parts, Service, Settings, Talk};

/// Run the service for a LINE account
///
/// Example: LINE_CHANNEL_SECRET=… LINE_CHANNEL_ACCESS_TOKEN=… ASA_DATA_KEY=… asa serve
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    line: LineArgs,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    service: ServiceArgs,
    /// Do not apply pending steps of the schema; refuse to start if there are any
    #[arg(long)]
    no_migrate: bool,
    /// Only take webhooks in: conversations and messages are left to other replicas
    #[arg(long)]
    doorway_only: bool,
}

impl Serve {
    pub async fn run(self) -> Outcome {
        let vault = self.key.vault()?;
        let secrets = self.line.secrets()?;
        let line = Client::new(&self.line.hosts(), self.line.credentials()?)?;
        let store = Store::open_to_serve(&self.database.database_url).await?.with_vault(vault);
        self.prepare(&store).await?;
        let service = Service::new(Parts {
            store,
            clock: Clock::system(),
            line,
            secrets,
            talk: talk(&self.service)?,
            base: self.service.picture_base().map(str::to_owned),
            push_budget: self.service.push_budget,
            settings: settings(&self.service),
        });
        let listen = self.service.listen;
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("cannot listen on {listen}; is another asa running?"))?;
        tracing::info!(address = %listener.local_addr()?, "listening");
        let frame = Frame {
            listener,
            recorder: metrics::install()?,
            beside: Router::new(),
            limits: Limits::default(),
            doorway_only: self.doorway_only,
        };
        run(Arc::new(service), frame, stop_signal()?).await?;
        Ok(true)
    }

    async fn prepare(&self, store: &Store) -> anyhow::Result<()> {
        self.bring_up_to_date(store).await?;
        keys::check(store).await.context("ASA_DATA_KEY does not open what is in the database")
    }

    async fn bring_up_to_date(&self, store: &Store) -> anyhow::Result<()> {
        if !self.no_migrate {
            let steps =
                store.migrate().await.context("the schema could not be brought up to date")?;
            tracing::info!(steps, "the schema is up to date");
            return Ok(());
        }
        let pending = store.schema().await?.iter().filter(|(_, applied)| !applied).count();
        anyhow::ensure!(
            pending == 0,
            "{pending} steps of the schema are pending: run `asa migrate up`"
        );
        Ok(())
    }
}

fn talk(args: &ServiceArgs) -> anyhow::Result<Talk> {
    Ok(Talk {
        organisation: args.organisation.clone(),
        dpo: args.dpo.clone(),
        backfill_days: Some(args.backfill_days),
        ..Talk::shipped(args.hotline.clone(), args.area)?
    })
}

pub(super) fn settings(args: &ServiceArgs) -> Settings {
    Settings {
        reply_life: Duration::from_secs(args.reply_seconds),
        keep: Duration::from_secs(args.keep_days * 24 * 3600),
        clocks: args.retention.clocks(),
        ..Settings::default()
    }
}

/// Cancelled by the first SIGTERM or SIGINT.
pub(super) fn stop_signal() -> anyhow::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let asked = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        asked.cancel();
    });
    Ok(stop)
}
