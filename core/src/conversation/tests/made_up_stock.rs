//! A small made-up ledger around อ.พังโคน. Every unit there has a book, something on its way to
//! it, something it sent that came short, and two records; their numbers begin with the unit's.

use time::Date;
use time::macros::date;

use super::Someone;
use super::made_up::{self, DISTRICT, OTHER_TAMBON, TAMBON, TEAM, office};
use super::person::SHIPPED;
use crate::catalogue;
use crate::facts::{Found, Need};
use crate::moment::Moment;
use crate::people::{Me, Role, RoleId, RoleKind, RoleState, Unit, UnitId};
use crate::stock::item::{Measure, Words};
use crate::stock::known::{Answer, Ask, Book, Low, Page, Past, Place, Reports, Transfer, Usual};
use crate::stock::record::{Deed, Source, Way};
use crate::stock::{Group, Item, ItemId, RecordId, Sheet, TransferId};

/// They take place on the Friday after it.
const YESTERDAY: Date = date!(2020 - 05 - 07);

fn words(th: &str, en: &str) -> Words {
    Words { th: th.into(), en: en.into() }
}

fn measure(th: &str, en: &str, size: Option<i64>) -> Measure {
    Measure { name: words(th, en), also: Vec::new(), size }
}

/// As they come.
pub(in crate::conversation) fn masks() -> Item {
    Item {
        id: ItemId(1),
        code: "surgical_mask".into(),
        name: words("หน้ากากอนามัย", "Surgical masks"),
        measures: vec![
            measure("ชิ้น", "piece", Some(1)),
            measure("แพ็ค", "pack", Some(10)),
            measure("โหล", "dozen", Some(12)),
            measure("กล่อง", "box", Some(50)),
            measure("ลัง", "carton", None),
        ],
        is_open: true,
    }
}

/// Another thing, in measures of its own.
pub(in crate::conversation) fn gel() -> Item {
    Item {
        id: ItemId(2),
        code: "gel".into(),
        name: words("เจลล้างมือ", "Hand gel"),
        measures: vec![measure("ขวด", "bottle", Some(1)), measure("ลัง", "carton", Some(24))],
        ..masks()
    }
}

/// 160 pieces, 40 of which came in today.
pub(in crate::conversation) fn page(item: Item) -> Page {
    Page {
        item,
        opening: 120,
        sheet: Sheet { received: 40, ..Sheet::default() },
        reported: None,
        free: 160,
        usual: Some(Usual { moved: 60, counted: 200 }),
        carton: None,
    }
}

/// 160 pieces as yesterday: nothing has moved.
pub(in crate::conversation) fn quiet_page(item: Item) -> Page {
    Page { opening: 160, sheet: Sheet::default(), ..page(item) }
}

pub(in crate::conversation) fn book(pages: Vec<Page>) -> Found {
    Found::Stock(Answer::Book(Book { pages, streak: 11 }))
}

fn unit(id: i64) -> Unit {
    Unit::office_by_id(UnitId(id)).unwrap_or_else(|| {
        match made_up::knows(&Need::Unit(UnitId(id))) {
            Found::Units(units) => units.into_iter().next().unwrap(),
            other => panic!("{other:?}"),
        }
    })
}

/// On its way to the unit: 160 pieces from the province.
pub(in crate::conversation) fn arriving(to: i64) -> Transfer {
    Transfer {
        id: TransferId(to * 10 + 1),
        from: office(47),
        to: unit(to),
        way: Way::Down,
        item: masks(),
        sent: 160,
        open: 160,
        is_short: false,
        sent_at: Moment::from_millis(1_588_900_000_000),
        day: YESTERDAY,
        document: None,
    }
}

/// Sent by the unit, and 10 of 50 did not arrive.
pub(in crate::conversation) fn short(from: i64) -> Transfer {
    Transfer {
        id: TransferId(from * 10 + 2),
        from: unit(from),
        to: unit(TEAM),
        sent: 50,
        open: 10,
        is_short: true,
        ..arriving(from)
    }
}

