//! ภาษา / language: the other language from now on; or, asked for by its name, that one.

use crate::conversation::{Language, Say, Shelf, Stage, Turn, View, Voice};
use crate::effect::Effect;

use super::menu;

pub static VIEW: View = View {
    name: "language",
    label: "language.label",
    words: "language.words",
    shelf: Shelf::Main,
    everywhere: true,
    shows: |stage| speak(stage, stage.voice.language.other()),
    ..View::PLAIN
};

pub static THAI: View = View {
    name: "thai",
    label: "language.thai",
    words: "language.thai_words",
    shows: |stage| speak(stage, Language::Thai),
    ..View::PLAIN
};

pub static ENGLISH: View = View {
    name: "english",
    label: "language.english",
    words: "language.english_words",
    shows: |stage| speak(stage, Language::English),
    ..View::PLAIN
};

fn speak(stage: &Stage<'_>, language: Language) -> Turn {
    let voice = Voice { language, ..stage.voice };
    // The way back is offered with it: a tap by mistake is undone by a tap.
    let ways_on = vec![menu::VIEW.button(&voice), VIEW.button(&voice)];
    let say = Say::text(voice.text("language.text")).with_quick(ways_on);
    Turn::saying(vec![say]).and(Effect::Speaks(language))
}
