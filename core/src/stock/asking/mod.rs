//! What every conversation about stock has in common.
//!
//! | file | what |
//! |---|---|
//! | [`head`], [`books`], [`day`] | what a record begins with: whose book, which item, which day |
//! | [`pieces`], [`whom`] | how many, for which group |
//! | [`about`], [`shortcut`] | what a button or a short text has said already |
//! | [`keeping`], [`taking_back`] | writing a record, and taking it back |
//! | [`shown`] | a day, as cards show it |

pub mod about;
pub mod books;
pub mod day;
pub mod head;
pub mod keeping;
pub mod pieces;
pub mod shortcut;
pub mod shown;
pub mod taking_back;
pub mod whom;
