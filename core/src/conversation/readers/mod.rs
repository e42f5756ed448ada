//! Ways of asking and understanding, a file each.

mod choice;
mod options;
mod photos;
mod text;
mod yes_no;

pub use choice::Choice;
pub use options::Options;
pub use photos::Photos;
pub use text::Text;
pub use yes_no::YesNo;
