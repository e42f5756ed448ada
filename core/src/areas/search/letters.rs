//! What two spellings are compared by. Letters alone: no space, dot or hyphen, one byte each.
//! The sound goes further: people leave out tone marks, take one letter for another of the same
//! sound, double letters, and write Thai in Latin letters each in their own way.
//!
//! Invariant: both take the names and the typed text the same way, or nothing would be found.

/// Folded text as letters; one of another script stays, and is like no other.
pub(super) fn letters(folded: &str) -> Vec<u8> {
    folded.chars().filter_map(letter).collect()
}

const PAIYANNOI: char = 'ฯ';
const MAIYAMOK: char = 'ๆ';
const STRANGE: u8 = b'?';

fn letter(c: char) -> Option<u8> {
    match c {
        PAIYANNOI | MAIYAMOK => None,
        'a'..='z' => u8::try_from(c).ok(),
        'A'..='Z' => u8::try_from(c.to_ascii_lowercase()).ok(),
        'ก'..='ฮ' | 'ะ'..='ฺ' | 'เ'..='์' => Some(thai(c)),
        _ if c.is_alphanumeric() => Some(STRANGE),
        _ => None,
    }
}

/// The Thai block of Unicode has 128 places, and ASCII leaves 128 free.
const fn thai(c: char) -> u8 {
    (c as u32 - 'ก' as u32 + 0x81) as u8
}

pub(super) fn is_thai(letters: &[u8]) -> bool {
    letters.first().is_some_and(|first| *first >= 0x80)
}

pub(super) fn sound(letters: &[u8]) -> Vec<u8> {
    let mut sound = if is_thai(letters) { thai_sound(letters) } else { latin_sound(letters) };
    sound.dedup();
    sound
}

/// Letters of one sound and class: the first is taken for the second.
const SAME: [(u8, u8); 14] = [
    (thai('ศ'), thai('ส')),
    (thai('ษ'), thai('ส')),
    (thai('ณ'), thai('น')),
    (thai('ฬ'), thai('ล')),
    (thai('ฎ'), thai('ด')),
    (thai('ฏ'), thai('ต')),
    (thai('ฑ'), thai('ท')),
    (thai('ฒ'), thai('ท')),
    (thai('ธ'), thai('ท')),
    (thai('ฐ'), thai('ถ')),
    (thai('ภ'), thai('พ')),
    (thai('ฆ'), thai('ค')),
    (thai('ญ'), thai('ย')),
    (thai('ใ'), thai('ไ')),
];
const SILENT: [u8; 6] = [thai('็'), thai('่'), thai('้'), thai('๊'), thai('๋'), thai('์')];

/// ัย sounds as ไย does: วิชัย, วิไชย.
fn thai_sound(letters: &[u8]) -> Vec<u8> {
    let mut sound = Vec::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        let is_ai = *letter == thai('ั') && letters.get(at + 1) == Some(&thai('ย'));
        if is_ai {
            sound.insert(sound.len().saturating_sub(1), thai('ไ'));
        } else if !SILENT.contains(letter) {
            let same = SAME.iter().find(|(from, _)| from == letter);
            sound.push(same.map_or(*letter, |(_, to)| *to));
        }
    }
    sound
}

/// An h only breathes on the letter before it (kh, ph, th, ch), an r before no vowel is only
/// heard in English (nakorn), and some sounds are written with this letter or that.
fn latin_sound(letters: &[u8]) -> Vec<u8> {
    let mut sound = Vec::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let next = letters.get(at + 1);
        let next_is_vowel = next.is_some_and(|next| b"aeiou".contains(next));
        match letter {
            b'h' if before.is_some_and(|before| b"kptcbd".contains(&before)) => {}
            b'r' if !next_is_vowel => {}
            b'e' if before == Some(b'u') => {}
            b't' if next == Some(&b'c') => {}
            b'd' if !next_is_vowel => sound.push(b't'),
            b'b' if !next_is_vowel => sound.push(b'p'),
            b'g' if !next_is_vowel && before != Some(b'n') => sound.push(b'k'),
            b'w' if !next_is_vowel => sound.push(b'o'),
            b'y' if !next_is_vowel => sound.push(b'i'),
            b'v' => sound.push(b'w'),
            b'j' => sound.push(b'c'),
            other => sound.push(*other),
        }
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sounds(text: &str) -> Vec<u8> {
        sound(&letters(text))
    }

    #[test]
    fn only_letters_count() {
        assert_eq!(letters("su-ngai kolok"), letters("sungai kolok"));
        assert_eq!(letters("จ.ป.ร."), letters("จปร"));
        assert_eq!(letters("กรุงเทพฯ"), letters("กรุงเทพ"));
        assert_eq!(letters("ก").len(), 1);
        assert_eq!(letters("中é"), b"??");
    }

    #[test]
    fn words_that_sound_the_same_are_the_same() {
        for (typed, meant) in [
            ("sakhon nakhon", "sakon nakorn"),
            ("sakonnakon", "sakon nakhon"),
            ("muang", "mueang"),
            ("jaturat", "chaturat"),
            ("kaew", "kaeo"),
            ("พิสนุโลก", "พิษณุโลก"),
            ("เพชรบูรณ", "เพชรบูรณ์"),
            ("หนองม่วงไข", "หนองม่วงไข่"),
            ("ใทย", "ไทย"),
            ("เด่นไชย", "เด่นชัย"),
            ("warichaphum", "waritchaphum"),
            ("nong lad", "nong lat"),
        ] {
            assert_eq!(sounds(typed), sounds(meant), "{typed}");
        }
    }

    #[test]
    fn words_that_do_not_are_not() {
        for (one, other) in [("เพชรบูรณ์", "เพชรบุรี"), ("chumphon", "chum saeng"), ("แพร่", "แพด")]
        {
            assert_ne!(sounds(one), sounds(other), "{one}");
        }
    }
}
