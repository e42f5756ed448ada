//! A record as bytes, and its hash: over all that was written, and over the hash of the record
//! before it in the same book. Whoever changes one, changes all that follow.
//!
//! Invariant: the bytes of a record mean the same for ever. A new field gets a new version.

use sha2::{Digest as _, Sha256};

/// A record as it lies in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<'a> {
    pub id: i64,
    pub unit: i64,
    /// Its place in the book, from 1.
    pub place: i64,
    pub item: i64,
    /// `2020-05-13`.
    pub day: &'a str,
    pub at: i64,
    pub author: Option<i64>,
    pub on_behalf: bool,
    /// What it was written for: one set of entries for one event.
    pub event: &'a str,
    /// The deed as JSON, as it is stored.
    pub deed: &'a str,
    pub document: Option<&'a str>,
    pub pack: Option<i64>,
    /// Hash of note and photos, which may be erased; see [`aside`].
    pub aside: Option<&'a str>,
    pub entries: Vec<WrittenEntry<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenEntry<'a> {
    pub from: (&'a str, i64),
    pub to: (&'a str, i64),
    pub pieces: i64,
}

/// Before the first record of a book.
pub const BEGINNING: &str = "";

const VERSION: &[u8] = b"asa-record-1";

/// The hash of a record, in hexadecimal digits.
pub fn hash(before: &str, record: &Written<'_>) -> String {
    let mut hash = Hashed(Sha256::new());
    hash.0.update(VERSION);
    hash.text(before);
    for number in [record.id, record.unit, record.place, record.item, record.at] {
        hash.number(number);
    }
    hash.text(record.day);
    hash.maybe_number(record.author);
    hash.number(i64::from(record.on_behalf));
    hash.text(record.event);
    hash.text(record.deed);
    hash.maybe_text(record.document);
    hash.maybe_number(record.pack);
    hash.maybe_text(record.aside);
    for entry in &record.entries {
        for (kind, whose) in [entry.from, entry.to] {
            hash.text(kind);
            hash.number(whose);
        }
        hash.number(entry.pieces);
    }
    hash.end()
}

/// What stands in the chain for note and photos: a hash with salt, so that nobody can try words
/// against it once they and their salt are gone.
pub fn aside(salt: &str, note: Option<&str>, photos: &[String]) -> String {
    let mut hash = Hashed(Sha256::new());
    hash.text(salt);
    hash.maybe_text(note);
    photos.iter().for_each(|photo| hash.text(photo));
    hash.end()
}

/// The seal of a day: over the seal before it and the last record of every book that grew.
pub fn seal<'a>(
    before: &str,
    day: &str,
    books: impl IntoIterator<Item = (i64, i64, &'a str)>,
) -> String {
    let mut hash = Hashed(Sha256::new());
    hash.text(before);
    hash.text(day);
    for (unit, place, head) in books {
        hash.number(unit);
        hash.number(place);
        hash.text(head);
    }
    hash.end()
}

/// Every part says how long it is, so that two different records never give the same bytes.
struct Hashed(Sha256);

impl Hashed {
    fn text(&mut self, text: &str) {
        self.number(i64::try_from(text.len()).unwrap_or(i64::MAX));
        self.0.update(text.as_bytes());
    }

    fn number(&mut self, number: i64) {
        self.0.update(number.to_be_bytes());
    }

    fn maybe_text(&mut self, text: Option<&str>) {
        self.0.update([u8::from(text.is_some())]);
        self.text(text.unwrap_or_default());
    }

    fn maybe_number(&mut self, number: Option<i64>) {
        self.0.update([u8::from(number.is_some())]);
        self.number(number.unwrap_or_default());
    }

    fn end(self) -> String {
        use std::fmt::Write as _;
        let mut digits = String::with_capacity(64);
        for byte in self.0.finalize() {
            // Writing into a String cannot fail.
            write!(digits, "{byte:02x}").ok();
        }
        digits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Written<'static> {
        Written {
            id: 526,
            unit: 1_000_001,
            place: 3,
            item: 1,
            day: "2020-05-13",
            at: 1_589_370_120_000,
            author: Some(12),
            on_behalf: false,
            event: "01EVENT",
            deed: r#"{"did":"write_off","why":"lost","pieces":2}"#,
            document: None,
            pack: None,
            aside: None,
            entries: vec![WrittenEntry {
                from: ("shelf", 1_000_001),
                to: ("written_off", 1_000_001),
                pieces: 2,
            }],
        }
    }

    #[test]
    fn whatever_is_changed_changes_the_hash() {
        let first = hash(BEGINNING, &record());
        let entry = record().entries[0];
        let others = [
            Written { id: 527, ..record() },
            Written { unit: 47, ..record() },
            Written { place: 4, ..record() },
            Written { item: 2, ..record() },
            Written { day: "2020-05-14", ..record() },
            Written { at: 1, ..record() },
            Written { author: None, ..record() },
            Written { on_behalf: true, ..record() },
            Written { event: "01EVENTS", ..record() },
            Written { deed: "{}", ..record() },
            Written { document: Some(""), ..record() },
            Written { pack: Some(0), ..record() },
            Written { aside: Some(""), ..record() },
            Written { entries: vec![WrittenEntry { pieces: 3, ..entry }], ..record() },
            Written { entries: vec![entry, entry], ..record() },
        ];
        let mut seen = vec![first.clone(), hash(&first, &record())];
        seen.extend(others.iter().map(|other| hash(BEGINNING, other)));
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
        assert_eq!(hash(BEGINNING, &record()), first, "and nothing else does");
    }

    #[test]
    fn a_record_has_the_same_hash_for_ever() {
        assert_eq!(&hash(BEGINNING, &record()), PINNED);
    }

    const PINNED: &str = "409092f5faea714b35e39cbb6578c85c1c4474d2805b76d9d9ab069239546c6d";
}
