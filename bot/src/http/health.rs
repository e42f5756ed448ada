//! Alive, able to serve, and the figures.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::PrometheusHandle;

use crate::metrics;
use crate::service::Service;

#[derive(Debug, Clone)]
pub struct Health {
    pub service: Arc<Service>,
    pub recorder: PrometheusHandle,
    pub stopping: tokio_util::sync::CancellationToken,
}

/// The process runs.
pub async fn alive() -> &'static str {
    "ok"
}

/// The store answers, and no stop has begun.
pub async fn ready(State(health): State<Health>) -> Response {
    if health.stopping.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping").into_response();
    }
    let patience = Duration::from_secs(2);
    match tokio::time::timeout(patience, health.service.store.ping()).await {
        Ok(Ok(())) => "ready".into_response(),
        Ok(Err(_)) | Err(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
        }
    }
}

pub async fn figures(State(health): State<Health>) -> Response {
    if let Err(error) = metrics::look(&health.service).await {
        tracing::warn!(%error, "the depths of inbox and outbox could not be read");
    }
    let content_type = (header::CONTENT_TYPE, "text/plain; version=0.0.4");
    ([content_type], health.recorder.render()).into_response()
}
