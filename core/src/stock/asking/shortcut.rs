//! "นับ 120", "แจก 40 เปราะบาง", "received 3 boxes": a verb and an amount, typed at once.

use crate::thai::{fold, number};

/// What stands behind one of the verbs, if that is an amount.
pub fn heard(verbs: &[&str], text: &str) -> Option<String> {
    let said = fold(text);
    let rests = verbs.iter().filter_map(|verb| said.strip_prefix(verb).map(str::trim_start));
    let rest = rests.filter(|rest| begins_with_a_number(rest)).min_by_key(|rest| rest.len())?;
    Some(rest.to_owned())
}

fn begins_with_a_number(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.starts_with(|c: char| c.is_ascii_digit()) || number(word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_with_an_amount_is_a_shortcut_and_other_words_are_not() {
        let verbs = ["นับ", "นับได้", "count"];
        for (typed, rest) in [
            ("นับ 120", Some("120")),
            ("นับได้ ๒ กล่อง ๒๐", Some("2 กล่อง 20")),
            ("นับ120", Some("120")),
            ("Count 3 boxes", Some("3 boxes")),
            ("นับ ร้อยยี่สิบ", Some("ร้อยยี่สิบ")),
            ("นับ", None),
            ("นับถือ 3 คน", None),
            ("country 3", None),
            ("ช่วยนับ 3", None),
        ] {
            assert_eq!(heard(&verbs, typed).as_deref(), rest, "{typed}");
        }
    }
}
