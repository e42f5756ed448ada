//! A unit: an office or a place that holds stock and owes reports.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Level;
use crate::areas::{self, Area, AreaCode};
use crate::conversation::Language;

/// Printed `u12`. The office of an area has the area's code, and is there without anybody adding
/// it; what is added counts from [`UnitId::FIRST_ADDED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitId(pub i64);

/// Stored, so never reused for another meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    Province,
    District,
    /// An office of a tambon.
    Tambon,
    /// A municipality or a sub-district administrative organisation.
    Lao,
    /// รพ.สต.
    HealthCentre,
    Hospital,
    VillageTeam,
    Checkpoint,
    School,
    Temple,
    Centre,
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub id: UnitId,
    pub kind: UnitKind,
    pub name: String,
    pub area: AreaCode,
    /// The number of its village, where it is one's.
    pub moo: Option<u8>,
    /// The unit it reports to, where that is not simply the office of its area.
    pub parent: Option<UnitId>,
    pub is_open: bool,
}

impl UnitKind {
    pub const ALL: [Self; 12] = [
        Self::Province,
        Self::District,
        Self::Tambon,
        Self::Lao,
        Self::HealthCentre,
        Self::Hospital,
        Self::VillageTeam,
        Self::Checkpoint,
        Self::School,
        Self::Temple,
        Self::Centre,
        Self::Other,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Tambon => "tambon",
            Self::Lao => "lao",
            Self::HealthCentre => "health_centre",
            Self::Hospital => "hospital",
            Self::VillageTeam => "village_team",
            Self::Checkpoint => "checkpoint",
            Self::School => "school",
            Self::Temple => "temple",
            Self::Centre => "centre",
            Self::Other => "other",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    pub fn level(self) -> Level {
        match self {
            Self::Province => Level::Province,
            Self::District => Level::District,
            Self::Tambon | Self::Lao => Level::Local,
            _ => Level::End,
        }
    }

    /// The office that every area has without anybody adding it.
    pub fn of_area(level: areas::Level) -> Self {
        match level {
            areas::Level::Province => Self::Province,
            areas::Level::District => Self::District,
            areas::Level::Tambon => Self::Tambon,
        }
    }
}

impl UnitId {
    /// Above every code of an area.
    pub const FIRST_ADDED: i64 = 1_000_001;

    /// The unit that is added with this number.
    pub fn added(number: i64) -> Self {
        Self(Self::FIRST_ADDED - 1 + number)
    }

    pub fn is_office(self) -> bool {
        self.0 < Self::FIRST_ADDED
    }
}

impl Unit {
    /// The office of an area.
    pub fn office(area: &Area) -> Self {
        Self {
            id: UnitId(i64::from(area.code.number())),
            kind: UnitKind::of_area(area.level()),
            name: area.title(Language::Thai),
            area: area.code,
            moo: None,
            parent: None,
            is_open: true,
        }
    }

    pub fn office_by_id(id: UnitId) -> Option<Self> {
        let code = id.0.to_string().parse().ok()?;
        areas::get(code).map(Self::office)
    }

    pub fn level(&self) -> Level {
        self.kind.level()
    }

    /// "รพ.สต.บ้านหนองแสง"; of an area's own office the area's name, in the reader's language.
    pub fn name(&self, language: Language) -> String {
        match (self.kind, areas::get(self.area)) {
            (UnitKind::Province | UnitKind::District | UnitKind::Tambon, Some(area)) => {
                area.title(language)
            }
            _ => self.name.clone(),
        }
    }

    /// With the areas around it, to be told from others of its name.
    pub fn full_name(&self, language: Language) -> String {
        let around = areas::get(self.area).map(|area| area.full_name(language));
        match self.kind {
            UnitKind::Province | UnitKind::District | UnitKind::Tambon => {
                around.unwrap_or_default()
            }
            _ => format!("{} {}", self.name, around.unwrap_or_default()).trim_end().to_owned(),
        }
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "u{}", self.0)
    }
}

impl FromStr for UnitId {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.strip_prefix(['u', 'U']).unwrap_or(text).parse();
        number.map(Self).map_err(|_| "the id of a unit, such as u12: `asa units list` shows them")
    }
}
