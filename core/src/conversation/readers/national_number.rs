//! The 13 digits of a national ID card, and no other document: where a letter asks for them.

use serde_json::Value as Json;
use serde_json::json;

use super::document::Document;
use super::doubt;
use super::told::told;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::identity_number;

#[derive(Debug, Clone, Copy)]
pub struct NationalNumber;

/// `doubtful`: the number that was asked about. The same again keeps it.
fn numbered(doubtful: Option<&Document>, text: &str) -> Read<Document> {
    let number = match identity_number(text) {
        Ok(number) => number,
        Err(why) => return Read::No(told(why)),
    };
    let document = Document::of_number(Some("card"), &number);
    if number.doubt().is_none() || doubtful == Some(&document) {
        return Read::Answer(document);
    }
    Read::Half(json!(document))
}

impl<D> Reader<D> for NationalNumber {
    type Answer = Document;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        match at.half::<Option<Document>>() {
            Some(document) => doubt::ask(at.voice(), &document),
            None => {
                let example = at.voice().text("read.document.card_example");
                Prompt { example: Some(example), ..Prompt::default() }
            }
        }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Document> {
        let doubtful: Option<Document> = at.half();
        match (doubtful, doubt::heard(at.voice(), said), said) {
            (Some(document), Some(true), _) => Read::Answer(document),
            (Some(_), Some(false), _) => Read::Half(Json::Null),
            (doubtful, _, Said::Text(text)) => numbered(doubtful.as_ref(), text),
            (_, _, Said::Tap(_)) => Read::No(Why::is("read.choice")),
            (_, _, other) => not_words(other),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Document) -> String {
        answer.masked().unwrap_or_else(|| answer.shown(at.voice()))
    }

    fn fits(&self, _at: &At<'_, D>, answer: &Document) -> bool {
        matches!(answer, Document::Card(_)) && answer.is_sound()
    }
}
