//! Ways of asking and understanding, a file each.

mod choice;
mod options;
mod photos;
mod place;
mod text;
mod yes_no;

pub use choice::Choice;
pub use options::Options;
pub use photos::Photos;
pub use place::Place;
pub use text::Text;
pub use yes_no::YesNo;
