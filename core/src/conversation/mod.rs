//! How a person's deed becomes words and effects. Pure and synchronous; knows no feature: what
//! can be started is handed in as the catalogue.

mod button;
mod input;
mod say;
mod turn;
mod view;
mod wording;

pub use button::Tap;
pub use input::{Deed, Input, Photo, Sent};
pub use say::{Body, Button, Card, Does, Line, Say, Tone, Worth};
pub use turn::{Fault, Turn, turn};
pub use view::{Catalogue, Stage, View};
pub use wording::{Language, Voice, Wording, WordingError};
