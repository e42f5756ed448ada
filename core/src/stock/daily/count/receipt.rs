//! What is said after a count: that it is written down, how many days in a row, what is next.
//! Nobody is shamed for the day before the first.

use super::{Draft, NAME};
use crate::conversation::{Button, Say, Stage, Why, start_button};
use crate::stock::asking::about::About;
use crate::stock::asking::head::{Headed, today};
use crate::stock::asking::keeping::ways_on;
use crate::stock::asking::shown::time;
use crate::stock::known::{Book, Page};

pub(super) fn text(draft: &Draft, stage: &Stage<'_>) -> Why {
    let unit = draft.unit(stage).map(|unit| unit.name(stage.voice.language));
    Why::is("count.receipt")
        .with("unit", &unit.unwrap_or_default())
        .with("time", &time(&stage.voice, stage.facts.now))
}

pub(super) fn thanks(draft: &Draft, stage: &Stage<'_>) -> Vec<Say> {
    let head = draft.head();
    let (Some(unit), Some(day)) = (head.unit, head.day) else { return Vec::new() };
    let Some(book) = stage.facts.book(unit, day) else { return Vec::new() };
    let open: Vec<&Page> = book.pages.iter().filter(|page| is_open(draft, page)).collect();
    let quick: Vec<Button> =
        open.iter().map(|page| next(stage, &About::item(unit, &page.item), page)).collect();
    let text = match open.first() {
        Some(page) => {
            let item = page.item.name(stage.voice.language);
            stage.voice.with("count.next", &[("item", item)])
        }
        None if day == today(stage) => streak(stage, book),
        None => stage.voice.text("count.thanks"),
    };
    vec![Say::text(text).with_quick([quick, ways_on(stage, unit)].concat())]
}

/// Not counted that day, but for what is being written down.
fn is_open(draft: &Draft, page: &Page) -> bool {
    page.reported.is_none() && Some(page.item.id) != draft.head().item
}

/// "นับ N95"
fn next(stage: &Stage<'_>, about: &str, page: &Page) -> Button {
    let item = page.item.name(stage.voice.language);
    Button {
        label: stage.voice.with("count.next_label", &[("item", item)]),
        ..start_button(&stage.voice, NAME, about)
    }
}

/// Today is one more.
fn streak(stage: &Stage<'_>, book: &Book) -> String {
    match book.streak + 1 {
        1 => stage.voice.text("count.thanks"),
        days => stage.voice.with("count.streak", &[("days", &days.to_string())]),
    }
}
