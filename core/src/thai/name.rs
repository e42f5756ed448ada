//! A person's full name: a first name and a family name in Thai or Latin letters, the title
//! apart. How a name is spelt is its owner's to say, so nothing is corrected but spaces.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::clean::clean;
use super::reading::{Reading, Why};
use super::title;

/// `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FullName {
    /// In its usual spelling: นางสาว for น.ส.
    pub title: Option<String>,
    pub name: String,
}

const BEFORE: &[&str] = &["ผมชื่อ", "ดิฉันชื่อ", "หนูชื่อ", "ชื่อ-สกุล", "ชื่อ"];
/// Only as words of their own: a family name may end like one.
const AFTER: &[&str] = &["ครับ", "ครับผม", "คับ", "ค่ะ", "คะ", "จ้า", "เจ้า"];
/// The longest name worth believing, in characters and in words.
const MOST: usize = 100;
const MOST_WORDS: usize = 6;

pub fn full_name(text: &str) -> Reading<FullName> {
    let text = clean(text);
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while words.last().is_some_and(|word| AFTER.contains(word)) {
        words.pop();
    }
    let said = words.join(" ");
    if said.is_empty() {
        return Err(Why::Empty);
    }
    let length = said.chars().count();
    if length > MOST {
        return Err(Why::WrongLength(length));
    }
    let bare = BEFORE.iter().find_map(|before| said.strip_prefix(before)).unwrap_or(&said);
    let (title, name) = title::split(bare.trim_start_matches([' ', ':']));
    check(name)?;
    Ok(FullName { title, name: name.to_owned() })
}

fn check(name: &str) -> Reading<()> {
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    if !name.chars().all(|c| is_letter(c) || matches!(c, ' ' | '-' | '.' | '\'' | '’')) {
        return Err(Why::NotLetters);
    }
    let is_word = |word: &&&str| word.chars().filter(|&c| is_letter(c)).count() > 0;
    match words.iter().filter(is_word).count() {
        0 | 1 => Err(Why::OneWord),
        2..=MOST_WORDS if words[0].chars().count() > 1 => Ok(()),
        _ => Err(Why::NotLetters),
    }
}

/// Thai letters and their marks, without digits, signs and repetition; or Latin ones.
fn is_letter(c: char) -> bool {
    match c {
        'ก'..='ฮ' | '\u{0E30}'..='\u{0E3A}' | 'เ'..='ๅ' | '\u{0E47}'..='\u{0E4E}' => true,
        _ => c.is_alphabetic() && (c < '\u{0250}' || matches!(c, '\u{1E00}'..='\u{1EFF}')),
    }
}

impl fmt::Display for FullName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.title {
            // นายวิชัย and ร.ต.วิชัย are written in one; Mr. and คุณ stand apart.
            Some(title) if title.is_ascii() => write!(f, "{title} {}", self.name),
            Some(title) => write!(f, "{title}{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl fmt::Debug for FullName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FullName(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_name_come_apart() {
        for (typed, title, name) in [
            ("วิชัย ใจงาม", "", "วิชัย ใจงาม"),
            ("นายวิชัย  ใจงาม", "นาย", "วิชัย ใจงาม"),
            ("นาย วิชัย ใจงาม ครับ", "นาย", "วิชัย ใจงาม"),
            ("น.ส.สมใจ ณ ทดลอง", "นางสาว", "สมใจ ณ ทดลอง"),
            ("ชื่อ นางสมใจ ใจงาม", "นาง", "สมใจ ใจงาม"),
            ("ว่าที่ ร.ต. วิชัย ใจงาม", "ว่าที่ ร.ต.", "วิชัย ใจงาม"),
            ("พระพาย ใจงาม", "", "พระพาย ใจงาม"),
            ("Mr. Test O'Name-Two", "Mr.", "Test O'Name-Two"),
            ("Nguyễn Thị Thử", "", "Nguyễn Thị Thử"),
        ] {
            let read = full_name(typed).unwrap();
            assert_eq!((read.title.as_deref().unwrap_or(""), read.name.as_str()), (title, name));
        }
    }

    #[test]
    fn every_refusal_has_its_reason() {
        for (typed, why) in [
            ("", Why::Empty),
            ("ครับ", Why::Empty),
            ("วิชัย", Why::OneWord),
            ("นาย วิชัย", Why::OneWord),
            ("วิชัย -", Why::OneWord),
            ("วิชัย ใจงาม 0800000000", Why::NotLetters),
            ("วิชัย ใจงาม ๕", Why::NotLetters),
            ("วิชัย 😊 ใจงาม", Why::NotLetters),
            ("นายก อบต.", Why::NotLetters),
            ("ขอ ความ ช่วย เหลือ ด่วน มาก มาก", Why::NotLetters),
        ] {
            assert_eq!(full_name(typed), Err(why), "{typed}");
        }
        assert_eq!(full_name(&"ยาว ".repeat(50)), Err(Why::WrongLength(199)));
    }

    #[test]
    fn a_name_is_shown_whole_and_never_by_debug() {
        let name = full_name("น.ส. สมใจ ใจงาม").unwrap();
        assert_eq!(name.to_string(), "นางสาวสมใจ ใจงาม");
        assert_eq!(full_name("mr test name").unwrap().to_string(), "Mr. test name");
        assert_eq!(format!("{name:?}"), "FullName(…)");
    }
}
