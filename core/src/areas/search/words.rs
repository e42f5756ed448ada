//! A text, taken apart into words and what is written around them: the kind of area before a
//! name (ต.หนองลาด, amphoe Song) or after it (Sung Men District), commas, numbers.
//!
//! Invariant: what follows a kind or a comma belongs to another name than what stands before.

use super::letters::letters;
use crate::areas::Level;
use crate::thai::fold;

#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) words: Vec<Word>,
    pub(super) postcode: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) letters: Vec<u8>,
    /// The kind that is written before it.
    pub(super) opens: Option<Level>,
    /// The kind that is written after it.
    pub(super) closes: Option<Level>,
    /// A comma or another break is written before it.
    pub(super) breaks: bool,
}

/// Kinds as a word of their own.
const KINDS: [(&str, Level); 20] = [
    ("จ.", Level::Province),
    ("จ", Level::Province),
    ("changwat", Level::Province),
    ("jangwat", Level::Province),
    ("อ.", Level::District),
    ("อ", Level::District),
    ("amphoe", Level::District),
    ("amphur", Level::District),
    ("ampur", Level::District),
    ("ampoe", Level::District),
    ("amphor", Level::District),
    ("khet", Level::District),
    ("ต.", Level::Tambon),
    ("ต", Level::Tambon),
    ("tambon", Level::Tambon),
    ("tambol", Level::Tambon),
    ("tumbon", Level::Tambon),
    ("tumbol", Level::Tambon),
    ("khwaeng", Level::Tambon),
    ("kwaeng", Level::Tambon),
];
/// Kinds that English puts after the name.
const AFTER: [(&str, Level); 4] = [
    ("province", Level::Province),
    ("district", Level::District),
    ("subdistrict", Level::Tambon),
    ("sub-district", Level::Tambon),
];
/// Kinds that are written together with the name, and with the name before it.
const GLUED: [(&str, Level); 5] = [
    ("จังหวัด", Level::Province),
    ("อำเภอ", Level::District),
    ("เขต", Level::District),
    ("ตำบล", Level::Tambon),
    ("แขวง", Level::Tambon),
];
/// Spelled otherwise or set apart. The first is a tambon's name, which only looks like a kind.
const REWRITTEN: [(&str, &str); 9] = [
    ("จ.ป.ร.", "จปร"),
    ("กิ่งอำเภอ", "อำเภอ"),
    ("กิ่งอ.", "อ."),
    ("อบต.", "ต."),
    ("อบจ.", "จ."),
    ("ต.", " ต. "),
    ("อ.", " อ. "),
    ("จ.", " จ. "),
    ("sub district", "subdistrict"),
];
/// Words of an address or of courtesy that name nothing.
const EMPTY: [&str; 13] = [
    "หมู่",
    "หมู่ที่",
    "ม.",
    "เลขที่",
    "บ้านเลขที่",
    "moo",
    "ประเทศไทย",
    "thailand",
    "คะ",
    "จ้า",
    "จ้ะ",
    "นะ",
    "ที่",
];
const PARTICLES: [&str; 4] = ["นะครับ", "ครับ", "นะคะ", "ค่ะ"];
const LIVING: [&str; 2] = ["อยู่ที่", "อยู่"];

pub(super) fn read(text: &str) -> Asked {
    let mut folded = fold(&text.replace('\n', ","));
    for (from, to) in REWRITTEN {
        folded = folded.replace(from, to);
    }
    let tokens = tokens(&folded);
    let mut reader = Reader::default();
    for (at, token) in tokens.iter().enumerate() {
        let ends = tokens.get(at + 1).is_none_or(|next| ends_part(next));
        reader.token(token, ends);
    }
    reader.asked
}

/// Whether this token comes after the end of a name.
fn ends_part(token: &str) -> bool {
    token == "," || level_of(&AFTER, token).is_some()
}

