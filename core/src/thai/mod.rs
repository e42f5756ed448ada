//! Thai as people type it: what an answer means, or the reason why it is asked again.
//!
//! Invariant: no reader panics, whatever it is given, and none guesses: a word that is not known
//! to it is a refusal, and so is what two careful people would read differently.

mod clean;
mod clock;
mod date;
mod day;
mod day_and_time;
mod filler;
mod house;
mod identity;
mod name;
mod number;
mod passport;
mod phone;
mod quantity;
mod reading;
mod scan;
mod shown;
mod title;
mod villages;
mod yes_no;

pub use clean::{clean, fold};
pub use clock::time_of_day;
pub use date::{Leaning, date};
pub use day::{NotADay, day, in_buddhist_era};
pub use day_and_time::day_and_time;
pub use filler::without_particles;
pub use house::{House, house};
pub use identity::{Doubt, IdentityNumber, Kind, identity_number};
pub use name::{FullName, full_name};
pub use number::number;
pub use passport::{Passport, passport};
pub use phone::{Phone, phone};
pub use quantity::{Quantity, Unit, quantity};
pub use reading::{Reading, Why};
pub(crate) use scan::plain;
pub use shown::{DateStyle, english_date, thai_date, thai_time};
pub use villages::villages;
pub use yes_no::yes_no;

#[cfg(test)]
mod tests;
