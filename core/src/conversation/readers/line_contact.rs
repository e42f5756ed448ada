//! How somebody is found in LINE: by an id, or by the mobile number that the app is bound to.

use super::mobile::mobile;
use crate::conversation::reader::{At, Offer, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::{plain, without_particles};

/// A number that was given before and may be the one.
#[derive(Debug)]
pub struct LineContact<D>(pub fn(&D) -> Option<String>);

/// The button for the number given before.
const SAME: &str = "same";
const BEFORE: [&str; 5] = ["ไอดีไลน์", "ไลน์ไอดี", "ไลน์", "ไอดี", "line id"];
/// They may also be the beginning of an id.
const BEFORE_A_SPACE: [&str; 2] = ["line", "id"];

/// Letters make it an id; without any it has to be a number.
fn contact(text: &str) -> Result<String, Why> {
    let text = plain(text);
    let said = bare(without_particles(&text));
    if !said.contains(|c: char| c.is_ascii_alphabetic()) {
        return mobile(said);
    }
    let id = said.strip_prefix('@').unwrap_or(said);
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    let is_id = (4..=20).contains(&id.len()) && id.chars().all(fits);
    is_id.then(|| id.to_owned()).ok_or_else(|| Why::is("read.line_contact"))
}

fn bare(text: &str) -> &str {
    let is_apart = |rest: &str| rest.starts_with([' ', ':']);
    let rest = BEFORE.iter().find_map(|word| text.strip_prefix(word)).or_else(|| {
        let rests = BEFORE_A_SPACE.iter().filter_map(|word| text.strip_prefix(word));
        rests.filter(|rest| is_apart(rest)).max_by_key(|rest| rest.len())
    });
    rest.map_or(text, |rest| rest.trim_start_matches([' ', ':', '.']))
}

impl<D> Reader<D> for LineContact<D> {
    type Answer = String;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let same = (self.0)(at.draft).map(|number| Offer::value(number, SAME));
        let example = Some(at.voice().text("read.line_contact_example"));
        Prompt { example, offers: same.into_iter().collect(), ..Prompt::default() }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        match (said, (self.0)(at.draft)) {
            (Said::Tap(SAME), Some(number)) => Read::Answer(number),
            (Said::Text(text), _) => contact(text).map_or_else(Read::No, Read::Answer),
            (other, _) => not_words(other),
        }
    }

    fn shows(&self, _at: &At<'_, D>, answer: &String) -> String {
        answer.clone()
    }

    fn fits(&self, _at: &At<'_, D>, answer: &String) -> bool {
        contact(answer).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_or_a_mobile_number_is_read() {
        for (typed, meant) in [
            ("wichai.j_63", "wichai.j_63"),
            ("@Wichai.J", "wichai.j"),
            ("ไลน์ wichai-j ครับ", "wichai-j"),
            ("line id: wichai", "wichai"),
            ("line_wichai", "line_wichai"),
            ("0800000000", "080-000-0000"),
            ("เบอร์ ๐๘๐ ๐๐๐ ๐๐๐๐", "080-000-0000"),
        ] {
            assert_eq!(contact(typed).as_deref(), Ok(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_neither_is_refused() {
        for (typed, key) in [
            ("abc", "read.line_contact"),
            ("wichai jaingam", "read.line_contact"),
            ("วิชัย a", "read.line_contact"),
            ("a23456789012345678901", "read.line_contact"),
            ("042000000", "read.not_mobile"),
            ("08000", "read.wrong_length"),
            ("วิชัย", "read.not_a_number"),
        ] {
            assert_eq!(contact(typed).map_err(|why| why.key), Err(key), "{typed}");
        }
    }
}
