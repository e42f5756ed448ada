//! What to do with a request whose turn it is, and what its end means. Pure: the rules of
//! delivery in one place.
//!
//! | situation | what is done |
//! |---|---|
//! | the reply token lives | reply: it is free |
//! | it is dead, and surely nothing was sent | push under the row's own key, if worth paying for |
//! | it is dead, and the reply may have arrived | nothing: better missed than doubled |
//! | a push ended unclear | the same push again, same key, for 24 hours |
//! | blocked, or unknown to LINE | nothing, and counted |
//! | the budget has no room | wait; an ordinary one that waited three days is dropped |

use std::time::Duration;

use asa_core::budget::Verdict;
use asa_core::conversation::Worth;
use asa_core::moment::Moment;
use asa_db::outbox::{DEAD, DROPPED, End, Queued, SENT, SKIPPED, UNCLEAR, WAITING};

use crate::line::error::{LineError, Next};
use crate::line::sends::Taken;

/// LINE remembers a retry key for this long; after it the same key would send again.
const KEY_LIFE: Duration = Duration::from_secs(24 * 3600);
/// News that is older than this is none.
const ORDINARY_PATIENCE: Duration = Duration::from_secs(3 * 24 * 3600);
/// How soon a push that had no room asks again.
const BUDGET_PAUSE: Duration = Duration::from_secs(3600);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Reply,
    Push,
    Multicast,
}

impl Way {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Push => "push",
            Self::Multicast => "multicast",
        }
    }
}

#[derive(Debug)]
pub enum Step {
    Reply,
    /// `token_dead`: it was to be a reply.
    Push {
        token_dead: bool,
    },
    /// Nothing is sent now, or ever.
    End(Box<End>),
}

/// An earlier attempt may have arrived: LINE's answer was lost, or the process that made it was.
pub fn is_unclear(row: &Queued) -> bool {
    row.unclear == 1 || row.in_hand_since.is_some()
}

pub fn token_lives(row: &Queued, now: Moment) -> bool {
    row.reply_token.is_some() && row.token_until.is_some_and(|until| until > now.millis())
}

/// Whether the row can only go out as a push, so that the budget has to be asked first.
pub fn needs_budget(row: &Queued, now: Moment) -> bool {
    row.blocked == 0 && row.locked.is_none() && !token_lives(row, now) && row.worth() != Worth::Free
}

pub fn step(row: &Queued, now: Moment, budget: Verdict) -> Step {
    let end = |state, cause: &str| Step::End(Box::new(ended(row, state, cause)));
    if let Some(error) = &row.locked {
        return end(DEAD, &error.to_string());
    }
    // A multicast goes again to exactly those it went to before.
    let again = row.batch.is_some();
    if row.blocked == 1 && !again {
        return end(SKIPPED, "blocked");
    }
    if token_lives(row, now) {
        return Step::Reply;
    }
    let token_dead = row.reply_token.is_some();
    if token_dead && is_unclear(row) {
        return end(UNCLEAR, "the reply may have arrived; a push could double it");
    }
    if row.worth() == Worth::Free {
        return end(DROPPED, "too late for a free reply, and not worth a push");
    }
    if has_passed(row.first_try_at.filter(|_| !token_dead), KEY_LIFE, now) {
        return end(DEAD, "LINE did not take it within 24 hours");
    }
    match budget {
        _ if again => Step::Push { token_dead: false },
        Verdict::Go => Step::Push { token_dead },
        Verdict::Wait | Verdict::Empty => Step::End(Box::new(no_room(row, now, token_dead))),
    }
}

fn has_passed(since: Option<i64>, life: Duration, now: Moment) -> bool {
    since.is_some_and(|since| Moment::from_millis(since) + life <= now)
}

fn no_room(row: &Queued, now: Moment, token_dead: bool) -> End {
    if row.worth() != Worth::Urgent && has_passed(Some(row.created_at), ORDINARY_PATIENCE, now) {
        return ended(row, DROPPED, "the budget had no room for it in three days");
    }
    End {
        due_at: (now + BUDGET_PAUSE).millis(),
        token_dead: i64::from(token_dead),
        unclear: i64::from(is_unclear(row)),
        ..ended(row, WAITING, "waits for room in the budget")
    }
}

fn ended(row: &Queued, state: &'static str, cause: &str) -> End {
    End {
        id: row.id,
        recipient: row.recipient.clone(),
        state,
        cause: Some(cause.to_owned()),
        unclear: row.unclear,
        token_dead: 0,
        keep_batch: 0,
        due_at: 0,
        way: None,
        line_request_id: None,
    }
}

