//! Small standing jobs, none on the way of a message: who we are at LINE, how many messages are
//! left, letting go of what is finished.

use std::sync::Arc;
use std::time::Duration;

use asa_db::{inbox, media, outbox, sessions};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;

use crate::service::Service;

const EVERY: Duration = Duration::from_secs(20);
/// Rows in one delete: a small bite, so that it holds up nobody.
const BITE: u32 = 2000;
/// Photos are large.
const PHOTOS: u32 = 50;

pub async fn run(service: Arc<Service>, recorder: PrometheusHandle, stop: CancellationToken) {
    while !stop.is_cancelled() {
        // Without this the samples of histograms pile up until somebody asks for the figures.
        recorder.run_upkeep();
        learn_who_we_are(&service).await;
        service.budget.keep_fresh(&service).await;
        if let Err(error) = sessions::expire(&service.store, service.now(), BITE).await {
            tracing::warn!(%error, "drafts that are over could not be closed");
        }
        if let Err(error) = prune(&service).await {
            tracing::warn!(%error, "finished rows could not be removed");
        }
        if let Err(error) = erase_unclaimed_photos(&service).await {
            tracing::warn!(%error, "photos nobody needs could not be erased");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Once known, webhooks for another account are refused.
async fn learn_who_we_are(service: &Service) {
    if service.bot.initialized() {
        return;
    }
    match service.line.bot_info().await {
        Ok(info) => {
            tracing::info!(bot = %info.user_id, "LINE knows us");
            // Only this job sets it.
            drop(service.bot.set(info));
        }
        Err(error) => tracing::warn!(%error, "LINE did not say who we are; asking again later"),
    }
}

async fn prune(service: &Service) -> asa_db::Result<()> {
    let cutoff = service.now() - service.settings.keep;
    let gone = inbox::prune(&service.store, cutoff, BITE).await?
        + outbox::prune(&service.store, cutoff, BITE).await?;
    let gone = gone + media::prune(&service.store, cutoff, BITE).await?;
    if gone > 0 {
        tracing::info!(rows = gone, "finished rows were removed");
    }
    Ok(())
}

/// Photos that became part of no record.
pub async fn erase_unclaimed_photos(service: &Service) -> asa_db::Result<()> {
    let now = service.now();
    let cutoff = now - service.settings.keep_unclaimed;
    let erased = media::erase_unclaimed(&service.store, cutoff, PHOTOS, now).await?;
    if erased > 0 {
        tracing::info!(photos = erased, "photos that belong to no record were erased");
    }
    Ok(())
}
