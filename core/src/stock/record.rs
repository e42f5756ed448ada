//! A record: one line in a unit's book, about one item on one business day. What was said (the
//! deed) is kept with it; the entries that move pieces follow from the deed, here and nowhere else.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::people::{RoleId, UnitId};
use crate::stock::{Account, Group, ItemId};

/// People know it by its number: ส-0526.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(pub i64);

/// A transfer has the number of the record that sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TransferId(pub i64);

/// What a turn, or a command, asks to be written into a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    pub id: RecordId,
    /// Whose book.
    pub unit: UnitId,
    pub item: ItemId,
    /// The day it is about; it may be written later.
    pub day: Date,
    /// In which role it was written; `None`: by the operator. Roles stay when people go.
    pub author: Option<RoleId>,
    /// Written by somebody who is not of the unit, for those who are.
    pub on_behalf: bool,
    pub deed: Deed,
    /// Number of the letter or slip that it goes by.
    pub document: Option<String>,
    pub note: Option<String>,
    /// Names of kept media.
    pub photos: Vec<String>,
    /// How many pieces a carton, or a box, had this time, where that was said.
    pub pack: Option<i64>,
}

impl NewRecord {
    /// The operator's, and no more said than had to be.
    pub fn plain(id: i64, unit: UnitId, item: ItemId, day: Date, deed: Deed) -> Self {
        Self {
            id: RecordId(id),
            unit,
            item,
            day,
            author: None,
            on_behalf: false,
            deed,
            document: None,
            note: None,
            photos: Vec::new(),
            pack: None,
        }
    }
}

/// What happened, as it was said. All pieces are above zero, but those of a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum Deed {
    /// What lies there now. `book` is what the book said at the end of that day when the reason
    /// for a difference was asked: if it says something else by now, the record is refused.
    Count {
        said: Said,
        counted: i64,
        book: i64,
        gap: Vec<Gap>,
    },
    Receive {
        from: Source,
        pieces: i64,
    },
    /// Opens a transfer with this record's number.
    Send {
        to: UnitId,
        way: Way,
        pieces: i64,
    },
    /// What arrived of a transfer; the rest stays open as its shortfall.
    Confirm {
        transfer: TransferId,
        way: Way,
        pieces: i64,
    },
    /// What becomes of a shortfall: said by the sender, in the sender's book.
    Settle {
        transfer: TransferId,
        way: Way,
        pieces: i64,
        end: End,
    },
    HandOut {
        group: Group,
        pieces: i64,
        people: i64,
    },
    WriteOff {
        why: Loss,
        pieces: i64,
    },
    /// Takes a record of the same book back, whole.
    Reverse {
        record: RecordId,
        why: String,
    },
}

/// How a count was said: a number, and the three ways of one tap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    #[default]
    Number,
    SameAsYesterday,
    /// Nothing came and nothing went: not even counted.
    NothingMoved,
    Zero,
}

/// Why a count differs from the book: pieces above zero, of which all together are the difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "gap", rename_all = "snake_case")]
pub enum Gap {
    /// Handed out, and not written down until now.
    HandedOut {
        group: Group,
        pieces: i64,
    },
    Lost {
        why: Loss,
        pieces: i64,
    },
    /// The book was wrong, for this reason.
    Adjusted {
        why: Mistake,
        pieces: i64,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    Damaged,
    Lost,
    Expired,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    CountedWrong,
    /// Something came, and was not written down.
    CameUnwritten,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A ministry or department, past the levels of the ledger.
    Ministry,
    Donated,
    Bought,
    /// What was there before the ledger began.
    Before,
    Other,
}

/// Which way a transfer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    Down,
    Up,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// It never left, or came back: it lies with the sender.
    Back,
    LostOnTheWay,
}

/// Whole pieces from one account to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub from: Account,
    pub to: Account,
    pub pieces: i64,
}

impl Entry {
    /// What it does to a unit's shelf.
    pub fn change_at(&self, unit: UnitId) -> i64 {
        let shelf = Account::Shelf(unit);
        i64::from(self.to == shelf) * self.pieces - i64::from(self.from == shelf) * self.pieces
    }

    #[must_use]
    pub fn reversed(self) -> Self {
        Self { from: self.to, to: self.from, pieces: self.pieces }
    }
}

