//! Every route of the service, on one page.

pub mod health;
pub mod intake;
pub mod media;
mod patience;
pub mod server;
pub mod webhook;

use axum::Router;
use axum::routing::{get, post};

use health::Health;
use webhook::Doorway;

pub fn router(doorway: Doorway, health: Health) -> Router {
    let media = Router::new()
        .route("/media/{*name}", get(media::show))
        .route("/media/qr/{*name}", get(media::show_qr))
        .with_state(doorway.service.clone());
    let webhook = Router::new().route("/webhook", post(webhook::receive)).with_state(doorway);
    let health = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::figures))
        .with_state(health);
    webhook.merge(media).merge(health)
}
