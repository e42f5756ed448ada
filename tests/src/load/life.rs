//! What somebody says and taps, going by what the bot said last: conversations that people have,
//! from their first word to the number they are told at the end.

use asa::twin::Act;
use asa_core::id::LineId;
use serde_json::Value;

#[derive(Debug, Clone, Copy)]
pub enum Step {
    Follows,
    Says(&'static str),
    /// One piece less than they counted last.
    Counts,
    /// The button that is called so.
    Taps(&'static str),
}

/// A volunteer asks to be one: ten events, the last of them a record.
pub const REGISTERS: &[Step] = &[
    Step::Follows,
    Step::Says("ลงทะเบียนอาสา"),
    Step::Taps("ยินยอม"),
    Step::Says("ตำบลพังโคน"),
    Step::Says("นางสาวสมใจ ใจงาม"),
    Step::Says("080-000-0000"),
    Step::Says("เทศบาลตำบลพังโคน"),
    Step::Taps("อสม."),
    Step::Says("หมู่ 1-3, 5"),
    Step::Taps("ยืนยัน"),
];

/// The count of a day, with what has gone out and to whom: five events.
pub const COUNTS: &[Step] = &[
    Step::Says("ตรวจนับวันนี้"),
    Step::Counts,
    Step::Taps("แจกแล้วยังไม่ลง"),
    Step::Taps("กลุ่มเปราะบาง"),
    Step::Taps("ยืนยัน"),
];

impl Step {
    /// What they do; `None` if what they look for is not there. `heard` is what the bot said last,
    /// `book` what they counted last.
    pub fn act(self, person: &LineId, heard: &[Value], book: &mut i64) -> Option<Act> {
        let (person, chat, mention) = (person.clone(), person.clone(), false);
        Some(match self {
            Self::Follows => Act::Follow { person },
            Self::Says(text) => Act::Text { person, chat, text: text.to_owned(), mention },
            Self::Counts => {
                *book -= 1;
                Act::Text { person, chat, text: book.to_string(), mention }
            }
            Self::Taps(label) => {
                let action = heard.iter().rev().find_map(|message| button(message, label))?.clone();
                Act::Tap { person, chat, action, params: None }
            }
        })
    }
}

/// Whether this is what they wanted to hear in the end: that it is done, and under which number. Not
/// that they are asked again.
pub fn is_receipt(heard: &[Value]) -> bool {
    let text = |message: &Value| Some(message.get("text")?.as_str()?.contains("ค่ะ เลขที่ "));
    heard.iter().any(|message| text(message).unwrap_or(false))
}

/// The action called so, wherever it hangs in a message.
fn button<'a>(message: &'a Value, label: &str) -> Option<&'a Value> {
    match message {
        Value::Array(all) => all.iter().find_map(|one| button(one, label)),
        Value::Object(fields) => {
            let is_it = fields.get("label").is_some_and(|own| own == label);
            if is_it && fields.contains_key("data") {
                return Some(message);
            }
            fields.values().find_map(|field| button(field, label))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_button_is_found_by_its_whole_label() {
        let action = |label, data| json!({ "type": "postback", "label": label, "data": data });
        let message = json!({ "type": "text", "quickReply": { "items": [
            { "type": "action", "action": action("ไม่ยินยอม", "no") },
            { "type": "action", "action": action("ยินยอม", "yes") },
        ] } });
        assert_eq!(button(&message, "ยินยอม").unwrap()["data"], "yes");
        assert!(button(&message, "ยืนยัน").is_none());
    }

    #[test]
    fn only_a_number_ends_it() {
        let text = |text| vec![json!({ "type": "text", "text": text })];
        assert!(is_receipt(&text("ส่งใบสมัครแล้วค่ะ เลขที่ ท-0002")));
        assert!(!is_receipt(&text("ตรวจแล้วแตะ ยืนยัน")) && !is_receipt(&[]));
    }
}
