//! What a person has answered so far. A session is its list of answers; where the conversation
//! stands, the draft and the review card are made by replaying them through the flow.
//!
//! Invariant: a session grows with its answers only, never with the number of messages.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::flow::Given;
use crate::moment::Moment;

/// A draft left alone for longer is closed.
pub(super) const DRAFT_LIVES: Duration = Duration::from_secs(48 * 3600);
/// For so long the last saved record can be undone.
pub(super) const UNDO_LIVES: Duration = Duration::from_secs(10 * 60);
/// After such a pause a person is reminded of what was asked before an answer is taken.
pub(super) const LONG_PAUSE: Duration = Duration::from_secs(3600);
/// Interrupted sessions that are kept; beyond that the oldest goes, and is said to have gone.
pub(super) const MOST_KEPT: usize = 3;

/// All that is open between us and one person in one chat.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sessions {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<Session>,
    /// Interrupted by another flow, the latest last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Session>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved: Option<Saved>,
    /// Flows whose drafts were closed without the person knowing yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expired: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub id: String,
    pub flow: String,
    pub version: u16,
    pub answers: Vec<Answer>,
    /// Part of an answer to the step that is being asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half: Option<Half>,
    /// The step that is asked again although it has an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editing: Option<String>,
    /// Answers that were gone back over: offered again when their steps are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Answer>,
    /// How often the step that is being asked was answered with something else.
    #[serde(default)]
    pub tries: u8,
    /// Changes of the answers: a review card is good for the one it shows.
    #[serde(default)]
    pub revision: u32,
    /// The step that was asked last.
    #[serde(default)]
    pub asked: String,
    /// When it was asked, by LINE's clock: what was done before is no answer to it.
    pub asked_at: Moment,
    pub touched_at: Moment,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub step: String,
    /// As understood; null if the step was skipped.
    pub value: Json,
    /// The messages it was read from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Was there before anything was asked, and stays.
    #[serde(default, skip_serializing_if = "is_false")]
    pub fixed: bool,
    /// Was there before anything was asked, as on most days: nobody's words.
    #[serde(default, skip_serializing_if = "is_false")]
    pub usual: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// Some answers take more than one message: a province on the way to a tambon, photos so far.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Half {
    pub value: Json,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
}

impl Answer {
    /// From no message.
    pub fn of(step: &str, value: Json) -> Self {
        Self { step: step.to_owned(), value, from: Vec::new(), fixed: false, usual: false }
    }

    /// From before anything was asked.
    pub(super) fn given(given: Given) -> Self {
        let Given { step, value, is_fixed: fixed, is_usual: usual } = given;
        Self { fixed, usual, ..Self::of(step, value) }
    }

    /// Was there before anything was asked.
    pub fn is_given(&self) -> bool {
        self.fixed || self.usual
    }

    pub fn as_half(&self) -> Option<Half> {
        let (value, from) = (self.value.clone(), self.from.clone());
        (!value.is_null()).then_some(Half { value, from })
    }
}

/// Photos lie in the order of their messages. Says whether any is left.
fn without_photo(value: &mut Json, from: &mut Vec<String>, message: &str) -> bool {
    let Some(at) = from.iter().position(|one| one == message) else { return false };
    from.remove(at);
    let Some(photos) = value.as_array_mut() else { return false };
    if at < photos.len() {
        photos.remove(at);
    }
    !photos.is_empty()
}

/// What people answer is nobody's business but theirs.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("step", &self.step).finish_non_exhaustive()
    }
}

impl fmt::Debug for Half {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Half").finish_non_exhaustive()
    }
}

/// The last record that was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// Its answers stay for as long as it can be undone.
    pub session: Session,
    pub number: i64,
    pub at: Moment,
    #[serde(default)]
    pub undone: bool,
    /// Changed a record that was there before: nothing to take back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_change: bool,
}

