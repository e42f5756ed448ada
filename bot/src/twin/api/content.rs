//! Pictures, recordings and files that people sent. Kept by `say`, asked for by the service.
//!
//! Invariant: what is unsent is gone (410) and not merely unknown (404); videos and recordings
//! need a moment before they can be had; all of them together stay within their room.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use asa_core::moment::Moment;
use axum::http::StatusCode;
use bytes::Bytes;
use serde_json::json;

use super::Call;
use super::answer::Answer;
use crate::twin::state::State;

/// How long LINE is seen to prepare a video or a recording.
const PREPARATION: Duration = Duration::from_secs(2);
const UNSENT_KEPT: usize = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Image,
    Video,
    Audio,
    File,
}

#[derive(Debug, Clone)]
pub(crate) struct Content {
    pub(crate) sort: Sort,
    pub(crate) mime: String,
    pub(crate) bytes: Bytes,
    pub(crate) at: Moment,
}

impl Content {
    fn is_ready(&self, now: Moment) -> bool {
        matches!(self.sort, Sort::Image | Sort::File) || now.since(self.at) >= PREPARATION
    }
}

#[derive(Debug)]
pub(crate) struct Contents {
    kept: HashMap<String, Content>,
    order: VecDeque<String>,
    unsent: VecDeque<String>,
    bytes: usize,
    most_bytes: usize,
}

impl Contents {
    pub(crate) fn new(most_bytes: usize) -> Self {
        let (order, unsent) = (VecDeque::new(), VecDeque::new());
        Self { kept: HashMap::new(), order, unsent, bytes: 0, most_bytes }
    }

    pub(crate) fn keep(&mut self, message: &str, content: Content) {
        self.bytes += content.bytes.len();
        self.kept.insert(message.to_owned(), content);
        self.order.push_back(message.to_owned());
        while self.bytes > self.most_bytes {
            let Some(oldest) = self.order.pop_front() else { return };
            self.forget(&oldest);
        }
    }

    fn forget(&mut self, message: &str) {
        if let Some(content) = self.kept.remove(message) {
            self.bytes -= content.bytes.len();
        }
    }

    pub(crate) fn unsend(&mut self, message: &str) {
        self.forget(message);
        if self.unsent.len() >= UNSENT_KEPT {
            self.unsent.pop_front();
        }
        self.unsent.push_back(message.to_owned());
    }

    pub(crate) fn get(&self, message: &str) -> Option<&Content> {
        self.kept.get(message)
    }

    fn find(&self, call: &Call) -> Result<&Content, Answer> {
        let message = call.param("messageId");
        self.kept.get(message).ok_or_else(|| {
            let gone = self.unsent.iter().any(|id| id == message);
            let status = if gone { StatusCode::GONE } else { StatusCode::NOT_FOUND };
            Answer::refused(status, if gone { "Gone" } else { "Not found" }).expected()
        })
    }
}

/// GET /v2/bot/message/{messageId}/content
pub(crate) fn original(state: &mut State, call: &Call) -> Answer {
    match state.contents.find(call) {
        Err(answer) => answer,
        Ok(content) if !content.is_ready(state.now()) => Answer::taken(),
        Ok(content) => Answer::bytes(&content.mime, content.bytes.clone()),
    }
}

/// A grey dot, for what the twin cannot draw.
const DOT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
    \0\0\0\x0aIDAT\x78\x9c\x63\x68\0\0\0\x82\0\x81\x77\xcd\x72\xb6\0\0\0\0IEND\xae\x42\x60\x82";

/// GET /v2/bot/message/{messageId}/content/preview, of pictures and videos
pub(crate) fn preview(state: &mut State, call: &Call) -> Answer {
    match state.contents.find(call) {
        Err(answer) => answer,
        Ok(content) if !content.is_ready(state.now()) => Answer::taken(),
        Ok(content) => match content.sort {
            Sort::Image => Answer::bytes(&content.mime, content.bytes.clone()),
            Sort::Video => Answer::bytes("image/png", Bytes::from_static(DOT)),
            Sort::Audio | Sort::File => Answer::missing(),
        },
    }
}

/// GET /v2/bot/message/{messageId}/content/transcoding, of videos and recordings
pub(crate) fn transcoding(state: &mut State, call: &Call) -> Answer {
    match state.contents.find(call) {
        Err(answer) => answer,
        Ok(content) if !matches!(content.sort, Sort::Video | Sort::Audio) => {
            Answer::bad("The message is neither a video nor an audio message")
        }
        Ok(content) => {
            let ready = content.is_ready(state.now());
            Answer::ok(json!({ "status": if ready { "succeeded" } else { "processing" } }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::testing::{call_to, state};

    fn keep(state: &mut State, id: &str, sort: Sort, bytes: &'static [u8]) {
        let (mime, at) = ("image/jpeg".to_owned(), state.now());
        state.contents.keep(id, Content { sort, mime, bytes: Bytes::from_static(bytes), at });
    }

    #[test]
    fn unsent_is_gone_and_unknown_is_missing() {
        let mut state = state();
        keep(&mut state, "1", Sort::Image, b"picture");
        let (one, other) = (call_to("messageId", "1"), call_to("messageId", "2"));
        assert_eq!(original(&mut state, &one).status, 200);
        state.contents.unsend("1");
        assert_eq!(original(&mut state, &one).status, 410);
        assert_eq!(original(&mut state, &other).status, 404);
        assert!(!original(&mut state, &one).is_violation());
    }

    #[test]
    fn a_video_takes_a_moment() {
        let mut state = state();
        keep(&mut state, "1", Sort::Video, b"film");
        let call = call_to("messageId", "1");
        assert_eq!(original(&mut state, &call).status, 202);
        assert_eq!(transcoding(&mut state, &call).for_the_log()["status"], "processing");
        state.settings.clock.advance(PREPARATION);
        assert_eq!(original(&mut state, &call).status, 200);
        assert_eq!(transcoding(&mut state, &call).for_the_log()["status"], "succeeded");
        assert_eq!(preview(&mut state, &call).for_the_log()["type"], "image/png");
    }

    #[test]
    fn the_oldest_make_room() {
        let mut state = state();
        state.contents.most_bytes = 10;
        keep(&mut state, "1", Sort::File, b"1234567");
        keep(&mut state, "2", Sort::File, b"1234567");
        assert!(state.contents.get("1").is_none() && state.contents.get("2").is_some());
        assert_eq!(transcoding(&mut state, &call_to("messageId", "2")).status, 400);
    }
}
