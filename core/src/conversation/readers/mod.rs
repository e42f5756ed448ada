//! Ways of asking and understanding, a file each.
//!
//! | asks for | readers |
//! |---|---|
//! | words | [`Text`], [`OneLine`], [`Name`], [`HouseAddress`] |
//! | a document | [`Identity`], [`NationalNumber`] |
//! | a way to reach somebody | [`Phone`], [`Mobile`], [`Email`], [`LineContact`] |
//! | one or more of several | [`YesNo`], [`Choice`], [`ChoiceBy`], [`Several`], [`Settled`] |
//! | numbers | [`Number`], [`Quantity`], [`Villages`] |
//! | days | [`Day`], [`DayAndTime`], [`BirthDate`] |
//! | where, and what it looks like | [`Place`], [`Location`], [`Photos`] |

mod amount;
mod birth_date;
mod calendar;
mod choice;
mod choice_by;
pub(crate) mod choosing;
mod day;
mod day_and_time;
mod document;
mod doubt;
mod email;
mod example;
mod house_address;
mod identity;
mod line_contact;
mod location;
mod mobile;
mod name;
mod national_number;
mod number;
mod one_line;
mod options;
mod phone;
mod photos;
mod place;
mod quantity;
mod settled;
mod several;
mod text;
mod told;

mod villages;
mod yes_no;

pub use amount::Amount;
pub use birth_date::BirthDate;
pub(crate) use calendar::moment;
pub use choice::Choice;
pub use choice_by::ChoiceBy;
pub use day::Day;
pub use day_and_time::DayAndTime;
pub use document::Document;
pub use email::Email;
pub use house_address::HouseAddress;
pub use identity::Identity;
pub use line_contact::LineContact;
pub use location::Location;
pub use mobile::Mobile;
pub use name::Name;
pub use national_number::NationalNumber;
pub use number::{Number, thousands};
pub use one_line::OneLine;
pub use options::Options;
pub use phone::Phone;
pub use photos::Photos;
pub use place::Place;
pub use quantity::Quantity;
pub use settled::Settled;
pub use several::Several;
pub use text::Text;

pub use villages::Villages;
pub use yes_no::YesNo;
