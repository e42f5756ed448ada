//! Asking whom something is about: by part of a name, a telephone number or the number of a
//! card. One who is found is the answer; of several one is picked.
//!
//! Invariant: nobody is an answer about whom the person may not do this; it is looked at again
//! before anything is done, because it may have changed.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::record::Record;
use super::{RoleId, RoleState};
use crate::conversation::readers::Options;
use crate::conversation::{At, Begin, Given, Prompt, Read, Reader, Said, Stage, Why, not_words};
use crate::thai::clean;

/// Whether it may be this one; why not.
pub type Check = fn(&Stage<'_>, &Record) -> Result<(), Why>;

#[derive(Debug, Clone, Copy)]
pub struct Whom(pub Check);

/// What was looked for, where several were found.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Looking {
    text: String,
}

/// Fewer letters are in too many names.
const SHORTEST: usize = 2;
/// As many as are seen at once.
const MOST: usize = 9;

/// What a button says a flow is about: a role, not to be changed.
pub fn about_role(stage: &Stage<'_>) -> Begin {
    match stage.about.parse::<RoleId>() {
        Ok(role) => Begin::With(vec![Given::fixed("role", role.0)]),
        Err(_) if stage.about.is_empty() => Begin::With(Vec::new()),
        Err(_) => Begin::No(Why::is("fallback.old_button")),
    }
}

/// Whether it may (still) be the one it is about.
pub fn stands(stage: &Stage<'_>, role: Option<RoleId>, check: Check) -> Result<(), Why> {
    match role {
        Some(role) => check(stage, &record(stage, role)?),
        None => Ok(()),
    }
}

/// The role, if it is still as it was left: only then can what was done be undone.
pub fn still(stage: &Stage<'_>, role: Option<RoleId>, state: RoleState) -> Result<RoleId, Why> {
    let record = role.and_then(|role| stage.facts.record(role));
    let record = record.filter(|record| record.role.state == state);
    record.map(|record| record.role.id).ok_or_else(|| Why::is("whom.changed_since"))
}

/// Whether somebody is what they have to be for this.
pub fn is(stage: &Stage<'_>, record: &Record, state: RoleState) -> Result<(), Why> {
    let now = record.role.state;
    if now == state {
        return Ok(());
    }
    Err(Why::is("whom.is_now").with("state", &now.label(&stage.voice)))
}

fn record(stage: &Stage<'_>, role: RoleId) -> Result<Record, Why> {
    stage.facts.record(role).ok_or_else(|| Why::is("whom.gone"))
}

impl Whom {
    fn options<D>(at: &At<'_, D>) -> Options {
        let mut options = Options::default();
        let looking: Looking = at.half();
        if looking.text.is_empty() {
            return options;
        }
        for record in at.stage.facts.people(&looking.text).iter().take(MOST) {
            let labels = vec![record.in_short(at.voice()), record.name(at.voice())];
            options.add(&record.role.id.0.to_string(), labels);
        }
        options
    }

    fn is_it<D>(self, at: &At<'_, D>, role: RoleId) -> Read<RoleId> {
        let found = record(at.stage, role).and_then(|record| (self.0)(at.stage, &record));
        found.map_or_else(Read::No, |()| Read::Answer(role))
    }

    fn looks_for<D>(self, at: &At<'_, D>, text: &str) -> Read<RoleId> {
        let text = clean(text);
        if text.chars().count() < SHORTEST {
            return Read::No(Why::is("whom.short"));
        }
        match at.stage.facts.people(&text).as_slice() {
            [] => Read::No(Why::is("whom.nobody")),
            [only] => self.is_it(at, only.role.id),
            [..] => Read::Half(json!(Looking { text })),
        }
    }
}

impl<D> Reader<D> for Whom {
    type Answer = RoleId;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let voice = at.voice();
        let options = Self::options(at);
        if options.is_empty() {
            let example = Some(voice.text("whom.example"));
            return Prompt { lines: vec![voice.text("whom.hint")], example, ..Prompt::default() };
        }
        let mut prompt = options.prompt(voice, 0);
        prompt.lines.push(voice.text("whom.narrower"));
        Prompt { question: Some(voice.text("whom.which")), ..prompt }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<RoleId> {
        match said {
            Said::Tap(value) => match value.parse() {
                Ok(role) => self.is_it(at, role),
                Err(_) => Read::No(Why::is("read.choice")),
            },
            Said::Text(text) => {
                let options = Self::options(at);
                let picked = options.exactly(text).and_then(|index| options.value(index));
                match picked.and_then(|value| value.parse().ok()) {
                    Some(role) => self.is_it(at, role),
                    None => self.looks_for(at, text),
                }
            }
            other => not_words(other),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &RoleId) -> String {
        let record = at.stage.facts.record(*answer);
        record.map(|record| record.in_short(at.voice())).unwrap_or_default()
    }
}
