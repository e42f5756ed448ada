//! The notice on personal data (PDPA section 23): a short one for the chat, in the wording, and
//! the full one for a page, in `notice/`. Consent is kept with the version and the hash of what
//! was read.
//!
//! Invariant: a changed text has a new version. A test below pins the two to each other.

use sha2::{Digest, Sha256};
use time::Date;
use time::macros::date;

use crate::areas::{self, AreaCode, Level};
use crate::conversation::{Language, Voice, Wording};

/// The edition in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub version: u32,
    pub date: Date,
    /// SHA-256 of the texts as they ship, all languages, before the names are filled in.
    pub hash: String,
}

/// Who answers for the data, as far as the operator has said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Office<'a> {
    pub organisation: Option<&'a str>,
    /// The data protection officer, and how to reach them.
    pub dpo: Option<&'a str>,
    pub hotline: Option<&'a str>,
    pub home: Option<AreaCode>,
}

pub const VERSION: u32 = 1;
const DATE: Date = date!(2026 - 11 - 21);

impl Notice {
    pub fn shipped(wording: &Wording) -> Self {
        Self {
            version: VERSION,
            date: DATE,
            hash: wording.notice_hash.get_or_init(|| hash(wording)).clone(),
        }
    }

    /// The full notice, in Markdown.
    pub fn full(voice: &Voice<'_>, office: &Office<'_>) -> String {
        full_text(voice.language)
            .replace("{organisation}", &office.organisation(voice))
            .replace("{contact}", &office.contact(voice))
            .replace("{dpo}", &office.dpo(voice))
    }
}

impl Office<'_> {
    /// Without a name of its own, the province.
    fn organisation(&self, voice: &Voice<'_>) -> String {
        let province = self.home.and_then(|home| areas::get(home.at(Level::Province)?));
        let province = || province.map(|province| province.title(voice.language));
        let named = self.organisation.map(str::to_owned).or_else(province);
        named.unwrap_or_else(|| voice.text("notice.organisation"))
    }

    fn contact(&self, voice: &Voice<'_>) -> String {
        match self.hotline {
            Some(number) => voice.with("notice.call", &[("number", number)]),
            None => voice.text("notice.contact"),
        }
    }

    fn dpo(&self, voice: &Voice<'_>) -> String {
        self.dpo.map_or_else(|| voice.text("notice.dpo"), str::to_owned)
    }
}

fn full_text(language: Language) -> &'static str {
    match language {
        Language::Thai => include_str!("../../notice/th.md"),
        Language::English => include_str!("../../notice/en.md"),
    }
}

fn hash(wording: &Wording) -> String {
    let mut hash = Sha256::new();
    for language in Language::ALL {
        let [title, short] = ["notice.title", "notice.short"].map(|key| wording.raw(language, key));
        for text in [title, short, full_text(language)] {
            hash.update(text);
            hash.update([0]);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording() -> Wording {
        Wording::shipped().unwrap()
    }

    fn full(language: Language, office: &Office<'_>) -> String {
        let wording = wording();
        let voice = Voice { wording: &wording, language };
        Notice::full(&voice, office)
    }

    #[test]
    fn a_changed_text_has_a_new_version() {
        let notice = Notice::shipped(&wording());
        assert_eq!(
            (notice.version, notice.hash.as_str()),
            (1, "9530216aa3f121cf6d783eaa35cae7c9c6c20e81c37ecac188d2bcbc3ca6aaa2"),
            "the notice reads otherwise than the edition pinned here: raise VERSION, set DATE to \
             the day it comes into force, then pin both here. People who consented are kept with \
             the edition they read, so a text must never change under its number"
        );
    }

    /// What each line is, how much of it stands out, and which holes it has.
    fn points(text: &'static str) -> Vec<(&'static str, usize, Vec<&'static str>)> {
        let lines = text.lines().filter(|line| !line.is_empty());
        let point = |line: &'static str| {
            let mark = ["## ", "# ", "- "].into_iter().find(|mark| line.starts_with(mark));
            let holes = line.split('{').skip(1).filter_map(|rest| rest.split('}').next());
            (mark.unwrap_or_default(), line.matches("**").count(), holes.collect())
        };
        lines.map(point).collect()
    }

    #[test]
    fn the_languages_make_the_same_points() {
        let of = |language| points(full_text(language));
        assert_eq!(of(Language::Thai), of(Language::English));
        assert!(of(Language::Thai).len() > 60);
    }

    #[test]
    fn names_are_filled_in_and_no_hole_is_left() {
        let office = Office {
            organisation: Some("ที่ทำการปกครองจังหวัดแพร่"),
            dpo: Some("dpo@example.go.th"),
            hotline: Some("054000000"),
            home: None,
        };
        for language in Language::ALL {
            let text = full(language, &office);
            for name in ["ที่ทำการปกครองจังหวัดแพร่", "dpo@example.go.th", "054000000"]
            {
                assert!(text.contains(name), "{name}");
            }
            assert!(!text.contains(['{', '}']));
            assert!(!full(language, &Office::default()).contains(['{', '}']));
        }
    }

    #[test]
    fn without_a_name_it_is_the_province() {
        let office = Office { home: "540402".parse().ok(), ..Office::default() };
        assert!(full(Language::Thai, &office).contains("แชตใน LINE ของจังหวัดแพร่ "));
        assert!(full(Language::English, &office).contains("a LINE chat of Phrae Province."));
    }

    #[test]
    fn the_short_notice_is_four_lines_and_says_that_one_may_refuse() {
        let wording = wording();
        let short = |language| wording.raw(language, "notice.short");
        for language in Language::ALL {
            assert_eq!(short(language).lines().count(), 4);
        }
        assert!(short(Language::Thai).contains("ไม่ยินยอมก็ได้"));
        assert!(short(Language::Thai).contains("เบอร์ฉุกเฉินและสายด่วนใช้ได้เสมอ"));
    }
}
