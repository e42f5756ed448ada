//! เบอร์ฉุกเฉิน: numbers as call buttons, 1669 first and alone in red.

use crate::conversation::{
    Button, Card, Does, Line, Say, Shelf, Stage, Tone, Turn, View, Voice, Worth,
};

pub static VIEW: View = View {
    name: "emergency",
    label: "emergency.label",
    words: "emergency.words",
    shelf: Shelf::Main,
    everywhere: true,
    worth: Worth::Urgent,
    shows,
    ..View::PLAIN
};

/// National numbers, the likeliest need first, with the key of what each is for.
const NUMBERS: [(&str, &str); 6] = [
    ("191", "emergency.police"),
    ("199", "emergency.fire"),
    ("1784", "emergency.disaster"),
    ("1422", "emergency.disease"),
    ("1330", "emergency.health_security"),
    ("1323", "emergency.mental_health"),
];

fn shows(stage: &Stage<'_>) -> Turn {
    Turn::saying(vec![Say::card(card(stage))])
}

pub fn card(stage: &Stage<'_>) -> Card {
    let voice = &stage.voice;
    let hotline = stage.facts.hotline.iter().map(|number| line(voice, number, "emergency.hotline"));
    let national = NUMBERS.iter().map(|(number, key)| line(voice, number, key));
    Card {
        tone: Tone::Urgent,
        title: voice.text("emergency.title"),
        summary: voice.text("emergency.summary"),
        lines: hotline.chain(national).collect(),
        buttons: vec![call(voice, "1669")],
    }
}

fn line(voice: &Voice<'_>, number: &str, what_for: &str) -> Line {
    let button = Some(call(voice, number));
    Line { button, ..Line::text(voice.text(what_for)) }
}

pub fn call(voice: &Voice<'_>, number: &str) -> Button {
    Button {
        label: voice.with("emergency.call", &[("number", number)]),
        does: Does::Call(number.into()),
    }
}
