//! The notice in the chat: a short one with its three buttons, the full one, and a word on it.
//! Emergency numbers and the hotline never ask for one.
//!
//! ```text
//! Asa  | ▤ ข้อมูลส่วนบุคคลของคุณ  [ยินยอม] [อ่านประกาศเต็ม] [ไม่ยินยอม]
//! ```

use super::change::{Change, Choice};
use super::notice::{Notice, Office};
use crate::conversation::{Card, Line, Say, Stage, Tone, Turn, View};
use crate::effect::Effect;
use crate::start::menu;

pub static NOTICE: View = View {
    name: "notice",
    label: "notice.title",
    words: "notice.words",
    everywhere: true,
    shows: |stage| Turn::saying(vec![card(stage)]),
    ..View::PLAIN
};

pub static FULL: View = View {
    name: "notice_full",
    label: "notice.full",
    words: "notice.full_words",
    everywhere: true,
    shows: full,
    ..View::PLAIN
};

pub static AGREE: View = View {
    name: "agree",
    label: "notice.consent",
    words: "notice.consent_words",
    everywhere: true,
    shows: |stage| says(stage, Choice::Given, "notice.given"),
    ..View::PLAIN
};

pub static REFUSE: View = View {
    name: "refuse",
    label: "notice.refuse",
    words: "notice.refuse_words",
    everywhere: true,
    shows: |stage| says(stage, Choice::Refused, "notice.refused"),
    ..View::PLAIN
};

pub static WITHDRAW: View = View {
    name: "withdraw_consent",
    label: "notice.withdraw",
    words: "notice.withdraw_words",
    shows: |stage| says(stage, Choice::Withdrawn, "notice.withdrawn"),
    ..View::PLAIN
};

/// The short notice: what one has to know before saying anything.
pub fn card(stage: &Stage<'_>) -> Say {
    let voice = &stage.voice;
    let short = voice.text("notice.short");
    Say::card(Card {
        tone: Tone::Calm,
        title: voice.text("notice.title"),
        summary: voice.text("notice.summary"),
        lines: short.lines().map(|line| Line::text(line.to_owned())).collect(),
        buttons: [&AGREE, &FULL, &REFUSE].map(|view| view.button(voice)).into(),
    })
}

/// As a link where phones reach us, else in the chat.
fn full(stage: &Stage<'_>) -> Turn {
    let (voice, facts) = (&stage.voice, stage.facts);
    let buttons = [&AGREE, &REFUSE].map(|view| view.button(voice));
    let mut says: Vec<Say> = match &facts.notice_link {
        Some(link) => vec![Say::text(voice.with("notice.link", &[("link", link)]))],
        None => {
            let office = Office {
                organisation: facts.organisation.as_deref(),
                dpo: facts.dpo.as_deref(),
                hotline: facts.hotline.as_deref(),
                home: facts.home,
            };
            let full = Notice::full(voice, &office);
            in_pieces(&full).into_iter().map(Say::text).collect()
        }
    };
    if let Some(last) = says.last_mut() {
        last.quick = buttons.into();
    }
    Turn::saying(says)
}

/// LINE's limit of a text is 5,000.
const PIECE: usize = 4500;

/// Cut at headings, so that each piece of a long text can be read by itself.
fn in_pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for (at, part) in text.split("\n## ").enumerate() {
        let part = if at == 0 { part.to_owned() } else { format!("\n{part}") };
        let length = |text: &str| text.encode_utf16().count();
        match pieces.last_mut() {
            Some(last) if length(last) + length(&part) <= PIECE => last.push_str(&part),
            _ => pieces.push(part.trim_start().to_owned()),
        }
    }
    pieces.into_iter().map(|piece| piece.replace("**", "").replace("# ", "")).collect()
}

fn says(stage: &Stage<'_>, choice: Choice, key: &str) -> Turn {
    let voice = &stage.voice;
    let notice = Notice::shipped(voice.wording);
    let change = Change::Consent { version: notice.version, hash: notice.hash, choice };
    let quick = vec![menu::VIEW.button(voice), super::my_data::VIEW.button(voice)];
    let say = Say::text(voice.text(key)).with_quick(quick);
    Turn::saying(vec![say]).and(Effect::People(change))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_its_headings() {
        let part = "ก".repeat(2000);
        let text = format!("# หัว\n{part}\n## หนึ่ง\n{part}\n## สอง\n{part}");
        let pieces = in_pieces(&text);
        assert_eq!(pieces.len(), 2);
        assert!(pieces[1].starts_with("สอง") && pieces[0].starts_with("หัว"));
    }
}
