//! The same word is typed in many byte sequences: nikhahit and aa for am, เ twice for แ, a tone
//! mark before its vowel, zero-width characters from a keyboard that breaks words. Text is
//! cleaned before it is compared or kept.

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

const NIKHAHIT: char = '\u{0E4D}';
const SARA_AA: char = '\u{0E32}';
const SARA_AM: char = '\u{0E33}';
const SARA_E: char = '\u{0E40}';
const SARA_AE: char = '\u{0E41}';

/// `text` in the one standard sequence, without invisible characters; spaces as they were,
/// except at the ends. NFKC is no help: it takes am apart.
pub fn clean(text: &str) -> String {
    if is_clean(text) { text.trim().to_owned() } else { rewritten(text) }
}

/// Nearly everything is: our own words, and what most people type.
fn is_clean(text: &str) -> bool {
    let mut last = '\0';
    for c in text.chars() {
        let belongs_elsewhere = match c {
            SARA_E | SARA_AM => last == c,
            SARA_AA => last == NIKHAHIT || is_tone(last),
            c if above_or_below(c) => last == c || is_tone(last),
            c => invisible(c),
        };
        if belongs_elsewhere {
            return false;
        }
        last = c;
    }
    is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Until nothing is left to be moved: what was has met other marks, and they have an order, too.
fn rewritten(text: &str) -> String {
    let mut text = moved(text);
    loop {
        let again = moved(&text);
        if again == text {
            return text;
        }
        text = again;
    }
}

fn moved(text: &str) -> String {
    let mut out: Vec<char> = Vec::with_capacity(text.len() / 2);
    for c in text.nfc().filter(|&c| !invisible(c)) {
        match c {
            SARA_E if out.last() == Some(&SARA_E) => replace_last(&mut out, SARA_AE),
            SARA_AA => join_am(&mut out),
            SARA_AM => {
                drop_repeat(&mut out, SARA_AM);
                out.push(SARA_AM);
            }
            c if above_or_below(c) => put_vowel_before_tones(&mut out, c),
            c => out.push(c),
        }
    }
    out.into_iter().collect::<String>().trim().to_owned()
}

/// For comparing words: cleaned, in lower case, digits of every script as 0 to 9, runs of white
/// space as one space.
pub fn fold(text: &str) -> String {
    let cleaned = clean(text);
    let mut out = String::with_capacity(cleaned.len());
    for word in cleaned.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        // Capital sigma is written by its place in a word: left to those who know.
        match word.is_ascii() || !word.chars().any(char::is_uppercase) {
            true => out.extend(word.chars().map(|c| ascii_digit(c.to_ascii_lowercase()))),
            false => out.extend(word.to_lowercase().chars().map(ascii_digit)),
        }
    }
    out
}

pub(super) fn ascii_digit(c: char) -> char {
    let zero = match c {
        '๐'..='๙' => '๐',
        '０'..='９' => '０',
        _ => return c,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

fn invisible(c: char) -> bool {
    let zero_width =
        matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}');
    zero_width || (c.is_control() && c != '\n' && c != '\t')
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{0E48}'..='\u{0E4B}')
}

/// Vowels that are written over or under their consonant, and come before its tone mark.
fn above_or_below(c: char) -> bool {
    matches!(c, '\u{0E31}' | '\u{0E34}'..='\u{0E39}' | '\u{0E47}')
}

fn replace_last(out: &mut [char], by: char) {
    if let Some(last) = out.last_mut() {
        *last = by;
    }
}

fn drop_repeat(out: &mut Vec<char>, c: char) {
    if out.last() == Some(&c) {
        out.pop();
    }
}

/// aa after nikhahit, with or without a tone mark among them, is am; the tone comes first.
fn join_am(out: &mut Vec<char>) {
    match out.as_slice() {
        [.., NIKHAHIT] => {
            out.pop();
            out.push(SARA_AM);
        }
        [.., NIKHAHIT, tone] if is_tone(*tone) => {
            let tone = *tone;
            out.truncate(out.len() - 2);
            out.extend([tone, SARA_AM]);
        }
        _ => out.push(SARA_AA),
    }
}

/// The same vowel mark twice counts once; typed after tone marks, it moves before them.
fn put_vowel_before_tones(out: &mut Vec<char>, vowel: char) {
    let tones = out.iter().rev().take_while(|c| is_tone(**c)).count();
    let at = out.len() - tones;
    if out[..at].last() != Some(&vowel) {
        out.insert(at, vowel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_typing_a_word_becomes_one() {
        for (typed, meant) in [
            ("น้\u{0E4D}า", "น้ำ"),
            ("น\u{0E4D}้า", "น้ำ"),
            ("เเจกจ่าย", "แจกจ่าย"),
            ("ท\u{0E48}\u{0E35}", "ที่"),
            ("ปิิด", "ปิด"),
            ("เมนู\u{200B}หลัก", "เมนูหลัก"),
            (" เมนูหลัก\u{0} ", "เมนูหลัก"),
        ] {
            assert_eq!(clean(typed), meant, "{typed:?}");
        }
    }

    #[test]
    fn folding_is_for_comparison() {
        assert_eq!(fold("  Main   MENU\n"), "main menu");
        assert_eq!(fold("โทร ๑๖๖９"), "โทร 1669");
    }

    /// All texts of four of these, as far as marks can meet.
    fn of_four() -> impl Iterator<Item = String> {
        const MARKS: [char; 14] = [
            'ก', 'เ', 'า', 'ำ', '\u{0E4D}', '\u{0E48}', '\u{0E4A}', '\u{0E35}', '\u{0E38}',
            '\u{0E3A}', '\u{034A}', '\u{200B}', 'é', ' ',
        ];
        let all = MARKS.len();
        let letters = move |number: usize| (0..4).map(move |at| MARKS[number / all.pow(at) % all]);
        (0..all.pow(4)).map(move |number| letters(number).collect())
    }

    #[test]
    fn what_passes_for_clean_is() {
        for text in of_four() {
            assert_eq!(clean(&text), rewritten(&text), "{text:?}");
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for text in of_four().chain(["น้\u{0E4D}า เเ\u{0E48}\u{0E35}", "👨‍👩‍👧"].map(str::to_owned))
        {
            let cleaned = clean(&text);
            assert_eq!(clean(&cleaned), cleaned, "{text:?}");
        }
    }

    #[test]
    fn nobody_keeps_us_busy_with_marks() {
        for (mark, last) in
            [("\u{0E48}", "\u{0E35}"), ("\u{0E4D}", "า"), ("\u{0E48}\u{0E3A}", "\u{0E35}")]
        {
            let text = mark.repeat(100_000) + &last.repeat(10);
            let began = std::time::Instant::now();
            clean(&text);
            assert!(began.elapsed() < std::time::Duration::from_secs(5), "{mark:?}");
        }
    }
}
