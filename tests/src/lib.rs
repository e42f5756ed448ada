//! The world Asa lives in, for tests.
//!
//! | file | what |
//! |---|---|
//! | [`world`] | the service in this process, driven by hand, with a LINE and a clock of its own |
//! | [`process`] | the real program, started, killed and started again |
//! | [`databases`], [`postgres`] | a fresh database a test, of either kind |
//! | [`crowd`], [`books`] | events as LINE sends them; what became of them |
//! | [`load`] | how much it carries, and how fast |
//! | [`province`] | a year of a province in the ledger |
//! | [`opened`] | what lies sealed in a database, read with its key |
//! | [`transcript`] | conversations anyone can read, played as tests |
//! | [`people`] | people with roles, made up |
//! | [`openapi`] | LINE's own description of its API, as a judge |
//! | [`pictures`] | what phones take, and all that they write into it |
//! | [`browser`] | a real Chromium |
//! | [`demo`] | `asa demo` in it: the page, and the phones on it |

pub mod books;
pub mod browser;
pub mod crowd;
pub mod databases;
pub mod demo;
pub mod load;
pub mod openapi;
pub mod opened;
pub mod people;
pub mod pictures;
pub mod postgres;
pub mod process;
pub mod province;
pub mod transcript;
pub mod world;
