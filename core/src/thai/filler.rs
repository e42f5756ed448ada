//! The words around an answer that say nothing about it: politeness, punctuation, "there are".
//! The lists are all there is; every other word makes a number a refusal. A verb that says what
//! was done with the things (แจก, รับ) is not filler: it may answer another question.

#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "ครับ", "ครับผม", "คับ", "คับผม", "ครัช", "ค้าบ", "คร้าบ", "ฮะ", "ฮับ", "ค่ะ", "คะ", "ค่า",
    "จ้า", "จ้ะ", "จ๊ะ", "จ๋า", "เจ้า", "เด้อ", "เน้อ", "นะ", "น่ะ", "เอง", "🙏", "😊", "🙂", "👍",
];
/// No question mark: who asks has not answered.
const SIGNS_AFTER: &[char] = &['.', ',', '!', '"', '\'', '…', ':', ';', ' '];
/// No dot and no comma: .5 is not 5.
const SIGNS_BEFORE: &[char] = &['"', '\'', ':', ' '];
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "มี", "มีอยู่", "เหลือ", "เหลืออยู่", "คงเหลือ", "ยังเหลือ", "ยังมี", "ยอด", "จำนวน", "ทั้งหมด", "รวม",
    "รวมทั้งหมด", "นับได้", "คือ", "ตอนนี้", "=",
];
const AFTER: &[&str] = &["เท่านั้น", "ทั้งหมด", "พอดี", "ถ้วน"];
/// What says by itself that there is nothing.
#[rustfmt::skip]
const NOTHING: &[&str] = &[
    "ไม่มี", "ไม่มีเลย", "ไม่มีเลย (0)", "ไม่มีแล้ว", "ไม่มีเหลือ", "ไม่มีเหลือเลย", "ไม่เหลือ", "ไม่เหลือเลย",
    "ไม่เหลือแล้ว", "หมด", "หมดแล้ว", "หมดเลย", "หมดเกลี้ยง", "บ่มี", "บ่มีเลย", "บ่มีแล้ว", "บ่เหลือ",
    "เบิ่ดแล้ว", "เบิดแล้ว", "เหมิดแล้ว", "ศูนย์", "none", "nothing", "zero",
];

/// `text` without the particles and signs at its ends.
pub fn without_particles(text: &str) -> &str {
    let ended = strip(text, |text| {
        longest(PARTICLES, |word| text.ends_with(word)).map(|at| &text[..text.len() - at])
    });
    strip(ended, |text| longest(PARTICLES, |word| text.starts_with(word)).map(|at| &text[at..]))
}

/// `text`, which has no particles any more, without what may stand around an amount.
pub(super) fn amount(text: &str) -> &str {
    let ended = strip(text, |text| {
        longest(AFTER, |word| text.ends_with(word)).map(|at| &text[..text.len() - at])
    });
    strip(ended, |text| longest(BEFORE, |word| text.starts_with(word)).map(|at| &text[at..]))
}

/// Whether `text`, which has no particles any more, says that there is nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.strip_prefix("ตอนนี้").unwrap_or(text).trim_start();
    NOTHING.contains(&text)
}

/// Takes off with `one`, and signs, until nothing comes off any more.
fn strip<'a>(text: &'a str, one: impl Fn(&'a str) -> Option<&'a str>) -> &'a str {
    let mut left = without_signs(text);
    while let Some(less) = one(left) {
        left = without_signs(less);
    }
    left
}

fn without_signs(text: &str) -> &str {
    text.trim_start_matches(SIGNS_BEFORE).trim_end_matches(SIGNS_AFTER)
}

fn longest(words: &[&str], fits: impl Fn(&str) -> bool) -> Option<usize> {
    words.iter().filter(|word| fits(word)).map(|word| word.len()).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn politeness_comes_off_at_both_ends() {
        for typed in ["150", "150ค่ะ", "150 นะคะ 🙏", "ครับ 150 ครับผม", "\"150\".", "150 จ้า!!"]
        {
            assert_eq!(without_particles(typed), "150", "{typed}");
        }
        assert_eq!(without_particles("150 ไหมคะ?"), "150 ไหมคะ?");
        assert_eq!(without_particles(".5 ค่ะ"), ".5");
    }

    #[test]
    fn an_amount_may_be_introduced_but_not_by_what_was_done_with_it() {
        for typed in ["มี 150", "เหลืออยู่ 150", "ทั้งหมด: 150", "150 เท่านั้น", "ตอนนี้มี 150"]
        {
            assert_eq!(amount(typed), "150", "{typed}");
        }
        assert_eq!(amount("แจก 150"), "แจก 150");
    }

    #[test]
    fn nothing_is_said_in_a_few_ways_and_having_it_all_is_none_of_them() {
        assert!(is_nothing("ไม่มีเลย") && is_nothing("ตอนนี้หมดแล้ว") && is_nothing("บ่มี"));
        assert!(!is_nothing("มีหมด") && !is_nothing("แจกหมด") && !is_nothing("ไม่มีการเคลื่อนไหว"));
    }
}
