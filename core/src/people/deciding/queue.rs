//! รออนุมัติ: who waits for this officer's decision, a card each, with what it takes to decide.
//!
//! ```text
//! วิชัย | รออนุมัติ
//! Asa  | ▤ ขอเป็นอาสา  หน่วย ตำบลพังโคน …  ส่งคำขอเมื่อ พุธ 6 พ.ค. 63 · รอมาแล้ว 2 วัน
//!      | [อนุมัติ] [ไม่อนุมัติ]
//! ```
//!
//! Invariant: every card is a reading of somebody's record, and is written down as one.

use crate::conversation::{Button, Card, Line, Say, Shelf, Stage, Tone, Turn, View, start_button};
use crate::effect::Effect;
use crate::people::record::Record;
use crate::people::{Action, Change, office};

pub static VIEW: View = View {
    name: "queue",
    label: "queue.label",
    words: "queue.words",
    shelf: Shelf::Office,
    needs: Some(Action::DecideVolunteer),
    shows,
    ..View::PLAIN
};

/// A reply has room for five messages.
const MOST_CARDS: usize = 5;

fn shows(stage: &Stage<'_>) -> Turn {
    let (waiting, count) = stage.facts.queue();
    if waiting.is_empty() {
        let say = Say::text(stage.voice.text("queue.nobody"));
        return Turn::saying(vec![say.with_quick(vec![office::VIEW.button(&stage.voice)])]);
    }
    let shown = &waiting[..waiting.len().min(MOST_CARDS)];
    let more = count.saturating_sub(shown.len());
    let mut turn = Turn::default();
    for (number, record) in (1..).zip(shown) {
        let is_last = number == shown.len();
        turn.says.push(say(stage, record, count, if is_last { more } else { 0 }));
        turn = turn.and(Effect::People(Change::Looked { role: record.role.id, why: "queue" }));
    }
    turn
}

fn say(stage: &Stage<'_>, record: &Record, count: usize, more: usize) -> Say {
    let voice = &stage.voice;
    let mut lines = record.lines(voice);
    lines.push(record.since_line(voice, stage.facts.now));
    if more > 0 {
        lines.push(Line::text(voice.with("queue.more", &[("count", &more.to_string())])));
    }
    Say::card(Card {
        tone: Tone::Asking,
        title: voice.text(&format!("queue.wants.{}", record.role.kind.as_str())),
        summary: voice.with("queue.summary", &[("count", &count.to_string())]),
        lines,
        buttons: decisions(stage, record),
    })
}

/// อนุมัติ and ไม่อนุมัติ, about this one.
pub fn decisions(stage: &Stage<'_>, record: &Record) -> Vec<Button> {
    let decision = |verdict: &str| Button {
        label: stage.voice.label(&format!("decide.verdict.{verdict}")),
        ..start_button(&stage.voice, "decide", &format!("{}:{verdict}", record.role.id.0))
    };
    vec![decision("yes"), decision("no")]
}
