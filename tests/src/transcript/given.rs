//! What has happened before a story begins: `given  วิชัย is an officer of 4705`. Written out in
//! the words it was read from.

use std::fmt;

use anyhow::{Context as _, ensure};
use asa_core::areas::AreaCode;
use asa_core::people::{RoleKind, UnitId, UnitKind, code};

#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// `friend`: has added the account and been greeted.
    Person {
        name: String,
        language: String,
        friend: bool,
    },
    /// With the bot in it.
    Group {
        name: String,
        members: Vec<String>,
    },
    /// The province's number.
    Hotline(String),
    /// Somebody has a role at a unit, or waits for one.
    Role {
        name: String,
        kind: RoleKind,
        unit: UnitId,
        waits: bool,
    },
    /// A unit was added.
    Unit {
        name: String,
        kind: UnitKind,
        area: AreaCode,
    },
    Code(Code),
    /// What lies somewhere from before, of surgical masks.
    Stock {
        pieces: i64,
        unit: UnitId,
    },
}

/// A code that works for a week.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    pub code: String,
    pub kind: RoleKind,
    pub unit: UnitId,
    /// It works for one person only.
    pub once: bool,
    /// Nobody: the operator opened it.
    pub by: Option<String>,
}

impl Given {
    pub(super) fn read(text: &str) -> anyhow::Result<Self> {
        if let Some(number) = text.strip_prefix("hotline ") {
            return Ok(Self::Hotline(number.to_owned()));
        }
        if let Some((name, members)) =
            text.strip_prefix("group ").and_then(|group| group.split_once(" with "))
        {
            let members = members.split(", ").map(str::to_owned).collect();
            return Ok(Self::Group { name: name.to_owned(), members });
        }
        if let Some(unit) = text.strip_prefix("unit ") {
            return unit_of(unit);
        }
        if let Some((pieces, unit)) = text.split_once(" masks at ") {
            let pieces = pieces.parse().context("masks are counted in pieces")?;
            return Ok(Self::Stock { pieces, unit: number(unit)? });
        }
        if let Some(code) = text.strip_prefix("code ") {
            return code_of(code).map(Self::Code);
        }
        match role_of(text)? {
            Some(role) => Ok(role),
            None => person_of(text),
        }
    }

    /// The people it speaks of, who have to have come already.
    pub(super) fn people(&self) -> Vec<&String> {
        match self {
            Self::Group { members, .. } => members.iter().collect(),
            Self::Role { name, .. } => vec![name],
            Self::Code(code) => code.by.iter().collect(),
            Self::Person { .. } | Self::Hotline(_) | Self::Unit { .. } | Self::Stock { .. } => {
                Vec::new()
            }
        }
    }
}

fn person_of(text: &str) -> anyhow::Result<Given> {
    let person = text.split_once(" speaks ");
    let (name, speaks) = person.context("what is given is a person, a group or a hotline")?;
    let (language, friend) = match speaks.strip_suffix(", a friend") {
        Some(language) => (language, true),
        None => (speaks, false),
    };
    ensure!(language.len() == 2, "a language is two letters");
    Ok(Given::Person { name: name.to_owned(), language: language.to_owned(), friend })
}

/// `วิชัย is an officer of 4705`, `สมใจ waits as a volunteer of 470501`
fn role_of(text: &str) -> anyhow::Result<Option<Given>> {
    let words: Vec<&str> = text.split(' ').collect();
    let (name, waits, kind, unit) = match words.as_slice() {
        [name, "is", "a" | "an", kind, "of", unit] => (*name, false, *kind, *unit),
        [name, "waits", "as", "a" | "an", kind, "of", unit] => (*name, true, *kind, *unit),
        _ => return Ok(None),
    };
    let kind = RoleKind::parse(kind).context("a role is an officer's or a volunteer's")?;
    Ok(Some(Given::Role { name: name.to_owned(), kind, unit: number(unit)?, waits }))
}

