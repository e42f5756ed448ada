//! Where pieces can be. Whoever holds stock is a unit; everything else is where stock comes from
//! or goes to.

use crate::people::UnitId;
use crate::stock::Group;
use crate::stock::record::TransferId;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// On a unit's shelf. Never below zero.
    Shelf(UnitId),
    /// On its way down, until the receiver confirms.
    Transit(TransferId),
    /// On its way back up.
    Return(TransferId),
    /// Handed out by a unit to a risk group.
    Group(UnitId, Group),
    /// Bought, given or sent from outside the ledger to a unit.
    Outside(UnitId),
    /// What a unit's counts found more, or less, than its book.
    Difference(UnitId),
    /// Damaged, lost or expired at a unit, or on the way from it.
    WrittenOff(UnitId),
}

impl Account {
    /// As it is stored: its kind, and whose it is.
    pub fn stored(self) -> (&'static str, i64) {
        match self {
            Self::Shelf(unit) => ("shelf", unit.0),
            Self::Transit(transfer) => ("transit", transfer.0),
            Self::Return(transfer) => ("return", transfer.0),
            Self::Group(unit, group) => (group.as_str(), unit.0),
            Self::Outside(unit) => ("outside", unit.0),
            Self::Difference(unit) => ("difference", unit.0),
            Self::WrittenOff(unit) => ("written_off", unit.0),
        }
    }

    pub fn read(kind: &str, whose: i64) -> Option<Self> {
        let unit = UnitId(whose);
        Some(match kind {
            "shelf" => Self::Shelf(unit),
            "transit" => Self::Transit(TransferId(whose)),
            "return" => Self::Return(TransferId(whose)),
            "outside" => Self::Outside(unit),
            "difference" => Self::Difference(unit),
            "written_off" => Self::WrittenOff(unit),
            _ => Self::Group(unit, Group::parse(kind)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_reads_back_as_it_is_stored() {
        let (unit, transfer) = (UnitId(4705), TransferId(12));
        let mut all = vec![
            Account::Shelf(unit),
            Account::Transit(transfer),
            Account::Return(transfer),
            Account::Outside(unit),
            Account::Difference(unit),
            Account::WrittenOff(unit),
        ];
        all.extend(Group::ALL.map(|group| Account::Group(unit, group)));
        for account in all {
            let (kind, whose) = account.stored();
            assert_eq!(Account::read(kind, whose), Some(account));
        }
        assert_eq!(Account::read("moon", 1), None);
    }
}
