//! Every flow and view there is: one line each, in the order of the main menu.

use crate::conversation::{Catalogue, Flow, View, Wording};
use crate::help;
use crate::people;
use crate::start;

pub fn catalogue(wording: &Wording) -> Catalogue {
    Catalogue::new(FLOWS, VIEWS, wording)
}

pub fn views() -> &'static [&'static View] {
    VIEWS
}

pub(crate) static FLOWS: &[&dyn Flow] = &[
    &help::feedback::FLOW,
    &people::joining::volunteer::FLOW,
    &people::joining::caretaker::FLOW,
    &people::joining::platform::FLOW,
    &people::inviting::invite::FLOW,
];

static VIEWS: &[&View] = &[
    &start::menu::VIEW,
    &start::welcome::VIEW,
    &people::joining::admins::VIEW,
    &people::inviting::redeem::VIEW,
    &people::office::VIEW,
    &people::inviting::mine::VIEW,
    &people::inviting::mine::REVOKE,
    &help::emergency::VIEW,
    &help::officer::VIEW,
    &start::language::VIEW,
    &start::language::THAI,
    &start::language::ENGLISH,
    &start::nothing_open::VIEW,
];
