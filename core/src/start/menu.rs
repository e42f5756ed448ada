//! เมนูหลัก: everything this person may start.
//!
//! ```text
//! person | เมนูหลัก
//! Asa    | ▤ เมนูหลัก  [ร้องเรียน เสนอแนะ] [เบอร์ฉุกเฉิน] [ติดต่อเจ้าหน้าที่] [ภาษา / language]
//! ```

use crate::conversation::{Button, Card, Line, Say, Shelf, Stage, Tone, Turn, View};
use crate::stock::looking::hub;

pub static VIEW: View = View {
    name: "menu",
    label: "menu.label",
    words: "menu.words",
    everywhere: true,
    shows,
    ..View::PLAIN
};

fn shows(stage: &Stage<'_>) -> Turn {
    let mut buttons = hub::first(stage);
    let others = stage.listed(Shelf::Main).into_iter();
    let others: Vec<Button> = others.filter(|button| !buttons.contains(button)).collect();
    buttons.extend(others);
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        title: stage.voice.text("menu.label"),
        summary: stage.voice.text("menu.summary"),
        lines: vec![Line::text(stage.voice.text("menu.hint"))],
        buttons,
    })])
}