pub(in crate::conversation) fn past(id: i64, deed: Deed) -> Past {
    Past {
        id: RecordId(id),
        unit: unit(if id > 10 { id / 10 } else { TEAM }),
        item: masks(),
        day: YESTERDAY,
        at: Moment::from_millis(1_588_900_000_000),
        deed,
        author: None,
        reversed_by: None,
    }
}

fn records(unit: i64) -> Vec<Past> {
    let hand_out = Deed::HandOut { group: Group::G4, pieces: 40, people: 20 };
    let receive = Deed::Receive { from: Source::Donated, pieces: 100 };
    vec![past(unit * 10 + 3, hand_out), past(unit * 10 + 4, receive)]
}

fn place(id: i64, is_area: bool, balance: i64) -> Place {
    Place {
        unit: unit(id),
        is_area,
        item: ItemId(1),
        balance,
        sheet: Sheet::default(),
        trend: [balance + 20, 0, 0, 0, 0, 0, balance],
        units: Reports { all: 6, counted: 2, nothing_moved: 1, zero: 0 },
    }
}

fn places(of: i64) -> Vec<Place> {
    let below = match of {
        DISTRICT => vec![place(TAMBON, true, 300), place(OTHER_TAMBON, true, 0)],
        _ => vec![place(TEAM, false, 160)],
    };
    [vec![place(of, true, 460), place(of, false, 160)], below].concat()
}

/// What the ledger answers.
pub(in crate::conversation) fn knows(need: &Need) -> Found {
    let Need::Stock(ask) = need else { return made_up::knows(need) };
    Found::Stock(match ask {
        Ask::Items => Answer::Items(vec![masks()]),
        Ask::Kept => Answer::Unit(None),
        Ask::Book(..) => return book(vec![page(masks())]),
        Ask::Transfers(unit) => Answer::Transfers(vec![arriving(unit.0), short(unit.0)]),
        Ask::Transfer(id) => {
            let both = [arriving(id.0 / 10), short(id.0 / 10)];
            Answer::Transfers(both.into_iter().filter(|one| one.id == *id).collect())
        }
        Ask::Past(unit) => Answer::Past(records(unit.0)),
        Ask::Record(id) => {
            let all = records(id.0 / 10).into_iter();
            Answer::Past(all.filter(|past| past.id == *id).collect())
        }
        Ask::Below(unit, _) => Answer::Places(places(unit.0)),
        Ask::Missing(..) => Answer::Missing(vec![unit(TEAM), unit(1_000_002)], 12),
        Ask::Low(..) => {
            Answer::Low(vec![Low { unit: unit(TEAM), item: ItemId(1), balance: 20, daily: 1_000 }])
        }
    })
}

/// The same where nothing has moved today.
pub(in crate::conversation) fn quiet(need: &Need) -> Found {
    match need {
        Need::Stock(Ask::Book(..)) => book(vec![quiet_page(masks())]),
        need => knows(need),
    }
}

/// The same where nothing is on its way.
pub(in crate::conversation) fn nothing_arrives(need: &Need) -> Found {
    match need {
        Need::Stock(Ask::Transfers(_)) => Found::Stock(Answer::Transfers(Vec::new())),
        need => knows(need),
    }
}

pub(in crate::conversation) fn role(id: i64, kind: RoleKind, of: i64) -> Role {
    Role { id: RoleId(id), kind, unit: unit(of), state: RoleState::Active, seat: None }
}

impl Someone {
    /// Somebody who keeps the book of these units.
    pub(in crate::conversation) fn keeper(roles: Vec<Role>) -> Self {
        let mut keeper = Self::talking_of(catalogue::FLOWS, SHIPPED.clone());
        (keeper.me, keeper.knows) = (Me { roles, consent: None }, knows);
        keeper
    }

    /// A volunteer of the village team; nothing has moved there today.
    pub(in crate::conversation) fn volunteer() -> Self {
        let mut somjai = Self::keeper(vec![role(5, RoleKind::Volunteer, TEAM)]);
        somjai.knows = quiet;
        somjai
    }
}
