//! A house and its village, in one line. The tambon is another step's question: what is typed of
//! it here is not kept, and the line that is said back shows so.

use super::told::told;
use crate::conversation::Voice;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, not_words};
use crate::thai::{House, house};

#[derive(Debug, Clone, Copy)]
pub struct HouseAddress;

/// "12/3 หมู่ 5 บ้านหนองแสง"
fn line(voice: &Voice<'_>, house: &House) -> String {
    let moo = house.moo.map(|moo| voice.with("read.moo", &[("moo", &moo.to_string())]));
    let parts = [house.number.clone(), moo.unwrap_or_default(), house.rest.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

impl<D> Reader<D> for HouseAddress {
    type Answer = House;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        Prompt { example: Some(at.voice().text("read.house_example")), ..Prompt::default() }
    }

    fn reads(&self, _at: &At<'_, D>, said: Said<'_>) -> Read<House> {
        match said {
            Said::Text(text) => match house(text) {
                Ok(house) => Read::Answer(House { place: None, ..house }),
                Err(why) => Read::No(told(why)),
            },
            other => not_words(other),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &House) -> String {
        line(at.voice(), answer)
    }
}
