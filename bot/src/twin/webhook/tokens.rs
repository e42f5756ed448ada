//! Reply tokens: one for each replyable event, good once, for a minute after the webhook was
//! delivered. Issued by `event`, started by `webhook`, spent by `send`.
//!
//! Invariant: a redelivery gives an unused token another minute, up to 20 minutes after the event;
//! nothing gives a used one anything.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use asa_core::id::LineId;
use asa_core::moment::Moment;

const LIFE: Duration = Duration::from_secs(60);
const LONGEST_LIFE: Duration = Duration::from_secs(20 * 60);

#[derive(Debug)]
pub(crate) struct ReplyTokens {
    tokens: HashMap<String, Token>,
    order: VecDeque<String>,
    most: usize,
}

#[derive(Debug)]
struct Token {
    chat: LineId,
    event_id: String,
    event_at: Moment,
    /// When the minute began: at delivery, or at issue as long as nothing was delivered.
    from: Moment,
    delivered: bool,
    used: bool,
}

impl ReplyTokens {
    pub(crate) fn new(most: usize) -> Self {
        Self { tokens: HashMap::new(), order: VecDeque::new(), most }
    }

    pub(crate) fn issue(&mut self, token: &str, chat: &LineId, event_id: &str, now: Moment) {
        self.forget_the_oldest(now);
        let (chat, event_id) = (chat.clone(), event_id.to_owned());
        let issued =
            Token { chat, event_id, event_at: now, from: now, delivered: false, used: false };
        self.tokens.insert(token.to_owned(), issued);
        self.order.push_back(token.to_owned());
    }

    fn forget_the_oldest(&mut self, now: Moment) {
        while let Some(oldest) = self.order.front() {
            let event_at = self.tokens.get(oldest).map(|token| token.event_at);
            let dead = event_at.is_none_or(|at| now.since(at) > LONGEST_LIFE);
            if !dead && self.order.len() < self.most {
                return;
            }
            self.tokens.remove(oldest);
            self.order.pop_front();
        }
    }

    /// The webhook with this token is on its way. A plain duplicate changes nothing.
    pub(crate) fn delivered(&mut self, token: &str, again: bool, now: Moment) {
        let Some(token) = self.tokens.get_mut(token) else { return };
        if again || !token.delivered {
            token.from = now;
            token.delivered = true;
        }
    }

    /// The chat and the event of a token that could be used now.
    pub(crate) fn look(&self, token: &str, now: Moment) -> Option<(LineId, String)> {
        let token = self.tokens.get(token)?;
        let young = now.since(token.from) <= LIFE && now.since(token.event_at) <= LONGEST_LIFE;
        (young && !token.used).then(|| (token.chat.clone(), token.event_id.clone()))
    }

    pub(crate) fn spend(&mut self, token: &str) {
        if let Some(token) = self.tokens.get_mut(token) {
            token.used = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Moment {
        Moment::from_millis(1_000_000) + Duration::from_secs(seconds)
    }

    fn issued() -> ReplyTokens {
        let mut tokens = ReplyTokens::new(10);
        tokens.issue("t", &LineId::new("U1").unwrap(), "e", seconds(0));
        tokens
    }

    #[test]
    fn a_token_is_good_once() {
        let mut tokens = issued();
        assert!(tokens.look("t", seconds(1)).is_some());
        tokens.spend("t");
        assert!(tokens.look("t", seconds(1)).is_none());
        tokens.delivered("t", true, seconds(2));
        assert!(tokens.look("t", seconds(2)).is_none(), "a redelivery does not revive it");
    }

    #[test]
    fn its_minute_begins_with_the_delivery_and_not_with_a_duplicate() {
        let mut tokens = issued();
        tokens.delivered("t", false, seconds(50));
        tokens.delivered("t", false, seconds(100));
        assert!(tokens.look("t", seconds(110)).is_some());
        assert!(tokens.look("t", seconds(111)).is_none());
    }

    #[test]
    fn a_redelivery_gives_another_minute_for_twenty() {
        let mut tokens = issued();
        tokens.delivered("t", true, seconds(1_150));
        assert!(tokens.look("t", seconds(1_200)).is_some());
        assert!(tokens.look("t", seconds(1_201)).is_none());
    }

    #[test]
    fn memory_is_bounded() {
        let mut tokens = issued();
        for n in 0..30 {
            tokens.issue(&n.to_string(), &LineId::new("U1").unwrap(), "e", seconds(1));
        }
        assert_eq!(tokens.tokens.len(), 10);
        assert!(tokens.look("29", seconds(1)).is_some() && tokens.look("t", seconds(1)).is_none());
    }
}
