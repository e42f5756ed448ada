//! A province's year: villages that count every day, hand out what they say, and now and then say
//! that nothing moved, or nothing at all. All of it goes through the ledger's own door.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use asa_core::areas::{self, AreaCode};
use asa_core::moment::Moment;
use asa_core::people::change::NewUnit;
use asa_core::people::{UnitId, UnitKind};
use asa_core::stock::record::{Gap, Said, Source};
use asa_core::stock::{Deed, Group, ItemId, NewRecord};
use asa_db::people::{By, Through, units};
use asa_db::{Store, stock};
use sea_orm::{ConnectionTrait as _, Database};
use time::Date;

/// Sakon Nakhon.
pub const PROVINCE: i64 = 47;
/// As many as a commit takes well.
const AT_ONCE: usize = 500;
/// What a shelf is filled to: each to something else, so that they do not run out on the same day.
const FILLED_TO: std::ops::Range<i64> = 600..3_000;

#[derive(Debug, Clone, Copy)]
pub struct Year {
    pub villages: usize,
    pub days: usize,
    pub items: i64,
    pub first: Date,
}

/// What lies on a village's shelf of an item.
struct Shelf {
    unit: UnitId,
    item: ItemId,
    book: i64,
}

impl Year {
    /// Writes it; says how many records that were.
    pub async fn write(&self, store: &Store, url: &str) -> anyhow::Result<u64> {
        self.add_items(url).await?;
        let mut shelves = self.add_villages(store).await?;
        let mut writer = Writer { store, next: 1, waiting: Vec::new() };
        let mut day = self.first;
        for number in 0..self.days {
            for (at, shelf) in shelves.iter_mut().enumerate() {
                if let Some(deed) = shelf.deed(number, at) {
                    writer.put(shelf, day, deed).await?;
                }
            }
            writer.flush(day).await?;
            day = day.next_day().context("the calendar ends")?;
        }
        Ok(u64::try_from(writer.next - 1)?)
    }

    async fn add_items(&self, url: &str) -> anyhow::Result<()> {
        let db = Database::connect(url).await?;
        for id in 2..=self.items {
            let sql = format!(
                "INSERT INTO items (id, code, name_th, name_en, measures, state) \
                 SELECT {id}, 'item_{id}', 'ของ {id}', 'item {id}', measures, 'open' \
                 FROM items WHERE id = 1"
            );
            db.execute_unprepared(&sql).await?;
        }
        Ok(db.close().await?)
    }

    async fn add_villages(&self, store: &Store) -> anyhow::Result<Vec<Shelf>> {
        let villages = villages(&[PROVINCE.to_string().parse()?], self.villages)?;
        let by = By { person: None, through: Through::Command };
        units::import(store, by, &villages, Moment::midnight(self.first)).await?;
        let shelves = villages.iter().flat_map(|village| {
            (1..=self.items).map(|item| Shelf { unit: village.id, item: ItemId(item), book: 0 })
        });
        Ok(shelves.collect())
    }
}

/// So many of them, spread over the tambons of these provinces.
pub fn villages(provinces: &[AreaCode], count: usize) -> anyhow::Result<Vec<NewUnit>> {
    let districts = provinces.iter().flat_map(|province| areas::children(*province));
    let tambons = districts.flat_map(|district| areas::children(district.code));
    let tambons: Vec<AreaCode> = tambons.map(|tambon| tambon.code).collect();
    let village = |number: usize| {
        Ok(NewUnit {
            id: UnitId::added(i64::try_from(number)? + 1),
            kind: UnitKind::VillageTeam,
            name: format!("หมู่บ้านทดลอง {number}"),
            area: tambons[number % tambons.len()],
            moo: None,
            parent: None,
        })
    };
    (0..count).map(village).collect()
}

impl Shelf {
    /// What this village says of it on its `number`th day.
    fn deed(&mut self, number: usize, at: usize) -> Option<Deed> {
        let mix = number * 31 + at * 17;
        if self.book < 60 {
            let more = i64::try_from(at * 37).ok()? % (FILLED_TO.end - FILLED_TO.start);
            let pieces = FILLED_TO.start + more - self.book;
            self.book += pieces;
            return Some(Deed::Receive { from: Source::Ministry, pieces });
        }
        let (book, counted, said) = match mix % 10 {
            0 => return None,
            1 | 2 => (self.book, self.book, Said::NothingMoved),
            _ => (self.book, self.book - i64::try_from(1 + mix % 50).ok()?, Said::Number),
        };
        self.book = counted;
        let group = Group::ALL[mix % 4];
        let out = Gap::HandedOut { group, pieces: book - counted };
        let gap = if book == counted { Vec::new() } else { vec![out] };
        Some(Deed::Count { said, counted, book, gap })
    }
}

struct Writer<'a> {
    store: &'a Store,
    next: i64,
    waiting: Vec<(String, NewRecord)>,
}

impl Writer<'_> {
    async fn put(&mut self, shelf: &Shelf, day: Date, deed: Deed) -> anyhow::Result<()> {
        let record = NewRecord::plain(self.next, shelf.unit, shelf.item, day, deed);
        self.waiting.push((format!("year-{}", self.next), record));
        self.next += 1;
        if self.waiting.len() == AT_ONCE {
            self.flush(day).await?;
        }
        Ok(())
    }

    async fn flush(&mut self, day: Date) -> anyhow::Result<()> {
        // In the evening.
        let at = Moment::midnight(day) + Duration::from_secs(18 * 3600);
        stock::write(self.store, &self.waiting, at).await?;
        self.waiting.clear();
        Ok(())
    }
}

/// The best of some tries: what the machine does besides is not its fault.
pub async fn best_of<T>(
    tries: u32,
    ask: impl AsyncFn() -> anyhow::Result<T>,
) -> anyhow::Result<(Duration, T)> {
    let mut best = None;
    for _ in 0..tries {
        let began = Instant::now();
        let answer = ask().await?;
        let took = began.elapsed();
        if best.as_ref().is_none_or(|(before, _)| took < *before) {
            best = Some((took, answer));
        }
    }
    best.context("no try")
}
