//! ดูยอดคงเหลือ: what lies at a unit; and for those who look after others what lies below, one
//! level at a time. Next to a sum stands how many units it is of, and how they reported: "nothing
//! moved", "none left" and "not counted" are three things.
//!
//! ```text
//! ▤ ยอดคงเหลือ อ.พังโคน · ศุกร์ 8 พ.ค. 63
//!   ทั้งอำเภอ     1,240 ชิ้น  ▼ 120 ใน 7 วัน
//!               นับแล้ว 3 · ไม่เคลื่อนไหว 1 · ไม่มีของ 0 · ยังไม่นับ 2 จาก 6 หน่วย
//!   ต.พังโคน      300 ชิ้น …  [ดู]
//! ```

use crate::conversation::{Button, Card, Line, Stage, View, Voice};
use crate::people::{Action, Level, Unit};
use crate::stock::asking::about::About;
use crate::stock::asking::books::own;
use crate::stock::asking::head::today;
use crate::stock::asking::shown::day;
use crate::stock::daily::count;
use crate::stock::known::{Book, Page, Place, Reports};
use crate::stock::looking::day_sheet;
use crate::stock::{Item, looking};

pub static VIEW: View = View {
    name: "balance",
    label: "balance.label",
    words: "balance.words",
    needs: Some(Action::SeeStock),
    shows: |stage| looking::of_unit(stage, |about, unit| Ok(card(stage, about, unit))),
    ..View::PLAIN
};

const ON_A_PAGE: usize = 8;

fn card(stage: &Stage<'_>, about: &About, unit: &Unit) -> Card {
    let book = stage.facts.book(unit.id, today(stage)).cloned().unwrap_or_default();
    let has_below = unit.level() < Level::End;
    let (lines, more) = match has_below {
        true => below(stage, unit, about),
        false => (book.pages.iter().map(|page| own_line(stage, page)).collect(), None),
    };
    let unit_name = unit.name(stage.voice.language);
    let day = day(&stage.voice, today(stage));
    let title = stage.voice.with("balance.title", &[("unit", &unit_name), ("day", &day)]);
    let buttons = more.into_iter().chain(buttons(stage, unit, &book, about)).collect();
    Card { buttons, ..Card::titled(title, lines) }
}

/// What lies on a unit's own shelf, and whether it was counted today.
fn own_line(stage: &Stage<'_>, page: &Page) -> Line {
    let voice = &stage.voice;
    let balance = page.item.both_ways(page.closing(), voice);
    let counted = day_sheet::counted(voice, page);
    Line {
        value: Some(format!("{balance}\n{counted}")),
        ..Line::text(page.item.name(voice.language).to_owned())
    }
}

/// The places below, a page at a time, and the way to the next one.
fn below(stage: &Stage<'_>, unit: &Unit, about: &About) -> (Vec<Line>, Option<Button>) {
    let items = stage.facts.items();
    let item = items.iter().find(|item| about.item.is_none_or(|id| id == item.id));
    let Some(item) = item else { return (Vec::new(), None) };
    let mut places = stage.facts.places_below(unit.id, today(stage));
    places.retain(|place| place.item == item.id);
    let pages = places.len().div_ceil(ON_A_PAGE).max(1);
    let page = about.words.parse().unwrap_or(0).min(pages - 1);
    let shown = places.iter().skip(page * ON_A_PAGE).take(ON_A_PAGE);
    let lines = shown.map(|place| place_line(stage, unit, item, place)).collect();
    let next = format!("{}.{}", About::item(unit.id, item), (page + 1) % pages);
    let more =
        Button { label: stage.voice.label("word.more"), ..VIEW.button_about(&stage.voice, &next) };
    (lines, (pages > 1).then_some(more))
}

fn place_line(stage: &Stage<'_>, unit: &Unit, item: &Item, place: &Place) -> Line {
    let voice = &stage.voice;
    let name = place.unit.name(voice.language);
    let is_here = place.unit.id == unit.id;
    let text = match (is_here, place.is_area) {
        (true, true) => voice.with("balance.whole", &[("unit", &name)]),
        (true, false) => voice.with("balance.own_shelf", &[("unit", &name)]),
        _ => name,
    };
    let balance = item.pieces(place.balance, voice);
    let value =
        format!("{balance} {}\n{}", trend(voice, item, place), reports(voice, &place.units));
    let view = if place.is_area { &VIEW } else { &day_sheet::VIEW };
    let open = Button {
        label: voice.label("balance.open"),
        ..view.button_about(voice, &About::item(place.unit.id, item))
    };
    Line { text, value: Some(value), button: (!is_here).then_some(open) }
}

/// Against a week ago.
fn trend(voice: &Voice<'_>, item: &Item, place: &Place) -> String {
    let change = place.balance - place.trend.first().copied().unwrap_or(place.balance);
    let key = match change {
        0 => return voice.text("balance.level"),
        1.. => "balance.up",
        _ => "balance.down",
    };
    voice.with(key, &[("pieces", &item.pieces(change.abs(), voice))])
}

fn reports(voice: &Voice<'_>, units: &Reports) -> String {
    if units.all == 0 {
        return voice.text("balance.no_books");
    }
    let numbers = [units.counted, units.nothing_moved, units.zero, units.missing(), units.all];
    let [counted, nothing_moved, zero, missing, all] = numbers.map(|number| number.to_string());
    voice.with(
        "balance.reports",
        &[
            ("counted", &counted),
            ("nothing_moved", &nothing_moved),
            ("zero", &zero),
            ("missing", &missing),
            ("all", &all),
        ],
    )
}

fn buttons(stage: &Stage<'_>, unit: &Unit, book: &Book, about: &About) -> Vec<Button> {
    let voice = &stage.voice;
    let own = own(stage, Action::KeepStock);
    let is_own = own.iter().any(|one| one.id == unit.id);
    let is_counted = book.pages.iter().all(|page| page.reported.is_some());
    let count = stage.starts(count::NAME, &About::unit(unit.id));
    let count = count.filter(|_| is_own && !is_counted);
    let sheet = day_sheet::VIEW.button_about(voice, &About::unit(unit.id));
    let others = own.iter().filter(|one| one.id != unit.id).map(|one| Button {
        label: one.name(voice.language),
        ..VIEW.button_about(voice, &About::unit(one.id))
    });
    let has_below = unit.level() < Level::End;
    let items = stage.facts.items().iter().filter(|_| has_below && book.pages.len() > 1);
    let items = items.filter(|item| Some(item.id) != about.item).map(|item| Button {
        label: item.name(voice.language).to_owned(),
        ..VIEW.button_about(voice, &About::item(unit.id, item))
    });
    count.into_iter().chain([sheet]).chain(items).chain(others).collect()
}
