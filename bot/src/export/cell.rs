//! A value of a record: JSON has it as machines want it, tables as people read it.

use std::fmt::Write as _;

use asa_core::moment::Moment;
use serde::{Serialize, Serializer};
use time::Date;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Digits that are no quantity: zeros in front of them stay.
    Phone(String),
    Count(i64),
    At(Moment),
    On(Date),
    Word(Word),
    Timeline(Vec<Event>),
}

/// One out of a list: its code, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub code: String,
    pub shown: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    #[serde(serialize_with = "rfc3339")]
    pub at: Moment,
    pub what: Word,
}

impl Cell {
    pub fn or_empty<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    pub(super) fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Phone(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::At(at) => on_the_wall(*at),
            Self::On(day) => day.to_string(),
            Self::Word(word) => word.shown.clone(),
            Self::Timeline(events) => {
                let lines = events
                    .iter()
                    .map(|event| format!("{} {}", on_the_wall(event.at), event.what.shown));
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// `2022-03-07 09:15`, in Bangkok.
fn on_the_wall(at: Moment) -> String {
    let at = at.in_bangkok();
    let mut text = at.date().to_string();
    // Writing into a text does not fail.
    write!(text, " {:02}:{:02}", at.hour(), at.minute()).ok();
    text
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Text(text) | Self::Phone(text) => serializer.serialize_str(text),
            Self::Count(count) => serializer.serialize_i64(*count),
            Self::At(at) => rfc3339(at, serializer),
            Self::On(day) => serializer.collect_str(day),
            Self::Word(word) => word.serialize(serializer),
            Self::Timeline(events) => events.serialize(serializer),
        }
    }
}

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.code)
    }
}

fn rfc3339<S: Serializer>(at: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline() -> Cell {
        let event = |millis, code: &str, shown: &str| Event {
            at: Moment::from_millis(millis),
            what: Word { code: code.into(), shown: shown.into() },
        };
        Cell::Timeline(vec![
            event(1_646_585_940_000, "opened", "แจ้งเรื่อง"),
            event(1_646_586_000_000, "withdrawn", "ผู้แจ้งยกเลิก"),
        ])
    }

    #[test]
    fn people_read_words_and_the_clock_on_the_wall() {
        assert_eq!(timeline().shown(), "2022-03-06 23:59 แจ้งเรื่อง\n2022-03-07 00:00 ผู้แจ้งยกเลิก");
        assert_eq!(Cell::or_empty(None, Cell::Text).shown(), "");
    }

    #[test]
    fn machines_read_codes_and_instants() {
        let json = serde_json::to_string(&timeline()).unwrap();
        assert_eq!(
            json,
            r#"[{"at":"2022-03-06T23:59:00+07:00","what":"opened"},{"at":"2022-03-07T00:00:00+07:00","what":"withdrawn"}]"#
        );
        assert_eq!(serde_json::to_string(&Cell::Empty).unwrap(), "null");
    }
}