/// What LINE's answer to an attempt means for the row; `pause` is how long a retry waits.
pub fn after(
    row: &Queued,
    way: Way,
    answer: &Result<Taken, LineError>,
    pause: Duration,
    now: Moment,
) -> End {
    let error = match answer {
        Ok(taken) => {
            let line_request_id = taken.request_id.clone();
            let cause = taken.before.then(|| "LINE had it already".to_owned());
            return End { cause, way: Some(way.as_str()), line_request_id, ..ended(row, SENT, "") };
        }
        Err(error) => error,
    };
    let end = match error.next {
        Next::RetryAt(_) => retry(row, error, pause, now),
        Next::UsePush if is_unclear(row) => {
            ended(row, UNCLEAR, "the token was used up by an attempt whose answer was lost")
        }
        Next::UsePush if row.worth() == Worth::Free => {
            ended(row, DROPPED, "the token was dead, and it is not worth a push")
        }
        Next::UsePush => {
            End { token_dead: 1, due_at: now.millis(), ..ended(row, WAITING, "the token was dead") }
        }
        Next::Gone => ended(row, SKIPPED, "LINE does not know the recipient"),
        Next::OurMistake | Next::TooLong => ended(row, DEAD, &error.reason),
        Next::Budget => no_room(row, now, false),
    };
    End { line_request_id: error.request_id.clone(), ..end }
}

fn retry(row: &Queued, error: &LineError, pause: Duration, now: Moment) -> End {
    End {
        due_at: (now + pause).millis(),
        unclear: i64::from(is_unclear(row) || error.unclear),
        keep_batch: 1,
        ..ended(row, WAITING, &error.reason)
    }
}

