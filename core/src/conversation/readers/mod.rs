//! Ways of asking and understanding, a file each.

mod choice;
mod options;
mod phone;
mod photos;
mod place;
mod text;
mod told;
mod yes_no;

pub use choice::Choice;
pub use options::Options;
pub use phone::Phone;
pub use photos::Photos;
pub use place::Place;
pub use text::Text;
pub use yes_no::YesNo;
