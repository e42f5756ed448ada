//! เมนูหลัก: everything this person may start.
//!
//! ```text
//! person | เมนูหลัก
//! Asa    | ▤ เมนูหลัก  [ร้องเรียน เสนอแนะ] [เบอร์ฉุกเฉิน] [ติดต่อเจ้าหน้าที่] [ภาษา / language]
//! ```

use crate::conversation::{Card, Line, Say, Stage, Tone, Turn, View, Worth};

pub static VIEW: View = View {
    name: "menu",
    label: "menu.label",
    words: "menu.words",
    listed: false,
    everywhere: true,
    worth: Worth::Ordinary,
    shows,
};

fn shows(stage: &Stage<'_>) -> Turn {
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        title: stage.voice.text("menu.label"),
        summary: stage.voice.text("menu.summary"),
        lines: vec![Line::text(stage.voice.text("menu.hint"))],
        buttons: stage.listed(),
    })])
}
