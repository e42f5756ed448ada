//! What a turn asks the world to do besides speaking. Committed with the turn, or not at all.

use crate::conversation::Language;
use crate::help::case::Case;
use crate::people::{self, RoleId, UnitId};
use crate::stock;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The person blocked the account: nothing more is sent until they come back.
    Blocked,
    /// The person can be reached (again).
    Reachable,
    /// The person chose a language.
    Speaks(Language),
    /// The bot is out of this group: what waits for it is not sent.
    LeftGroup,
    /// A message was withdrawn by its sender: whatever was kept of it goes.
    Erase {
        message: String,
    },
    /// Somebody asks for help, or complains.
    OpenCase(Case),
    /// Its asker takes a case back.
    WithdrawCase {
        series: &'static str,
        number: i64,
    },
    People(people::Change),
    Stock(stock::Change),
    Tell(Tell),
}

/// Somebody else is to be shown a view, in their own chat and language: an event in their inbox,
/// so that it comes in order with what they do. It is paid for, if the view's worth says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tell {
    pub whom: Whom,
    pub view: &'static str,
    pub about: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// The person of a role.
    PersonOf(RoleId),
    /// Those at whose desk a role waits.
    DecidersOf(RoleId),
    /// Those who keep the book of a unit.
    KeepersOf(UnitId),
    /// The officers on the nearest level above a unit that has any.
    OfficersAbove(UnitId),
}
