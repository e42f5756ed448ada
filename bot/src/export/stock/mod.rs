//! The ledger as files: every entry, what lies where, who counted, and the day report by unit.

pub(super) mod balances;
pub(super) mod days;
pub(super) mod entries;

use asa_core::areas::{self, Level};
use asa_core::conversation::Language;
use asa_core::moment::Moment;
use asa_db::stock::list::{Filter, Of};

use super::cell::Cell;
use super::{Column, Query};

const MILLISECOND: std::time::Duration = std::time::Duration::from_millis(1);

/// Days of business, up to today: what was not reported of a day that has not come is nothing.
fn filter(query: &Query<'_>) -> Filter {
    let today = query.now.bangkok_date();
    let last = (query.until != Moment::from_millis(i64::MAX))
        .then(|| (query.until - MILLISECOND).bangkok_date());
    let to = last.map_or(today, |last| last.min(today));
    Filter { area: query.area, from: query.from.bangkok_date(), to }
}

/// What every table says of the unit, where it is, and of what.
const WHOSE: [Column; 7] = [
    Column { name: "unit_id", width: 12 },
    Column { name: "unit", width: 36 },
    Column { name: "area_code", width: 12 },
    Column { name: "province", width: 18 },
    Column { name: "district", width: 18 },
    Column { name: "tambon", width: 18 },
    Column { name: "item", width: 18 },
];

/// The columns of a table, out of their parts: together as many as the table has.
const fn joined<const ALL: usize>(parts: &[&[Column]]) -> [Column; ALL] {
    let mut all = [WHOSE[0]; ALL];
    let (mut filled, mut part) = (0, 0);
    while part < parts.len() {
        let mut at = 0;
        while at < parts[part].len() {
            all[filled] = parts[part][at];
            (filled, at) = (filled + 1, at + 1);
        }
        part += 1;
    }
    assert!(filled == ALL);
    all
}

/// The cells of [`WHOSE`].
fn whose(of: &Of) -> [Cell; 7] {
    let (unit, item) = (&of.unit, &of.item);
    let [province, district, tambon] = Level::ALL.map(|level| {
        let area = unit.area.at(level).and_then(areas::get);
        Cell::or_empty(area, |area| Cell::Text(area.name(Language::Thai).to_owned()))
    });
    [
        Cell::Text(unit.id.to_string()),
        Cell::Text(unit.name(Language::Thai)),
        Cell::Text(unit.area.to_string()),
        province,
        district,
        tambon,
        Cell::Word(super::cell::Word {
            code: item.code.clone(),
            shown: item.name(Language::Thai).to_owned(),
        }),
    ]
}
