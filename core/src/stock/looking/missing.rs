//! ดูหน่วยที่ค้าง: who has not counted today. Officers can count for those who cannot.

use crate::areas;
use crate::conversation::{Button, Card, Line, Stage, View, Why, start_button};
use crate::people::{Action, Unit};
use crate::stock::asking::about::About;
use crate::stock::asking::books;
use crate::stock::asking::head::today;
use crate::stock::daily::count;
use crate::stock::looking;

pub static VIEW: View = View {
    name: "missing",
    label: "missing.label",
    words: "missing.words",
    needs: Some(Action::SeeStock),
    shows: |stage| looking::of_unit(stage, |_, unit| card(stage, unit)),
    ..View::PLAIN
};

const ON_A_PAGE: usize = 10;

fn card(stage: &Stage<'_>, unit: &Unit) -> Result<Card, Why> {
    let voice = &stage.voice;
    let (units, count) = stage.facts.missing_units(unit.id, today(stage));
    if units.is_empty() {
        return Err(Why::is("missing.none"));
    }
    let mut lines: Vec<Line> = units.iter().take(ON_A_PAGE).map(|unit| line(stage, unit)).collect();
    let more = count.saturating_sub(lines.len());
    if more > 0 {
        lines.push(Line::text(voice.with("missing.more", &[("count", &more.to_string())])));
    }
    let title = voice.with("missing.title", &[("count", &count.to_string())]);
    Ok(Card::titled(title, lines))
}

fn line(stage: &Stage<'_>, unit: &Unit) -> Line {
    let voice = &stage.voice;
    let instead = Button {
        label: voice.label("missing.count_for"),
        ..start_button(voice, count::NAME, &About::unit(unit.id))
    };
    let may = books::author(stage, Action::KeepStock, unit).is_ok();
    Line {
        text: unit.name(voice.language),
        value: areas::get(unit.area).map(|area| area.with_parent(voice.language)),
        button: may.then_some(instead),
    }
}
