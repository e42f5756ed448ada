//! ติดต่อเจ้าหน้าที่: a person to talk to. The province's own number where there is one, else
//! the ministry's complaint line, which every province answers.

use crate::conversation::{Card, Line, Say, Shelf, Stage, Tone, Turn, View};

use super::emergency;

pub static VIEW: View = View {
    name: "officer",
    label: "officer.label",
    words: "officer.words",
    shelf: Shelf::Main,
    everywhere: true,
    shows,
    ..View::PLAIN
};

const DAMRONGDHAMA: &str = "1567";

fn shows(stage: &Stage<'_>) -> Turn {
    let voice = &stage.voice;
    let (number, text) = match &stage.facts.hotline {
        Some(number) => (number.as_str(), "officer.hotline"),
        None => (DAMRONGDHAMA, "officer.damrongdhama"),
    };
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        title: voice.text("officer.label"),
        summary: voice.with("officer.summary", &[("number", number)]),
        lines: vec![Line::text(voice.text(text))],
        buttons: vec![emergency::call(voice, number)],
    })])
}
