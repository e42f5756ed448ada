//! The numbers of villages (หมู่), several in one line: "1 3 5", "หมู่ 1-3, 7", "ม.๒ กับ ม.๔".

use super::filler::without_particles;
use super::scan::{Scan, plain};

/// No tambon has more, by far.
const MOST: u8 = 99;
#[rustfmt::skip]
const ALL: &[&str] = &[
    "ทุกหมู่", "ทุกหมู่บ้าน", "ทั้งตำบล", "ทั้งหมด", "ทุกบ้าน", "all", "all villages", "all of them",
];
const BEFORE: &[&str] = &["หมู่ที่", "หมู่บ้านที่", "หมู่", "ม.", "ม", "moo", "mu", "villages", "village"];
const BETWEEN: &[&str] = &[",", ";", "/", "&", "และ", "กับ", "and"];
const UP_TO: &[&str] = &["-", "ถึง", "to"];

/// In order, each once; none at all means every village there is. `None` if it is anything else.
pub fn villages(text: &str) -> Option<Vec<u8>> {
    let text = plain(text);
    let said = without_particles(&text);
    if ALL.contains(&said) {
        return Some(Vec::new());
    }
    let mut scan = Scan::new(said);
    let mut found = Vec::new();
    while !scan.is_done() {
        let first = village(&mut scan)?;
        let last = if scan.eat_any(UP_TO) { village(&mut scan)? } else { first };
        if last < first {
            return None;
        }
        found.extend(first..=last);
        while scan.eat_any(BETWEEN) {}
    }
    found.sort_unstable();
    found.dedup();
    (!found.is_empty()).then_some(found)
}

fn village(scan: &mut Scan<'_>) -> Option<u8> {
    scan.eat_any(BEFORE);
    let number = scan.digits()?.parse().ok()?;
    (1..=MOST).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_villages_are_read_in_one_line() {
        for (typed, meant) in [
            ("5", &[5][..]),
            ("1 3 5", &[1, 3, 5]),
            ("หมู่ 1-3, 7", &[1, 2, 3, 7]),
            ("ม.๒ กับ ม.๔ ค่ะ", &[2, 4]),
            ("หมู่ที่ 7 และหมู่ที่ 2", &[2, 7]),
            ("หมู่ 1 ถึง หมู่ 4", &[1, 2, 3, 4]),
            ("1\n2\n2", &[1, 2]),
            ("3/4", &[3, 4]),
            ("Moo 1 and 9", &[1, 9]),
            ("ทุกหมู่บ้านครับ", &[]),
            ("ทั้งตำบล", &[]),
        ] {
            assert_eq!(villages(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_not_only_numbers_of_villages_is_refused() {
        for typed in ["", "บ้านหนองแสง", "หมู่ 5 บ้านหนองแสง", "0", "100", "135", "5-3", "1-", "1.5"]
        {
            assert_eq!(villages(typed), None, "{typed}");
        }
    }
}
