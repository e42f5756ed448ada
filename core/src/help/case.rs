//! A case: one request for help or one complaint. It has a number that people say on the
//! telephone, and a timeline.

/// A case as it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Cases of one series are numbered together: the name of the flow that opens them.
    pub series: &'static str,
    pub number: i64,
    pub kind: String,
    /// Code of the area it is about.
    pub area: Option<String>,
    pub story: String,
    /// Names of kept media.
    pub photos: Vec<String>,
    /// Where its asker wants to be called.
    pub phone: Option<String>,
    /// The messages it was told in.
    pub sources: Vec<Source>,
}

/// A message that something about a case was told in: if it is withdrawn, that goes, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub field: Field,
    pub message: String,
}

/// What a withdrawn message can take out of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Story,
    Phone,
    Photos,
}

impl Field {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Phone => "phone",
            Self::Photos => "photos",
        }
    }
}
