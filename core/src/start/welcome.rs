//! The first words to someone who adds the account: what Asa can do, and the numbers to call.

use crate::conversation::{Say, Shelf, Stage, Turn, View};
use crate::help::emergency;

use super::menu;

pub static VIEW: View =
    View { name: "welcome", label: "welcome.label", words: "welcome.words", shows, ..View::PLAIN };

fn shows(stage: &Stage<'_>) -> Turn {
    let mut ways_on = vec![menu::VIEW.button(&stage.voice)];
    ways_on.extend(stage.listed(Shelf::Main));
    let numbers = Say::card(emergency::card(stage)).with_quick(ways_on);
    Turn::saying(vec![Say::text(stage.voice.text("welcome.text")), numbers])
}
