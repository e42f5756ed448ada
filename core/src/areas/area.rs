//! An area, and how it is written: alone, with its kind, with the areas around it.

use super::{AreaCode, Level, get};
use crate::conversation::Language;

#[derive(Debug, PartialEq)]
pub struct Area {
    pub code: AreaCode,
    pub thai: &'static str,
    pub english: &'static str,
    /// One of those in use there: a district may have four. A province has none of its own.
    pub postcode: Option<&'static str>,
    /// Near the middle; for a province or a district only good enough to centre a map.
    pub point: Point,
}

/// Degrees north and east.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl Area {
    pub fn level(&self) -> Level {
        self.code.level()
    }

    pub fn parent(&self) -> Option<&'static Self> {
        get(self.code.parent()?)
    }

    /// "น้ำชำ"
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Thai => self.thai,
            Language::English => self.english,
        }
    }

    /// "ตำบลน้ำชำ", "Nam Cham Subdistrict"
    pub fn title(&self, language: Language) -> String {
        match language {
            Language::Thai => format!("{}{}", self.thai_kind(), self.thai),
            Language::English => format!("{}{}", self.english, self.english_kind()),
        }
    }

    /// "ต.น้ำชำ"; in English there is no shorter form than the title.
    pub fn short(&self, language: Language) -> String {
        match (language, self.level()) {
            (Language::English, _) => self.title(language),
            _ if self.code.is_in_bangkok() => self.title(language),
            (Language::Thai, Level::Province) => format!("จ.{}", self.thai),
            (Language::Thai, Level::District) => format!("อ.{}", self.thai),
            (Language::Thai, Level::Tambon) => format!("ต.{}", self.thai),
        }
    }

    /// "ต.น้ำชำ อ.สูงเม่น"
    pub fn with_parent(&self, language: Language) -> String {
        self.with(self.parent().map(|parent| parent.short(language)), language)
    }

    /// "ต.น้ำชำ อ.สูงเม่น จ.แพร่"
    pub fn full_name(&self, language: Language) -> String {
        self.with(self.parent().map(|parent| parent.full_name(language)), language)
    }

    fn with(&self, around: Option<String>, language: Language) -> String {
        let between = if language == Language::Thai { " " } else { ", " };
        match around {
            Some(around) => self.short(language) + between + &around,
            None => self.short(language),
        }
    }

    fn thai_kind(&self) -> &'static str {
        match (self.level(), self.code.is_in_bangkok()) {
            (Level::Province, false) => "จังหวัด",
            (Level::Province, true) => "",
            (Level::District, false) => "อำเภอ",
            (Level::District, true) => "เขต",
            (Level::Tambon, false) => "ตำบล",
            (Level::Tambon, true) => "แขวง",
        }
    }

    fn english_kind(&self) -> &'static str {
        match self.level() {
            Level::Province if self.code == AreaCode::BANGKOK => "",
            Level::Province => " Province",
            Level::District => " District",
            Level::Tambon => " Subdistrict",
        }
    }
}

/// What to call each of `areas` in one list: by its kind and name, and with its parent where that
/// name repeats. That is enough in Thai; in English six areas stay alike (Bang Sai, Mae Kha).
pub fn told_apart(areas: &[&Area], language: Language) -> Vec<String> {
    let names: Vec<String> = areas.iter().map(|area| area.short(language)).collect();
    let repeats = |name| names.iter().filter(|other| *other == name).count() > 1;
    let told = areas
        .iter()
        .zip(&names)
        .map(|(area, name)| if repeats(name) { area.with_parent(language) } else { name.clone() });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str) -> &'static Area {
        get(code.parse().unwrap()).unwrap()
    }

    #[test]
    fn an_area_is_written_shorter_and_longer() {
        let tambon = area("540402");
        let english = "Nam Cham Subdistrict, Sung Men District, Phrae Province";
        assert_eq!(tambon.name(Language::Thai), "น้ำชำ");
        assert_eq!(tambon.title(Language::Thai), "ตำบลน้ำชำ");
        assert_eq!(tambon.with_parent(Language::Thai), "ต.น้ำชำ อ.สูงเม่น");
        assert_eq!(tambon.full_name(Language::Thai), "ต.น้ำชำ อ.สูงเม่น จ.แพร่");
        assert_eq!(tambon.full_name(Language::English), english);
        assert_eq!(area("54").with_parent(Language::Thai), "จ.แพร่");
    }

    #[test]
    fn bangkok_has_words_of_its_own() {
        let thai = "แขวงวังบูรพาภิรมย์ เขตพระนคร กรุงเทพมหานคร";
        assert_eq!(area("100102").full_name(Language::Thai), thai);
        assert_eq!(area("1001").full_name(Language::English), "Phra Nakhon District, Bangkok");
    }

    #[test]
    fn a_list_says_no_more_than_it_takes_to_tell_them_apart() {
        let list = ["540402", "540103", "470118", "5404"].map(area);
        let names = ["ต.น้ำชำ อ.สูงเม่น", "ต.น้ำชำ อ.เมืองแพร่", "ต.หนองลาด", "อ.สูงเม่น"];
        assert_eq!(told_apart(&list, Language::Thai), names);
        let list = ["1913", "5515"].map(area);
        let names = ["อ.เฉลิมพระเกียรติ จ.สระบุรี", "อ.เฉลิมพระเกียรติ จ.น่าน"];
        assert_eq!(told_apart(&list, Language::Thai), names);
    }
}
