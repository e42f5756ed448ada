//! ของระหว่างทาง: what is on its way to or from a unit, and what came short.

use crate::conversation::{Button, Card, Line, Say, Stage, Tone, Turn, View, Why};
use crate::people::Action;
use crate::stock::asking::about::About;
use crate::stock::asking::shown::day;
use crate::stock::looking;
use crate::stock::moving::transfer;

pub static VIEW: View = View {
    name: "open_transfers",
    label: "open_transfers.label",
    words: "open_transfers.words",
    needs: Some(Action::SeeStock),
    shows,
    ..View::PLAIN
};

fn shows(stage: &Stage<'_>) -> Turn {
    let voice = &stage.voice;
    let unit = match looking::unit(stage, &About::read(stage.about)) {
        Ok(unit) => unit,
        Err(why) => return looking::no(stage, &why),
    };
    let transfers = stage.facts.transfers(unit.id);
    if transfers.is_empty() {
        return looking::no(stage, &Why::is("open_transfers.none"));
    }
    let lines = transfers.iter().map(|one| {
        let state = if one.is_short { "open_transfers.short" } else { "open_transfers.open" };
        let state = voice.with(state, &[("day", &day(voice, one.day))]);
        let open = Button {
            label: voice.label("balance.open"),
            ..transfer::OPEN_VIEW.button_about(voice, &one.id.0.to_string())
        };
        Line { text: one.in_short(voice), value: Some(state), button: Some(open) }
    });
    let name = unit.name(voice.language);
    let title = voice.with("open_transfers.title", &[("unit", &name)]);
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        summary: title.clone(),
        title,
        lines: lines.collect(),
        buttons: Vec::new(),
    })])
}
