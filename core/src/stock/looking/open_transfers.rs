//! ของระหว่างทาง: what is on its way to or from a unit, and what came short.

use crate::conversation::{Button, Card, Line, Stage, View, Why};
use crate::people::{Action, Unit};
use crate::stock::asking::shown::day;
use crate::stock::looking;
use crate::stock::moving::transfer;

pub static VIEW: View = View {
    name: "open_transfers",
    label: "open_transfers.label",
    words: "open_transfers.words",
    needs: Some(Action::SeeStock),
    shows: |stage| looking::of_unit(stage, |_, unit| card(stage, unit)),
    ..View::PLAIN
};

fn card(stage: &Stage<'_>, unit: &Unit) -> Result<Card, Why> {
    let voice = &stage.voice;
    let transfers = stage.facts.transfers(unit.id);
    if transfers.is_empty() {
        return Err(Why::is("open_transfers.none"));
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
    Ok(Card::titled(title, lines.collect()))
}
