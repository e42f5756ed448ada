//! ข้อมูลของฉัน: what is held about the person, and their rights: correct, have a copy, withdraw
//! consent, be deleted.

use super::change::Change;
use super::consent;
use super::record::{Mine, Record, Request, RequestState};
use crate::conversation::readers::Text;
use crate::conversation::{
    Button, By, Card, Language, Leads, Line, REVIEW, Saving, Say, Shelf, Stage, Step, Table, Terms,
    Tone, Turn, View, Voice, start_button,
};
use crate::effect::Effect;
use crate::moment::Moment;
use crate::start::menu;
use crate::thai::{DateStyle, english_date, thai_date};

pub static VIEW: View = View {
    name: "my_data",
    label: "my_data.label",
    words: "my_data.words",
    shelf: Shelf::Main,
    everywhere: true,
    shows,
    ..View::PLAIN
};

/// Everything, in words, to be kept or passed on.
pub static COPY: View = View {
    name: "my_copy",
    label: "my_copy.label",
    words: "my_copy.words",
    shows: copy,
    ..View::PLAIN
};

/// Takes a request for deletion back.
pub static KEEP: View = View {
    name: "keep_me",
    label: "keep_me.label",
    words: "keep_me.words",
    shows: keep,
    ..View::PLAIN
};

/// Asks for deletion: due in thirty days, and taken back with a tap until then.
pub static ERASE: Table<String> = Table {
    name: "erase_me",
    terms: Terms { shelf: Shelf::Nowhere, needs: None, consent: false, series: "request" },
    steps: &[Step {
        name: "why",
        reads: &By(Text(200), |draft: &mut String, why| *draft = why),
        leads: Leads::To(REVIEW),
        skippable: true,
    }],
    saves: |_, saving| saves(saving),
    undoes: |_, saved| Ok(vec![Effect::People(Change::KeepMe { number: saved.number })]),
    ..Table::PLAIN
};

fn shows(stage: &Stage<'_>) -> Turn {
    let (voice, mine) = (&stage.voice, stage.facts.mine());
    let mut lines = vec![consent_line(stage)];
    for record in &mine.records {
        lines.push(role_line(voice, record));
    }
    let counts = [("my_data.cases", mine.cases), ("my_data.photos", mine.photos)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    lines.extend(counts.map(|(key, count)| line(voice, key, &count.to_string())));
    if let Some(at) = mine.first_seen_at {
        lines.push(line(voice, "my_data.since", &day(voice.language, at)));
    }
    let open = mine.requests.iter().find(|request| request.state == RequestState::Open);
    lines.extend(mine.requests.iter().map(|request| request_line(voice, request)));
    let mut buttons: Vec<Button> =
        mine.records.iter().filter_map(|r| correct_button(voice, r)).collect();
    buttons.push(COPY.button(voice));
    if stage.facts.me.consent.is_some_and(|consent| consent.given) {
        buttons.push(consent::WITHDRAW.button(voice));
    }
    buttons.push(match open {
        Some(request) => KEEP.button_about(voice, &request.number.to_string()),
        None => start_button(voice, ERASE.name, ""),
    });
    Turn::saying(vec![Say::card(Card {
        tone: Tone::Calm,
        title: voice.label("my_data.label"),
        summary: voice.text("my_data.summary"),
        lines,
        buttons,
    })])
}

fn consent_line(stage: &Stage<'_>) -> Line {
    let key = match stage.facts.me.consent {
        Some(consent) if consent.given => "my_data.consent_given",
        Some(_) => "my_data.consent_refused",
        None => "my_data.consent_none",
    };
    line(&stage.voice, "my_data.consent", &stage.voice.text(key))
}

fn role_line(voice: &Voice<'_>, record: &Record) -> Line {
    let role = &record.role;
    let kind = voice.text(&format!("person.kind.{}", role.kind.as_str()));
    let state = voice.text(&format!("person.state.{}", role.state.as_str()));
    let value = format!("{} · {state}", role.unit.full_name(voice.language));
    Line { value: Some(value), ..Line::text(kind) }
}

fn request_line(voice: &Voice<'_>, request: &Request) -> Line {
    let number = voice.numbered("request", request.number);
    let day = day(voice.language, request.due_at);
    let key = format!("my_data.request.{}", request.state.as_str());
    let why = request.why.clone().unwrap_or_default();
    let value = voice.with(&key, &[("day", &day), ("why", &why)]);
    Line {
        value: Some(value),
        ..Line::text(voice.with("my_data.request.line", &[("number", &number)]))
    }
}

/// What was told in a form can be told anew.
fn correct_button(voice: &Voice<'_>, record: &Record) -> Option<Button> {
    let form = record.form.as_ref().filter(|_| record.role.state.is_live())?;
    let button = start_button(voice, form.flow(), &format!("correct:{}", record.role.id.0));
    Some(Button { label: voice.label("my_data.correct"), ..button })
}

fn line(voice: &Voice<'_>, key: &str, value: &str) -> Line {
    Line { value: Some(value.to_owned()), ..Line::text(voice.text(key)) }
}

pub(super) fn day(language: Language, at: Moment) -> String {
    match language {
        Language::Thai => thai_date(at.bangkok_date(), DateStyle::Short),
        Language::English => english_date(at.bangkok_date(), DateStyle::Short),
    }
}

fn copy(stage: &Stage<'_>) -> Turn {
    let (voice, mine) = (&stage.voice, stage.facts.mine());
    let mut text = in_words(voice, &mine);
    if let Some(link) = stage.facts.copy_link() {
        text.push_str(&format!("\n\n{}", voice.with("my_copy.link", &[("link", &link)])));
    }
    let quick = vec![VIEW.button(voice), menu::VIEW.button(voice)];
    Turn::saying(vec![Say::text(text).with_quick(quick)])
}

/// One line a fact: readable, and easy to take apart.
fn in_words(voice: &Voice<'_>, mine: &Mine) -> String {
    let mut lines = vec![voice.text("my_copy.title")];
    for record in &mine.records {
        let Line { text, value, .. } = role_line(voice, record);
        lines.push(format!("{text}: {}", value.unwrap_or_default()));
        let fields = record.form.iter().flat_map(|form| form.lines(voice));
        lines.extend(fields.map(|(name, value)| format!("- {name}: {value}")));
        let at = day(voice.language, record.applied_at);
        lines.push(format!("- {}: {at}", voice.text("my_copy.applied")));
    }
    for (key, count) in [("my_data.cases", mine.cases), ("my_data.photos", mine.photos)] {
        lines.push(format!("{}: {count}", voice.text(key)));
    }
    lines.join("\n")
}

fn keep(stage: &Stage<'_>) -> Turn {
    let voice = &stage.voice;
    let open = stage.facts.mine().requests.into_iter();
    let mut open = open.filter(|request| request.state == RequestState::Open);
    let quick = vec![VIEW.button(voice), menu::VIEW.button(voice)];
    let asked: Option<i64> = stage.about.parse().ok();
    match open.find(|request| asked.is_none_or(|number| request.number == number)) {
        Some(Request { number, .. }) => {
            let text =
                voice.with("keep_me.text", &[("number", &voice.numbered("request", number))]);
            let turn = Turn::saying(vec![Say::text(text).with_quick(quick)]);
            turn.and(Effect::People(Change::KeepMe { number }))
        }
        None => Turn::saying(vec![Say::text(voice.text("keep_me.none")).with_quick(quick)]),
    }
}

fn saves(saving: &Saving<'_>) -> Turn {
    Turn::default().and(Effect::People(Change::AskErasure { number: saving.number }))
}
