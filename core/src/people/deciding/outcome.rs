//! What a person is told of their own role when somebody else has done something about it: how it
//! stands now, whatever it was. Told again, it is right again.
//!
//! ```text
//! Asa  | อนุมัติแล้วค่ะ คุณเป็นอาสาของ ตำบลพังโคน อ.พังโคน จ.สกลนคร เริ่มทำงานได้เลย  [เมนูหลัก]
//! ```
//!
//! Invariant: nobody reads about a role that is not theirs, whatever their button says.

use crate::conversation::{Button, Say, Shelf, Stage, Turn, View};
use crate::effect::{Effect, Tell, Whom};
use crate::help::officer;
use crate::people::names::views;
use crate::people::record::Record;
use crate::people::{RoleId, RoleKind, RoleState, office, reason};
use crate::start::menu;

/// After a decision about an application.
pub static DECIDED: View =
    View { name: views::DECIDED, shows: |stage| shows(stage, "approved"), ..View::PLAIN };

/// After anything else: suspended, active again, with another seat.
pub static CHANGED: View =
    View { name: views::ROLE_CHANGED, shows: |stage| shows(stage, "active"), ..View::PLAIN };

pub fn tell_decided(role: RoleId) -> Effect {
    tell(views::DECIDED, role)
}

pub fn tell_changed(role: RoleId) -> Effect {
    tell(views::ROLE_CHANGED, role)
}

fn tell(view: &'static str, role: RoleId) -> Effect {
    Effect::Tell(Tell { whom: Whom::PersonOf(role), view, about: role.0.to_string() })
}

fn shows(stage: &Stage<'_>, active: &str) -> Turn {
    let record = stage.about.parse().ok().and_then(|role| stage.facts.record(role));
    // They may have asked to be forgotten since.
    let Some(record) = record.filter(|record| record.is_mine) else { return Turn::default() };
    let state = match (record.role.state, record.role.kind) {
        (RoleState::Active, RoleKind::Officer) => format!("{active}_officer"),
        (RoleState::Active, RoleKind::Volunteer) => active.to_owned(),
        (state, _) => state.as_str().to_owned(),
    };
    let say = Say::text(text(stage, &record, &format!("outcome.{state}")));
    Turn::saying(vec![say.with_quick(ways_on(stage, &record))])
}

fn text(stage: &Stage<'_>, record: &Record, key: &str) -> String {
    let voice = &stage.voice;
    let why = record.why.as_deref().map(|why| reason::shown(voice, why));
    let why = why.unwrap_or_else(|| voice.text("word.left_out"));
    let unit = record.role.unit.full_name(voice.language);
    voice.with(key, &[("role", &record.role.called(voice)), ("unit", &unit), ("why", &why)])
}

fn ways_on(stage: &Stage<'_>, record: &Record) -> Vec<Button> {
    let voice = &stage.voice;
    let menu = menu::VIEW.button(voice);
    match (record.role.state, record.role.kind) {
        (RoleState::Active, RoleKind::Officer) => {
            let work = stage.listed(Shelf::Office).into_iter();
            work.chain([office::VIEW.button(voice), menu]).collect()
        }
        (RoleState::Active | RoleState::Waiting, _) => vec![menu],
        _ => vec![menu, officer::VIEW.button(voice)],
    }
}
