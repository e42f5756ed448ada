//! Scripted faults: what goes wrong at LINE, on demand, so many times. Set by tests and by the
//! page, taken by `api` once a request has found its route.
//!
//! Invariant: a fault is used up by the request it hits, and what it caused counts as no violation.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::answer::Answer;

/// The calls a fault waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    Reply,
    Push,
    Multicast,
    Validate,
    Quota,
    Profile,
    Group,
    Content,
    Loading,
    Read,
    Menu,
    Webhook,
    Info,
    Token,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// 429: too many calls in a second.
    RateLimited,
    /// 429: the month's messages are used up.
    MonthlyLimit,
    /// 500, and nothing done.
    ServerError,
    /// Done, and the connection closed without an answer.
    AnswerLost,
    /// Nothing done, and the connection closed.
    Dropped,
    /// Done at once, answered this much later.
    Slow(#[serde(with = "millis")] Duration),
    /// Done, and 500 answered.
    AcceptedThen500,
    /// 202: the content of a message is still being prepared. Other calls do not know it.
    NotYet,
    /// A reply token is refused; on other calls the access token is.
    InvalidToken,
}

/// A time as milliseconds, as the page writes it.
mod millis {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(time: &Duration, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_u64(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        u64::deserialize(from).map(Duration::from_millis)
    }
}

impl Fault {
    /// The answer given instead of doing anything, if that is what the fault is.
    pub(crate) fn instead(self, on: On) -> Option<Answer> {
        match self {
            Self::RateLimited => Some(Answer::too_fast()),
            Self::MonthlyLimit => Some(Answer::month_is_full()),
            Self::ServerError | Self::Dropped => Some(Answer::broken()),
            Self::InvalidToken if on == On::Reply => Some(Answer::bad_reply_token()),
            Self::InvalidToken => Some(super::not_admitted().expected()),
            Self::NotYet if on == On::Content => Some(Answer::taken()),
            Self::NotYet | Self::AnswerLost | Self::Slow(_) | Self::AcceptedThen500 => None,
        }
    }

    /// No answer goes out.
    pub(crate) fn hangs_up(self) -> bool {
        matches!(self, Self::AnswerLost | Self::Dropped)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<(On, Fault, u32)>);

impl Faults {
    pub(crate) fn add(&mut self, on: On, fault: Fault, times: u32) {
        if times > 0 {
            self.0.push((on, fault, times));
        }
    }

    pub(crate) fn take(&mut self, on: On) -> Option<Fault> {
        let at = self.0.iter().position(|(wanted, ..)| *wanted == on || *wanted == On::Any)?;
        let (_, fault, times) = &mut self.0[at];
        let fault = *fault;
        *times -= 1;
        if *times == 0 {
            self.0.remove(at);
        }
        Some(fault)
    }

    pub(crate) fn unused(&self) -> usize {
        self.0.iter().map(|(_, _, times)| usize::try_from(*times).unwrap_or(usize::MAX)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_taken_in_order_by_the_call_they_wait_for() {
        let mut faults = Faults::default();
        faults.add(On::Push, Fault::ServerError, 2);
        faults.add(On::Any, Fault::Dropped, 1);
        assert_eq!(faults.unused(), 3);
        assert_eq!(faults.take(On::Reply), Some(Fault::Dropped));
        assert_eq!(faults.take(On::Reply), None);
        assert_eq!(faults.take(On::Push), Some(Fault::ServerError));
        assert_eq!(faults.unused(), 1);
    }

    #[test]
    fn the_page_writes_them_in_small_letters() {
        for (json, fault) in [
            (r#""answer_lost""#, Fault::AnswerLost),
            (r#""not_yet""#, Fault::NotYet),
            (r#""accepted_then500""#, Fault::AcceptedThen500),
            (r#"{"slow":1500}"#, Fault::Slow(Duration::from_millis(1500))),
        ] {
            assert_eq!(serde_json::from_str::<Fault>(json).unwrap(), fault, "{json}");
            assert_eq!(serde_json::to_string(&fault).unwrap(), json);
        }
    }
}