impl Way {
    pub fn account(self, transfer: TransferId) -> Account {
        match self {
            Self::Down => Account::Transit(transfer),
            Self::Up => Account::Return(transfer),
        }
    }
}

/// Why a deed cannot be written down at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("pieces have to be above zero")]
    NotPositive,
    #[error("the reasons do not add up to the difference")]
    Unexplained,
}

impl Deed {
    /// The kind of a deed, as it is stored and exported.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Count { .. } => "count",
            Self::Receive { .. } => "receive",
            Self::Send { way: Way::Down, .. } => "allocate",
            Self::Send { way: Way::Up, .. } => "send_back",
            Self::Confirm { .. } => "confirm",
            Self::Settle { .. } => "settle",
            Self::HandOut { .. } => "hand_out",
            Self::WriteOff { .. } => "write_off",
            Self::Reverse { .. } => "reverse",
        }
    }

    /// The transfer it is about, if it is record `id`.
    pub fn transfer(&self, id: RecordId) -> Option<TransferId> {
        match self {
            Self::Send { .. } => Some(TransferId(id.0)),
            Self::Confirm { transfer, .. } | Self::Settle { transfer, .. } => Some(*transfer),
            _ => None,
        }
    }

    /// The record it takes back.
    pub fn taken(&self) -> Option<RecordId> {
        if let Self::Reverse { record, .. } = self { Some(*record) } else { None }
    }

    /// The entries that follow from it in the book of `unit`, as record `id`. Those of a reversal
    /// follow from the record it takes back: [`Entry::reversed`].
    pub fn entries(&self, unit: UnitId, id: RecordId) -> Result<Vec<Entry>, Malformed> {
        let shelf = Account::Shelf(unit);
        let out = |to, pieces| Entry { from: shelf, to, pieces };
        let into = |from, pieces| Entry { from, to: shelf, pieces };
        let entries = match self {
            Self::Count { counted, book, gap, .. } => {
                let sum = gap.iter().map(Gap::pieces).try_fold(0_i64, i64::checked_add);
                if *counted < 0 || sum != counted.checked_sub(*book).map(i64::abs) {
                    return Err(Malformed::Unexplained);
                }
                gap.iter().map(|gap| gap.entry(unit, counted > book)).collect()
            }
            Self::Receive { pieces, .. } => vec![into(Account::Outside(unit), *pieces)],
            Self::Send { way, pieces, .. } => vec![out(way.account(TransferId(id.0)), *pieces)],
            // Nothing at all may have come.
            Self::Confirm { pieces: 0, .. } => Vec::new(),
            Self::Confirm { transfer, way, pieces } => {
                vec![into(way.account(*transfer), *pieces)]
            }
            Self::Settle { transfer, way, pieces, end } => {
                let from = way.account(*transfer);
                let to = match end {
                    End::Back => shelf,
                    End::LostOnTheWay => Account::WrittenOff(unit),
                };
                vec![Entry { from, to, pieces: *pieces }]
            }
            Self::HandOut { group, pieces, .. } => {
                vec![out(Account::Group(unit, *group), *pieces)]
            }
            Self::WriteOff { pieces, .. } => vec![out(Account::WrittenOff(unit), *pieces)],
            Self::Reverse { .. } => Vec::new(),
        };
        match entries.iter().all(|entry| entry.pieces > 0) {
            true => Ok(entries),
            false => Err(Malformed::NotPositive),
        }
    }
}

impl Gap {
    pub fn pieces(&self) -> i64 {
        match self {
            Self::HandedOut { pieces, .. }
            | Self::Lost { pieces, .. }
            | Self::Adjusted { pieces, .. } => *pieces,
        }
    }

    fn entry(&self, unit: UnitId, is_more: bool) -> Entry {
        let shelf = Account::Shelf(unit);
        let other = match self {
            Self::HandedOut { group, .. } => Account::Group(unit, *group),
            Self::Lost { .. } => Account::WrittenOff(unit),
            Self::Adjusted { .. } => Account::Difference(unit),
        };
        let entry = Entry { from: shelf, to: other, pieces: self.pieces() };
        if is_more { entry.reversed() } else { entry }
    }
}

