//! Options to choose from: numbered in the text, as quick replies under it, and over several
//! pages where LINE's thirteen are not enough. Quick replies vanish, and computers never show
//! them, so each can also be typed: by its number, by its label, by a part of it.

use crate::conversation::Voice;
use crate::conversation::reader::{Offer, Prompt};
use crate::thai::{fold, without_particles};

/// With ข้าม, ติดต่อเจ้าหน้าที่, ย้อนกลับ and ยกเลิก beside them.
const MOST_AT_ONCE: usize = 9;
/// With ดูเพิ่มเติม as well.
const ON_A_PAGE: usize = 8;

/// The value of the button that turns the page; not a name an option can have.
const PAGE: char = '~';

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options(Vec<One>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct One {
    value: String,
    /// The first is shown, all are heard.
    labels: Vec<String>,
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// Index of it.
    One(usize),
    Page(usize),
    /// The typed text is part of more than one label.
    Some(Vec<usize>),
    Nothing,
}

impl Options {
    /// Fixed values, with labels under `key.value`. Further words are behind `|` in the wording.
    pub fn of(voice: &Voice<'_>, key: &str, values: &[&str]) -> Self {
        let mut options = Self::default();
        for value in values {
            options.add(value, voice.alternatives(&format!("{key}.{value}")));
        }
        options
    }

    pub fn add(&mut self, value: &str, labels: Vec<String>) {
        self.0.push(One { value: value.to_owned(), labels });
    }

    pub fn value(&self, index: usize) -> Option<&str> {
        self.0.get(index).map(|one| one.value.as_str())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is shown of the option with this value.
    pub fn label(&self, value: &str) -> Option<&str> {
        let one = self.0.iter().find(|one| one.value == value)?;
        Some(one.labels.first().map_or("", String::as_str))
    }

    fn pages(&self) -> usize {
        if self.0.len() <= MOST_AT_ONCE { 1 } else { self.0.len().div_ceil(ON_A_PAGE) }
    }

    /// The options of a page, numbered over all pages.
    pub fn prompt(&self, voice: &Voice<'_>, page: usize) -> Prompt {
        let pages = self.pages();
        let on_page = if pages == 1 { MOST_AT_ONCE } else { ON_A_PAGE };
        let page = page.min(pages - 1);
        let are_numbers = self.are_numbers();
        let mut prompt = Prompt::default();
        for (index, one) in self.0.iter().enumerate().skip(page * on_page).take(on_page) {
            let label = one.labels.first().cloned().unwrap_or_default();
            prompt.lines.push(match are_numbers {
                true => label.clone(),
                false => format!("{} {label}", index + 1),
            });
            prompt.offers.push(Offer::value(label, one.value.as_str()));
        }
        if pages > 1 {
            let next = (page + 1) % pages;
            prompt.lines.push(voice.text("read.search_hint"));
            prompt.offers.push(Offer::value(voice.label("word.more"), format!("{PAGE}{next}")));
        }
        prompt
    }

    pub fn tapped(&self, value: &str) -> Chosen {
        if let Some(page) = value.strip_prefix(PAGE) {
            return page.parse().map_or(Chosen::Nothing, Chosen::Page);
        }
        self.0.iter().position(|one| one.value == value).map_or(Chosen::Nothing, Chosen::One)
    }

    /// By its number: "2", "๒", "2."; where the options are numbers themselves, a number is the
    /// option that begins with it.
    pub fn numbered(&self, text: &str) -> Option<usize> {
        let number: usize = fold(text).trim_end_matches(['.', ')']).parse().ok()?;
        if self.are_numbers() {
            return self.0.iter().position(|one| one.number() == Some(number));
        }
        (1..=self.0.len()).contains(&number).then(|| number - 1)
    }

    /// "5 คน", "20 คน": numbering those would make two numbers of one.
    fn are_numbers(&self) -> bool {
        self.0.iter().any(|one| one.number().is_some())
    }

    /// The page after this one, if the word for it was typed.
    pub fn turned(&self, voice: &Voice<'_>, text: &str, page: usize) -> Option<usize> {
        let is_asked = self.pages() > 1 && voice.hears("word.more", text);
        is_asked.then(|| (page + 1) % self.pages())
    }

    /// By its number or a whole label.
    pub fn exactly(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        let said = [folded.as_str(), without_particles(&folded)];
        let is = |one: &One| one.labels.iter().any(|label| said.contains(&&*fold(label)));
        self.numbered(text).or_else(|| self.0.iter().position(is))
    }

    /// Where there are too many to see, a part of what is shown finds it, too.
    pub fn typed(&self, text: &str) -> Chosen {
        if let Some(index) = self.exactly(text) {
            return Chosen::One(index);
        }
        let folded = fold(text);
        if folded.chars().count() < 3 || self.pages() == 1 {
            return Chosen::Nothing;
        }
        let holds = |one: &One| one.labels.first().is_some_and(|l| fold(l).contains(&folded));
        let parts = self.0.iter().enumerate().filter(|(_, one)| holds(one));
        match parts.map(|(index, _)| index).collect::<Vec<_>>().as_slice() {
            [] => Chosen::Nothing,
            [index] => Chosen::One(*index),
            several => Chosen::Some(several.to_vec()),
        }
    }

    /// Only these, numbered anew.
    #[must_use]
    pub fn only(&self, values: &[String]) -> Self {
        Self(self.0.iter().filter(|one| values.contains(&one.value)).cloned().collect())
    }
}

impl One {
    /// What is shown begins with this number.
    fn number(&self) -> Option<usize> {
        let label = self.labels.first()?;
        if !label.trim_start().starts_with(char::is_numeric) {
            return None;
        }
        let label = fold(label);
        let digits = label.find(|c: char| !c.is_ascii_digit()).unwrap_or(label.len());
        label[..digits].parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(labels: &[&str]) -> Options {
        let mut options = Options::default();
        for label in labels {
            options.add(label, vec![(*label).to_owned()]);
        }
        options
    }

    #[test]
    fn a_number_counts_the_options_unless_they_are_numbers_themselves() {
        let words = options(&["อาสา", "ผู้ดูแล"]);
        assert_eq!(words.numbered("2"), Some(1));
        let numbers = options(&["1 คน", "5 คน", "20 คน"]);
        assert_eq!(numbers.numbered("5"), Some(1));
        assert_eq!(numbers.numbered("๒๐"), Some(2));
        assert_eq!(numbers.numbered("2"), None, "neither two people nor the second");
    }
}