impl Session {
    pub fn new(id: String, flow: &str, version: u16, now: Moment) -> Self {
        Self {
            id,
            flow: flow.to_owned(),
            version,
            answers: Vec::new(),
            half: None,
            editing: None,
            dropped: Vec::new(),
            tries: 0,
            revision: 0,
            asked: String::new(),
            asked_at: Moment::default(),
            touched_at: now,
        }
    }

    pub fn dropped(&self, step: &str) -> Option<&Answer> {
        self.dropped.iter().find(|answer| answer.step == step)
    }

    /// What it is about: answers that are not the person's to change.
    pub fn fixed(&self) -> Vec<(&str, &Json)> {
        let fixed = self.answers.iter().filter(|answer| answer.fixed);
        fixed.map(|answer| (answer.step.as_str(), &answer.value)).collect()
    }

    /// Whether there is anything of the person's own in it.
    pub fn has_answers(&self) -> bool {
        self.answers.iter().any(|answer| !answer.is_given())
    }

    pub fn answer(&self, step: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.step == step)
    }

    /// Puts an answer in, in the place of an earlier one to the same step.
    pub fn put(&mut self, answer: Answer) {
        self.dropped.retain(|old| old.step != answer.step);
        match self.answers.iter_mut().find(|old| old.step == answer.step) {
            Some(old) => *old = answer,
            None => self.answers.push(answer),
        }
        self.revision += 1;
        self.is_asked_anew();
    }

    /// Takes an answer out, to be offered again.
    pub fn drop_answer(&mut self, step: &str) {
        self.dropped.retain(|answer| answer.step != step);
        let dropped = self.answers.extract_if(.., |answer| answer.step == step);
        self.dropped.extend(dropped.filter(|answer| !answer.value.is_null()));
        self.revision += 1;
        self.is_asked_anew();
    }

    /// Forgets what belonged to the step asked until now.
    pub fn is_asked_anew(&mut self) {
        (self.half, self.editing, self.tries) = (None, None, 0);
    }

    fn is_over(&self, now: Moment) -> bool {
        now.since(self.touched_at) > DRAFT_LIVES
    }

    /// When it is over, if it is left alone.
    pub fn over_at(&self) -> Moment {
        self.touched_at + DRAFT_LIVES
    }

    /// All that it was told: answered, half answered, gone back over.
    pub fn values(&self) -> impl Iterator<Item = &Json> {
        let answers = self.answers.iter().chain(&self.dropped).map(|answer| &answer.value);
        answers.chain(self.half.iter().map(|half| &half.value))
    }

    /// Takes out what was read from a message that its writer has withdrawn: of photos, the one.
    fn withdraw(&mut self, message: &str, is_photos: &dyn Fn(&str, &str) -> bool) -> bool {
        let (flow, asked) = (self.flow.clone(), self.asked.clone());
        let is_from = |from: &[String]| from.iter().any(|one| one == message);
        self.dropped.retain(|answer| !is_from(&answer.from));
        let mut changed = false;
        self.answers.retain_mut(|answer| {
            if !is_from(&answer.from) {
                return true;
            }
            changed = true;
            let photos = is_photos(&flow, &answer.step);
            photos && without_photo(&mut answer.value, &mut answer.from, message)
        });
        if let Some(half) = self.half.as_mut().filter(|half| is_from(&half.from)) {
            changed = true;
            let photos = is_photos(&flow, &asked);
            if !photos || !without_photo(&mut half.value, &mut half.from, message) {
                self.half = None;
            }
        }
        self.revision += u32::from(changed);
        changed
    }
}

impl Saved {
    pub fn can_be_undone(&self, now: Moment) -> bool {
        !self.undone && !self.is_change && now.since(self.at) <= UNDO_LIVES
    }

    fn expires_at(&self) -> Moment {
        let lives = if self.session.answers.is_empty() { DRAFT_LIVES } else { UNDO_LIVES };
        self.at + lives
    }
}

