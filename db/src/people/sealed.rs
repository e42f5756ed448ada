//! What people told us, on its way in and out of the database.

use asa_core::conversation::readers::Document;
use asa_core::people::{Form, RoleId};

use crate::vault::columns::{CODE, FIELDS};
use crate::{Error, Result, Store};

pub(super) fn seal_form(store: &Store, role: RoleId, form: &Form) -> Result<String> {
    let text = serde_json::to_string(form).map_err(|error| Error::Broken(error.to_string()))?;
    store.vault.seal(&FIELDS.at(&[&role.0]), &text)
}

pub(super) fn open_form(store: &Store, role: RoleId, sealed: &str) -> Result<Form> {
    let text = store.vault.open(&FIELDS.at(&[&role.0]), sealed.to_owned())?;
    // Not quoted: it is what people told us.
    serde_json::from_str(&text).map_err(|_| Error::Broken("a stored form does not read".into()))
}

/// What a form is found by, of the form as it was sealed.
pub(crate) fn phone_in(sealed: &str) -> Option<String> {
    serde_json::from_str(sealed).ok().map(|form: Form| phone_of(&form))
}

pub(crate) fn identity_in(sealed: &str) -> Option<String> {
    let form: Form = serde_json::from_str(sealed).ok()?;
    identity_of(&form).map(str::to_owned)
}

/// However it was typed, a number is found by its digits in groups.
pub(super) fn phone_of(form: &Form) -> String {
    Form::digits(form.phone()).unwrap_or_else(|| form.phone().to_owned())
}

pub(super) fn identity_of(form: &Form) -> Option<&str> {
    form.identity().and_then(Document::number)
}

pub(super) fn seal_code(store: &Store, invitation: i64, code: &str) -> Result<String> {
    store.vault.seal(&CODE.at(&[&invitation]), code)
}

pub(super) fn open_code(store: &Store, invitation: i64, sealed: String) -> Result<String> {
    store.vault.open(&CODE.at(&[&invitation]), sealed)
}

pub(super) fn hash(store: &Store, field: &str, text: &str) -> Result<String> {
    store.vault.hash(field, text)
}

/// Under every key that is in use.
pub(super) fn hashes(store: &Store, field: &str, text: &str) -> Result<Vec<String>> {
    store.vault.hashes(field, text)
}
