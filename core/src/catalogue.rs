//! Every flow and view there is: one line each, in the order of the main menu.

use crate::conversation::{Catalogue, Flow, View, Wording};
use crate::help;
use crate::people;
use crate::start;
use crate::stock;

pub fn catalogue(wording: &Wording) -> Catalogue {
    Catalogue::new(FLOWS, VIEWS, wording)
}

pub fn views() -> &'static [&'static View] {
    VIEWS
}

pub(crate) static FLOWS: &[&dyn Flow] = &[
    &stock::count::FLOW,
    &stock::hand_out::FLOW,
    &stock::receive::FLOW,
    &stock::allocate::FLOW,
    &stock::confirm::FLOW,
    &stock::settle::FLOW,
    &stock::send_back::FLOW,
    &stock::write_off::FLOW,
    &stock::correct::FLOW,
    &help::feedback::FLOW,
    &people::joining::volunteer::FLOW,
    &people::joining::caretaker::FLOW,
    &people::joining::platform::FLOW,
    &people::inviting::invite::FLOW,
    &people::units::add::FLOW,
    &people::find::FLOW,
    &people::deciding::decide::FLOW,
    &people::suspend::FLOW,
    &people::activate::FLOW,
    &people::hand_over::FLOW,
    &people::units::close::FLOW,
    &people::my_data::ERASE,
];

static VIEWS: &[&View] = &[
    &start::menu::VIEW,
    &start::welcome::VIEW,
    &stock::hub::VIEW,
    &stock::balance::VIEW,
    &stock::day_sheet::VIEW,
    &stock::open_transfers::VIEW,
    &stock::running_out::VIEW,
    &stock::missing::VIEW,
    &stock::transfer::SENT_VIEW,
    &stock::transfer::OPEN_VIEW,
    &stock::transfer::SHORT_VIEW,
    &people::joining::admins::VIEW,
    &people::inviting::redeem::VIEW,
    &people::office::VIEW,
    &people::deciding::queue::VIEW,
    &people::deciding::queue_grew::VIEW,
    &people::deciding::outcome::DECIDED,
    &people::deciding::outcome::CHANGED,
    &people::person::VIEW,
    &people::units::list::VIEW,
    &people::my_data::VIEW,
    &people::my_data::COPY,
    &people::my_data::KEEP,
    &people::consent::NOTICE,
    &people::consent::FULL,
    &people::consent::AGREE,
    &people::consent::REFUSE,
    &people::consent::WITHDRAW,
    &people::inviting::mine::VIEW,
    &people::inviting::mine::REVOKE,
    &help::emergency::VIEW,
    &help::officer::VIEW,
    &start::language::VIEW,
    &start::language::THAI,
    &start::language::ENGLISH,
    &start::nothing_open::VIEW,
];
