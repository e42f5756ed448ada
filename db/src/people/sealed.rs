//! What people told us, on its way in and out of the database; and what rows are found by
//! instead of it.

use asa_core::people::{Form, RoleId};
use sha2::{Digest as _, Sha256};

use crate::{Error, Result, Store};

pub(super) fn seal_form(_: &Store, _: RoleId, form: &Form) -> Result<String> {
    serde_json::to_string(form).map_err(|error| Error::Broken(error.to_string()))
}

pub(super) fn open_form(_: &Store, _: RoleId, sealed: &str) -> Result<Form> {
    // Not quoted: it is what people told us.
    serde_json::from_str(sealed).map_err(|_| Error::Broken("a stored form does not read".into()))
}

pub(super) fn seal_code(_: &Store, _invitation: i64, code: &str) -> Result<String> {
    Ok(code.to_owned())
}

pub(super) fn open_code(_: &Store, _invitation: i64, sealed: String) -> Result<String> {
    Ok(sealed)
}

pub(super) fn hash(_: &Store, field: &str, text: &str) -> Result<String> {
    let hash = Sha256::digest(format!("{field}\0{text}"));
    Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Under every key that is in use.
pub(super) fn hashes(store: &Store, field: &str, text: &str) -> Result<Vec<String>> {
    Ok(vec![hash(store, field, text)?])
}
