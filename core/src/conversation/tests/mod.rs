//! Conversations held without a database: a person, a small form, and what is said.

mod all;
mod answering;
mod buttons;
mod everyday;
mod made_up;
mod made_up_joining;
mod made_up_stock;
mod pauses;
mod people_caretaker;
mod people_decide;
mod people_find;
mod people_invitations;
mod people_redeeming;
mod people_seats;
mod people_units;
mod people_volunteer;
mod person;
mod readers;
mod stock_between;
mod stock_correct;
mod stock_count;
mod stock_counting;
mod stock_day;
mod stock_menu;
mod stock_receive;
mod stock_views;
mod terms;
mod wandering;

pub(super) use person::Someone;
