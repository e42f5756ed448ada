//! How a person's deed becomes words, answers and effects. Pure and synchronous; knows no
//! feature: what can be started is handed in as the catalogue.
//!
//! | file | what |
//! |---|---|
//! | `input`, `say`, `button` | what people do; what is said; what a button carries |
//! | `wording`, `view`, `catalogue` | texts by key; read-only answers; all there is, by its words |
//! | `flow`, `table` | a flow as the engine sees it; a flow written down as a table of steps |
//! | `reader`, [`readers`], `reads` | ways of asking and understanding; one at its place in a flow |
//! | `session` | what a person has answered so far |
//! | `turn`, `play` and its files | one turn |
//! | `drawing` | flows as diagrams |
//!
//! Invariant: a session is its answers. Where a conversation stands, the draft and the review
//! card are worked out anew from them in every turn.

mod answering;
mod asking;
mod barring;
mod button;
mod called;
mod catalogue;
mod closing;
mod drawing;
mod flow;
mod input;
mod opening;
mod play;
mod reader;
pub mod readers;
mod reads;
mod reviewing;
mod say;
mod seen;
mod session;
mod stepping;
mod table;
#[cfg(test)]
mod tests;
mod turn;
mod view;
mod wording;

pub use button::{Move, Tap, Wish};
pub use catalogue::{Catalogue, Entry, Wanted};
pub use drawing::drawing;
pub use flow::{Asked, Begin, Flow, Given, REVIEW, Saving, Shape, Terms, Walk};
pub use input::{Deed, Input, Photo, Sent, Spot};
pub use reader::{At, Gives, Offer, Picker, Prompt, Read, Reader, Said, Why, not_words};
pub use reads::By;
pub use say::{Body, Button, Card, Does, Line, Say, Tone, Worth};
pub use session::{Answer, Half, Saved, Session, Sessions};
pub use table::{Leads, Step, Table};
pub use turn::{Fault, Receipt, Turn, Wants, Worked, saves_into, turn, wants_photo};
pub use view::{Shelf, Stage, View, start_button};
pub use wording::{Language, Voice, Wording, WordingError};
