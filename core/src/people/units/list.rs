//! หน่วยในพื้นที่: the units below an officer, by place, a page at a time, each with a button to
//! close it.

use super::add;
use crate::areas::{self, AreaCode};
use crate::conversation::{Button, Card, Line, Say, Shelf, Stage, Tone, Turn, View, start_button};
use crate::people::{Action, Level, Target, Unit};

pub static VIEW: View = View {
    name: "units",
    label: "units.label",
    words: "units.words",
    shelf: Shelf::Office,
    needs: Some(Action::CloseUnit),
    shows,
    ..View::PLAIN
};

const ON_A_PAGE: usize = 8;

/// Open units that this person may close, by place, level and name.
pub(super) fn closable(stage: &Stage<'_>) -> Vec<Unit> {
    let me = &stage.facts.me;
    let areas = me.units_for(Action::CloseUnit).map(|unit| unit.area);
    let mut units: Vec<Unit> = areas.flat_map(|area| stage.facts.units_in(area)).collect();
    units.retain(|unit| me.may(Action::CloseUnit, &Target::of_unit(unit)).is_ok());
    units.sort_by(|one, other| order(one).cmp(&order(other)));
    units.dedup_by_key(|unit| unit.id);
    units
}

fn order(unit: &Unit) -> (AreaCode, Level, &str) {
    (unit.area, unit.level(), &unit.name)
}

fn shows(stage: &Stage<'_>) -> Turn {
    let voice = &stage.voice;
    let units = closable(stage);
    if units.is_empty() {
        let add = stage.starts(add::NAME, "");
        let say = Say::text(voice.text("units.none"));
        return Turn::saying(vec![say.with_quick(add.into_iter().collect())]);
    }
    let pages = units.len().div_ceil(ON_A_PAGE);
    let page = stage.about.parse().unwrap_or(0).min(pages - 1);
    let shown: Vec<&Unit> = units.iter().skip(page * ON_A_PAGE).take(ON_A_PAGE).collect();
    let count = units.len().to_string();
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        title: voice.with("units.title", &[("count", &count)]),
        summary: voice.with("units.title", &[("count", &count)]),
        lines: lines(stage, &shown),
        buttons: buttons(stage, page, pages),
    })])
}

/// Under the name of its tambon each.
fn lines(stage: &Stage<'_>, units: &[&Unit]) -> Vec<Line> {
    let voice = &stage.voice;
    let mut lines = Vec::new();
    for group in units.chunk_by(|one, other| one.area == other.area) {
        let area = group.first().and_then(|unit| areas::get(unit.area));
        lines.extend(area.map(|area| Line::text(area.with_parent(voice.language))));
        lines.extend(group.iter().map(|unit| Line {
            text: voice.label(&format!("unit.kind.{}", unit.kind.as_str())),
            value: Some(unit.name(voice.language)),
            button: Some(start_button(voice, "close_unit", &unit.id.0.to_string())),
        }));
    }
    lines
}

fn buttons(stage: &Stage<'_>, page: usize, pages: usize) -> Vec<Button> {
    let voice = &stage.voice;
    let next = (page + 1) % pages;
    let more = || Button {
        label: voice.label("word.more"),
        ..VIEW.button_about(voice, &next.to_string())
    };
    (pages > 1).then(more).into_iter().chain(stage.starts(add::NAME, "")).collect()
}
