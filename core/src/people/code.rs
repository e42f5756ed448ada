//! The code of an invitation: `XXXX-XXXX`, of letters and digits that nobody confuses, and known
//! again however it is typed.
//!
//! Invariant: a code has both letters and digits and is not built like a passport's number, so
//! that no word, telephone number or passport is taken for one.

use crate::thai::{plain, without_particles};

/// What a code is made of: no 0 and O, no 1, I and L.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Those of them that are digits, at its beginning.
const DIGITS: usize = 8;
/// Symbols of a code, the dash apart.
const LENGTH: usize = 8;

const HALF: usize = LENGTH / 2;
/// A code comes with a few words at the most.
const LONGEST_TEXT: usize = 120;
/// Words that introduce a code: the longest first.
const BEFORE: &[&str] = &[
    "รหัสคำเชิญ",
    "รหัสเชิญ",
    "คำเชิญ",
    "รหัส",
    "เชิญ",
    "โค้ด",
    "โค๊ด",
    "คือ",
    "invitation",
    "invite",
    "code",
    "is",
];

/// A code out of random bits. Its middle is a digit and a letter, so it is one that [`shaped`]
/// knows again.
pub fn from_chance(chance: &[u8; 16]) -> String {
    let mut chance = u128::from_be_bytes(*chance);
    let mut draw = |symbols: &[u8]| {
        let count = symbols.len() as u128;
        let at = usize::try_from(chance % count).unwrap_or_default();
        chance /= count;
        char::from(symbols[at])
    };
    let (digits, letters) = ALPHABET.split_at(DIGITS);
    let first = [draw(ALPHABET), draw(ALPHABET), draw(ALPHABET), draw(digits)];
    let second = [draw(letters), draw(ALPHABET), draw(ALPHABET), draw(ALPHABET)];
    format!("{}-{}", first.iter().collect::<String>(), second.iter().collect::<String>())
}

/// The code that was typed, as it is printed; `None` if this is no code.
pub fn shaped(text: &str) -> Option<String> {
    if text.chars().count() > LONGEST_TEXT {
        return None;
    }
    let text = plain(text);
    dashed(&text).or_else(|| alone(&text))
}

/// The one in the text that is written with its dash.
fn dashed(text: &str) -> Option<String> {
    let text = text.replace(" -", "-").replace("- ", "-");
    let mut codes =
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter_map(|word| {
            let (first, second) = word.split_once('-')?;
            of_halves(first, second)
        });
    let code = codes.next()?;
    codes.all(|other| other == code).then_some(code)
}

/// Without its dash: then nothing else may be there but what introduces it.
fn alone(text: &str) -> Option<String> {
    let said = introduced(without_particles(text));
    match said.split_once(' ') {
        Some((first, second)) => of_halves(first, second),
        None if said.is_ascii() && said.len() == LENGTH => of_halves(&said[..HALF], &said[HALF..]),
        None => None,
    }
}

fn introduced(mut text: &str) -> &str {
    while let Some(rest) = BEFORE.iter().find_map(|before| text.strip_prefix(before)) {
        text = rest.trim_start_matches([' ', ':', '.']);
    }
    text
}

fn of_halves(first: &str, second: &str) -> Option<String> {
    let [first, second] = [first, second].map(str::to_ascii_uppercase);
    let fits = first.len() == HALF && second.len() == HALF;
    (fits && is_code(&format!("{first}{second}"))).then(|| format!("{first}-{second}"))
}

fn is_code(symbols: &str) -> bool {
    let digits = symbols.bytes().filter(u8::is_ascii_digit).count();
    let is_mixed = digits > 0 && digits < symbols.len();
    let after_letters = symbols.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let is_passport = after_letters.len() == digits && symbols.len() - digits <= 2;
    symbols.bytes().all(|symbol| ALPHABET.contains(&symbol)) && is_mixed && !is_passport
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "A7KQ-3MXZ";

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        for typed in [
            "A7KQ-3MXZ",
            "a7kq-3mxz",
            "A7KQ3MXZ",
            "a7kq 3mxz",
            " A7KQ – 3MXZ ครับ",
            "Ａ７ＫＱ－３ＭＸＺ",
            "a๗kq-๓mxz",
            "รหัส A7KQ3MXZ ค่ะ",
            "รหัสเชิญ: a7kq 3mxz",
            "รหัสA7KQ-3MXZครับ",
            "code is A7KQ3MXZ",
            "พี่ให้รหัสมา A7KQ-3MXZ ใช้ยังไงคะ",
            "A7KQ-3MXZ A7KQ-3MXZ",
        ] {
            assert_eq!(shaped(typed).as_deref(), Some(CODE), "{typed}");
        }
    }

    #[test]
    fn nothing_else_is_taken_for_one() {
        for typed in [
            "",
            "รหัส",
            "สวัสดีครับ",
            "want mask",
            "WANT-MASK",
            "WANTMASK",
            "2345-6789",
            "23456789",
            "081-234-5678",
            "A2345678",
            "AB234567",
            "AB23-4567",
            "AB2345678",
            "A7KQ-3MX",
            "A7KQ-3MXZ9",
            "A7KO-3MXZ",
            "A7K Q3MXZ",
            "บ้าน A7KQ 3MXZ",
            "A7KQ-3MXZ หรือ B7KQ-3MXZ",
            "2567-03-07",
        ] {
            assert_eq!(shaped(typed), None, "{typed}");
        }
        assert_eq!(shaped(&format!("{CODE} {}", "ก".repeat(200))), None);
    }

    proptest::proptest! {
        #[test]
        fn whatever_chance_gives_is_known_again(chance: [u8; 16]) {
            let code = from_chance(&chance);
            proptest::prop_assert_eq!(shaped(&code), Some(code.clone()));
            proptest::prop_assert_eq!(shaped(&code.replace('-', "")), Some(code.clone()));
        }

        #[test]
        fn any_text_can_be_asked_about(text in "\\PC{0,40}") {
            let again = shaped(&text).map(|code| shaped(&code) == Some(code));
            proptest::prop_assert!(again.unwrap_or(true));
        }
    }
}
