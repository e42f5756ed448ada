//! What a person told us to be given a role: the fields of the two letters' forms for admins
//! (Sakon Nakhon's masks, Phrae's platform), and a volunteer's.
//!
//! Invariant: nothing here is shown by `Debug`, and a number of a card never whole.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::conversation::Voice;
use crate::conversation::readers::Document;
use crate::thai::{FullName, phone};

/// Stands behind the name of an agency in what goes to the platform; people never type it.
pub const TAG: &str = "(moicovid)";

/// Stored, so a field is never reused for another meaning.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Form {
    Volunteer {
        name: FullName,
        phone: String,
        agency: String,
        /// อสม., กำนัน …: a word under `volunteer.trade` of the wording.
        trade: String,
        /// Numbers of the villages covered.
        villages: Vec<u8>,
    },
    /// แบบแจ้งรายชื่อและข้อมูลผู้ใช้งานระบบ: six fields.
    Caretaker {
        name: FullName,
        identity: Document,
        affiliation: String,
        position: String,
        email: String,
        phone: String,
    },
    /// The platform's form: six fields.
    Platform {
        agency: String,
        name: FullName,
        position: String,
        phone: String,
        email: String,
        /// A LINE id, or the mobile number that LINE is bound to.
        line: String,
    },
}

impl Form {
    /// The flow that asks for it: its fields are named after the flow's steps.
    pub fn flow(&self) -> &'static str {
        match self {
            Self::Volunteer { .. } => "volunteer",
            Self::Caretaker { .. } => "caretaker",
            Self::Platform { .. } => "platform",
        }
    }

    pub fn name(&self) -> &FullName {
        match self {
            Self::Volunteer { name, .. }
            | Self::Caretaker { name, .. }
            | Self::Platform { name, .. } => name,
        }
    }

    pub fn phone(&self) -> &str {
        match self {
            Self::Volunteer { phone, .. }
            | Self::Caretaker { phone, .. }
            | Self::Platform { phone, .. } => phone,
        }
    }

    pub fn identity(&self) -> Option<&Document> {
        match self {
            Self::Caretaker { identity, .. } => Some(identity),
            _ => None,
        }
    }

    /// As people say it; the tag is apart.
    pub fn agency(&self) -> &str {
        match self {
            Self::Volunteer { agency, .. } | Self::Platform { agency, .. } => agency,
            Self::Caretaker { affiliation, .. } => affiliation,
        }
    }

    /// What is looked for when somebody is looked for by a number.
    pub fn digits(text: &str) -> Option<String> {
        phone(text).ok().map(|phone| phone.grouped())
    }

    /// Its fields by the names of the flow's steps, as an officer may read them.
    pub fn lines(&self, voice: &Voice<'_>) -> Vec<(String, String)> {
        let fields: Vec<(&str, String)> = match self {
            Self::Volunteer { name, phone, agency, trade, villages } => vec![
                ("name", name.to_string()),
                ("phone", phone.clone()),
                ("agency", agency.clone()),
                ("trade", voice.label(&format!("volunteer.trade.{trade}"))),
                ("villages", villages_shown(villages)),
            ],
            Self::Caretaker { name, identity, affiliation, position, email, phone } => vec![
                ("name", name.to_string()),
                ("identity", identity.shown(voice)),
                ("affiliation", affiliation.clone()),
                ("position", position.clone()),
                ("email", email.clone()),
                ("phone", phone.clone()),
            ],
            Self::Platform { agency, name, position, phone, email, line } => vec![
                ("agency", agency.clone()),
                ("name", name.to_string()),
                ("position", position.clone()),
                ("phone", phone.clone()),
                ("email", email.clone()),
                ("line", line.clone()),
            ],
        };
        let flow = self.flow();
        let named = fields.into_iter().filter(|(_, value)| !value.is_empty());
        named.map(|(step, value)| (voice.text(&format!("{flow}.{step}.line")), value)).collect()
    }
}

/// "1, 3, 4"
pub fn villages_shown(villages: &[u8]) -> String {
    villages.iter().map(u8::to_string).collect::<Vec<_>>().join(", ")
}

/// "ที่ทำการปกครองอำเภอพังโคน(moicovid)": once, whatever was typed.
pub fn tagged(agency: &str) -> String {
    format!("{}{TAG}", bare(agency))
}

/// Without the tag, if somebody knew and typed it.
pub fn bare(agency: &str) -> &str {
    let tag = TAG.trim_matches(['(', ')']);
    let mut bare = agency.trim();
    while let Some((before, end)) = bare.rsplit_once(['(', '（']) {
        let inside = end.trim_end_matches([')', '）', ' ']).trim();
        if !inside.eq_ignore_ascii_case(tag) {
            break;
        }
        bare = before.trim_end();
    }
    bare
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({} …)", self.flow())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_is_put_once() {
        for typed in [
            "อบต.พังโคน",
            "อบต.พังโคน(moicovid)",
            "อบต.พังโคน (moicovid) ",
            "อบต.พังโคน ( MoiCovid )",
            "อบต.พังโคน（moicovid）(moicovid)",
        ] {
            assert_eq!(tagged(typed), "อบต.พังโคน(moicovid)", "{typed}");
        }
        assert_eq!(bare("รพ.สต.พังโคน (สาขา 2)"), "รพ.สต.พังโคน (สาขา 2)");
    }
}