/// `อบต.แร่, a lao of 470503`
fn unit_of(text: &str) -> anyhow::Result<Given> {
    let unit = text.rsplit_once(", a ");
    let unit = unit.and_then(|(name, kind)| Some((name, kind.split_once(" of ")?)));
    let (name, (kind, area)) = unit.context("a unit is a kind of unit of an area")?;
    let kind = UnitKind::parse(kind).with_context(|| format!("{kind} is no kind of unit"))?;
    let area = area.parse().map_err(|_| anyhow::anyhow!("{area} is no area"))?;
    Ok(Given::Unit { name: name.to_owned(), kind, area })
}

/// `V7KQ-3MXZ for volunteers of 470501, once, by วิชัย`
fn code_of(text: &str) -> anyhow::Result<Code> {
    let (what, by) = text.rsplit_once(", by ").context("somebody has opened a code")?;
    let (what, once) = match what.strip_suffix(", once") {
        Some(what) => (what, true),
        None => (what, false),
    };
    let words: Vec<&str> = what.split(' ').collect();
    let [typed, "for", kinds, "of", unit] = words.as_slice() else {
        anyhow::bail!("a code is for officers or volunteers of a unit");
    };
    let code = code::shaped(typed).with_context(|| format!("{typed} is no code"))?;
    let kind = kinds.strip_suffix('s').and_then(RoleKind::parse);
    let kind = kind.context("a code is for officers or volunteers")?;
    let by = (by != "the operator").then(|| by.to_owned());
    Ok(Code { code, kind, unit: number(unit)?, once, by })
}

fn number(unit: &str) -> anyhow::Result<UnitId> {
    unit.parse().map_err(anyhow::Error::msg)
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person { name, language, friend } => {
                let friend = if *friend { ", a friend" } else { "" };
                write!(f, "{name} speaks {language}{friend}")
            }
            Self::Group { name, members } => write!(f, "group {name} with {}", members.join(", ")),
            Self::Hotline(number) => write!(f, "hotline {number}"),
            Self::Role { name, kind, unit, waits } => {
                let is = if *waits { "waits as" } else { "is" };
                let article = if *kind == RoleKind::Officer { "an" } else { "a" };
                write!(f, "{name} {is} {article} {} of {}", kind.as_str(), unit.0)
            }
            Self::Unit { name, kind, area } => {
                write!(f, "unit {name}, a {} of {area}", kind.as_str())
            }
            Self::Code(code) => write!(f, "code {code}"),
            Self::Stock { pieces, unit } => write!(f, "{pieces} masks at {}", unit.0),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let once = if self.once { ", once" } else { "" };
        let by = self.by.as_deref().unwrap_or("the operator");
        let Self { code, kind, unit, .. } = self;
        write!(f, "{code} for {}s of {}{once}, by {by}", kind.as_str(), unit.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_is_written_as_it_was_read() {
        for text in [
            "สมใจ speaks th, a friend",
            "group หมู่ 5 with สมใจ, วิชัย",
            "สมใจ waits as a volunteer of 470501",
            "unit อบต.แร่, a lao of 470503",
            "160 masks at 1000001",
            "code V7KQ-3MXZ for volunteers of 470501, once, by วิชัย",
            "code P7KQ-3MXZ for officers of 47, by the operator",
        ] {
            assert_eq!(Given::read(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_cannot_be_given_says_why() {
        for (text, why) in [
            ("วิชัย is a king of 47", "a role is"),
            ("unit อบต.แร่, a castle of 470503", "castle is no kind of unit"),
            ("unit อบต.แร่", "a unit is"),
            ("code V7KQ-3MXZ for officers of 47", "somebody has opened"),
            ("code 12 for officers of 47, by วิชัย", "12 is no code"),
            ("code V7KQ-3MXZ for kings of 47, by วิชัย", "for officers or volunteers"),
        ] {
            let said = Given::read(text).unwrap_err().to_string();
            assert!(said.contains(why), "{text}: {said}");
        }
    }
}
