//! What a turn may know besides what was just done: loaded by the shell before the turn.

use crate::conversation::Language;
use crate::moment::Moment;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub now: Moment,
    pub language: Language,
    /// The province's own number, where the operator has set one.
    pub hotline: Option<String>,
}
