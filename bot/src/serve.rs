//! Starts the stations in order, and stops them in the order messages flow: nothing new is taken,
//! what was taken is worked out, what is young is sent, the rest stays in the database.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::http::health::Health;
use crate::http::intake::Intake;
use crate::http::server::{self, Limits};
use crate::http::webhook::Doorway;
use crate::service::Service;
use crate::{http, outbox, tidy, turns};

/// Workers that share the inbox: on SQLite one works out turns while the other commits.
const TURN_WORKERS: usize = 2;
const TURN_WORKERS_POSTGRES: usize = 4;

/// Everything `run` serves with.
#[derive(Debug)]
pub struct Frame {
    pub listener: TcpListener,
    pub recorder: PrometheusHandle,
    /// Routes besides the service's own: the demo's page and twin.
    pub beside: Router,
    pub limits: Limits,
    /// What is taken in is worked on by other replicas.
    pub doorway_only: bool,
}

/// Runs until `stop`, and then until all is in order.
pub async fn run(
    service: Arc<Service>,
    frame: Frame,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let (no_more_turns, no_more_sends) = (CancellationToken::new(), CancellationToken::new());
    let (intake, writer) = Intake::new(service.clone());
    let writer = tokio::spawn(writer);
    let Frame { listener, recorder, beside, limits, doorway_only } = frame;
    let workers = match (doorway_only, service.store.is_postgres()) {
        (true, _) => 0,
        (false, false) => TURN_WORKERS,
        (false, true) => TURN_WORKERS_POSTGRES,
    };
    let workers: Vec<JoinHandle<()>> = (0..workers)
        .map(|_| tokio::spawn(turns::run(service.clone(), no_more_turns.clone())))
        .collect();
    let sends = outbox::run(service.clone(), no_more_sends.clone());
    let sender = (!doorway_only).then(|| tokio::spawn(sends));
    let tidier = tokio::spawn(tidy::run(service.clone(), recorder.clone(), stop.clone()));
    let body_time = limits.body_time;
    let doorway = Doorway { service: service.clone(), intake, body_time };
    let health = Health { service: service.clone(), recorder, stopping: stop.clone() };
    let router = http::router(doorway, health).merge(beside);
    tokio::spawn(no_more_dots(service.clone(), stop.clone()));
    tracing::info!("serving");
    server::serve(listener, router, limits, stop).await?;

    tracing::info!("stopping: no more webhooks are taken");
    ended("writer", tokio::time::timeout(Duration::from_secs(5), writer).await);
    no_more_turns.cancel();
    for worker in workers {
        ended("turns", tokio::time::timeout(Duration::from_secs(10), worker).await);
    }
    // A photo that is still on its way is fetched again by whoever starts next.
    service.photos.tasks.stop();
    if tokio::time::timeout(Duration::from_secs(5), service.photos.tasks.idle()).await.is_err() {
        tracing::warn!("some photos did not end in time; their events stay in the database");
    }
    no_more_sends.cancel();
    if let Some(sender) = sender {
        ended("outbox", tokio::time::timeout(Duration::from_secs(15), sender).await);
    }
    ended("tidier", tokio::time::timeout(Duration::from_secs(5), tidier).await);
    tracing::info!("stopped");
    Ok(())
}

/// Whoever waits at a stop may have to wait for the next start.
async fn no_more_dots(service: Arc<Service>, stop: CancellationToken) {
    stop.cancelled().await;
    service.dots.tasks.stop();
}

fn ended<T, E1: std::fmt::Display, E2>(part: &str, end: Result<Result<T, E1>, E2>) {
    match end {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::error!(part, %error, "a part ended badly"),
        Err(_) => {
            tracing::warn!(part, "did not end in time; its work stays in the database");
        }
    }
}
