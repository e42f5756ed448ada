//! The levels an order travels down, highest first: what stands above what.

use serde::{Deserialize, Serialize};

use crate::areas;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Above every province: the operator's.
    Nation,
    Province,
    District,
    /// Tambon offices and local administrative organisations.
    Local,
    /// End units: what hands things to people.
    End,
    /// Below every officer.
    Volunteer,
}

impl Level {
    /// Those that units have.
    pub const OF_UNITS: [Self; 4] = [Self::Province, Self::District, Self::Local, Self::End];

    /// As it is stored: never reused for another meaning.
    pub fn number(self) -> i64 {
        match self {
            Self::Nation => 0,
            Self::Province => 1,
            Self::District => 2,
            Self::Local => 3,
            Self::End => 4,
            Self::Volunteer => 5,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        let all = Self::OF_UNITS.into_iter().chain([Self::Nation, Self::Volunteer]);
        all.into_iter().find(|level| level.number() == number)
    }

    /// The one above.
    pub fn above(self) -> Option<Self> {
        Self::from_number(self.number() - 1)
    }

    pub fn is_above(self, other: Self) -> bool {
        self < other
    }

    /// The level of the office that an area has.
    pub fn of_area(level: areas::Level) -> Self {
        match level {
            areas::Level::Province => Self::Province,
            areas::Level::District => Self::District,
            areas::Level::Tambon => Self::Local,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_under_the_one_before() {
        let all = [Level::Nation, Level::Province, Level::District, Level::Local, Level::End];
        for pair in all.windows(2) {
            assert!(pair[0].is_above(pair[1]) && !pair[1].is_above(pair[0]));
            assert_eq!(pair[1].above(), Some(pair[0]));
        }
        assert_eq!(Level::Nation.above(), None);
    }
}