macro_rules! words {
    ($type:ident: $($one:ident = $word:literal),+) => {
        impl $type {
            pub const ALL: &[Self] = &[$(Self::$one),+];

            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$one => $word),+
                }
            }

            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}

words!(Said: Number = "number", SameAsYesterday = "same_as_yesterday",
    NothingMoved = "nothing_moved", Zero = "zero");
words!(Loss: Damaged = "damaged", Lost = "lost", Expired = "expired");
words!(Mistake: CountedWrong = "counted_wrong", CameUnwritten = "came_unwritten", Other = "other");
words!(Source: Ministry = "ministry", Donated = "donated", Bought = "bought", Before = "before",
    Other = "other");
words!(Way: Down = "down", Up = "up");
words!(End: Back = "back", LostOnTheWay = "lost_on_the_way");

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: UnitId = UnitId(1_000_001);

    fn entries(deed: &Deed) -> Result<Vec<(Account, Account, i64)>, Malformed> {
        let entries = deed.entries(UNIT, RecordId(7))?;
        Ok(entries.into_iter().map(|one| (one.from, one.to, one.pieces)).collect())
    }

    #[test]
    fn what_was_said_becomes_entries() {
        let shelf = Account::Shelf(UNIT);
        let transfer = TransferId(7);
        for (deed, from, to, pieces) in [
            (Deed::Receive { from: Source::Donated, pieces: 5 }, Account::Outside(UNIT), shelf, 5),
            (
                Deed::Send { to: UnitId(4705), way: Way::Down, pieces: 9 },
                shelf,
                Account::Transit(transfer),
                9,
            ),
            (
                Deed::Send { to: UnitId(47), way: Way::Up, pieces: 9 },
                shelf,
                Account::Return(transfer),
                9,
            ),
            (
                Deed::Confirm { transfer, way: Way::Down, pieces: 8 },
                Account::Transit(transfer),
                shelf,
                8,
            ),
            (
                Deed::Settle { transfer, way: Way::Up, pieces: 1, end: End::Back },
                Account::Return(transfer),
                shelf,
                1,
            ),
            (
                Deed::Settle { transfer, way: Way::Down, pieces: 1, end: End::LostOnTheWay },
                Account::Transit(transfer),
                Account::WrittenOff(UNIT),
                1,
            ),
            (
                Deed::HandOut { group: Group::G4, pieces: 40, people: 20 },
                shelf,
                Account::Group(UNIT, Group::G4),
                40,
            ),
            (Deed::WriteOff { why: Loss::Damaged, pieces: 2 }, shelf, Account::WrittenOff(UNIT), 2),
        ] {
            assert_eq!(entries(&deed), Ok(vec![(from, to, pieces)]), "{deed:?}");
        }
    }

    #[test]
    fn a_count_has_to_explain_its_difference_whole() {
        let count = |counted, book, gap: Vec<Gap>| {
            entries(&Deed::Count { said: Said::Number, counted, book, gap })
        };
        let shelf = Account::Shelf(UNIT);
        let out = Gap::HandedOut { group: Group::G4, pieces: 30 };
        let lost = Gap::Lost { why: Loss::Lost, pieces: 10 };
        let more = Gap::Adjusted { why: Mistake::CameUnwritten, pieces: 10 };
        assert_eq!(count(160, 160, Vec::new()), Ok(Vec::new()));
        assert_eq!(count(170, 160, vec![more.clone()]), {
            Ok(vec![(Account::Difference(UNIT), shelf, 10)])
        });
        let both = vec![
            (shelf, Account::Group(UNIT, Group::G4), 30),
            (shelf, Account::WrittenOff(UNIT), 10),
        ];
        assert_eq!(count(120, 160, vec![out.clone(), lost.clone()]), Ok(both));
        for (counted, gap) in [(120, vec![]), (120, vec![out]), (160, vec![lost]), (-1, vec![more])]
        {
            assert_eq!(count(counted, 160, gap), Err(Malformed::Unexplained), "{counted}");
        }
    }

    #[test]
    fn nothing_moves_backwards_by_a_minus() {
        for pieces in [0, -5] {
            let deed = Deed::Receive { from: Source::Other, pieces };
            assert_eq!(entries(&deed), Err(Malformed::NotPositive));
        }
    }
}
