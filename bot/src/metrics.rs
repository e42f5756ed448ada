//! What is counted, and how it is named. Counters count where things happen; the depths of the
//! queues are read when somebody looks.

use anyhow::Context as _;
use asa_core::moment::Moment;
use asa_db::{inbox, outbox};
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::service::Service;

const SECONDS: [f64; 10] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];

/// Installs the recorder; once a process.
pub fn install() -> anyhow::Result<PrometheusHandle> {
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).context("metrics were installed before")?;
    describe();
    Ok(handle)
}

fn describe() {
    describe_counter!(
        "asa_webhooks_total",
        "Webhook requests by the status they were answered with"
    );
    describe_counter!("asa_events_total", "Events stored, by the state they were stored in");
    describe_counter!("asa_turns_total", "Turns by how they ended");
    describe_counter!("asa_media_total", "Photos that were sent to us, by what came of them");
    describe_counter!("asa_media_bytes_total", Unit::Bytes, "Bytes of those that were kept");
    describe_counter!("asa_sends_total", "Sends by way (reply, push, multicast) and outcome");
    describe_histogram!(
        "asa_turn_seconds",
        Unit::Seconds,
        "A batch of turns, from claim to commit"
    );
    describe_histogram!("asa_send_seconds", Unit::Seconds, "A request to LINE, to its answer");
    describe_histogram!(
        "asa_answer_seconds",
        Unit::Seconds,
        "From a webhook to LINE's yes to its reply"
    );
    describe_counter!("asa_commits_total", "Commits to the embedded database");
    describe_gauge!("asa_inbox_waiting", "Events whose turn has not come");
    describe_gauge!("asa_inbox_oldest_seconds", Unit::Seconds, "Age of the oldest of them");
    describe_gauge!("asa_outbox_waiting", "Requests that wait to be sent");
    describe_gauge!("asa_outbox_oldest_seconds", Unit::Seconds, "Age of the oldest of them");
    describe_gauge!(
        "asa_push_budget_limit",
        "Paid messages allowed this month; -1 without a limit"
    );
    describe_gauge!("asa_push_budget_used", "Paid messages used this month");
}

/// Brings the gauges up to date.
pub async fn look(service: &Service) -> asa_db::Result<()> {
    let now = service.now();
    let inbox = inbox::depth(&service.store).await?;
    let outbox = outbox::depth(&service.store).await?;
    if let Some(commits) = service.store.commits() {
        counter!("asa_commits_total").absolute(commits);
    }
    gauge!("asa_inbox_waiting").set(count(inbox.waiting));
    gauge!("asa_inbox_oldest_seconds").set(age(now, inbox.oldest));
    gauge!("asa_outbox_waiting").set(count(outbox.waiting));
    gauge!("asa_outbox_oldest_seconds").set(age(now, outbox.oldest));
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a gauge is a float, and no queue holds 2^52 rows")]
fn count(rows: i64) -> f64 {
    rows as f64
}

fn age(now: Moment, oldest: Option<i64>) -> f64 {
    oldest.map_or(0.0, |oldest| now.since(Moment::from_millis(oldest)).as_secs_f64())
}
