//! ภาษา / language: the other language from now on; or, asked for by its name, that one.

use crate::conversation::{Language, Say, Stage, Turn, View, Voice, Worth};
use crate::effect::Effect;

use super::menu;

pub static VIEW: View = View {
    name: "language",
    label: "language.label",
    words: "language.words",
    listed: true,
    worth: Worth::Free,
    shows: |stage| speak(stage, stage.voice.language.other()),
};

pub static THAI: View = View {
    name: "thai",
    label: "language.thai",
    words: "language.thai_words",
    listed: false,
    worth: Worth::Free,
    shows: |stage| speak(stage, Language::Thai),
};

pub static ENGLISH: View = View {
    name: "english",
    label: "language.english",
    words: "language.english_words",
    listed: false,
    worth: Worth::Free,
    shows: |stage| speak(stage, Language::English),
};

fn speak(stage: &Stage<'_>, language: Language) -> Turn {
    let voice = Voice { language, ..stage.voice };
    let say = Say::text(voice.text("language.text")).with_quick(vec![menu::VIEW.button(&voice)]);
    Turn::saying(vec![say]).and(Effect::Speaks(language))
}
