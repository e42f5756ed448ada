//! The month's messages: counted by recipient, refused when the plan is used up. Charged by
//! `send`, asked for by the service.
//!
//! Invariant: what is refused is not counted, and a month that has ended counts for nothing.

use asa_core::moment::Moment;
use serde_json::json;

use super::Call;
use super::answer::Answer;
use crate::twin::state::State;

#[derive(Debug, Default)]
pub(crate) struct Quota {
    used: u64,
    /// Year and month in Bangkok; LINE does not say where its month begins.
    month: (i32, u8),
}

impl Quota {
    pub(crate) fn used(&mut self, now: Moment) -> u64 {
        let local = now.in_bangkok();
        let month = (local.year(), u8::from(local.month()));
        if month != self.month {
            *self = Self { used: 0, month };
        }
        self.used
    }

    pub(crate) fn has_room(&mut self, limit: Option<u64>, more: u64, now: Moment) -> bool {
        let used = self.used(now);
        more == 0 || limit.is_none_or(|limit| used + more <= limit)
    }

    pub(crate) fn count(&mut self, more: u64, now: Moment) {
        self.used = self.used(now) + more;
    }
}

/// GET /v2/bot/message/quota
pub(crate) fn limit(state: &mut State, _: &Call) -> Answer {
    Answer::ok(match state.settings.quota {
        Some(value) => json!({ "type": "limited", "value": value }),
        None => json!({ "type": "none" }),
    })
}

/// GET /v2/bot/message/quota/consumption
pub(crate) fn consumption(state: &mut State, _: &Call) -> Answer {
    let now = state.now();
    Answer::ok(json!({ "totalUsage": state.quota.used(now) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_month_begins_at_nought() {
        let mut quota = Quota::default();
        let last_evening = Moment::from_millis(1_588_957_200_000 - 9 * 24 * 3_600_000); // 29 April
        quota.count(300, last_evening);
        assert!(!quota.has_room(Some(300), 1, last_evening));
        assert!(
            quota.has_room(Some(300), 0, last_evening) && quota.has_room(None, 1, last_evening)
        );
        let may = Moment::from_millis(1_588_957_200_000);
        assert!(quota.has_room(Some(300), 300, may));
        assert_eq!(quota.used(may), 0);
    }
}
