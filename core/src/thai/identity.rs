//! The 13-digit number of a Thai identity card, of a pink card, or of a person without status.
//! Relief is for everyone: only a wrong check digit refuses a number, and not even that where
//! the first digit is 0. What looks odd is a doubt, for the person to confirm.

use std::fmt;

use super::filler::without_particles;
use super::reading::{Reading, Why};
use super::scan::plain;

/// Thirteen digits. `Debug` shows none of them, and nothing prints them by itself.
#[derive(Clone, PartialEq, Eq)]
pub struct IdentityNumber(String);

/// Whom the first digit says the number was given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Citizens, and those with a permanent right to stay.
    Registered,
    /// Aliens and their children; some hold a pink card.
    Alien,
    /// People without a registered status, workers with a pink card among them.
    WithoutStatus,
    Reserved,
}

/// A reason to ask the person to look at the card again, and to take their word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    CheckDigit,
    /// The same digit twelve times passes the check, and is nobody's.
    Repeated,
    /// Numbers that begin with 9 are not given out.
    Reserved,
}

const LENGTH: usize = 13;
const BEFORE: &[&str] = &["เลขบัตรประชาชน", "เลขประจำตัวประชาชน", "บัตรประชาชน", "เลขบัตร", "เลขที่"];

pub fn identity_number(text: &str) -> Reading<IdentityNumber> {
    let text = plain(text);
    let mut said = without_particles(&text);
    if said.is_empty() {
        return Err(Why::Empty);
    }
    if let Some(rest) = BEFORE.iter().find_map(|before| said.strip_prefix(before)) {
        said = rest;
    }
    let digits: String = said.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | ':')).collect();
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(Why::NotANumber);
    }
    if digits.len() != LENGTH {
        return Err(Why::WrongLength(digits.len()));
    }
    let number = IdentityNumber(digits);
    if number.checks() || number.kind() == Kind::WithoutStatus {
        Ok(number)
    } else {
        Err(Why::CheckDigit)
    }
}

impl IdentityNumber {
    /// The number itself, to be kept encrypted.
    pub fn digits(&self) -> &str {
        &self.0
    }

    pub fn kind(&self) -> Kind {
        match self.digit(0) {
            0 => Kind::WithoutStatus,
            6 | 7 => Kind::Alien,
            9 => Kind::Reserved,
            _ => Kind::Registered,
        }
    }

    pub fn may_be_pink_card(&self) -> bool {
        matches!(self.kind(), Kind::Alien | Kind::WithoutStatus)
    }

    pub fn doubt(&self) -> Option<Doubt> {
        let repeated =
            self.0.bytes().skip(1).take(LENGTH - 2).all(|d| Some(d) == self.0.bytes().next());
        match self.kind() {
            _ if repeated => Some(Doubt::Repeated),
            Kind::Reserved => Some(Doubt::Reserved),
            Kind::WithoutStatus if !self.checks() => Some(Doubt::CheckDigit),
            Kind::Registered | Kind::Alien | Kind::WithoutStatus => None,
        }
    }

    /// 1-2345-67890-12-1, for its owner only.
    pub fn grouped(&self) -> String {
        let d = &self.0;
        [&d[..1], &d[1..5], &d[5..10], &d[10..12], &d[12..]].join("-")
    }

    /// 1-xxxx-xxxxx-12-1
    pub fn masked(&self) -> String {
        let d = &self.0;
        [&d[..1], "xxxx", "xxxxx", &d[10..12], &d[12..]].join("-")
    }

    fn checks(&self) -> bool {
        let sum: u32 = (0..LENGTH - 1).map(|at| self.digit(at) * (13 - at as u32)).sum();
        (11 - sum % 11) % 10 == self.digit(LENGTH - 1)
    }

    fn digit(&self, at: usize) -> u32 {
        u32::from(self.0.as_bytes()[at] - b'0')
    }
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdentityNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_every_grouping_and_script() {
        for typed in [
            "1000000000017",
            "1-0000-00000-01-7",
            "1 0000 00000 01 7 ครับ",
            "๑๐๐๐๐๐๐๐๐๐๐๑๗",
            "เลขบัตรประชาชน 1000000000017",
        ] {
            assert_eq!(identity_number(typed).unwrap().digits(), "1000000000017", "{typed}");
        }
    }

    #[test]
    fn every_refusal_has_its_reason() {
        for (typed, why) in [
            ("", Why::Empty),
            ("ไม่มีบัตร", Why::NotANumber),
            ("100000000001", Why::WrongLength(12)),
            ("10000000000177", Why::WrongLength(14)),
            ("1000000000018", Why::CheckDigit),
            ("6000000000035", Why::CheckDigit),
            ("AA1000000000017", Why::NotANumber),
        ] {
            assert_eq!(identity_number(typed), Err(why), "{typed}");
        }
    }

    #[test]
    fn the_first_digit_says_whom_it_was_given_to() {
        for (digits, kind, doubt) in [
            ("1000000000017", Kind::Registered, None),
            ("8000000000995", Kind::Registered, None),
            ("6000000000034", Kind::Alien, None),
            ("0000000000078", Kind::WithoutStatus, None),
            ("0000000000079", Kind::WithoutStatus, Some(Doubt::CheckDigit)),
            ("1111111111119", Kind::Registered, Some(Doubt::Repeated)),
            ("9000000000004", Kind::Reserved, Some(Doubt::Reserved)),
        ] {
            let number = identity_number(digits).unwrap();
            assert_eq!((number.kind(), number.doubt()), (kind, doubt), "{digits}");
        }
    }

    #[test]
    fn a_number_is_shown_in_groups_masked_or_not_at_all() {
        let number = identity_number("3000000000455").unwrap();
        assert_eq!(number.grouped(), "3-0000-00000-45-5");
        assert_eq!(number.masked(), "3-xxxx-xxxxx-45-5");
        assert_eq!(format!("{number:?}"), "IdentityNumber(…)");
    }
}
