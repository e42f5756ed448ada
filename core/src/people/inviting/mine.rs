//! รหัสที่เปิดไว้: the invitations of an officer that still work, each with a way to take it back.
//!
//! ```text
//! วิชัย | รหัสที่เปิดไว้
//! Asa  | ▤ 7K3M-Q9XA อาสา ต.พังโคน …  ใช้ได้อีก 4 คน ถึง …  [ยกเลิกรหัส]
//! ```

use super::told;
use crate::conversation::{Card, Line, Say, Shelf, Stage, Tone, Turn, View, Worth, start_button};
use crate::effect::Effect;
use crate::people::{Action, Change};

pub static VIEW: View = View {
    name: "my_invitations",
    label: "my_invitations.label",
    words: "my_invitations.words",
    shelf: Shelf::Office,
    needs: Some(Action::InviteOfficer),
    worth: Worth::Ordinary,
    shows,
    ..View::PLAIN
};

/// About the number of one.
pub static REVOKE: View = View {
    name: "revoke",
    label: "my_invitations.revoke",
    words: "my_invitations.revoke",
    needs: Some(Action::InviteOfficer),
    worth: Worth::Ordinary,
    shows: revokes,
    ..View::PLAIN
};

/// Rows that a card holds without becoming a scroll.
const MOST: usize = 10;

fn shows(stage: &Stage<'_>) -> Turn {
    let voice = &stage.voice;
    let invitations = stage.facts.my_invitations();
    if invitations.is_empty() {
        let say = Say::text(voice.text("my_invitations.none"));
        return Turn::saying(vec![say.with_quick(vec![start_button(voice, "invite", "")])]);
    }
    let lines = invitations.iter().take(MOST).map(|invitation| Line {
        text: told(voice, "my_invitations.line", invitation),
        value: Some(told(voice, "my_invitations.left", invitation)),
        button: Some(REVOKE.button_about(voice, &invitation.number.to_string())),
    });
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        title: voice.label("my_invitations.label"),
        summary: voice.text("my_invitations.summary"),
        lines: lines.collect(),
        buttons: vec![start_button(voice, "invite", "")],
    })])
}

fn revokes(stage: &Stage<'_>) -> Turn {
    if stage.about.is_empty() {
        return shows(stage);
    }
    let mine = stage.facts.my_invitations();
    let found = mine.iter().find(|invitation| invitation.number.to_string() == stage.about);
    match found {
        Some(invitation) => {
            let number = invitation.number;
            let text = told(&stage.voice, "my_invitations.revoked", invitation);
            Turn::saying(vec![Say::text(text).with_quick(vec![VIEW.button(&stage.voice)])])
                .and(Effect::People(Change::Revoke { invitation: number }))
        }
        None => {
            let say = Say::text(stage.voice.text("my_invitations.gone"));
            Turn::saying(vec![say.with_quick(vec![VIEW.button(&stage.voice)])])
        }
    }
}
