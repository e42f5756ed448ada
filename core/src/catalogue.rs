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
    &stock::daily::count::FLOW,
    &stock::daily::hand_out::FLOW,
    &stock::moving::receive::FLOW,
    &stock::moving::allocate::FLOW,
    &stock::moving::confirm::FLOW,
    &stock::moving::settle::FLOW,
    &stock::moving::send_back::FLOW,
    &stock::daily::write_off::FLOW,
    &stock::daily::correct::FLOW,
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
    &stock::looking::hub::VIEW,
    &stock::looking::balance::VIEW,
    &stock::looking::day_sheet::VIEW,
    &stock::looking::open_transfers::VIEW,
    &stock::looking::running_out::VIEW,
    &stock::looking::missing::VIEW,
    &stock::moving::transfer::SENT_VIEW,
    &stock::moving::transfer::OPEN_VIEW,
    &stock::moving::transfer::SHORT_VIEW,
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
