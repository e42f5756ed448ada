//! One message of the bot's, as the lines of a transcript.
//!
//! ```text
//! แตะเรื่องที่ต้องการ
//! · [เมนูหลัก] [เบอร์ฉุกเฉิน]
//! ```
//!
//! Invariant: words that begin like one of our own marks get a backslash, so that no two
//! messages are written alike.

use serde_json::Value;

use super::{buttons, card};

/// What a line of somebody's words must not begin with.
const MARKS: [char; 7] = ['▤', '·', '🔔', '[', '(', '\\', ' '];

pub fn lines(message: &Value) -> Vec<String> {
    let mut lines = match message["type"].as_str().unwrap_or_default() {
        "text" | "textV2" => words(message["text"].as_str().unwrap_or_default()),
        "flex" => card::flex(message),
        "template" => card::template(message),
        "location" => vec![format!("(location {})", message["title"])],
        "image" => vec!["(picture)".to_owned()],
        "audio" => vec!["(voice)".to_owned()],
        other => vec![format!("({other})")],
    };
    let quick = buttons::quick(message);
    if !quick.is_empty() {
        lines.push(format!("· {}", buttons::row(&quick)));
    }
    lines
}

/// Somebody's words, line by line.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split('\n').map(guarded).collect()
}

fn guarded(line: &str) -> String {
    if line.starts_with(MARKS) { format!("\\{line}") } else { line.to_owned() }
}

/// The line without its guard.
pub(super) fn unguarded(line: &str) -> &str {
    line.strip_prefix('\\').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_keep_their_lines_and_quick_replies_come_last() {
        let action = json!({ "type": "postback", "label": "เมนูหลัก", "data": "m" });
        let message = json!({ "type": "text", "text": "ข้าว\n\nน้ำ",
            "quickReply": { "items": [{ "type": "action", "action": action }] } });
        assert_eq!(lines(&message), ["ข้าว", "", "น้ำ", "· [เมนูหลัก]"]);
    }

    #[test]
    fn words_are_never_taken_for_buttons() {
        for text in ["[เมนูหลัก]", "· [a]", " a", "\\", "(sticker)"] {
            let lines = lines(&json!({ "type": "text", "text": text }));
            assert_eq!(lines, [format!("\\{text}")]);
            assert_eq!(unguarded(&lines[0]), text);
        }
    }

    #[test]
    fn things_are_named() {
        assert_eq!(lines(&json!({ "type": "image" })), ["(picture)"]);
        assert_eq!(lines(&json!({ "type": "location", "title": "วัด" })), ["(location \"วัด\")"]);
        assert_eq!(lines(&json!({ "type": "sticker" })), ["(sticker)"]);
    }
}
