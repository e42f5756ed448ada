//! What a turn may know besides what was just done: loaded by the shell before the turn.

use crate::areas::AreaCode;
use crate::conversation::Language;
use crate::moment::Moment;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub now: Moment,
    pub language: Language,
    /// The province's own number, where the operator has set one.
    pub hotline: Option<String>,
    /// The area that this service is for; places are looked for there first.
    pub home: Option<AreaCode>,
    /// A name for a session that begins in this turn; never used before.
    pub fresh_session: String,
    /// A number for a record that is saved in this turn; never used before. `None` where the
    /// shell has seen that none will be: see [`crate::conversation::may_save`].
    pub fresh_number: Option<i64>,
}
