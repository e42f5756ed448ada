//! LINE, seen from our side. The only room that knows LINE's JSON.
//!
//! | file | what |
//! |---|---|
//! | [`signature`] | is it LINE who calls |
//! | [`event`] | what LINE sends, to the inbox's rows and to core's words |
//! | [`message`] | core's words, to LINE's messages |
//! | [`links`] | links that open LINE |
//! | [`limits`] | LINE's limits and ways of counting |
//! | [`client`] and its methods in `sends`, `people`, `content`, `account`, `menus` | asking LINE |
//! | [`token`], [`http`], [`error`] | with what, over what, and what to do when it says no |

pub mod account;
pub mod client;
pub mod content;
pub mod error;
pub mod event;
pub mod http;
pub mod limits;
pub mod links;
pub mod menus;
pub mod message;
pub mod people;
pub mod sends;
pub mod signature;
pub mod token;
