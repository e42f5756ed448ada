//! Everything a person may type where something is asked: no reader panics, and what one has read
//! is within its bounds.
#![no_main]

use asa_core::thai::{
    Leaning, Unit, clean, date, day_and_time, fold, full_name, house, identity_number, number,
    passport, phone, quantity, time_of_day, villages, yes_no,
};
use libfuzzer_sys::fuzz_target;
use time::macros::{date, datetime};

const UNITS: [Unit<'_>; 3] = [
    Unit { names: &["ชิ้น", "อัน"], pieces: 1 },
    Unit { names: &["กล่อง", "box"], pieces: 50 },
    Unit { names: &["ลัง"], pieces: 0 },
];

fuzz_target!(|text: &str| {
    let today = date!(2020 - 05 - 08);
    // Cleaned once is clean.
    let cleaned = clean(text);
    assert_eq!(clean(&cleaned), cleaned);
    let folded = fold(text);
    assert_eq!(fold(&folded), folded);
    drop((number(text), quantity(text, &UNITS), identity_number(text), passport(text)));
    drop((phone(text), full_name(text), house(text), time_of_day(text), yes_no(text)));
    for leaning in [Leaning::Past, Leaning::Near, Leaning::Future, Leaning::Birth] {
        drop(date(text, today, leaning));
        drop(day_and_time(text, datetime!(2020-05-08 16:00), leaning));
    }
    for village in villages(text).unwrap_or_default() {
        assert!(village > 0);
    }
});
