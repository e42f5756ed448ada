//! ลงทะเบียนผู้ดูแล: which of the two forms, and whom each is for.
//!
//! ```text
//! วิชัย | ลงทะเบียนผู้ดูแล
//! Asa  | ▤ ลงทะเบียนผู้ดูแล  [ผู้ดูแลระบบหน้ากาก] [แอดมินแพลตฟอร์ม]
//! ```

use crate::conversation::{
    Card, Flow, Line, Say, Shelf, Stage, Tone, Turn, View, Worth, start_button,
};

use super::{caretaker, platform};

pub static VIEW: View = View {
    name: "admins",
    label: "admins.label",
    words: "admins.words",
    shelf: Shelf::Main,
    worth: Worth::Ordinary,
    shows,
    ..View::PLAIN
};

fn shows(stage: &Stage<'_>) -> Turn {
    let voice = &stage.voice;
    let forms = [&caretaker::FLOW as &dyn Flow, &platform::FLOW].map(Flow::name);
    let whom = |form: &str| Line {
        value: Some(voice.text(&format!("{form}.for"))),
        ..Line::text(voice.label(&format!("{form}.label")))
    };
    let mut lines: Vec<Line> = forms.iter().map(|form| whom(form)).collect();
    lines.push(Line::text(voice.text("admins.hint")));
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        title: voice.label("admins.label"),
        summary: voice.text("admins.summary"),
        lines,
        buttons: forms.iter().map(|form| start_button(voice, form, "")).collect(),
    })])
}
