//! What is known of this month's paid messages: LINE's count, which also has what people sent
//! from the official account's own app, and ours, which is newer. Read now and then, never on
//! the way of a message.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use asa_core::budget::{Month, Verdict};
use asa_core::conversation::Worth;
use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_db::spending;
use time::{Date, Duration as Days};

use crate::service::Service;

const FRESH: Duration = Duration::from_secs(600);
/// A push into a group waits no longer than this to learn what it costs.
const PATIENCE: Duration = Duration::from_secs(1);
/// After a 429 LINE is asked at once, but not by every send.
const FRESH_ENOUGH_FOR_DOUBT: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub struct Budget {
    /// The operator's own limit.
    cap: Option<u64>,
    seen: Mutex<Seen>,
    /// Members of groups: what a push into one costs.
    group_sizes: Mutex<HashMap<String, u64>>,
}

#[derive(Debug, Default)]
struct Seen {
    at: Option<Moment>,
    limit: Option<u64>,
    used: u64,
    urgent_lately: u64,
}

impl Budget {
    pub fn new(cap: Option<u64>) -> Self {
        Self { cap, seen: Mutex::default(), group_sizes: Mutex::default() }
    }

    /// Asks for room, and takes it if there is. Goes by what is known: LINE is not asked here.
    pub fn take(&self, now: Moment, worth: Worth, cost: u64) -> Verdict {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let verdict = seen.month(self.cap, now).verdict(worth, cost);
        if verdict == Verdict::Go {
            seen.used += cost;
        }
        verdict
    }

    /// Takes room without asking: it had been granted before.
    pub fn take_again(&self, cost: u64) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.used += cost;
    }

    /// Room that was taken and not needed.
    pub fn give_back(&self, cost: u64) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.used = seen.used.saturating_sub(cost);
    }

    /// After a 429: whether it is the month's messages that are used up.
    pub async fn is_empty(&self, service: &Service) -> bool {
        self.refresh(service, FRESH_ENOUGH_FOR_DOUBT).await;
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.limit.is_some_and(|limit| seen.used >= limit)
    }

    /// What one message to this recipient counts.
    pub async fn cost(&self, service: &Service, recipient: &str) -> u64 {
        let Ok(chat) = LineId::new(recipient) else { return 1 };
        if chat.is_person() {
            return 1;
        }
        if let Some(members) = self.group_size(recipient) {
            return members;
        }
        let count = tokio::time::timeout(PATIENCE, service.line.member_count(&chat)).await;
        let members = count.map_or(1, |count| count.unwrap_or(1)).max(1);
        let mut known = self.group_sizes.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(recipient.to_owned(), members);
        members
    }

    fn group_size(&self, group: &str) -> Option<u64> {
        let known = self.group_sizes.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(group).copied()
    }

    /// Brings what is known up to date, if it is older than a few minutes.
    pub async fn keep_fresh(&self, service: &Service) {
        self.refresh(service, FRESH).await;
    }

    async fn refresh(&self, service: &Service, fresh: Duration) {
        let now = service.now();
        {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if seen.at.is_some_and(|at| now.since(at) < fresh && at <= now) {
                return;
            }
            // Whoever comes while LINE is being asked goes by what is known.
            seen.at = Some(now);
        }
        self.group_sizes.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let told = service.line.quota().await;
        let ours = our_count(service, now).await;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok((ours, urgent_lately)) = ours {
            seen.used = ours;
            seen.urgent_lately = urgent_lately;
        }
        match told {
            Ok(quota) => {
                seen.limit = quota.limit;
                seen.used = seen.used.max(quota.used);
            }
            Err(error) => tracing::info!(%error, "the quota is not known now"),
        }
        report(&seen, self.cap);
    }
}

impl Seen {
    fn month(&self, cap: Option<u64>, now: Moment) -> Month {
        let limit = match (self.limit, cap) {
            (Some(plan), Some(cap)) => Some(plan.min(cap)),
            (plan, cap) => plan.or(cap),
        };
        let today = now.bangkok_date();
        Month { today, limit, used: self.used, urgent_lately: self.urgent_lately }
    }
}

/// Ours this month, and the urgent ones of the last four weeks.
async fn our_count(service: &Service, now: Moment) -> asa_db::Result<(u64, u64)> {
    let today = now.bangkok_date();
    let first = today.replace_day(1).unwrap_or(today);
    let ours = spending::since(&service.store, &day(first), None).await?;
    let lately = today.checked_sub(Days::days(28)).unwrap_or(today);
    let urgent = Worth::Urgent.as_str();
    let urgent_lately = spending::since(&service.store, &day(lately), Some(urgent)).await?;
    Ok((ours, urgent_lately))
}

/// A date as the spending table has it.
pub fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

#[expect(clippy::cast_precision_loss, reason = "gauges are floats")]
fn report(seen: &Seen, cap: Option<u64>) {
    let limit = seen.month(cap, Moment::default()).limit;
    metrics::gauge!("asa_push_budget_limit").set(limit.map_or(-1.0, |limit| limit as f64));
    metrics::gauge!("asa_push_budget_used").set(seen.used as f64);
}
