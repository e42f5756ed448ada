//! Several of some options, and at least one. Said one by one, each is put to those chosen so far,
//! or taken away again, until the person says that is all; said all in one message ("1 3 4"), they
//! are the answer.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::options::{Chosen, Options};
use crate::conversation::reader::{At, Gives, Offer, Prompt, Read, Reader, Said, Why, not_words};

/// The values, in the order of the answer; their labels lie under `flow.step.value`.
#[derive(Debug, Clone, Copy)]
pub struct Several(pub &'static [&'static str]);

/// On the way to an answer.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Choosing {
    chosen: Vec<String>,
    page: usize,
    /// Those that a typed word fits; none: all.
    only: Vec<String>,
}

/// The button that ends it; not a value an option can have.
const DONE: &str = "~done";
/// What stands between two that are said together.
const BETWEEN: &[&str] = &["\n", ",", "และ", "กับ", " and "];

impl Several {
    fn options<D>(self, at: &At<'_, D>) -> Options {
        Options::of(at.voice(), at.key, self.0)
    }

    /// Those that are on show instead of all.
    fn narrowed(all: &Options, choosing: &Choosing) -> Option<Options> {
        Some(all.only(&choosing.only)).filter(|only| !only.is_empty())
    }

    /// Those of `chosen` that there are, in the order of the options.
    fn ordered(self, chosen: &[String]) -> Vec<String> {
        let is_chosen = |value: &&&str| chosen.iter().any(|one| one == **value);
        self.0.iter().filter(is_chosen).map(|value| (*value).to_owned()).collect()
    }

    fn tapped<D>(self, at: &At<'_, D>, choosing: Choosing, value: &str) -> Read<Vec<String>> {
        match self.options(at).tapped(value) {
            Chosen::One(_) => self.toggled(choosing, value.to_owned()),
            Chosen::Page(page) => Read::More(json!(Choosing { page, ..choosing })),
            Chosen::Some(_) | Chosen::Nothing => no(),
        }
    }

    fn heard<D>(self, at: &At<'_, D>, choosing: Choosing, text: &str) -> Read<Vec<String>> {
        let all = self.options(at);
        let narrowed = Self::narrowed(&all, &choosing);
        for options in narrowed.iter().chain([&all]) {
            let value = |index| options.value(index).unwrap_or_default().to_owned();
            match options.typed(text) {
                Chosen::One(index) => return self.toggled(choosing, value(index)),
                Chosen::Some(several) => {
                    let only = several.into_iter().map(value).collect();
                    return Read::More(json!(Choosing { only, ..choosing }));
                }
                Chosen::Page(_) | Chosen::Nothing => {}
            }
            if let Some(several) = all_named(options, text) {
                return self.joined(choosing, several.into_iter().map(value).collect());
            }
        }
        no()
    }

    /// Chosen, or not any more.
    fn toggled(self, choosing: Choosing, value: String) -> Read<Vec<String>> {
        let Choosing { mut chosen, page, .. } = choosing;
        match chosen.iter().position(|one| *one == value) {
            Some(at) => {
                chosen.remove(at);
            }
            None => chosen.push(value),
        }
        Read::More(json!(Choosing { chosen: self.ordered(&chosen), page, ..Choosing::default() }))
    }

    fn joined(self, choosing: Choosing, several: Vec<String>) -> Read<Vec<String>> {
        let is_first = choosing.chosen.is_empty();
        let chosen = self.ordered(&[choosing.chosen, several].concat());
        // "1 และ" goes on.
        let is_all = is_first && chosen.len() > 1;
        if is_all { Read::Answer(chosen) } else { Read::More(json!({ "chosen": chosen })) }
    }

    fn shown<D>(self, at: &At<'_, D>, values: &[String]) -> String {
        let label = |value: &String| at.voice().label(&format!("{}.{value}", at.key));
        values.iter().map(label).collect::<Vec<_>>().join(", ")
    }

    fn done(self, choosing: &Choosing) -> Read<Vec<String>> {
        let chosen = self.ordered(&choosing.chosen);
        if chosen.is_empty() { no() } else { Read::Answer(chosen) }
    }
}

/// Every option that `text` names; none unless all of it is understood. A word that stands
/// between may be part of a label, so what is a label as a whole is not cut.
fn all_named(options: &Options, text: &str) -> Option<Vec<usize>> {
    if let Chosen::One(index) = options.typed(text) {
        return Some(vec![index]);
    }
    let text = text.to_lowercase();
    match BETWEEN.iter().find(|word| text.contains(**word)) {
        Some(word) => {
            let parts = text.split(word).filter(|part| !part.trim().is_empty());
            let named: Option<Vec<_>> = parts.map(|part| all_named(options, part)).collect();
            Some(named?.concat()).filter(|named| !named.is_empty())
        }
        // Only numbers may stand side by side: of words, some could be lost.
        None if text.trim().contains(' ') => {
            text.split_whitespace().map(|word| options.numbered(word)).collect()
        }
        None => None,
    }
}

fn no<A>() -> Read<A> {
    Read::No(Why::is("read.several"))
}

impl<D> Reader<D> for Several {
    type Answer = Vec<String>;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let (voice, choosing) = (at.voice(), at.half::<Choosing>());
        let all = self.options(at);
        let narrowed = Self::narrowed(&all, &choosing);
        let mut prompt = narrowed.as_ref().unwrap_or(&all).prompt(voice, choosing.page);
        for (line, offer) in prompt.lines.iter_mut().zip(&prompt.offers) {
            let is_chosen = |one: &String| offer.gives == Gives::Value(one.clone());
            if choosing.chosen.iter().any(is_chosen) {
                line.push_str(" ✓");
            }
        }
        if choosing.chosen.is_empty() {
            prompt.lines.insert(0, voice.text("read.several_hint"));
            prompt.example = (all.len() > 1).then(|| "1, 2".to_owned());
        } else {
            let chosen = self.shown(at, &choosing.chosen);
            prompt.question = Some(voice.with("read.several_so_far", &[("chosen", &chosen)]));
            prompt.offers.insert(0, Offer::value(voice.label("word.next"), DONE));
        }
        prompt
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Vec<String>> {
        let choosing: Choosing = at.half();
        match said {
            Said::Tap(DONE) => self.done(&choosing),
            Said::Tap(value) => self.tapped(at, choosing, value),
            Said::Text(text) if at.voice().hears("word.next", text) => self.done(&choosing),
            Said::Text(text) => self.heard(at, choosing, text),
            other => not_words(other),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Vec<String>) -> String {
        self.shown(at, answer)
    }

    fn fits(&self, _at: &At<'_, D>, answer: &Vec<String>) -> bool {
        !answer.is_empty() && self.ordered(answer) == *answer
    }
}