/// Doubles with every try; a reply's token allows seconds, a push's key hours. Up to half of it
/// is taken off again, a different part for every key, so that they do not all come at once.
pub fn backoff(key: &str, tries: i64, way: Way, at_least: Duration) -> Duration {
    let most = if way == Way::Reply { 8 } else { 600 };
    let doublings = u32::try_from(tries.clamp(0, 16)).unwrap_or(0);
    let full = (at_least * 2u32.saturating_pow(doublings)).min(Duration::from_secs(most));
    let key = key.bytes().map(u32::from).sum::<u32>();
    let part = key.wrapping_mul(31).wrapping_add(doublings * 17) % 50;
    full.max(at_least) * (100 - part) / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const NOW: Moment = Moment::from_millis(1_000_000_000);

    fn row() -> Queued {
        Queued {
            id: 1,
            event_id: "e".into(),
            recipient: "U1".into(),
            worth: "ordinary".into(),
            why: String::new(),
            reply_token: Some("t".into()),
            token_until: Some(NOW.millis() + 10_000),
            retry_key: "5f0c".into(),
            first_key: "5f0c".into(),
            batch: None,
            messages: "[]".into(),
            locked: None,
            tries: 0,
            unclear: 0,
            in_hand_since: None,
            first_try_at: None,
            created_at: NOW.millis(),
            blocked: 0,
        }
    }

    fn expired() -> Queued {
        Queued { token_until: Some(NOW.millis()), ..row() }
    }

    fn push() -> Queued {
        Queued { reply_token: None, token_until: None, ..row() }
    }

    fn ends(step: Step) -> (&'static str, Option<i64>) {
        match step {
            Step::End(end) => (end.state, (end.state == WAITING).then_some(end.due_at)),
            Step::Reply => ("reply", None),
            Step::Push { .. } => ("push", None),
        }
    }

    fn error(next: Next, unclear: bool) -> LineError {
        LineError {
            endpoint: "x",
            status: None,
            next,
            unclear,
            reason: "why".into(),
            request_id: None,
        }
    }

    #[test]
    fn a_living_token_is_used_whatever_the_budget_says() {
        for verdict in [Verdict::Go, Verdict::Wait, Verdict::Empty] {
            assert_eq!(ends(step(&row(), NOW, verdict)).0, "reply");
        }
    }

    #[test]
    fn a_dead_token_becomes_a_push_only_if_nothing_can_have_arrived() {
        assert_eq!(ends(step(&expired(), NOW, Verdict::Go)).0, "push");
        let unclear = Queued { unclear: 1, ..expired() };
        assert_eq!(ends(step(&unclear, NOW, Verdict::Go)).0, UNCLEAR);
        let died_in_between = Queued { in_hand_since: Some(1), ..expired() };
        assert_eq!(ends(step(&died_in_between, NOW, Verdict::Go)).0, UNCLEAR);
        let free = Queued { worth: "free".into(), ..expired() };
        assert_eq!(ends(step(&free, NOW, Verdict::Go)).0, DROPPED);
    }

    #[test]
    fn what_does_not_open_is_dead_and_says_why() {
        let locked = Queued { locked: Some(asa_db::Error::OtherKey("ab12cd34".into())), ..push() };
        assert!(!needs_budget(&locked, NOW));
        let Step::End(end) = step(&locked, NOW, Verdict::Go) else { panic!("it was sent") };
        assert!(end.state == DEAD && end.cause.unwrap().contains("ab12cd34"));
    }

    #[test]
    fn an_unclear_reply_is_tried_again_as_a_reply_while_its_token_lives() {
        let unclear = Queued { unclear: 1, in_hand_since: Some(1), ..row() };
        assert_eq!(ends(step(&unclear, NOW, Verdict::Go)).0, "reply");
        let used_up = after(&unclear, Way::Reply, &Err(error(Next::UsePush, false)), SECOND, NOW);
        assert_eq!(used_up.state, UNCLEAR);
    }

    #[test]
    fn a_refused_token_becomes_a_push_for_those_worth_it() {
        let end = after(&row(), Way::Reply, &Err(error(Next::UsePush, false)), SECOND, NOW);
        assert_eq!((end.state, end.token_dead), (WAITING, 1));
        let free = Queued { worth: "free".into(), ..row() };
        let end = after(&free, Way::Reply, &Err(error(Next::UsePush, false)), SECOND, NOW);
        assert_eq!(end.state, DROPPED);
    }

    #[test]
    fn a_push_goes_on_under_its_key_and_stops_after_a_day() {
        let lost = after(&push(), Way::Push, &Err(error(Next::RetryAt(SECOND), true)), SECOND, NOW);
        assert_eq!((lost.state, lost.unclear, lost.keep_batch), (WAITING, 1, 1));
        let again = Queued { unclear: 1, tries: 3, first_try_at: Some(NOW.millis()), ..push() };
        assert_eq!(ends(step(&again, NOW + Duration::from_secs(3600), Verdict::Go)).0, "push");
        assert_eq!(ends(step(&again, NOW + KEY_LIFE, Verdict::Go)).0, DEAD);
    }

    #[test]
    fn nothing_is_sent_to_someone_who_blocked_us() {
        assert_eq!(ends(step(&Queued { blocked: 1, ..row() }, NOW, Verdict::Go)).0, SKIPPED);
    }

    #[test]
    fn without_room_an_ordinary_push_waits_and_at_last_is_dropped_and_an_urgent_one_waits() {
        let (state, due) = ends(step(&push(), NOW, Verdict::Wait));
        assert_eq!((state, due), (WAITING, Some((NOW + BUDGET_PAUSE).millis())));
        let later = NOW + ORDINARY_PATIENCE;
        assert_eq!(ends(step(&push(), later, Verdict::Wait)).0, DROPPED);
        let urgent = Queued { worth: "urgent".into(), ..push() };
        assert_eq!(ends(step(&urgent, later, Verdict::Empty)).0, WAITING);
    }

    #[test]
    fn what_line_will_never_take_is_dead_or_skipped() {
        let mistake = after(&push(), Way::Push, &Err(error(Next::OurMistake, false)), SECOND, NOW);
        assert_eq!((mistake.state, mistake.cause.as_deref()), (DEAD, Some("why")));
        let gone = after(&push(), Way::Push, &Err(error(Next::Gone, false)), SECOND, NOW);
        assert_eq!(gone.state, SKIPPED);
    }

    #[test]
    fn pauses_grow_spread_and_end() {
        let pause = |tries, key: &str, way| backoff(key, tries, way, SECOND).as_millis();
        assert!(pause(6, "a", Way::Push) > pause(2, "a", Way::Push));
        assert_ne!(pause(6, "a", Way::Push), pause(6, "b", Way::Push));
        for tries in 0..40 {
            assert!((500..=600_000).contains(&pause(tries, "a", Way::Push)));
            assert!((500..=8_000).contains(&pause(tries, "a", Way::Reply)));
        }
    }
}