/// Words, numbers and breaks (each a comma).
fn tokens(folded: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(folded.len() + 8);
    let mut in_number = false;
    for c in folded.chars() {
        let is_break = matches!(c, ',' | '/' | ';' | '|' | '(' | ')' | '>' | ':');
        if c.is_ascii_digit() != in_number || is_break {
            in_number = c.is_ascii_digit();
            spaced.push(' ');
        }
        spaced.push(if is_break { ',' } else { c });
        if is_break {
            spaced.push(' ');
        }
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

#[derive(Default)]
struct Reader {
    asked: Asked,
    opens: Option<Level>,
    breaks: bool,
}

impl Reader {
    /// `ends`: nothing more comes in this name. A kind does not stand there, but a name may end
    /// like one: Sanam Chai Khet.
    fn token(&mut self, token: &str, ends: bool) {
        if token == "," {
            self.breaks = true;
        } else if token.starts_with(|c: char| c.is_ascii_digit()) {
            self.number(token);
        } else if let Some(level) = level_of(&AFTER, token) {
            self.after(level);
        } else if let Some(level) = level_of(&KINDS, token).filter(|_| !ends) {
            self.opens = Some(level);
        } else {
            self.glued(without_courtesy(token));
        }
    }

    fn number(&mut self, digits: &str) {
        if digits.len() == 5 {
            self.asked.postcode = Some(digits.to_owned());
        }
    }

    fn after(&mut self, level: Level) {
        match self.asked.words.last_mut() {
            Some(word) if !self.breaks && self.opens.is_none() => word.closes = Some(level),
            _ => self.opens = Some(level),
        }
    }

    fn glued(&mut self, mut text: &str) {
        while let Some((before, level, rest)) = split_at_kind(text) {
            self.word(before);
            self.opens = Some(level);
            text = rest;
        }
        self.word(text);
    }

    fn word(&mut self, text: &str) {
        let letters = letters(text);
        if letters.is_empty() || EMPTY.contains(&text) {
            return;
        }
        let opens = self.opens.take();
        let breaks = std::mem::take(&mut self.breaks);
        self.asked.words.push(Word { letters, opens, closes: None, breaks });
    }
}

fn level_of(kinds: &[(&str, Level)], token: &str) -> Option<Level> {
    kinds.iter().find(|(kind, _)| *kind == token).map(|(_, level)| *level)
}

fn without_courtesy(token: &str) -> &str {
    let token = PARTICLES.iter().find_map(|end| token.strip_suffix(end)).unwrap_or(token);
    LIVING.iter().find_map(|start| token.strip_prefix(start)).unwrap_or(token)
}

/// What stands before the first kind, and after it. At the end of a longer word it is part of
/// the name: สนามชัยเขต.
fn split_at_kind(text: &str) -> Option<(&str, Level, &str)> {
    let splits = GLUED.iter().filter_map(|(kind, level)| {
        let (before, rest) = text.split_once(kind)?;
        (before.is_empty() || !rest.is_empty()).then_some((before, *level, rest))
    });
    splits.min_by_key(|(before, _, _)| before.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::{District, Province, Tambon};

    /// The words with the kinds before and after them.
    fn words(text: &str) -> Vec<(Option<Level>, Vec<u8>, Option<Level>)> {
        read(text).words.into_iter().map(|word| (word.opens, word.letters, word.closes)).collect()
    }

    fn word(opens: Option<Level>, text: &str) -> (Option<Level>, Vec<u8>, Option<Level>) {
        (opens, letters(text), None)
    }

    #[test]
    fn kinds_are_seen_however_they_are_written() {
        let meant = vec![
            word(Some(Tambon), "หนองลาด"),
            word(Some(District), "วาริชภูมิ"),
            word(Some(Province), "สกลนคร"),
        ];
        for text in [
            "ต.หนองลาด อ.วาริชภูมิ จ.สกลนคร",
            "ต. หนองลาด อ. วาริชภูมิ จ. สกลนคร",
            "ต หนองลาด อ วาริชภูมิ จ สกลนคร",
            "ต.หนองลาดอ.วาริชภูมิจ.สกลนคร",
            "ตำบลหนองลาดอำเภอวาริชภูมิจังหวัดสกลนคร",
            "อบต.หนองลาด กิ่งอำเภอวาริชภูมิ จังหวัด สกลนครค่ะ",
            "12/3 หมู่ 4 ต.หนองลาด อ.วาริชภูมิ จ.สกลนคร 47150",
        ] {
            assert_eq!(words(text), meant, "{text}");
        }
    }

    #[test]
    fn english_puts_the_kind_before_or_after() {
        let sung_men = vec![word(None, "sung"), (None, letters("men"), Some(District))];
        assert_eq!(words("Sung Men District"), sung_men);
        assert_eq!(words("Amphoe Song"), [word(Some(District), "song")]);
        assert_eq!(words("District Song"), [word(Some(District), "song")]);
    }

    #[test]
    fn a_name_may_end_like_a_kind() {
        assert_eq!(words("อ.สนามชัยเขต จ.ฉะเชิงเทรา").len(), 2);
        assert_eq!(words("อ.สนามชัยเขตจ.ฉะเชิงเทรา").len(), 2);
        assert_eq!(words("สามตำบล"), [word(None, "สามตำบล")]);
        assert_eq!(words("ต.จ.ป.ร."), [word(Some(Tambon), "จปร")]);
        assert_eq!(words("Sanam Chai Khet, Chachoengsao").len(), 4);
    }

    #[test]
    fn numbers_and_courtesy_name_nothing() {
        assert!(words("12 หมู่ 3 ครับ").is_empty());
        assert_eq!(words("อยู่สกลนครครับ"), [word(None, "สกลนคร")]);
        assert_eq!(read("แพร่54000").postcode.as_deref(), Some("54000"));
        assert_eq!(words("แม่คะ"), [word(None, "แม่คะ")]);
    }
}
