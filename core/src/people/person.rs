//! What an officer may read about one of those below, and what may be done about them.
//!
//! Invariant: whatever is shown is written down as read.

use super::deciding::{decide, queue};
use super::record::Record;
use super::{Action, Change, Refusal, activate, suspend};
use crate::conversation::{Button, Card, Say, Stage, Tone, Turn, View, Why, start_button};
use crate::effect::Effect;
use crate::start::menu;

pub static VIEW: View =
    View { name: "person", needs: Some(Action::SeePerson), shows, ..View::PLAIN };

pub(super) fn may_see(stage: &Stage<'_>, record: &Record) -> Result<(), Why> {
    stage.facts.me.may_to(Action::SeePerson, record).map_err(Refusal::why)
}

fn shows(stage: &Stage<'_>) -> Turn {
    let found = stage.about.parse().ok().and_then(|role| stage.facts.record(role));
    let found = found.ok_or_else(|| Why::is("whom.gone"));
    match found.and_then(|record| may_see(stage, &record).map(|()| record)) {
        Ok(record) => Turn::saying(vec![Say::card(card(stage, &record))])
            .and(Effect::People(Change::Looked { role: record.role.id, why: "person" })),
        Err(why) => {
            let say = Say::text(why.text(&stage.voice));
            Turn::saying(vec![say.with_quick(vec![menu::VIEW.button(&stage.voice)])])
        }
    }
}

fn card(stage: &Stage<'_>, record: &Record) -> Card {
    let voice = &stage.voice;
    let mut lines = vec![record.role_line(voice)];
    lines.extend(record.lines(voice));
    lines.extend([record.state_line(voice), record.since_line(voice, stage.facts.now)]);
    Card {
        tone: Tone::Calm,
        title: voice.text("person.title"),
        summary: voice.text("person.title"),
        lines,
        buttons: buttons(stage, record),
    }
}

/// What this officer may do about this person, as they stand.
fn buttons(stage: &Stage<'_>, record: &Record) -> Vec<Button> {
    let about = record.role.id.0.to_string();
    let mut buttons = Vec::new();
    if decide::may_decide(stage, record).is_ok() {
        buttons.extend(queue::decisions(stage, record));
    }
    if suspend::may_suspend(stage, record).is_ok() {
        buttons.push(start_button(&stage.voice, suspend::NAME, &about));
    }
    if activate::may_activate(stage, record).is_ok() {
        buttons.push(start_button(&stage.voice, activate::NAME, &about));
    }
    buttons
}
