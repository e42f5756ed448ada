//! Small standing jobs, none on the way of a message: who we are at LINE, how many messages are
//! left, letting go of what is finished.

use std::sync::Arc;
use std::time::Duration;

use asa_db::privacy::tombstones;
use asa_db::{inbox, lease, media, outbox, people};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;

use crate::service::Service;
use crate::tick;

const EVERY: Duration = Duration::from_secs(20);
/// Rows in one delete: a small bite, so that it holds up nobody.
const BITE: u32 = 2000;
/// Photos are large.
const PHOTOS: u32 = 50;

pub async fn run(service: Arc<Service>, recorder: PrometheusHandle, stop: CancellationToken) {
    let mut swept_at = None;
    while !stop.is_cancelled() {
        // Without this the samples of histograms pile up until somebody asks for the figures.
        recorder.run_upkeep();
        learn_who_we_are(&service).await;
        service.budget.keep_fresh(&service).await;
        match tick::promptly(&service.store, service.now()).await {
            Ok(done) if done.iter().any(|done| done.told > 0) => service.inbox_bell.notify_one(),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "what is due could not be done"),
        }
        if swept_at.is_none_or(|at| service.now().since(at) >= tick::LEISURE) {
            swept_at = Some(service.now());
            let clocks = &service.settings.clocks;
            if let Err(error) = tick::at_leisure(&service.store, clocks, service.now()).await {
                tracing::warn!(%error, "what is over could not be let go of");
            }
        }
        if let Err(error) = copy_tombstones(&service).await {
            tracing::warn!(%error, "the list of those who were deleted could not be copied");
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
        + outbox::prune(&service.store, cutoff, BITE).await?
        + lease::prune(&service.store, cutoff, BITE).await?;
    let gone = gone
        + media::prune(&service.store, cutoff, BITE).await?
        + people::forget_guesses(&service.store, service.now(), BITE).await?;
    if gone > 0 {
        tracing::info!(rows = gone, "finished rows were removed");
    }
    Ok(())
}

/// Beside an embedded database, for a backup that is restored in its place.
async fn copy_tombstones(service: &Service) -> asa_db::Result<()> {
    match service.store.file() {
        Some(file) => tombstones::copy_to(&service.store, &tombstones::file_beside(file)).await,
        None => Ok(()),
    }
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
