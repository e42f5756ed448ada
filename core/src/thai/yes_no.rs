//! Yes and no, in central Thai and as in the north-east and the north. Only an answer that says
//! nothing else counts: a question, a doubt or a longer sentence is neither.

use super::scan::{Scan, plain};

#[rustfmt::skip]
const YES: &[&str] = &[
    "ใช่", "ใช่แล้ว", "ใช่เลย", "ช่าย", "ถูก", "ถูกต้อง", "ถูกแล้ว", "ถูกต้องแล้ว", "โอเค", "โอเคเลย",
    "โอเช", "ok", "okay", "okey", "ตกลง", "ยืนยัน", "แน่นอน", "เอา", "เอาเลย", "เอาสิ", "ได้",
    "ได้เลย", "ได้สิ", "ยินยอม", "ต้องการ", "มี", "เคย", "เออ", "yes", "yep", "yeah", "y", "correct",
    // In the north-east and the north.
    "แม่น", "แม่นแล้ว", "แม่นอยู่", "โดย", "👍", "👌", "✅", "🙆", "✔", "✓",
];
#[rustfmt::skip]
const NO: &[&str] = &[
    "ไม่", "ไม่ใช่", "ไม่ใช่เลย", "ม่าย", "ไม่ถูก", "ไม่ถูกต้อง", "ไม่เอา", "ไม่เอาแล้ว", "ไม่ได้", "ไม่ตกลง",
    "ไม่โอเค", "ไม่ยืนยัน", "ไม่ต้อง", "ไม่ต้องการ", "ไม่ยินยอม", "ไม่มี", "ไม่เคย", "ไม่เป็นไร", "ยัง",
    "ยังไม่", "ยังไม่ได้", "เปล่า", "ป่าว", "ผิด", "no", "nope", "n", "not ok",
    // In the north-east and the north.
    "บ่", "บ่แม่น", "บ่ใช่", "บ่เอา", "บ่ได้", "บ่มี", "บ่ต้อง", "บ่เป็นหยัง", "บ่เคย", "👎", "❌", "🙅",
];
/// Alone they are a yes: in Thai one agrees by being polite.
const POLITE: &[&str] =
    &["ครับ", "ครับผม", "คับ", "คับผม", "ค้าบ", "คร้าบ", "ฮะ", "ฮับ", "ค่ะ", "จ้า", "จ้ะ", "เจ้า"];
const PARTICLES: &[&str] =
    &["คะ", "จ๊ะ", "จ๋า", "นะ", "น่ะ", "เด้อ", "ดอก", "เน้อ", "เลย", "ๆ", "🙏", "😊", "🙂"];
const SIGNS: &[&str] = &[".", ",", "!", "…", "\""];
/// The longest answer worth reading, in bytes.
const MOST: usize = 120;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Answer(&'static str, bool),
    Polite,
    Between,
}

/// Whether `text` says yes or no, and nothing else.
pub fn yes_no(text: &str) -> Option<bool> {
    let text: String = plain(text).chars().filter(|&c| !is_variant(c)).collect();
    if text.len() > MOST {
        return None;
    }
    let words = words(&text)?;
    let answers: Vec<_> = words.iter().filter(|word| matches!(word, Word::Answer(..))).collect();
    match answers.as_slice() {
        [] => words.contains(&Word::Polite).then_some(true),
        [Word::Answer(_, yes)] => Some(*yes),
        // Two different no may be a yes: "ไม่ใช่ไม่เอา".
        [Word::Answer(_, false), ..] => answers.iter().all(|a| *a == answers[0]).then_some(false),
        _ => answers.iter().all(|answer| matches!(answer, Word::Answer(_, true))).then_some(true),
    }
}

/// All of the text in known words; `None` if one is unknown.
fn words(text: &str) -> Option<Vec<Word>> {
    let mut scan = Scan::new(text);
    let mut words = Vec::new();
    while !scan.is_done() {
        words.push(word(&mut scan)?);
    }
    Some(words)
}

fn word(scan: &mut Scan<'_>) -> Option<Word> {
    let answers = |words: &'static [&'static str], yes| {
        words.iter().map(move |&word| (word, Word::Answer(word, yes)))
    };
    let polite = POLITE.iter().map(|&word| (word, Word::Polite));
    let between = PARTICLES.iter().chain(SIGNS).map(|&word| (word, Word::Between));
    let table: Vec<_> =
        answers(YES, true).chain(answers(NO, false)).chain(polite).chain(between).collect();
    let word = scan.find(&table)?;
    let is_latin = matches!(word, Word::Answer(answer, _) if answer.is_ascii());
    let goes_on = scan.rest().starts_with(|c: char| c.is_ascii_alphanumeric());
    (!is_latin || !goes_on).then_some(word)
}

/// The colour of a hand's skin, and the mark that makes a sign a picture.
fn is_variant(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}' | '\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_is_said_in_many_ways() {
        for typed in [
            "ใช่",
            "ใช่ค่ะ",
            "ใช่แล้วครับ",
            "ค่ะ",
            "ครับผม",
            "ถูกต้องนะคะ",
            "โอเคจ้า",
            "OK",
            "ตกลง ครับ",
            "แม่นแล้ว",
            "แม่นเด้อ",
            "เอา",
            "เอาค่ะ",
            "เจ้า",
            "ใช่ค่ะ ถูกต้อง",
            "ใช่ๆ",
            "👍",
            "👍🏽",
            "✔️",
            "มีค่ะ",
        ] {
            assert_eq!(yes_no(typed), Some(true), "{typed}");
        }
    }

    #[test]
    fn no_is_said_in_many_ways() {
        for typed in [
            "ไม่",
            "ไม่ค่ะ",
            "ไม่ใช่ค่ะ",
            "ไม่ครับ",
            "บ่",
            "บ่แม่น",
            "บ่เอา",
            "บ่เป็นหยังดอก",
            "ไม่เป็นไรค่ะ",
            "ไม่เอาครับ",
            "เปล่าค่ะ",
            "ยัง",
            "ไม่ๆ",
            "ไม่ ไม่",
            "No!",
            "👎",
            "ยังไม่ได้ค่ะ",
        ] {
            assert_eq!(yes_no(typed), Some(false), "{typed}");
        }
    }

    #[test]
    fn what_is_neither_is_asked_again() {
        for typed in [
            "",
            "?",
            "คะ",
            "ค่ะ?",
            "ใช่ไหม",
            "ไม่แน่ใจ",
            "ไม่มีปัญหา",
            "ใช่ ไม่ใช่",
            "ไม่ใช่ไม่เอา",
            "ไม่ผิด",
            "ได้ยัง",
            "ใช่ แต่ต้องแก้เบอร์โทร",
            "เอาออก",
            "โอเคไม่เอา",
            "150",
            "yesterday",
            "okn",
            "❤️",
            "แน่ใจ",
        ] {
            assert_eq!(yes_no(typed), None, "{typed}");
        }
    }
}
