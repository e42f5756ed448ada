//! The first words to someone who adds the account: what Asa can do, what it keeps, and the
//! numbers to call.

use crate::conversation::{Say, Shelf, Stage, Turn, View};
use crate::help::emergency;
use crate::people::consent;

use super::menu;

pub static VIEW: View =
    View { name: "welcome", label: "welcome.label", words: "welcome.words", shows, ..View::PLAIN };

fn shows(stage: &Stage<'_>) -> Turn {
    let mut ways_on = vec![menu::VIEW.button(&stage.voice)];
    ways_on.extend(stage.listed(Shelf::Main));
    let numbers = Say::card(emergency::card(stage)).with_quick(ways_on);
    let hello = Say::text(stage.voice.text("welcome.text"));
    // Whoever has spoken on it is not asked again.
    let notice = stage.facts.me.consent.is_none().then(|| consent::card(stage));
    Turn::saying([hello].into_iter().chain(notice).chain([numbers]).collect())
}
