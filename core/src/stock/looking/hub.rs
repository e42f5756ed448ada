//! รายงานหน้ากาก: everything about stock that this person may do or look at, on one card.

use crate::conversation::{Button, Card, Line, Say, Shelf, Stage, Tone, Turn, View};
use crate::people::{Action, RoleKind};
use crate::stock::daily::write_off;
use crate::stock::daily::{correct, count, hand_out};
use crate::stock::looking::running_out;
use crate::stock::looking::{balance, day_sheet, missing, open_transfers};
use crate::stock::moving::allocate;
use crate::stock::moving::{receive, send_back};

pub static VIEW: View = View {
    name: "stock",
    label: "stock.label",
    words: "stock.words",
    shelf: Shelf::Main,
    needs: Some(Action::SeeStock),
    shows,
    ..View::PLAIN
};

/// What is done every day.
const DAILY: [&str; 3] = [count::NAME, hand_out::NAME, receive::NAME];
const NOW_AND_THEN: [&str; 4] = [allocate::NAME, send_back::NAME, write_off::NAME, correct::NAME];

fn starts(stage: &Stage<'_>, flows: &[&str]) -> Vec<Button> {
    flows.iter().filter_map(|flow| stage.starts(flow, "")).collect()
}

fn shows(stage: &Stage<'_>) -> Turn {
    let voice = &stage.voice;
    let views = [&balance::VIEW, &day_sheet::VIEW, &open_transfers::VIEW];
    let over_others = [&missing::VIEW, &running_out::VIEW];
    let has_others = crate::stock::asking::books::looks_after_others(stage);
    let over_others = over_others.into_iter().filter(|_| has_others);
    let views = views.into_iter().chain(over_others).map(|view| view.button(voice));
    let mut buttons = starts(stage, &DAILY);
    buttons.extend(starts(stage, &NOW_AND_THEN));
    buttons.extend(views);
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        title: voice.label("stock.label"),
        summary: voice.text("stock.summary"),
        lines: vec![Line::text(voice.text("stock.hint"))],
        buttons,
    })])
}

/// At the top of the main menu: of a volunteer, what is done every day; of all who may, the card.
pub fn first(stage: &Stage<'_>) -> Vec<Button> {
    let me = &stage.facts.me;
    if me.may_at_all(Action::SeeStock).is_err() {
        return Vec::new();
    }
    let is_volunteer = me.active().any(|role| role.kind == RoleKind::Volunteer);
    let mut first = if is_volunteer { starts(stage, &DAILY) } else { Vec::new() };
    first.extend(is_volunteer.then(|| balance::VIEW.button(&stage.voice)));
    first.push(VIEW.button(&stage.voice));
    first
}
