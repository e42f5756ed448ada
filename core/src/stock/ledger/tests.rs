use time::macros::date;

use super::*;
use crate::stock::record::{Gap, Loss, Said, Source, Way};

const UNIT: UnitId = UnitId(4705);
const ABOVE: UnitId = UnitId(47);
const MASK: ItemId = ItemId(1);
const DAY: Date = date!(2020 - 05 - 13);

fn record(id: i64, deed: Deed) -> NewRecord {
    NewRecord::plain(id, UNIT, MASK, DAY, deed)
}

fn with(balance: i64) -> Ledger {
    let shelf = Shelf::new(balance, []);
    Ledger { shelves: BTreeMap::from([((UNIT, MASK), shelf)]), ..Ledger::default() }
}

fn count(counted: i64, book: i64) -> Deed {
    let gap = match counted == book {
        true => Vec::new(),
        false => vec![Gap::Lost { why: Loss::Lost, pieces: (counted - book).abs() }],
    };
    Deed::Count { said: Said::Number, counted, book, gap }
}

fn reverse(record: i64) -> Deed {
    Deed::Reverse { record: RecordId(record), why: "กดผิด".into() }
}

fn taken(record: &NewRecord) -> Taken {
    let entries = record.deed.entries(record.unit, record.id).unwrap();
    Taken { key: key(record), deed: record.deed.clone(), entries, is_taken_back: false }
}

fn lies(ledger: &Ledger) -> i64 {
    ledger.shelves[&(UNIT, MASK)].balance()
}

#[test]
fn nobody_hands_out_what_is_not_there() {
    let mut ledger = with(10);
    let lost = |id, pieces| record(id, Deed::WriteOff { why: Loss::Lost, pieces });
    assert_eq!(ledger.write(&lost(1, 11)), Err(TooMuch.into()));
    assert!(ledger.write(&lost(2, 10)).is_ok());
    assert_eq!(ledger.write(&lost(3, 1)), Err(TooMuch.into()));
}

#[test]
fn a_count_rests_on_what_the_book_says() {
    let mut ledger = with(10);
    assert_eq!(ledger.write(&record(1, count(8, 11))), Err(Refused::BookSaysOtherwise));
    ledger.write(&record(2, count(8, 10))).unwrap();
    assert_eq!(lies(&ledger), 8);
    let counted = ledger.counted()[&(UNIT, MASK, DAY)];
    assert_eq!(counted.before, None);
    assert_eq!(counted.now.map(|now| (now.said.counted, now.said.difference)), Some((8, -2)));
}

#[test]
fn a_count_that_is_taken_back_leaves_the_one_before() {
    let mut ledger = with(10);
    let (first, second) = (record(1, count(10, 10)), record(2, count(4, 10)));
    ledger.write(&first).unwrap();
    ledger.write(&second).unwrap();
    ledger.taken.insert(second.id, taken(&second));
    ledger.write(&record(3, reverse(2))).unwrap();
    let counted = ledger.counted()[&(UNIT, MASK, DAY)];
    assert_eq!(counted.now.map(|now| now.by), Some(first.id));
    assert_eq!(lies(&ledger), 10);
    assert_eq!(ledger.write(&record(4, reverse(2))), Err(Refused::NotTheirs), "only once");
    ledger.taken.insert(first.id, taken(&first));
    ledger.write(&record(5, reverse(1))).unwrap();
    let unheard = Counted { before: None, now: None };
    assert_eq!(ledger.counted()[&(UNIT, MASK, DAY)], unheard);
}

#[test]
fn a_transfer_is_confirmed_by_its_receiver_alone() {
    let mut ledger = with(0);
    let transfer = TransferId(7);
    let transit = Transit::sent(ABOVE, UNIT, Way::Down, MASK, 50);
    ledger.transits.insert(transfer, transit);
    let confirm = |way, pieces| Deed::Confirm { transfer, way, pieces };
    let settle =
        Deed::Settle { transfer, way: Way::Down, pieces: 1, end: crate::stock::record::End::Back };
    for other in [
        NewRecord { unit: ABOVE, ..record(1, confirm(Way::Down, 50)) },
        NewRecord { item: ItemId(2), ..record(1, confirm(Way::Down, 50)) },
        record(1, confirm(Way::Up, 50)),
        record(1, settle),
    ] {
        assert_eq!(ledger.clone().write(&other), Err(Refused::NotTheirs), "{other:?}");
    }
    ledger.write(&record(2, confirm(Way::Down, 40))).unwrap();
    assert_eq!(lies(&ledger), 40);
    let touched: Vec<i64> = ledger.touched().map(|(_, transit)| transit.open).collect();
    assert_eq!(touched, [10]);
}

#[test]
fn what_is_taken_back_is_of_the_same_book() {
    let mut ledger = with(0);
    let came = record(1, Deed::Receive { from: Source::Donated, pieces: 5 });
    ledger.write(&came).unwrap();
    ledger.taken.insert(came.id, Taken { key: (ABOVE, MASK, DAY), ..taken(&came) });
    assert_eq!(ledger.write(&record(2, reverse(1))), Err(Refused::NotTheirs));
    assert_eq!(ledger.write(&record(2, reverse(99))), Err(Refused::NotTheirs));
    ledger.taken.insert(came.id, taken(&came));
    let entries = ledger.write(&record(3, reverse(1))).unwrap();
    assert_eq!(entries, [taken(&came).entries[0].reversed()]);
    assert!(ledger.moved()[&(UNIT, MASK, DAY)].is_empty());
}
