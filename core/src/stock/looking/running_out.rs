//! ใกล้หมด: units that will soon have none, the nearest to it first.

use crate::conversation::{Button, Card, Line, Stage, View, Why};
use crate::people::{Action, Unit};
use crate::stock::asking::about::About;
use crate::stock::asking::head::today;
use crate::stock::known::Low;
use crate::stock::looking::balance;
use crate::stock::moving::allocate;
use crate::stock::{Item, looking};

pub static VIEW: View = View {
    name: "running_out",
    label: "running_out.label",
    words: "running_out.words",
    needs: Some(Action::SeeStock),
    shows: |stage| looking::of_unit(stage, |_, unit| card(stage, unit)),
    ..View::PLAIN
};

fn card(stage: &Stage<'_>, unit: &Unit) -> Result<Card, Why> {
    let voice = &stage.voice;
    let low = stage.facts.low_units(unit.id, today(stage));
    let items = stage.facts.items();
    let of = |low: &Low| items.iter().find(|item| item.id == low.item);
    let lines: Vec<Line> = low.iter().filter_map(|low| Some(line(stage, of(low)?, low))).collect();
    if lines.is_empty() {
        return Err(Why::is("running_out.none"));
    }
    let name = unit.name(voice.language);
    let title = voice.with("running_out.title", &[("unit", &name)]);
    let buttons = stage.starts(allocate::NAME, "").into_iter().collect();
    Ok(Card { buttons, ..Card::titled(title, lines) })
}

/// "เหลือ 20 ชิ้น ใช้ได้อีก 2 วัน"
fn line(stage: &Stage<'_>, item: &Item, low: &Low) -> Line {
    let voice = &stage.voice;
    let left = item.pieces(low.balance, voice);
    let days = low.balance.saturating_mul(100).checked_div(low.daily);
    let value = match days {
        _ if low.balance == 0 => voice.text("running_out.empty"),
        Some(days) => {
            voice.with("running_out.left", &[("left", &left), ("days", &days.to_string())])
        }
        None => left,
    };
    let item = item.name(voice.language);
    let open = Button {
        label: voice.label("balance.open"),
        ..balance::VIEW.button_about(voice, &About::unit(low.unit.id))
    };
    let text = format!("{} · {item}", low.unit.name(voice.language));
    Line { text, value: Some(value), button: Some(open) }
}
