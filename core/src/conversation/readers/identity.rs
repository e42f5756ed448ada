//! Who somebody is, by the number of a card or a passport. The kind can be chosen first, but a
//! number that can be only one thing is taken at once. A number that looks odd is asked about
//! once, and then the person's word is taken: only a wrong check digit refuses one.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::document::Document;
use super::doubt;
use super::options::{Chosen, Options};
use super::told::told;
use crate::conversation::Voice;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::{self, IdentityNumber, identity_number, passport};

#[derive(Debug, Clone, Copy)]
pub struct Identity;

/// On the way to an answer.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Looking {
    kind: Option<String>,
    /// Asked about: a yes, or the same again, keeps it.
    doubtful: Option<Document>,
}

/// A word with so many digits, and a letter, is a passport's number whatever was asked.
const CLEARLY: usize = 5;

fn kinds(voice: &Voice<'_>) -> Options {
    Options::of(voice, "read.document", &Document::KINDS)
}

/// What is chosen by its name, or its place in the list, is no number.
fn heard(voice: &Voice<'_>, looking: Looking, text: &str) -> Read<Document> {
    let kinds = kinds(voice);
    match (&looking.doubtful, looking.kind.as_deref()) {
        (None, None) => match kinds.typed(text) {
            Chosen::One(index) => kinds.value(index).map_or_else(no, of_kind),
            _ => numbered(looking, text),
        },
        _ => numbered(looking, text),
    }
}

fn numbered(looking: Looking, text: &str) -> Read<Document> {
    let why = match identity_number(text) {
        Ok(number) => return judged(looking, &number),
        Err(why) => why,
    };
    let is_asked = looking.kind.as_deref() == Some("passport");
    match passport(text) {
        Ok(passport) if is_asked || is_clearly_passport(passport.number()) => {
            Read::Answer(Document::of_passport(&passport))
        }
        Err(why) if is_asked => Read::No(told(why)),
        _ if looking.kind.is_none() && why == thai::Why::NotANumber => no(),
        _ => Read::No(told(why)),
    }
}

fn is_clearly_passport(number: &str) -> bool {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (CLEARLY..number.len()).contains(&digits)
}

fn judged(looking: Looking, number: &IdentityNumber) -> Read<Document> {
    let document = Document::of_number(looking.kind.as_deref(), number);
    if number.doubt().is_none() || looking.doubtful.as_ref() == Some(&document) {
        return Read::Answer(document);
    }
    Read::Half(json!(Looking { doubtful: Some(document), ..looking }))
}

fn of_kind(kind: &str) -> Read<Document> {
    if kind == Document::Nothing.kind() {
        return Read::Answer(Document::Nothing);
    }
    Read::Half(json!(Looking { kind: Some(kind.to_owned()), doubtful: None }))
}

fn asked_anew(looking: Looking) -> Read<Document> {
    Read::Half(json!(Looking { doubtful: None, ..looking }))
}

fn no<A>() -> Read<A> {
    Read::No(Why::is("read.choice"))
}

impl<D> Reader<D> for Identity {
    type Answer = Document;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let (voice, Looking { kind, doubtful }) = (at.voice(), at.half());
        let example = |kind: &str| Some(voice.text(&format!("read.document.{kind}_example")));
        match (doubtful, kind) {
            (Some(document), _) => doubt::ask(voice, &document),
            (None, Some(kind)) => {
                let question = voice.text(&format!("read.document.{kind}_ask"));
                Prompt { question: Some(question), example: example(&kind), ..Prompt::default() }
            }
            (None, None) => {
                let mut prompt = kinds(voice).prompt(voice, 0);
                prompt.lines.push(voice.text("read.document.hint"));
                Prompt { example: example("card"), ..prompt }
            }
        }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Document> {
        let (voice, looking) = (at.voice(), at.half::<Looking>());
        if let Some(document) = &looking.doubtful {
            match doubt::heard(voice, said) {
                Some(true) => return Read::Answer(document.clone()),
                Some(false) => return asked_anew(looking),
                None => {}
            }
        }
        match said {
            Said::Tap(value) => match kinds(voice).tapped(value) {
                Chosen::One(_) => of_kind(value),
                _ => no(),
            },
            Said::Text(text) => heard(voice, looking, text),
            other => not_words(other),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Document) -> String {
        answer.shown(at.voice())
    }

    fn fits(&self, _at: &At<'_, D>, answer: &Document) -> bool {
        answer.is_sound()
    }
}
