//! What the two who share a transfer are told of it. Told again, it says how things stand then.
//!
//! Invariant: whoever keeps neither book of it reads nothing about it.

use crate::conversation::{
    Button, Card, Line, Say, Stage, Tone, Turn, View, Voice, Worth, start_button,
};
use crate::people::{Action, Unit};
use crate::stock::asking::about::About;
use crate::stock::asking::books;
use crate::stock::asking::shown::day;
use crate::stock::known::Transfer;
use crate::stock::looking::hub;
use crate::stock::moving::confirm::ALL;
use crate::stock::moving::{confirm, settle};
use crate::stock::names::series::RECORDS;
use crate::stock::names::views::TRANSFER_OPEN;
use crate::stock::record::{TransferId, Way};

pub const SENT: &str = "transfer_sent";
pub const SHORT: &str = "transfer_short";

/// To the receiver: something is on its way.
pub static SENT_VIEW: View =
    View { name: SENT, worth: Worth::Ordinary, shows: |stage| shows(stage, SENT), ..View::PLAIN };
/// To either side: it has been on its way for long.
pub static OPEN_VIEW: View = View {
    name: TRANSFER_OPEN,
    worth: Worth::Ordinary,
    shows: |stage| shows(stage, TRANSFER_OPEN),
    ..View::PLAIN
};
/// To the sender: less arrived.
pub static SHORT_VIEW: View =
    View { name: SHORT, worth: Worth::Ordinary, shows: |stage| shows(stage, SHORT), ..View::PLAIN };

impl Transfer {
    /// "ส-0012 อ.พังโคน → ต.พังโคน 160 ชิ้น"
    pub fn in_short(&self, voice: &Voice<'_>) -> String {
        let number = voice.numbered(RECORDS, self.id.0);
        let (from, to) = (self.from.name(voice.language), self.to.name(voice.language));
        format!("{number} {from} → {to} {}", self.item.pieces(self.open, voice))
    }

    pub fn lines(&self, voice: &Voice<'_>) -> Vec<Line> {
        let line = |key: &str, value| Line { value: Some(value), ..Line::text(voice.text(key)) };
        let document = self.document.clone().map(|document| line("transfer.document", document));
        let short =
            self.is_short.then(|| line("transfer.short", self.item.both_ways(self.open, voice)));
        let lines = [
            line("transfer.from", self.from.name(voice.language)),
            line("transfer.to", self.to.name(voice.language)),
            line("transfer.sent", self.item.both_ways(self.sent, voice)),
            line("transfer.day", day(voice, self.day)),
        ];
        lines.into_iter().chain(short).chain(document).collect()
    }
}

fn keeps(stage: &Stage<'_>, unit: &Unit) -> bool {
    books::author(stage, Action::KeepStock, unit).is_ok()
}

/// What this person may do about it, as it stands.
pub fn buttons(stage: &Stage<'_>, transfer: &Transfer) -> Vec<Button> {
    let voice = &stage.voice;
    let about = About::transfer(transfer.id);
    if transfer.is_short {
        let settle = start_button(voice, settle::NAME, &about);
        return Some(settle).filter(|_| keeps(stage, &transfer.from)).into_iter().collect();
    }
    if !keeps(stage, &transfer.to) {
        return Vec::new();
    }
    let less =
        Button { label: voice.label("confirm.less"), ..start_button(voice, confirm::NAME, &about) };
    vec![start_button(voice, confirm::NAME, &format!("{about}.{ALL}")), less]
}

fn shows(stage: &Stage<'_>, view: &str) -> Turn {
    let voice = &stage.voice;
    let found = stage.about.parse().ok().and_then(|id| stage.facts.transfer(TransferId(id)));
    let Some(transfer) = found.filter(|transfer| transfer.open > 0) else {
        let say = Say::text(voice.text("transfer.gone"));
        return Turn::saying(vec![say.with_quick(vec![hub::VIEW.button(voice)])]);
    };
    if !keeps(stage, &transfer.from) && !keeps(stage, &transfer.to) {
        return Turn::default();
    }
    let key = match transfer.way {
        Way::Up if view == SENT => "transfer_sent.title_back".to_owned(),
        _ => format!("{view}.title"),
    };
    let item = transfer.item.name(voice.language);
    let title = voice.with(&key, &[("item", item)]);
    let mut lines = transfer.lines(voice);
    lines.push(Line::text(voice.text(&format!("{view}.hint"))));
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Asking,
        summary: title.clone(),
        title,
        lines,
        buttons: buttons(stage, &transfer),
    })])
}
