//! A person's right to be forgotten, and clocks on what is kept about people.
//!
//! | file | what |
//! |---|---|
//! | [`copy`] | everything that is held about somebody |
//! | [`erase`] | a person becomes nobody, everywhere at once |
//! | [`requests`] | requests about one's own data, with their due day |
//! | [`tombstones`] | whom a restored backup must not bring back |
//! | [`retention`] | what is over, and goes |

pub mod copy;
pub mod erase;
pub mod requests;
pub mod retention;
pub mod tombstones;
