//! งานเจ้าหน้าที่: everything an officer may do, as far as the rights of this one reach.
//!
//! ```text
//! วิชัย | งานเจ้าหน้าที่
//! Asa  | ▤ งานเจ้าหน้าที่ · อำเภอพังโคน  [รออนุมัติ] [เปิดรหัสเชิญ] [เพิ่มหน่วย] …
//! ```

use super::deciding::queue;
use super::hand_over::deputies;
use super::{Action, Role, RoleKind, Seat};
use crate::conversation::{Card, Line, Say, Shelf, Stage, Tone, Turn, View};

pub static VIEW: View = View {
    name: "office",
    label: "office.label",
    words: "office.words",
    shelf: Shelf::Main,
    needs: Some(Action::SeeOffice),
    shows,
    ..View::PLAIN
};

fn shows(stage: &Stage<'_>) -> Turn {
    let voice = &stage.voice;
    let officers = stage.facts.me.active().filter(|role| role.kind == RoleKind::Officer);
    let mut buttons = stage.listed(Shelf::Office);
    // People wait behind this one.
    let queue = queue::VIEW.button(voice);
    buttons.sort_by_key(|button| *button != queue);
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        title: voice.label("office.label"),
        summary: voice.text("office.summary"),
        lines: officers.flat_map(|role| lines(stage, role)).collect(),
        buttons,
    })])
}

/// A unit, the officer's seat there, and what is missing.
fn lines(stage: &Stage<'_>, role: &Role) -> Vec<Line> {
    let voice = &stage.voice;
    let seat = role.seat.map(|seat| voice.text(&format!("seat.{}", seat.as_str())));
    let unit = Line { value: seat, ..Line::text(role.unit.full_name(voice.language)) };
    let is_alone = role.seat == Some(Seat::Primary) && deputies(stage, role.unit.id).is_empty();
    let warning = is_alone.then(|| Line::text(voice.text("office.no_deputy")));
    std::iter::once(unit).chain(warning).collect()
}
