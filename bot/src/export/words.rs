//! What officers call the codes in the database. It may know codes that there are no words for
//! (yet, or any more): those are shown as they are.

use asa_core::conversation::{Language, Voice, Wording};

use super::cell::Word;

#[derive(Debug, Clone, Copy)]
pub struct Words<'a>(pub &'a Wording);

impl Words<'_> {
    /// The text `<room>.<code>`: `case.state.open`.
    pub(super) fn word(self, room: &str, code: &str) -> Word {
        let key = format!("{room}.{code}");
        let shown = if self.has(&key) { self.voice().label(&key) } else { code.to_owned() };
        Word { code: code.to_owned(), shown }
    }

    /// As the receipt said it.
    pub(super) fn number(self, series: &str, number: i64) -> String {
        let said = self.has(&format!("{series}.number"));
        if said { self.voice().numbered(series, number) } else { format!("{number:04}") }
    }

    /// "เลขที่ / number"
    pub(super) fn heading(self, column: &str) -> String {
        let key = format!("export.{column}");
        Language::ALL.map(|language| self.0.raw(language, &key)).join(" / ")
    }

    fn has(self, key: &str) -> bool {
        self.0.texts(Language::Thai).contains_key(key)
    }

    fn voice(&self) -> Voice<'_> {
        Voice { wording: self.0, language: Language::Thai }
    }
}

#[cfg(test)]
mod tests {
    use super::super::KINDS;
    use super::*;

    #[test]
    fn a_code_without_words_is_shown_as_it_is() {
        let texts = [("case.state.open", "รอดำเนินการ"), ("rice.number", "ข-{number}")];
        let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
        let wording = Wording::of(texts.into(), [].into());
        let words = Words(&wording);
        let shown = ["open", "melted"].map(|code| words.word("case.state", code).shown);
        assert_eq!(shown, ["รอดำเนินการ", "melted"]);
        let numbers = ["rice", "masks"].map(|series| words.number(series, 7));
        assert_eq!(numbers, ["ข-0007", "0007"]);
    }

    #[test]
    fn every_column_has_a_heading_in_both_languages() {
        let wording = Wording::shipped().unwrap();
        for column in KINDS.iter().flat_map(|kind| kind.columns()) {
            for language in Language::ALL {
                let key = format!("export.{}", column.name);
                assert!(wording.texts(language).contains_key(&key), "{key}");
            }
        }
        assert_eq!(Words(&wording).heading("number"), "เลขที่ / number");
    }
}
