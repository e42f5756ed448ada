//! Quote tokens and mark-as-read tokens. Made for every message, opened by `target` and `profile`.
//!
//! Invariant: a token names its chat and message itself, so that the twin need not remember tokens,
//! however many there are.

use asa_core::id::LineId;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

pub(crate) fn quote(chat: &LineId, message: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("quote {} {message}", chat.as_str()))
}

pub(crate) fn read(chat: &LineId, message: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("read {} {message}", chat.as_str()))
}

/// The chat a quote token belongs to.
pub(crate) fn quoted_chat(token: &str) -> Option<LineId> {
    open(token, "quote").map(|(chat, _)| chat)
}

/// The chat and the message a mark-as-read token stands for.
pub(crate) fn read_up_to(token: &str) -> Option<(LineId, String)> {
    open(token, "read")
}

fn open(token: &str, kind: &str) -> Option<(LineId, String)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let mut words = text.split(' ');
    let (said, chat, message) = (words.next()?, words.next()?, words.next()?);
    (said == kind).then_some((LineId::new(chat).ok()?, message.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_as_what_it_is_and_nothing_else() {
        let chat = LineId::new("C1").unwrap();
        assert_eq!(quoted_chat(&quote(&chat, "7")), Some(chat.clone()));
        assert_eq!(read_up_to(&read(&chat, "7")), Some((chat.clone(), "7".to_owned())));
        assert_eq!(read_up_to(&quote(&chat, "7")), None);
        assert_eq!(quoted_chat("made up"), None);
    }
}
