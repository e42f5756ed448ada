//! What people told us, on its way in and out of the database; and what rows are found by
//! instead of it.

use asa_core::people::{Form, RoleId};
use asa_core::thai::{identity_number, passport};

use crate::vault::columns::{CODE, CODE_HASH, FIELDS, IDENTITY_HASH, PHONE_HASH};
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

pub(super) fn seal_code(store: &Store, invitation: i64, code: &str) -> Result<String> {
    store.vault.seal(&CODE.at(&[&invitation]), code)
}

pub(super) fn open_code(store: &Store, invitation: i64, sealed: String) -> Result<String> {
    store.vault.open(&CODE.at(&[&invitation]), sealed)
}

/// The telephone number in a form as it is stored, in its one way of writing.
pub(crate) fn phone_in(form: &str) -> Option<String> {
    phone_of(&serde_json::from_str(form).ok()?)
}

/// The number of a card or a passport in a form as it is stored.
pub(crate) fn identity_in(form: &str) -> Option<String> {
    identity_of(&serde_json::from_str(form).ok()?)
}

fn phone_of(form: &Form) -> Option<String> {
    Some(Form::digits(form.phone()).unwrap_or_else(|| form.phone().to_owned()))
}

fn identity_of(form: &Form) -> Option<String> {
    form.identity()?.number().map(str::to_owned)
}

/// What a record is found by: of the telephone, and of the card.
pub(super) fn hashes_of(store: &Store, form: &Form) -> Result<[Option<String>; 2]> {
    let hash =
        |field, part: Option<String>| part.map(|part| store.vault.hash(field, &part)).transpose();
    Ok([hash(PHONE_HASH.field, phone_of(form))?, hash(IDENTITY_HASH.field, identity_of(form))?])
}

/// The column in which a number that was typed is looked for, and as what: under every key that
/// is in use. `None` if it is no number of a telephone, a card or a passport.
pub(super) fn looked_for(store: &Store, text: &str) -> Result<Option<(&'static str, Vec<String>)>> {
    let card = || identity_number(text).ok().map(|card| card.digits().to_owned());
    let travels = || passport(text).ok().map(|passport| passport.number().to_owned());
    let found = match Form::digits(text) {
        Some(phone) => Some((PHONE_HASH, phone)),
        None => card().or_else(travels).map(|number| (IDENTITY_HASH, number)),
    };
    let Some((hash, number)) = found else { return Ok(None) };
    Ok(Some((hash.column, store.vault.hashes(hash.field, &number)?)))
}

pub(super) fn code_hash(store: &Store, code: &str) -> Result<String> {
    store.vault.hash(CODE_HASH.field, code)
}

pub(super) fn code_hashes(store: &Store, code: &str) -> Result<Vec<String>> {
    store.vault.hashes(CODE_HASH.field, code)
}
