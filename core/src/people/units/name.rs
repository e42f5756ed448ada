//! What a new unit is called: as is usual for its kind, or exactly as it was typed. No two of a
//! kind in a tambon have one name.

use serde::{Deserialize, Serialize};

use super::add::Draft;
use crate::areas;
use crate::conversation::readers::{Options, Text};
use crate::conversation::{At, Language, Prompt, Read, Reader, Said, Stage, Voice, Why};
use crate::thai::fold;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Name {
    /// Follows what is answered before: another village, another name.
    #[default]
    Usual,
    Typed(String),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct AsksName;

const KEY: &str = "add_unit.name";
const MOST: Text = Text(80);
const USUAL: &str = "usual";

impl Name {
    pub(super) fn text(&self, draft: &Draft, stage: &Stage<'_>) -> Option<String> {
        match self {
            Self::Usual => usual(draft, stage),
            Self::Typed(name) => Some(name.clone()),
        }
    }
}

/// "ทีมหมู่ 5 ม่วงไข่": in Thai, as it will be on lists.
fn usual(draft: &Draft, stage: &Stage<'_>) -> Option<String> {
    let voice = Voice { language: Language::Thai, ..stage.voice };
    let key = format!("{KEY}.{}", draft.kind?.as_str());
    let tambon = areas::get(draft.tambon?)?;
    let moo = draft.moo.map(|moo| moo.to_string()).unwrap_or_default();
    let values = [("tambon", tambon.thai), ("moo", moo.as_str())];
    voice.has(&key).then(|| voice.with(&key, &values))
}

fn is_taken(at: &At<'_, Draft>, name: &str) -> bool {
    let there = at.draft.tambon.map(|tambon| at.stage.facts.units_in(tambon));
    let is_it = |kind| Some(kind) == at.draft.kind;
    there.iter().flatten().any(|unit| is_it(unit.kind) && fold(&unit.name) == fold(name))
}

fn options(at: &At<'_, Draft>) -> Options {
    let mut options = Options::default();
    if let Some(usual) = usual(at.draft, at.stage).filter(|name| !is_taken(at, name)) {
        options.add(USUAL, vec![usual]);
    }
    options
}

fn typed(at: &At<'_, Draft>, said: Said<'_>) -> Read<Name> {
    MOST.reads(at, said).then(|name| match is_taken(at, &name) {
        true => Read::No(Why::is("add_unit.taken").with("name", &name)),
        false => Read::Answer(Name::Typed(name)),
    })
}

impl Reader<Draft> for AsksName {
    type Answer = Name;

    fn asks(&self, at: &At<'_, Draft>) -> Prompt {
        let options = options(at);
        let example = options.is_empty().then(|| at.voice().text("add_unit.name.example"));
        Prompt { example, ..options.prompt(at.voice(), 0) }
    }

    fn reads(&self, at: &At<'_, Draft>, said: Said<'_>) -> Read<Name> {
        let options = options(at);
        let is_usual = match said {
            Said::Tap(value) => options.label(value).is_some(),
            Said::Text(text) => options.exactly(text).is_some(),
            _ => false,
        };
        if is_usual { Read::Answer(Name::Usual) } else { typed(at, said) }
    }

    fn shows(&self, at: &At<'_, Draft>, answer: &Name) -> String {
        answer.text(at.draft, at.stage).unwrap_or_default()
    }

    fn fits(&self, at: &At<'_, Draft>, answer: &Name) -> bool {
        answer.text(at.draft, at.stage).is_some_and(|name| !is_taken(at, &name))
    }

    fn takes_any_words(&self) -> bool {
        true
    }
}
