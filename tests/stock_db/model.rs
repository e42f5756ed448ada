//! Random histories, written by several at once, against a model so plain that it cannot be
//! wrong: a list of what was written, and sums over the whole list.
//!
//! `ASA_SEED=… cargo nextest run …` repeats a run that failed, as far as those at once allow.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use anyhow::ensure;
use asa_core::areas;
use asa_core::people::Unit;
use asa_tests::on_both;
use futures_util::{StreamExt as _, TryStreamExt as _};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::random::Dice;
use super::*;

const UNITS: [UnitId; 5] = [PROVINCE, DISTRICT, UnitId(4702), TAMBON, UnitId(470102)];
const DAYS: i64 = 5;

#[expect(clippy::print_stderr, reason = "whoever repeats a run needs its seed")]
fn seed() -> u64 {
    let given = std::env::var("ASA_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or_else(|| Uuid::new_v4().as_u64_pair().0);
    eprintln!("ASA_SEED={seed}");
    seed
}

/// Everything that was written, in an order in which it could have been.
#[derive(Clone)]
struct Model {
    units: Vec<UnitId>,
    written: Vec<NewRecord>,
}

impl Model {
    fn of(units: &[UnitId]) -> Self {
        Self { units: units.to_vec(), written: Vec::new() }
    }

    fn get(&self, id: i64) -> Option<&NewRecord> {
        self.written.iter().find(|record| record.id.0 == id)
    }

    fn is_reversed(&self, id: i64) -> bool {
        let mut reversals = self.written.iter().filter_map(|record| record.deed.taken());
        reversals.any(|taken| taken.0 == id)
    }

    fn standing(&self) -> impl Iterator<Item = &NewRecord> {
        let stands =
            |record: &&NewRecord| record.deed.taken().is_none() && !self.is_reversed(record.id.0);
        self.written.iter().filter(stands)
    }

    /// What a record does to the shelf of its unit.
    fn moved(&self, record: &NewRecord) -> i64 {
        match &record.deed {
            Deed::Receive { pieces, .. }
            | Deed::Confirm { pieces, .. }
            | Deed::Settle { pieces, end: End::Back, .. } => *pieces,
            Deed::Settle { end: End::LostOnTheWay, .. } => 0,
            Deed::Send { pieces, .. }
            | Deed::HandOut { pieces, .. }
            | Deed::WriteOff { pieces, .. } => -pieces,
            Deed::Count { counted, book, .. } => counted - book,
            Deed::Reverse { record, .. } => {
                self.get(record.0).map_or(0, |taken| -self.moved(taken))
            }
        }
    }

    fn closing(&self, unit: UnitId, item: ItemId, day: Date) -> i64 {
        let until = |r: &&NewRecord| (r.unit, r.item) == (unit, item) && r.day <= day;
        self.written.iter().filter(until).map(|record| self.moved(record)).sum()
    }

    /// What is confirmed of a transfer, if anything, and how much is settled.
    fn said_of(&self, transfer: i64) -> (Option<i64>, i64) {
        let (mut confirmed, mut settled) = (None, 0);
        for record in self.standing() {
            match &record.deed {
                Deed::Confirm { transfer: of, pieces, .. } if of.0 == transfer => {
                    confirmed = Some(*pieces);
                }
                Deed::Settle { transfer: of, pieces, .. } if of.0 == transfer => settled += pieces,
                _ => {}
            }
        }
        (confirmed, settled)
    }

    fn open(&self, transfer: i64) -> i64 {
        let Some(Deed::Send { pieces, .. }) = self.get(transfer).map(|record| &record.deed) else {
            return 0;
        };
        let (confirmed, settled) = self.said_of(transfer);
        if self.is_reversed(transfer) { 0 } else { pieces - confirmed.unwrap_or(0) - settled }
    }

    fn may(&self, record: &NewRecord) -> bool {
        let fits = match &record.deed {
            Deed::Count { book, .. } => self.closing(record.unit, record.item, record.day) == *book,
            Deed::Confirm { transfer, pieces, .. } => self.get(transfer.0).is_some_and(|sent| {
                matches!(&sent.deed, Deed::Send { to, .. } if *to == record.unit)
                    && sent.item == record.item
                    && !self.is_reversed(transfer.0)
                    && self.said_of(transfer.0).0.is_none()
                    && *pieces <= self.open(transfer.0)
            }),
            Deed::Settle { transfer, pieces, .. } => self.get(transfer.0).is_some_and(|sent| {
                (sent.unit, sent.item) == (record.unit, record.item)
                    && self.said_of(transfer.0).0.is_some()
                    && *pieces <= self.open(transfer.0)
            }),
            Deed::Reverse { record: taken, .. } => self.may_reverse(record, taken.0),
            _ => true,
        };
        let mut after = self.clone();
        after.written.push(record.clone());
        fits && (0..=DAYS).all(|later| {
            after.closing(record.unit, record.item, TODAY + Duration::days(later)) >= 0
        })
    }

    fn may_reverse(&self, record: &NewRecord, taken: i64) -> bool {
        let Some(of) = self.get(taken) else { return false };
        let is_early = match &of.deed {
            Deed::Reverse { .. } => false,
            Deed::Send { .. } => self.said_of(taken).0.is_none(),
            Deed::Confirm { transfer, .. } => self.said_of(transfer.0).1 == 0,
            _ => true,
        };
        is_early && !self.is_reversed(taken) && (of.unit, of.item) == (record.unit, record.item)
    }

    /// Something somebody might write; not all of it may be.
    fn think_of(&self, dice: &mut Dice, id: i64, item: ItemId) -> NewRecord {
        let unit = dice.one_of(&self.units).copied().unwrap_or(PROVINCE);
        let day = TODAY + Duration::days(dice.below(DAYS));
        let lies = self.closing(unit, item, day);
        let some = 1 + dice.below(lies + 5);
        let mut thought = NewRecord { item, ..record(id, unit, day, receive(1 + dice.below(50))) };
        thought.deed = match dice.below(10) {
            0 | 1 => return thought,
            2 | 3 => {
                let to = self.units.iter().copied().filter(|to| *to != unit).collect::<Vec<_>>();
                send(dice.one_of(&to).copied().unwrap_or(DISTRICT), some)
            }
            4 => hand_out(some),
            5 => lose(some),
            6 => count(dice.below(lies + 10).max(0), lies + i64::from(dice.below(10) == 0)),
            kind => match dice.one_of(&self.written).cloned() {
                Some(of) => return self.follow(dice, &of, thought, kind),
                None => return thought,
            },
        };
        thought
    }

    /// Something about a record that is there.
    fn follow(&self, dice: &mut Dice, of: &NewRecord, new: NewRecord, kind: i64) -> NewRecord {
        let id = of.id.0;
        let pieces = dice.below(self.open(id) + 2);
        let (unit, deed) = match (&of.deed, kind) {
            (Deed::Send { to, .. }, 7) => (*to, confirm(id, pieces)),
            (Deed::Send { .. }, 8) => {
                let end = if dice.below(2) == 0 { End::Back } else { End::LostOnTheWay };
                (of.unit, settle(id, pieces.max(1), end))
            }
            _ => (of.unit, reverse(id)),
        };
        NewRecord { unit, item: of.item, deed, ..new }
    }

    /// As the database has to have it.
    async fn check(&self, world: &World, items: &[ItemId]) -> anyhow::Result<()> {
        let mut stocks = BTreeMap::new();
        for (unit, item) in UNITS.iter().flat_map(|unit| items.iter().map(|item| (*unit, *item))) {
            let lies = self.closing(unit, item, TODAY + Duration::days(DAYS));
            stocks.insert(unit, lies);
            for day in (0..DAYS).map(|day| TODAY + Duration::days(day)) {
                let book = book(world, unit, day).await?;
                let page = book.pages.into_iter().find(|page| page.item.id == item);
                let page = page.ok_or_else(|| anyhow::anyhow!("no page of {item:?}"))?;
                ensure!(page.closing() == self.closing(unit, item, day), "{unit} {item:?} {day}");
                let of_day = |r: &&NewRecord| (r.unit, r.item, r.day) == (unit, item, day);
                let count = self.standing().filter(of_day).filter_map(|r| match &r.deed {
                    Deed::Count { counted, .. } => Some(*counted),
                    _ => None,
                });
                let said = page.reported.map(|reported| reported.counted);
                ensure!(said == count.last(), "{unit} {item:?} {day}: {said:?}");
            }
        }
        self.check_transfers(world).await
    }

    async fn check_transfers(&self, world: &World) -> anyhow::Result<()> {
        let db = opened(world).await?;
        let rows = select(&db, "SELECT id, open FROM transfers").await?;
        db.close().await?;
        let sent = self.written.iter().filter(|r| matches!(r.deed, Deed::Send { .. }));
        ensure!(rows.len() == sent.count());
        for row in rows {
            let (id, open) = (row["id"].as_i64().unwrap_or(0), row["open"].as_i64());
            ensure!(open == Some(self.open(id)), "transfer {id}: {open:?}");
        }
        Ok(())
    }
}

/// Nothing comes from nowhere: said of one instant, in one statement.
const CONSERVED: &str = "SELECT CAST(COALESCE((SELECT SUM(pieces) FROM balances), 0) AS BIGINT) AS shelves, \
    CAST(COALESCE((SELECT SUM(CASE WHEN to_kind = 'shelf' THEN pieces ELSE 0 END \
    - CASE WHEN from_kind = 'shelf' THEN pieces ELSE 0 END) FROM entries), 0) AS BIGINT) AS entries, \
    CAST(COALESCE((SELECT SUM(pieces) FROM area_balances WHERE length(area) = 2), 0) AS BIGINT) AS province, \
    CAST(COALESCE((SELECT SUM(received + adjusted - allocated - sent_back - g1 - g2 - g3 - g4 \
    - written_off) FROM days), 0) AS BIGINT) AS days, \
    CAST(COALESCE((SELECT SUM(open) FROM transfers), 0) AS BIGINT) AS open, \
    CAST(COALESCE((SELECT SUM(CASE WHEN to_kind = 'transit' THEN pieces ELSE 0 END \
    - CASE WHEN from_kind = 'transit' THEN pieces ELSE 0 END) FROM entries), 0) AS BIGINT) AS transit";

/// Looks again and again until told to stop; says how often.
async fn watch(world: &World, stop: &AtomicBool) -> anyhow::Result<u32> {
    let db = opened(world).await?;
    let mut looks = 0;
    loop {
        let is_last = stop.load(Ordering::SeqCst);
        let row = select(&db, CONSERVED).await?.remove(0);
        ensure!(row["shelves"].is_i64() && row["transit"].is_i64(), "{row}");
        ensure!(row["shelves"] == row["entries"], "{row}");
        ensure!(row["shelves"] == row["province"], "{row}");
        ensure!(row["shelves"] == row["days"], "{row}");
        ensure!(row["open"] == row["transit"], "{row}");
        looks += 1;
        if is_last {
            db.close().await?;
            return Ok(looks);
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

/// Thinks of things to write, and writes them beside others who do the same.
async fn write_at_random(
    world: &World,
    mut dice: Dice,
    next: &AtomicI64,
    model: &Mutex<Model>,
    count: i64,
) -> anyhow::Result<()> {
    for _ in 0..count {
        let id = next.fetch_add(1, Ordering::SeqCst);
        // What this one thinks of may be overtaken by the others.
        let thought = model.lock().await.think_of(&mut dice, id, MASK);
        let [one, again] = [thought.clone(), thought.clone()];
        let done = match dice.below(10) {
            // LINE says it twice, and two replicas hear it.
            0 => {
                let (one, again) = tokio::join!(write(world, one), write(world, again));
                ensure!(one.is_err() || again.is_err(), "{thought:?} was written twice");
                one.or(again)
            }
            _ => write(world, one).await,
        };
        match done {
            Ok(()) => model.lock().await.written.push(thought),
            Err(Error::Overtaken | Error::Conflict | Error::Broken(_)) => {}
            Err(other) => anyhow::bail!("{other}"),
        }
    }
    Ok(())
}

/// What is told of a shelf and a day, whoever tells it: what came in and went out, what was counted.
type Told = BTreeMap<(i64, String), (i64, Option<i64>)>;

/// As the database has it.
async fn told(world: &World) -> anyhow::Result<Told> {
    let db = opened(world).await?;
    let net = "received + adjusted - allocated - sent_back - g1 - g2 - g3 - g4 - written_off";
    let sql = format!("SELECT unit, day, CAST({net} AS BIGINT) AS net, counted FROM days");
    let rows = select(&db, &sql).await?;
    db.close().await?;
    let line = |row: &serde_json::Value| {
        let key = (row["unit"].as_i64()?, row["day"].as_str()?.to_owned());
        Some((key, (row["net"].as_i64()?, row["counted"].as_i64())))
    };
    Ok(rows.iter().filter_map(line).collect())
}

impl Model {
    /// As it has to be; days on which all was taken back may be there or not.
    fn tells(&self) -> Told {
        let mut told = Told::new();
        for record in &self.written {
            let key = (record.unit.0, record.day.to_string());
            told.entry(key).or_default().0 += self.moved(record);
        }
        for record in self.standing() {
            if let Deed::Count { counted, .. } = &record.deed {
                let key = (record.unit.0, record.day.to_string());
                told.entry(key).or_default().1 = Some(*counted);
            }
        }
        told.retain(|_, told| *told != (0, None));
        told
    }
}

on_both! {
    async fn short_histories_by_the_hundred_end_as_they_have_to(world) {
        const HISTORIES: usize = 500;
        const AT_ONCE: usize = 4;
        let (seed, next) = (seed(), AtomicI64::new(1));
        let districts = areas::provinces().iter().flat_map(|area| areas::children(area.code));
        let tambons = districts.flat_map(|district| areas::children(district.code));
        let tambons: Vec<UnitId> = tambons.map(|tambon| Unit::office(tambon).id).collect();
        let histories = tambons.chunks_exact(3).take(HISTORIES).enumerate();
        let histories = histories.map(async |(number, units)| {
            let model = Mutex::new(Model::of(units));
            let dice = |half: u64| Dice::new(seed.wrapping_add(number as u64 * 2 + half));
            let half = |half| write_at_random(world, dice(half), &next, &model, 5);
            let (one, other) = tokio::join!(half(0), half(1));
            one.and(other)?;
            anyhow::Ok(model.into_inner())
        });
        let models: Vec<Model> =
            futures_util::stream::iter(histories).buffer_unordered(AT_ONCE).try_collect().await?;
        ensure!(models.len() == HISTORIES);
        let db = opened(world).await?;
        let rows = select(&db, "SELECT id FROM records ORDER BY unit, place").await?;
        db.close().await?;
        let ids = rows.iter().filter_map(|row| row["id"].as_i64());
        let places: HashMap<i64, usize> = ids.enumerate().map(|(place, id)| (id, place)).collect();
        let mut must = Told::new();
        for mut model in models {
            // Which count was the last one, only the book knows.
            model.written.sort_by_key(|record| places.get(&record.id.0));
            must.extend(model.tells());
        }
        let mut is = told(world).await?;
        is.retain(|_, told| *told != (0, None));
        let keys = is.keys().chain(must.keys());
        let other = keys.filter(|key| is.get(*key) != must.get(*key)).map(|key| (key, is.get(key), must.get(key)));
        let other: Vec<_> = other.take(4).collect();
        ensure!(other.is_empty(), "unit and day, what is told, what must be: {other:?}");
        ensure!(must.len() > HISTORIES);
        Ok(())
    }

    async fn what_may_be_written_is_written_and_nothing_else(world) {
        let mut dice = Dice::new(seed());
        let items = [MASK, adds_an_item(world).await?];
        let (mut model, mut refused) = (Model::of(&UNITS), 0);
        for id in 1..=500 {
            let item = dice.one_of(&items).copied().unwrap_or(MASK);
            let record = model.think_of(&mut dice, id, item);
            let may = model.may(&record);
            let done = write(world, record.clone()).await;
            ensure!(done.is_ok() == may, "{record:?}: {done:?}, {may}");
            match may {
                true => model.written.push(record),
                false => refused += 1,
            }
        }
        ensure!(refused > 50 && model.written.len() > 100, "{refused} refused");
        model.check(world, &items).await
    }

    async fn whatever_is_written_at_once_nothing_is_lost_or_made(world) {
        const WRITERS: i64 = 4;
        const EACH: i64 = 150;
        let seed = seed();
        let (stop, next) = (AtomicBool::new(false), AtomicI64::new(1));
        let model = Mutex::new(Model::of(&UNITS));
        let writers = (0..WRITERS).map(|writer| {
            let dice = Dice::new(seed.wrapping_add(writer.unsigned_abs()));
            write_at_random(world, dice, &next, &model, EACH)
        });
        let work = async {
            let done = futures_util::future::join_all(writers).await;
            stop.store(true, Ordering::SeqCst);
            done.into_iter().collect::<anyhow::Result<()>>()
        };
        let (work, looks) = tokio::join!(work, watch(world, &stop));
        work?;
        ensure!(looks? > 5);
        let mut model = model.into_inner();
        // Which count was the last one, only the book knows.
        let db = opened(world).await?;
        let rows = select(&db, "SELECT id FROM records ORDER BY unit, place").await?;
        db.close().await?;
        ensure!(rows.len() == model.written.len(), "{} of {}", rows.len(), model.written.len());
        let order: Vec<i64> = rows.iter().filter_map(|row| row["id"].as_i64()).collect();
        model.written.sort_by_key(|record| order.iter().position(|id| *id == record.id.0));
        model.check(world, &[MASK]).await
    }
}
