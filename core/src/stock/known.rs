//! What a turn may know of stock: what it asks for, and what it is answered.

use time::Date;

use crate::facts::{Facts, Found, Need};
use crate::moment::Moment;
use crate::people::{RoleId, Unit, UnitId};
use crate::stock::record::{Deed, RecordId, TransferId, Way};
use crate::stock::sheet::{Reported, Sheet};
use crate::stock::{Item, ItemId};

/// A question to the ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ask {
    /// What is counted: open items, in their order.
    Items,
    /// The unit whose book the person kept last, while it is open.
    Kept,
    /// A unit's book on a day.
    Book(UnitId, Date),
    /// Transfers from or to a unit that are not settled: the oldest first, at most 20.
    Transfers(UnitId),
    Transfer(TransferId),
    /// The last records of a unit's book, reversals left out: the newest first, at most ten.
    Past(UnitId),
    Record(RecordId),
    /// A unit's stock on a day, and that of the areas and added units right below it; where it is
    /// the office of an area, the area as a whole comes first, then the office's own shelf.
    Below(UnitId, Date),
    /// Units in what a unit looks after that keep a book and have not counted everything on a
    /// day, the unit itself included: at most 20, and how many there are.
    Missing(UnitId, Date),
    /// Units there that will soon have none: the nearest to it first, at most 20.
    Low(UnitId, Date),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Items(Vec<Item>),
    Unit(Option<Unit>),
    Book(Book),
    Transfers(Vec<Transfer>),
    Past(Vec<Past>),
    Places(Vec<Place>),
    Missing(Vec<Unit>, usize),
    Low(Vec<Low>),
}

impl Facts {
    fn stock(&self, ask: Ask) -> Option<&Answer> {
        match self.ask(Need::Stock(ask)) {
            Some(Found::Stock(answer)) => Some(answer),
            _ => None,
        }
    }

    pub fn items(&self) -> &[Item] {
        match self.stock(Ask::Items) {
            Some(Answer::Items(items)) => items,
            _ => &[],
        }
    }

    pub fn kept_unit(&self) -> Option<Unit> {
        match self.stock(Ask::Kept) {
            Some(Answer::Unit(unit)) => unit.clone(),
            _ => None,
        }
    }

    pub fn book(&self, unit: UnitId, day: Date) -> Option<&Book> {
        match self.stock(Ask::Book(unit, day)) {
            Some(Answer::Book(book)) => Some(book),
            _ => None,
        }
    }

    pub fn transfers(&self, unit: UnitId) -> Vec<Transfer> {
        self.some_transfers(Ask::Transfers(unit))
    }

    pub fn transfer(&self, transfer: TransferId) -> Option<Transfer> {
        self.some_transfers(Ask::Transfer(transfer)).into_iter().next()
    }

    fn some_transfers(&self, ask: Ask) -> Vec<Transfer> {
        match self.stock(ask) {
            Some(Answer::Transfers(transfers)) => transfers.clone(),
            _ => Vec::new(),
        }
    }

    pub fn past_records(&self, unit: UnitId) -> Vec<Past> {
        self.some_past(Ask::Past(unit))
    }

    pub fn past_record(&self, record: RecordId) -> Option<Past> {
        self.some_past(Ask::Record(record)).into_iter().next()
    }

    fn some_past(&self, ask: Ask) -> Vec<Past> {
        match self.stock(ask) {
            Some(Answer::Past(past)) => past.clone(),
            _ => Vec::new(),
        }
    }

    pub fn places_below(&self, unit: UnitId, day: Date) -> Vec<Place> {
        match self.stock(Ask::Below(unit, day)) {
            Some(Answer::Places(places)) => places.clone(),
            _ => Vec::new(),
        }
    }

    pub fn missing_units(&self, unit: UnitId, day: Date) -> (Vec<Unit>, usize) {
        match self.stock(Ask::Missing(unit, day)) {
            Some(Answer::Missing(units, count)) => (units.clone(), *count),
            _ => (Vec::new(), 0),
        }
    }

    pub fn low_units(&self, unit: UnitId, day: Date) -> Vec<Low> {
        match self.stock(Ask::Low(unit, day)) {
            Some(Answer::Low(low)) => low.clone(),
            _ => Vec::new(),
        }
    }
}

/// A unit's book on a day, all open items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    pub pages: Vec<Page>,
    /// Days in a row, up to the day before, on which everything was counted.
    pub streak: u32,
}

/// One item of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub item: Item,
    /// At the end of the day before.
    pub opening: i64,
    pub sheet: Sheet,
    pub reported: Option<Reported>,
    /// What may be taken away on that day: the least that lay there from then on.
    pub free: i64,
    /// The most that was moved in one record, and that was counted, in the 30 days before;
    /// `None` where there is no history.
    pub usual: Option<Usual>,
    /// What the last carton held.
    pub carton: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usual {
    pub moved: i64,
    pub counted: i64,
}

impl Page {
    /// What the book says at the end of the day.
    pub fn closing(&self) -> i64 {
        self.opening + self.sheet.net()
    }
}

/// A transfer that is not settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub id: TransferId,
    pub from: Unit,
    pub to: Unit,
    pub way: Way,
    pub item: Item,
    pub sent: i64,
    /// What is still on its way.
    pub open: i64,
    /// Once something was confirmed, what is open is a shortfall.
    pub is_short: bool,
    pub sent_at: Moment,
    pub day: Date,
    pub document: Option<String>,
}

/// A record that is there, as it is shown to whoever may correct it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub id: RecordId,
    pub unit: Unit,
    pub item: Item,
    pub day: Date,
    pub at: Moment,
    pub deed: Deed,
    pub author: Option<RoleId>,
    /// A reversal of it, if there is one.
    pub reversed_by: Option<RecordId>,
}

/// One place in the tree below somebody: an area with all that is in it, or a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub unit: Unit,
    /// Whether `balance` is of the whole area.
    pub is_area: bool,
    pub item: ItemId,
    pub balance: i64,
    /// On the day that was asked about.
    pub sheet: Sheet,
    /// What lay there at the end of each of the seven days before, the oldest first.
    pub trend: [i64; 7],
    pub units: Reports,
}

/// How many units of a place have reported on a day, and how: never one number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reports {
    /// Those that keep a book.
    pub all: i64,
    pub counted: i64,
    pub nothing_moved: i64,
    pub zero: i64,
}

impl Reports {
    pub fn missing(&self) -> i64 {
        self.all - self.counted - self.nothing_moved - self.zero
    }
}

/// A unit that will soon have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Low {
    pub unit: Unit,
    pub item: ItemId,
    pub balance: i64,
    /// Handed out a day, in hundredths of a piece, over the seven days before.
    pub daily: i64,
}
