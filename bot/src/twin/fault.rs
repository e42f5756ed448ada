//! Scripted faults: what goes wrong at LINE, on demand, so many times. Taken by `api` once a
//! request has found its route.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::answer::Answer;

/// The calls a fault waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    #[serde(alias = "Reply")]
    Reply,
    #[serde(alias = "Push")]
    Push,
    #[serde(alias = "Multicast")]
    Multicast,
    #[serde(alias = "Validate")]
    Validate,
    #[serde(alias = "Quota")]
    Quota,
    #[serde(alias = "Profile")]
    Profile,
    #[serde(alias = "Group")]
    Group,
    #[serde(alias = "Content")]
    Content,
    #[serde(alias = "Loading")]
    Loading,
    #[serde(alias = "Read")]
    Read,
    #[serde(alias = "Menu")]
    Menu,
    #[serde(alias = "Webhook")]
    Webhook,
    #[serde(alias = "Info")]
    Info,
    #[serde(alias = "Token")]
    Token,
    #[serde(alias = "Any")]
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", from = "Written")]
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
    #[serde(serialize_with = "as_millis")]
    Slow(Duration),
    /// Done, and 500 answered.
    AcceptedThen500,
    /// A reply token is refused; on other calls the access token is.
    InvalidToken,
}

/// A fault as the page writes it: a name, or `{"slow": milliseconds}`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Named(Name),
    Slow { slow: u64 },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Name {
    #[serde(alias = "RateLimited")]
    RateLimited,
    #[serde(alias = "MonthlyLimit")]
    MonthlyLimit,
    #[serde(alias = "ServerError")]
    ServerError,
    #[serde(alias = "AnswerLost")]
    AnswerLost,
    #[serde(alias = "Dropped")]
    Dropped,
    #[serde(alias = "Slow")]
    Slow,
    #[serde(rename = "accepted_then_500", alias = "accepted_then500", alias = "AcceptedThen500")]
    AcceptedThen500,
    #[serde(alias = "InvalidToken")]
    InvalidToken,
}

impl From<Written> for Fault {
    fn from(written: Written) -> Self {
        match written {
            Written::Slow { slow } => Self::Slow(Duration::from_millis(slow)),
            Written::Named(Name::Slow) => Self::Slow(Duration::from_secs(3)),
            Written::Named(Name::RateLimited) => Self::RateLimited,
            Written::Named(Name::MonthlyLimit) => Self::MonthlyLimit,
            Written::Named(Name::ServerError) => Self::ServerError,
            Written::Named(Name::AnswerLost) => Self::AnswerLost,
            Written::Named(Name::Dropped) => Self::Dropped,
            Written::Named(Name::AcceptedThen500) => Self::AcceptedThen500,
            Written::Named(Name::InvalidToken) => Self::InvalidToken,
        }
    }
}

fn as_millis<S: serde::Serializer>(time: &Duration, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_u64(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}

impl Fault {
    /// The answer given instead of doing anything, if that is what the fault is.
    pub(super) fn instead(self, on: On) -> Option<Answer> {
        match self {
            Self::RateLimited => Some(Answer::too_fast()),
            Self::MonthlyLimit => Some(Answer::month_is_full()),
            Self::ServerError | Self::Dropped => Some(Answer::broken()),
            Self::InvalidToken if on == On::Reply => Some(Answer::bad_reply_token()),
            Self::InvalidToken => Some(super::api::not_admitted().expected()),
            Self::AnswerLost | Self::Slow(_) | Self::AcceptedThen500 => None,
        }
    }

    /// No answer goes out.
    pub(super) fn hangs_up(self) -> bool {
        matches!(self, Self::AnswerLost | Self::Dropped)
    }
}

#[derive(Debug, Default)]
pub(super) struct Faults(Vec<(On, Fault, u32)>);

impl Faults {
    pub(super) fn add(&mut self, on: On, fault: Fault, times: u32) {
        if times > 0 {
            self.0.push((on, fault, times));
        }
    }

    pub(super) fn take(&mut self, on: On) -> Option<Fault> {
        let at = self.0.iter().position(|(wanted, ..)| *wanted == on || *wanted == On::Any)?;
        let (_, fault, times) = &mut self.0[at];
        let fault = *fault;
        *times -= 1;
        if *times == 0 {
            self.0.remove(at);
        }
        Some(fault)
    }

    pub(super) fn unused(&self) -> usize {
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
    fn the_page_may_write_them_either_way() {
        for (json, fault) in [
            (r#""answer_lost""#, Fault::AnswerLost),
            (r#""AcceptedThen500""#, Fault::AcceptedThen500),
            (r#""accepted_then_500""#, Fault::AcceptedThen500),
            (r#"{"slow": 1500}"#, Fault::Slow(Duration::from_millis(1500))),
        ] {
            assert_eq!(serde_json::from_str::<Fault>(json).unwrap(), fault, "{json}");
        }
        assert_eq!(
            serde_json::to_string(&Fault::Slow(Duration::from_secs(1))).unwrap(),
            r#"{"slow":1000}"#
        );
    }
}
