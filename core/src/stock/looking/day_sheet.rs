//! ยอดรายวัน: a unit's day, from what lay there in the morning to what was counted in the evening.

use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::conversation::{Button, Card, Line, Stage, View, Voice};
use crate::people::{Action, Unit, UnitId};
use crate::stock::asking::about::About;
use crate::stock::asking::head::today;
use crate::stock::asking::shown::day as shown_day;
use crate::stock::asking::whom::ORDER;
use crate::stock::known::Page;
use crate::stock::looking;
use crate::stock::record::Said;

pub static VIEW: View = View {
    name: "day_sheet",
    label: "day_sheet.label",
    words: "day_sheet.words",
    needs: Some(Action::SeeStock),
    shows: |stage| looking::of_unit(stage, |about, unit| Ok(card(stage, about, unit))),
    ..View::PLAIN
};

const ISO: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

fn card(stage: &Stage<'_>, about: &About, unit: &Unit) -> Card {
    let today = today(stage);
    let day = Date::parse(&about.words, ISO).unwrap_or(today).min(today);
    let book = stage.facts.book(unit.id, day).cloned().unwrap_or_default();
    let voice = &stage.voice;
    let (name, shown) = (unit.name(voice.language), shown_day(voice, day));
    let title = voice.with("day_sheet.title", &[("unit", &name), ("day", &shown)]);
    let pages = book.pages.iter().filter(|page| about.item.is_none_or(|id| id == page.item.id));
    let lines = pages.flat_map(|page| lines(voice, page)).collect();
    Card { buttons: other_days(stage, unit.id, day), ..Card::titled(title, lines) }
}

/// What moved, as far as it did; what lay and lies there, always.
fn lines(voice: &Voice<'_>, page: &Page) -> Vec<Line> {
    let pieces = |pieces: i64| page.item.pieces(pieces, voice);
    let line = |text: String, value: String| Line { value: Some(value), ..Line::text(text) };
    let sheet = &page.sheet;
    let moved = [
        ("sheet.received", sheet.received),
        ("sheet.allocated", sheet.allocated),
        ("sheet.sent_back", sheet.sent_back),
        ("sheet.written_off", sheet.written_off),
        ("sheet.adjusted", sheet.adjusted),
    ];
    let moved = moved.into_iter().map(|(key, number)| (voice.text(key), number));
    let groups = ORDER.into_iter().map(|group| {
        let label = group.label(voice);
        (voice.with("count.handed_out", &[("group", &label)]), sheet.group(group))
    });
    let moved = moved.chain(groups).filter(|(_, number)| *number != 0);
    let mut lines = vec![Line::text(page.item.name(voice.language).to_owned())];
    lines.push(line(voice.text("sheet.opening"), pieces(page.opening)));
    lines.extend(moved.map(|(text, number)| line(text, pieces(number))));
    let closing = page.item.both_ways(page.closing(), voice);
    lines.push(line(voice.text("sheet.closing"), closing));
    lines.push(line(voice.text("sheet.counted"), counted(voice, page)));
    let differs = page.reported.map(|one| one.difference).filter(|number| *number != 0);
    lines.extend(differs.map(|number| line(voice.text("sheet.difference"), pieces(number))));
    lines
}

/// A number, nothing moved, none left, or not counted: never the same word for two of them.
pub fn counted(voice: &Voice<'_>, page: &Page) -> String {
    let Some(reported) = page.reported else { return voice.text("sheet.not_counted") };
    let counted = page.item.pieces(reported.counted, voice);
    match reported.said {
        Said::NothingMoved => voice.text("sheet.nothing_moved"),
        Said::Zero => voice.with("sheet.zero", &[("counted", &counted)]),
        Said::Number | Said::SameAsYesterday => {
            voice.with("sheet.counted_as", &[("counted", &counted)])
        }
    }
}

fn other_days(stage: &Stage<'_>, unit: UnitId, day: Date) -> Vec<Button> {
    let voice = &stage.voice;
    let to = |day: Date, key: &str| {
        let about = format!("{}.{}", About::unit(unit), day.format(ISO).unwrap_or_default());
        Button { label: voice.label(key), ..VIEW.button_about(voice, &about) }
    };
    let before = day.previous_day().map(|day| to(day, "day_sheet.before"));
    let after = day.next_day().filter(|next| *next <= today(stage));
    before.into_iter().chain(after.map(|day| to(day, "day_sheet.after"))).collect()
}
