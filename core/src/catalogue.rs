//! Every view there is: one line each, in the order of the main menu.

use crate::conversation::{Catalogue, View};
use crate::help;
use crate::start;

pub fn catalogue() -> Catalogue {
    Catalogue { views: VIEWS.to_vec() }
}

static VIEWS: &[&View] = &[
    &start::menu::VIEW,
    &start::welcome::VIEW,
    &help::emergency::VIEW,
    &help::officer::VIEW,
    &start::language::VIEW,
    &start::language::THAI,
    &start::language::ENGLISH,
    &start::nothing_open::VIEW,
];
