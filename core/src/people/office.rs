//! งานเจ้าหน้าที่: everything an officer may do, as far as the rights of this one reach.
//!
//! ```text
//! วิชัย | งานเจ้าหน้าที่
//! Asa  | ▤ งานเจ้าหน้าที่ · อำเภอพังโคน  [รออนุมัติ] [เปิดรหัสเชิญ] [เพิ่มหน่วย] …
//! ```

use super::{Action, RoleKind};
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
    let lines = officers.map(|role| {
        let seat = role.seat.map(|seat| voice.text(&format!("seat.{}", seat.as_str())));
        Line { value: seat, ..Line::text(role.unit.full_name(voice.language)) }
    });
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        title: voice.label("office.label"),
        summary: voice.text("office.summary"),
        lines: lines.collect(),
        buttons: stage.listed(Shelf::Office),
    })])
}