impl Sessions {
    fn all(&mut self) -> impl Iterator<Item = &mut Session> {
        let saved = self.saved.iter_mut().map(|saved| &mut saved.session);
        self.open.iter_mut().chain(&mut self.kept).chain(saved)
    }

    /// Closes what was left alone for too long. Whoever it belongs to is told when they come
    /// back, not before: it is not worth a message of its own.
    pub fn expire(&mut self, now: Moment) {
        let open = self.open.take_if(|session| session.is_over(now));
        let kept = self.kept.extract_if(.., |session| session.is_over(now));
        // Nothing is missed of one that was only opened.
        let over = open.into_iter().chain(kept).filter(Session::has_answers);
        self.expired.extend(over.map(|session| session.flow));
        self.expired.dedup();
        self.saved.take_if(|saved| now.since(saved.at) > DRAFT_LIVES);
        if let Some(saved) = self.saved.as_mut().filter(|saved| !saved.can_be_undone(now)) {
            saved.session.answers.clear();
        }
    }

    /// What is not saved yet.
    pub fn drafts(&self) -> impl Iterator<Item = &Session> {
        self.open.iter().chain(&self.kept)
    }

    /// When the next of them is to be looked at by [`Self::expire`].
    pub fn expires_at(&self) -> Option<Moment> {
        let drafts = self.drafts().map(Session::over_at);
        drafts.chain(self.saved.iter().map(Saved::expires_at)).min()
    }

    /// Whatever was read from this message goes. Says whether anything did. `is_photos` tells, of
    /// a flow and a step, whether its answer is photos.
    pub fn withdraw(&mut self, message: &str, is_photos: &dyn Fn(&str, &str) -> bool) -> bool {
        let changed: Vec<bool> =
            self.all().map(|session| session.withdraw(message, is_photos)).collect();
        changed.contains(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(flow: &str, touched_at: Moment) -> Session {
        Session::new("1".into(), flow, 1, touched_at)
    }

    #[test]
    fn a_draft_is_over_after_two_days_and_is_remembered_until_told() {
        let start = Moment::from_millis(0);
        let mut open = session("a", start);
        open.put(Answer::of("one", Json::Bool(true)));
        let mut sessions = Sessions { open: Some(open), ..Sessions::default() };
        sessions.kept.push(session("b", start + DRAFT_LIVES));
        assert_eq!(sessions.expires_at(), Some(start + DRAFT_LIVES));
        sessions.expire(start + DRAFT_LIVES);
        assert!(sessions.open.is_some());
        sessions.expire(start + DRAFT_LIVES + Duration::from_millis(1));
        assert_eq!((sessions.open, sessions.expired), (None, vec!["a".to_owned()]));
        assert_eq!(sessions.kept.len(), 1);
    }

    #[test]
    fn a_withdrawn_message_takes_its_answer_along() {
        let mut open = session("a", Moment::default());
        let from = |step: &str, message: &str| Answer {
            from: vec![message.into()],
            ..Answer::of(step, Json::Null)
        };
        open.put(from("one", "m1"));
        open.put(from("two", "m2"));
        let mut sessions = Sessions { open: Some(open), ..Sessions::default() };
        let never = |_: &str, _: &str| false;
        assert!(!sessions.withdraw("m3", &never));
        assert!(sessions.withdraw("m1", &never));
        assert_eq!(sessions.open.unwrap().answers, [from("two", "m2")]);
    }

    #[test]
    fn sessions_read_back_as_they_were_written_and_what_is_missing_is_empty() {
        let sessions =
            Sessions { open: Some(session("a", Moment::default())), ..Sessions::default() };
        let text = serde_json::to_string(&sessions).unwrap();
        assert_eq!(serde_json::from_str::<Sessions>(&text).unwrap(), sessions);
        assert_eq!(serde_json::from_str::<Sessions>("{}").unwrap(), Sessions::default());
    }
}
