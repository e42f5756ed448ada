//! Photos, one after another, until the person says that is all.

use serde_json::json;

use crate::conversation::input::Photo;
use crate::conversation::reader::{At, Gives, Offer, Prompt, Read, Reader, Said, Why, not_words};

/// The most photos.
#[derive(Debug, Clone, Copy)]
pub struct Photos(pub usize);

const DONE: &str = "done";

impl Photos {
    fn keep(self, mut photos: Vec<String>, photo: &Photo) -> Read<Vec<String>> {
        if photos.len() >= self.0 {
            return Read::No(Why::is("read.photos_full"));
        }
        let why = match photo {
            Photo::Kept(name) => {
                photos.push(name.clone());
                return match photos.len() {
                    full if full >= self.0 => Read::Answer(photos),
                    _ => Read::More(json!(photos)),
                };
            }
            Photo::TooLarge => "read.photo_too_large",
            Photo::NotAPicture => "read.not_a_picture",
            Photo::Gone => "read.photo_gone",
            Photo::NotFetched | Photo::NotWanted => "read.photo_not_fetched",
        };
        Read::No(Why::is(why))
    }
}

impl<D> Reader<D> for Photos {
    type Answer = Vec<String>;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let voice = at.voice();
        let photos: Vec<String> = at.half();
        let mut prompt = Prompt::default();
        if photos.is_empty() {
            let most = [("most", &*self.0.to_string())];
            prompt.question = Some(voice.with(&format!("{}.ask", at.key), &most));
        } else {
            let (have, left) =
                (photos.len().to_string(), (self.0.saturating_sub(photos.len())).to_string());
            let question = voice.with("read.photos_so_far", &[("have", &have), ("left", &left)]);
            prompt.question = Some(question);
            prompt.offers.push(Offer::value(voice.label("word.next"), DONE));
        }
        let camera = Offer { label: voice.label("word.camera"), gives: Gives::Camera };
        let album = Offer { label: voice.label("word.album"), gives: Gives::Album };
        prompt.offers.extend([camera, album]);
        prompt
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Vec<String>> {
        let photos: Vec<String> = at.half();
        let is_done = match said {
            Said::Photo(photo) => return self.keep(photos, photo),
            Said::Tap(value) => value == DONE,
            Said::Text(text) => {
                // With photos there, "none" and "leave out" can only mean no more.
                let keys = ["word.next", "word.none", "word.skip"];
                keys.into_iter().any(|key| at.voice().hears(key, text))
            }
            other => return not_words(other),
        };
        if is_done && !photos.is_empty() {
            Read::Answer(photos)
        } else {
            Read::No(Why::is("read.photo_wanted"))
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Vec<String>) -> String {
        at.voice().with("read.photos", &[("number", &answer.len().to_string())])
    }

    fn wants_photos(&self) -> bool {
        true
    }

    fn fits(&self, _at: &At<'_, D>, answer: &Vec<String>) -> bool {
        (1..=self.0).contains(&answer.len())
    }
}
