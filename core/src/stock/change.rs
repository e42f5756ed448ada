//! What a turn asks to be changed about stock: committed with it, or not at all. What no longer
//! fits what lies in the book makes the commit fail, and the turn is worked out anew.

use crate::people::UnitId;
use crate::stock::NewRecord;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Write(NewRecord),
    /// The unit this person keeps the book of, out of several: offered first the next time.
    Keep(UnitId),
}
