//! The official number of an area (DOPA, TIS 1099): two digits for a province, four for a
//! district, six for a tambon; a child's begins with its parent's. No number begins with zero.
//!
//! Invariant: the shape is checked when a code is made; whether there is such an area, only
//! [`super::get`] knows.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AreaCode(u32);

/// Text that cannot be a code: not two, four or six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the code of an area: 2, 4 or 6 digits")]
pub struct NotAnAreaCode;

/// In Bangkok a district is a khet, and a tambon a khwaeng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Province,
    District,
    Tambon,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Province, Self::District, Self::Tambon];
}

impl AreaCode {
    pub const BANGKOK: Self = Self(10);
    pub(super) const PROVINCES: Range<u32> = 10..100;
    pub(super) const TAMBONS: Range<u32> = 100_000..1_000_000;

    pub fn level(self) -> Level {
        match self.0 {
            ..100 => Level::Province,
            100..10_000 => Level::District,
            _ => Level::Tambon,
        }
    }

    pub fn parent(self) -> Option<Self> {
        (self.level() != Level::Province).then_some(Self(self.0 / 100))
    }

    /// The area itself, or the one around it, at that level.
    pub fn at(self, level: Level) -> Option<Self> {
        if self.level() == level { Some(self) } else { self.parent()?.at(level) }
    }

    /// Whether `other` is this area or lies in it.
    pub fn contains(self, other: Self) -> bool {
        other.at(self.level()) == Some(self)
    }

    pub fn is_in_bangkok(self) -> bool {
        Self::BANGKOK.contains(self)
    }

    pub(crate) fn number(self) -> u32 {
        self.0
    }

    /// The numbers a child can have.
    pub(super) fn children(self) -> Option<Range<u32>> {
        (self.level() != Level::Tambon).then(|| self.0 * 100..(self.0 + 1) * 100)
    }
}

impl FromStr for AreaCode {
    type Err = NotAnAreaCode;
    fn from_str(text: &str) -> Result<Self, NotAnAreaCode> {
        let shape = matches!(text.len(), 2 | 4 | 6) && !text.starts_with('0');
        if !shape || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAnAreaCode);
        }
        text.parse().map(Self).map_err(|_| NotAnAreaCode)
    }
}

impl TryFrom<String> for AreaCode {
    type Error = NotAnAreaCode;
    fn try_from(text: String) -> Result<Self, NotAnAreaCode> {
        text.parse()
    }
}

impl From<AreaCode> for String {
    fn from(code: AreaCode) -> Self {
        code.to_string()
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_knows_its_place() {
        let tambon: AreaCode = "470118".parse().unwrap();
        let district = tambon.parent().unwrap();
        let province = district.parent().unwrap();
        assert_eq!(format!("{tambon} {district} {province}"), "470118 4701 47");
        assert_eq!([province, district, tambon].map(AreaCode::level), Level::ALL);
        assert_eq!((province.parent(), tambon.at(Level::Province)), (None, Some(province)));
        assert_eq!(province.at(Level::District), None);
    }

    #[test]
    fn an_area_contains_itself_and_what_lies_in_it() {
        let [province, district, other] = ["47", "4701", "5401"].map(|code| code.parse().unwrap());
        assert!(AreaCode::contains(province, district) && district.contains(district));
        assert!(!district.contains(province) && !province.contains(other));
    }

    #[test]
    fn other_digits_are_not_a_code() {
        for text in ["", "4", "470", "47011", "4701181", "0701", "+701", "๔๗", "4a"] {
            assert_eq!(text.parse::<AreaCode>(), Err(NotAnAreaCode), "{text}");
        }
    }

    #[test]
    fn a_code_is_saved_as_its_digits() {
        let code: AreaCode = "4701".parse().unwrap();
        assert_eq!(serde_json::to_string(&code).unwrap(), r#""4701""#);
        assert_eq!(serde_json::from_str::<AreaCode>(r#""4701""#).unwrap(), code);
        assert!(serde_json::from_str::<AreaCode>(r#""47-1""#).is_err());
    }
}
