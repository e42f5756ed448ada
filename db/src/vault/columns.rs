//! Every column whose values are sealed. Reading, writing, rotation of keys and the count of what
//! lies under which key all take it from here; a column that is sealed and not listed is found by
//! a test (`tests/vault.rs`).
//!
//! Invariant: what a value is bound to never changes, as long as its row lives.

use std::fmt::{self, Display};

use crate::Error;
use crate::people::sealed::{identity_in, phone_in};

/// A column whose values are sealed.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub table: &'static str,
    pub name: &'static str,
    /// The columns that name the row a value is bound to.
    pub row: &'static [&'static str],
    /// What the row is found by, without opening it.
    pub(crate) hashes: &'static [Hash],
}

/// A column beside a sealed one, with a hash of what is sealed there, or of a part of it: see
/// [`super::Vault::hash`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash {
    pub(crate) column: &'static str,
    pub(crate) field: &'static str,
    /// The part of the opened text; `None` where there is none to be found by.
    pub(crate) of: fn(&str) -> Option<String>,
}

pub(crate) const RAW: Column = sealed("inbox", "raw", &["event_id"]);
pub(crate) const MESSAGES: Column = sealed("outbox", "messages", &["first_key"]);
pub(crate) const SESSIONS: Column = sealed("sessions", "body", &["chat", "person"]);
pub(crate) const STORY: Column = sealed("cases", "story", &["series", "number"]);
pub(crate) const PHONE: Column = sealed("cases", "phone", &["series", "number"]);
pub(crate) const FIELDS: Column =
    Column { hashes: &[PHONE_HASH, IDENTITY_HASH], ..sealed("roles", "fields", &["id"]) };
pub(crate) const CODE: Column =
    Column { hashes: &[CODE_HASH], ..sealed("invitations", "code", &["number"]) };
pub(crate) const NOTE: Column = sealed("record_asides", "note", &["record"]);
pub(crate) const PICTURE: Column = sealed("media_bytes", "bytes", &["name"]);

pub(crate) const PHONE_HASH: Hash =
    Hash { column: "phone_hash", field: "role.phone", of: phone_in };
pub(crate) const IDENTITY_HASH: Hash =
    Hash { column: "identity_hash", field: "role.identity", of: identity_in };
pub(crate) const CODE_HASH: Hash =
    Hash { column: "code_hash", field: "invitation.code", of: |code| Some(code.to_owned()) };

/// Not in the database at all.
pub(super) const AWAY: Column = sealed("", "away", &["purpose"]);

/// A line here is all that rotation needs to know of a new one.
pub const SEALED: [Column; 9] =
    [RAW, MESSAGES, SESSIONS, STORY, PHONE, PICTURE, FIELDS, CODE, NOTE];

const fn sealed(table: &'static str, name: &'static str, row: &'static [&'static str]) -> Column {
    Column { table, name, row, hashes: &[] }
}

impl Column {
    /// The column and those beside it that hold a hash of it, as `table.column`.
    pub fn with_hashes(&self) -> impl Iterator<Item = String> {
        let hashes = self.hashes.iter().map(|hash| hash.column);
        std::iter::once(self.name).chain(hashes).map(|name| format!("{}.{name}", self.table))
    }

    /// The place of the value in the row of that name.
    pub fn at(&self, row: &[&dyn Display]) -> Place<'_> {
        let row: Vec<String> = row.iter().map(ToString::to_string).collect();
        Place {
            column: self,
            bound_to: format!("{}:{}:{}", self.table, row.join("\u{1f}"), self.name),
        }
    }
}

/// Where a value belongs: it opens there and nowhere else.
pub struct Place<'a> {
    column: &'a Column,
    bound_to: String,
}

/// Whose row it is stays unsaid.
impl fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.column.table, self.column.name)
    }
}

impl Place<'_> {
    pub(super) fn bound_to(&self) -> &str {
        &self.bound_to
    }

    pub(crate) fn damaged(&self) -> Error {
        Error::Damaged(format!("{self:?}"))
    }
}
