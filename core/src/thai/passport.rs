//! A passport's number: six to nine Latin letters and digits, whatever the country.

use std::fmt;

use super::filler::without_particles;
use super::reading::{Reading, Why};
use super::scan::plain;

/// The number in capitals. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Passport(String);

const BEFORE: &[&str] = &["หนังสือเดินทาง", "พาสปอร์ต", "passport", "เลขที่", "no"];

pub fn passport(text: &str) -> Reading<Passport> {
    let text = plain(text);
    let mut said = without_particles(&text);
    if said.is_empty() {
        return Err(Why::Empty);
    }
    while let Some(rest) = BEFORE.iter().find_map(|before| said.strip_prefix(before)) {
        said = rest.trim_matches([' ', '.', ':']);
    }
    let number: String = said.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let has_digit = number.contains(|c: char| c.is_ascii_digit());
    match number.len() {
        _ if !has_digit || !number.chars().all(|c| c.is_ascii_alphanumeric()) => {
            Err(Why::NotANumber)
        }
        6..=9 => Ok(Passport(number.to_ascii_uppercase())),
        length => Err(Why::WrongLength(length)),
    }
}

impl Passport {
    /// The number itself, to be kept encrypted.
    pub fn number(&self) -> &str {
        &self.0
    }

    /// xxxxxx567
    pub fn masked(&self) -> String {
        let (hidden, shown) = self.0.split_at(self.0.len() - 3);
        "x".repeat(hidden.len()) + shown
    }
}

impl fmt::Debug for Passport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passport(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_its_spaces_and_shown_by_its_end_only() {
        for typed in ["ZZ0000567", "zz 0000567 ค่ะ", "Passport No. ZZ-0000567", "ｚｚ๐๐๐๐๕๖๗"]
        {
            let passport = passport(typed).unwrap();
            assert_eq!(passport.number(), "ZZ0000567", "{typed}");
            assert_eq!(passport.masked(), "xxxxxx567");
            assert_eq!(format!("{passport:?}"), "Passport(…)");
        }
    }

    #[test]
    fn every_refusal_has_its_reason() {
        for (typed, why) in [
            ("", Why::Empty),
            ("ไม่มี", Why::NotANumber),
            ("HELLO", Why::NotANumber),
            ("ZZ000/567", Why::NotANumber),
            ("ZZ000", Why::WrongLength(5)),
            ("1000000000017", Why::WrongLength(13)),
        ] {
            assert_eq!(passport(typed), Err(why), "{typed}");
        }
    }
}
