//! ยกเลิก, ย้อนกลับ and the like when nothing is open.

use crate::conversation::{Say, Stage, Turn, View, Worth};

use super::menu;

pub static VIEW: View = View {
    name: "nothing_open",
    label: "nothing_open.label",
    words: "nothing_open.label",
    worth: Worth::Free,
    shows,
    ..View::PLAIN
};

fn shows(stage: &Stage<'_>) -> Turn {
    let say = Say::text(stage.voice.text("nothing_open.text"));
    Turn::saying(vec![say.with_quick(vec![menu::VIEW.button(&stage.voice)])])
}
