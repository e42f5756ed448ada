//! Thai telephone numbers, from any way of writing them to the one that can be dialled at home.
//! Short numbers (1669) belong to offices, not to people, and are not read here.

use std::fmt;

use super::filler::without_particles;
use super::reading::{Reading, Why};
use super::scan::plain;

/// A mobile's ten digits or a landline's nine, from the 0. `Debug` shows nothing of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone {
    digits: String,
    extension: Option<String>,
}

const BEFORE: &[&str] =
    &["เบอร์โทรศัพท์", "เบอร์โทร", "เบอร์มือถือ", "เบอร์", "โทรศัพท์", "โทร", "มือถือ", "tel", "phone"];
const EXTENSION: &[&str] = &["ต่อ", "extension", "ext", "#"];
const MOBILE: usize = 10;
const LANDLINE: usize = 9;

pub fn phone(text: &str) -> Reading<Phone> {
    let text = plain(text);
    let mut said = without_particles(&text);
    if said.is_empty() {
        return Err(Why::Empty);
    }
    if let Some(rest) = BEFORE.iter().find_map(|before| said.strip_prefix(before)) {
        said = rest.trim_start_matches(['.', ':', ' ']);
    }
    let (number, extension) = match EXTENSION.iter().find_map(|word| said.split_once(word)) {
        Some((number, extension)) => (number, Some(extension_digits(extension)?)),
        None => (said, None),
    };
    let digits = at_home(number)?;
    check(&digits)?;
    if extension.is_some() && digits.len() == MOBILE {
        return Err(Why::NotThai);
    }
    Ok(Phone { digits, extension })
}

fn extension_digits(text: &str) -> Reading<String> {
    let digits = text.trim_matches([' ', '.', ':']);
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    match digits.len() {
        _ if !is_number => Err(Why::NotANumber),
        1..=5 => Ok(digits.to_owned()),
        length => Err(Why::WrongLength(length)),
    }
}

/// The digits from the 0 that is dialled within the country.
fn at_home(number: &str) -> Reading<String> {
    let (abroad, number) = match number.trim_start_matches('(').strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    let is_separator = |c: &char| matches!(c, ' ' | '-' | '.' | '(' | ')');
    let digits: String = number.chars().filter(|c| !is_separator(c)).collect();
    if digits.chars().any(|c| matches!(c, ',' | '/')) || digits.contains("หรือ") {
        return Err(Why::MoreThanOne);
    }
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(Why::NotANumber);
    }
    let code = if abroad { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    match code.map(|code| code.strip_prefix("66")) {
        Some(Some(rest)) => Ok(from_zero(rest)),
        Some(None) => Err(Why::NotThai),
        None if digits.starts_with("66") && digits.len() > MOBILE - 1 => {
            Ok(from_zero(&digits[2..]))
        }
        None => Ok(digits),
    }
}

/// "+66 (0)81…" has the 0 twice over.
fn from_zero(rest: &str) -> String {
    format!("0{}", rest.strip_prefix('0').unwrap_or(rest))
}

fn check(digits: &str) -> Reading<()> {
    let length = match digits.as_bytes() {
        [b'0', b'6' | b'8' | b'9', ..] => MOBILE,
        [b'0', b'2'..=b'5' | b'7', ..] => LANDLINE,
        _ if digits.len() < LANDLINE || digits.len() > MOBILE => {
            return Err(Why::WrongLength(digits.len()));
        }
        _ => return Err(Why::NotThai),
    };
    if digits.len() == length { Ok(()) } else { Err(Why::WrongLength(digits.len())) }
}

impl Phone {
    pub fn digits(&self) -> &str {
        &self.digits
    }

    pub fn extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }

    pub fn is_mobile(&self) -> bool {
        self.digits.len() == MOBILE
    }

    /// 081-234-5678, 02-123-4567, 042-711-461 ต่อ 12
    pub fn grouped(&self) -> String {
        let [area, middle, end] = self.parts();
        let number = [area, middle, end].join("-");
        match &self.extension {
            Some(extension) => format!("{number} ต่อ {extension}"),
            None => number,
        }
    }

    /// 08x-xxx-5678
    pub fn masked(&self) -> String {
        let [area, middle, end] = self.parts();
        let area = format!("{}{}", &area[..2], "x".repeat(area.len() - 2));
        [&area, &"x".repeat(middle.len()), end].join("-")
    }

    fn parts(&self) -> [&str; 3] {
        let area = if self.digits.starts_with("02") { 2 } else { 3 };
        let (area, rest) = self.digits.split_at(area);
        let (middle, end) = rest.split_at(3);
        [area, middle, end]
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_number_becomes_one() {
        for (typed, grouped) in [
            ("0800000000", "080-000-0000"),
            ("080-000-0000 ค่ะ", "080-000-0000"),
            ("๐๘๐ ๐๐๐ ๐๐๐๐", "080-000-0000"),
            ("080.000.0000", "080-000-0000"),
            ("+66 80 000 0000", "080-000-0000"),
            ("+66 (0)80 000 0000", "080-000-0000"),
            ("(+66) 80-000-0000", "080-000-0000"),
            ("66800000000", "080-000-0000"),
            ("0066800000000", "080-000-0000"),
            ("โทร. 060-000-0000", "060-000-0000"),
            ("020000000", "02-000-0000"),
            ("๐ ๒๐๐๐ ๐๐๐๐", "02-000-0000"),
            ("0-4200-0000", "042-000-000"),
            ("042000000 ต่อ 12", "042-000-000 ต่อ 12"),
            ("054-000-000 ext. 7", "054-000-000 ต่อ 7"),
        ] {
            assert_eq!(phone(typed).map(|phone| phone.grouped()), Ok(grouped.into()), "{typed}");
        }
    }

    #[test]
    fn every_refusal_has_its_reason() {
        for (typed, why) in [
            ("", Why::Empty),
            ("ไม่มี", Why::NotANumber),
            ("080000000", Why::WrongLength(9)),
            ("08000000000", Why::WrongLength(11)),
            ("0200000000", Why::WrongLength(10)),
            ("800000000", Why::NotThai),
            ("1669", Why::WrongLength(4)),
            ("0100000000", Why::NotThai),
            ("+856 20 0000 0000", Why::NotThai),
            ("0800000000, 0800000001", Why::MoreThanOne),
            ("0800000000 หรือ 0800000001", Why::MoreThanOne),
            ("042000000 ต่อ", Why::NotANumber),
            ("042000000 ต่อ 123456", Why::WrongLength(6)),
            ("0800000000 ต่อ 1", Why::NotThai),
        ] {
            assert_eq!(phone(typed), Err(why), "{typed}");
        }
    }

    #[test]
    fn a_masked_number_is_known_only_to_who_knows_it() {
        let masked = |typed| phone(typed).unwrap().masked();
        assert_eq!(masked("0800004321"), "08x-xxx-4321");
        assert_eq!(masked("020004567"), "02-xxx-4567");
        assert_eq!(masked("042000461"), "04x-xxx-461");
        assert_eq!(format!("{:?}", phone("0800004321").unwrap()), "Phone(…)");
    }
}
