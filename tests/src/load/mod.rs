//! Load: people who hold real conversations with the real program, and what that costs.
//!
//! | room | what |
//! |---|---|
//! | `life` | what somebody says and taps, going by what the bot said last |
//! | `town` | those people, the LINE between them and the program, and what they saw |
//! | `volunteers` | some of them: a village each, a role, a full shelf |
//! | `ack` | webhooks without conversations |
//! | `wire` | webhooks on the wire, at next to no cost of our own |
//! | `floor` | the least any program would have to do: what ours is held against |
//! | `chaos` | everything that can go wrong around them |
//! | `scenarios` | from an empty database to a report |
//! | `ground` | the database and the program of a run, and what they used |
//! | `figures` | times, memory, bytes, commits |
//! | `result` | what a run ends with: a file beside the others |
//! | `table` | those files, as the README shows them |

pub mod ack;
pub mod chaos;
pub mod figures;
pub mod floor;
pub mod ground;
pub mod life;
pub mod result;
pub mod scenarios;
pub mod table;
pub mod town;
pub mod volunteers;
pub mod wire;
