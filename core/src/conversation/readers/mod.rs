//! Ways of asking and understanding, a file each.
//!
//! | asks for | readers |
//! |---|---|
//! | words | [`Text`], [`Name`], [`HouseAddress`], [`Phone`], [`Identity`] |
//! | one or more of several | [`YesNo`], [`Choice`], [`ChoiceBy`], [`Several`], [`Settled`] |
//! | numbers | [`Number`], [`Quantity`] |
//! | days | [`Day`], [`DayAndTime`], [`BirthDate`] |
//! | where, and what it looks like | [`Place`], [`Location`], [`Photos`] |

mod birth_date;
mod calendar;
mod choice;
mod choice_by;
mod choosing;
mod day;
mod day_and_time;
mod document;
mod example;
mod house_address;
mod identity;
mod location;
mod name;
mod number;
mod options;
mod phone;
mod photos;
mod place;
mod quantity;
mod settled;
mod several;
mod text;
mod told;
mod units;
mod yes_no;

pub use birth_date::BirthDate;
pub use choice::Choice;
pub use choice_by::ChoiceBy;
pub use day::Day;
pub use day_and_time::DayAndTime;
pub use document::Document;
pub use house_address::HouseAddress;
pub use identity::Identity;
pub use location::Location;
pub use name::Name;
pub use number::Number;
pub use options::Options;
pub use phone::Phone;
pub use photos::Photos;
pub use place::Place;
pub use quantity::Quantity;
pub use settled::Settled;
pub use several::Several;
pub use text::Text;
pub use units::{Amount, Unit};
pub use yes_no::YesNo;
