//! Everything the bot says, by key, from `wording/{th,en}.toml`. A text has named holes in
//! braces; the polite particles are holes too, so a province changes its persona in two lines.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::thai::fold;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Thai,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Thai, Self::English];

    pub fn code(self) -> &'static str {
        match self {
            Self::Thai => "th",
            Self::English => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// What a phone set to `tag` (BCP 47) should be spoken to in.
    pub fn of_phone(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("th") { Self::Thai } else { Self::English }
    }

    pub fn other(self) -> Self {
        match self {
            Self::Thai => Self::English,
            Self::English => Self::Thai,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordingError {
    #[error("{language}.toml does not read: {reason}")]
    Unreadable { language: &'static str, reason: String },
    #[error("{language}.toml: {key} is neither a text nor a table")]
    NotText { language: &'static str, key: String },
}

/// All texts of all languages.
#[derive(Debug, Clone)]
pub struct Wording {
    thai: BTreeMap<String, String>,
    english: BTreeMap<String, String>,
    /// Every text with the other words for it, in all languages, folded: what is listened for in
    /// every message is not folded anew for each.
    heard: HashMap<String, Vec<String>>,
    pub(crate) notice_hash: OnceLock<String>,
}

impl Wording {
    /// The texts that ship inside the program.
    pub fn shipped() -> Result<Self, WordingError> {
        let thai = read("th", include_str!("../../wording/th.toml"))?;
        let english = read("en", include_str!("../../wording/en.toml"))?;
        Ok(Self::of(thai, english))
    }

    /// Texts that do not ship: tests and benchmarks bring flows of their own.
    pub fn of(thai: BTreeMap<String, String>, english: BTreeMap<String, String>) -> Self {
        let mut heard: HashMap<String, Vec<String>> = HashMap::new();
        for (key, text) in thai.iter().chain(&english) {
            heard.entry(key.clone()).or_default().extend(text.split('|').map(fold));
        }
        Self { thai, english, heard, notice_hash: OnceLock::new() }
    }

    pub fn texts(&self, language: Language) -> &BTreeMap<String, String> {
        match language {
            Language::Thai => &self.thai,
            Language::English => &self.english,
        }
    }

    /// The text as written, holes and all; the key itself where there is none, which a test
    /// over all views would show.
    pub fn raw<'a>(&'a self, language: Language, key: &'a str) -> &'a str {
        self.texts(language).get(key).map_or(key, String::as_str)
    }
}

/// The bot's voice in one language.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    pub wording: &'a Wording,
    pub language: Language,
}

impl Voice<'_> {
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    pub fn has(&self, key: &str) -> bool {
        self.wording.texts(self.language).contains_key(key)
    }

    /// What is shown of a label: what is behind `|` are other words for it.
    pub fn label(&self, key: &str) -> String {
        let text = self.wording.raw(self.language, key);
        text.split('|').next().unwrap_or(text).to_owned()
    }

    /// A label and the other words for it, in this language and then the others.
    pub fn alternatives(&self, key: &str) -> Vec<String> {
        let others = Language::ALL.into_iter().filter(|language| *language != self.language);
        let languages = std::iter::once(self.language).chain(others);
        let texts = languages.map(|language| self.wording.raw(language, key));
        texts.flat_map(|text| text.split('|')).map(str::to_owned).collect()
    }

    /// Whether `text` is one of the words under `key`, in any language.
    pub fn hears(&self, key: &str, text: &str) -> bool {
        let said = fold(text);
        self.wording.heard.get(key).is_some_and(|words| words.contains(&said))
    }

    /// The text with its holes filled. A value is put in as it is: braces in it stay braces.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.wording.raw(self.language, key);
        let mut out = String::with_capacity(rest.len());
        while let Some((before, hole, after)) = next_hole(rest) {
            out.push_str(before);
            match values.iter().find(|(name, _)| *name == hole) {
                Some((_, value)) => out.push_str(value),
                None => out.push_str(self.wording.raw(self.language, &format!("particle.{hole}"))),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// The number of a record, as people say it.
    pub fn numbered(&self, series: &str, number: i64) -> String {
        self.with(&format!("{series}.number"), &[("number", &format!("{number:04}"))])
    }
}

fn next_hole(text: &str) -> Option<(&str, &str, &str)> {
    let (before, tail) = text.split_once('{')?;
    let (hole, after) = tail.split_once('}')?;
    Some((before, hole, after))
}

fn read(language: &'static str, file: &str) -> Result<BTreeMap<String, String>, WordingError> {
    let table: toml::Table = toml::from_str(file).map_err(|error| WordingError::Unreadable {
        language,
        reason: error.message().to_owned(),
    })?;
    let mut texts = BTreeMap::new();
    flatten(language, "", table, &mut texts)?;
    Ok(texts)
}

fn flatten(
    language: &'static str,
    prefix: &str,
    table: toml::Table,
    texts: &mut BTreeMap<String, String>,
) -> Result<(), WordingError> {
    for (name, value) in table {
        let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::String(text) => {
                texts.insert(key, text);
            }
            toml::Value::Table(inner) => flatten(language, &key, inner, texts)?,
            _ => return Err(WordingError::NotText { language, key }),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn holes(text: &str) -> BTreeSet<&str> {
        let mut rest = text;
        let mut holes = BTreeSet::new();
        while let Some((_, hole, after)) = next_hole(rest) {
            holes.insert(hole);
            rest = after;
        }
        holes
    }

    #[test]
    fn the_languages_have_the_same_keys_and_holes() {
        let wording = Wording::shipped().unwrap();
        let keys = |language| wording.texts(language).keys().collect::<Vec<_>>();
        assert_eq!(keys(Language::Thai), keys(Language::English));
        let particles: Vec<_> = wording
            .texts(Language::Thai)
            .keys()
            .filter_map(|key| key.strip_prefix("particle."))
            .collect();
        for key in wording.texts(Language::Thai).keys() {
            let values = |language| {
                let mut holes = holes(wording.raw(language, key));
                holes.retain(|hole| !particles.contains(hole));
                holes
            };
            assert_eq!(values(Language::Thai), values(Language::English), "{key}");
        }
    }

    #[test]
    fn a_value_is_put_in_as_it_is() {
        let thai = [("a".into(), "สวัสดี{ka} {name}".into()), ("particle.ka".into(), "ค่ะ".into())];
        let wording = Wording::of(thai.into(), BTreeMap::new());
        let voice = Voice { wording: &wording, language: Language::Thai };
        assert_eq!(voice.with("a", &[("name", "{ka}")]), "สวัสดีค่ะ {ka}");
    }

    #[test]
    fn phones_that_are_not_thai_are_spoken_to_in_english() {
        for (tag, language) in [
            ("th", Language::Thai),
            ("th-TH", Language::Thai),
            ("en", Language::English),
            ("my", Language::English),
        ] {
            assert_eq!(Language::of_phone(tag), language);
        }
    }
}
