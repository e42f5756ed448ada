//! Why a text that is no number is none: what to tell the person, from the plainest sign of it.
//! Only ever asked after reading has failed, so a word seen wrongly here costs a worse reason,
//! never a wrong value.

use crate::thai::reading::Why;
use crate::thai::scan::Scan;

#[rustfmt::skip]
const NOT_EXACT: &[&str] = &[
    "ประมาณ", "ราว", "เกือบ", "กว่า", "เศษ", "น่าจะ", "มั้ง", "อาจ", "คิดว่า", "ไม่เกิน", "เกิน", "ไม่ถึง",
    "อย่างน้อย", "หลาย", "ถึง", "แถวๆ", "about", "~", "±",
];
const FRACTIONS: &[&str] = &["ครึ่ง", "½", "¼", "¾", "จุด"];
const NEGATIVE: &[&str] = &["-", "ลบ", "ติดลบ"];

pub(in crate::thai) fn why_not(text: &str) -> Why {
    spoiled(text).or_else(|| several(text)).unwrap_or(Why::NotANumber)
}

/// Not exact, negative or not whole.
pub(in crate::thai) fn spoiled(text: &str) -> Option<Why> {
    let has_fraction = FRACTIONS.iter().any(|word| text.contains(word));
    if NEGATIVE.iter().any(|word| is_negated(text, word)) {
        Some(Why::Negative)
    } else if is_vague(text) || is_between_digits(text, '-') || text.ends_with('+') {
        Some(Why::NotExact)
    } else if has_fraction
        || text.starts_with('.')
        || is_between_digits(text, '.')
        || is_between_digits(text, '/')
    {
        Some(Why::NotWhole)
    } else {
        None
    }
}

/// Whether a word says that it is about so, or more, or from one to another.
pub(in crate::thai) fn is_vague(text: &str) -> bool {
    NOT_EXACT.iter().any(|word| text.contains(word))
}

fn is_negated(text: &str, sign: &str) -> bool {
    let mut scan = Scan::new(text);
    scan.eat(sign) && super::take(&mut scan).is_some()
}

fn is_between_digits(text: &str, sign: char) -> bool {
    let mut before = false;
    let parts = text.split(sign).map(str::trim);
    parts.into_iter().any(|part| {
        let between = before && part.starts_with(|c: char| c.is_ascii_digit());
        before = part.ends_with(|c: char| c.is_ascii_digit());
        between
    })
}

/// Two or more numbers.
pub(in crate::thai) fn several(text: &str) -> Option<Why> {
    let mut scan = Scan::new(text);
    let mut numbers = 0;
    while let Some(c) = scan.rest().chars().next() {
        if super::take(&mut scan).is_some() {
            numbers += 1;
        } else {
            scan = Scan::new(&scan.rest()[c.len_utf8()..]);
        }
    }
    (numbers > 1).then_some(Why::MoreThanOne)
}
