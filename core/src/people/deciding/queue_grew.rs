//! What officers are told when somebody waits for them: nothing, if somebody else was faster.

use super::queue;
use crate::conversation::{Say, Stage, Turn, View};
use crate::people::names::views;

pub static VIEW: View = View { name: views::QUEUE_GREW, shows, ..View::PLAIN };

fn shows(stage: &Stage<'_>) -> Turn {
    let voice = &stage.voice;
    match stage.facts.queue() {
        (_, 0) => Turn::default(),
        (_, count) => {
            let text = voice.with("queue.summary", &[("count", &count.to_string())]);
            Turn::saying(vec![Say::text(text).with_quick(vec![queue::VIEW.button(voice)])])
        }
    }
}
