//! Volunteers, a village each, with a role and a full shelf: made through the doors of the store,
//! not by talking, which is what is to be measured.

use std::time::Duration;

use anyhow::Context as _;
use asa::twin::Twin;
use asa_core::areas::{self, AreaCode};
use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_core::people::change::{Application, Decision, NewUnit};
use asa_core::people::names::series;
use asa_core::people::{Change, Level, RoleId, RoleKind, UnitId};
use asa_core::stock::record::Source;
use asa_core::stock::{Deed, Item, NewRecord, names};
use asa_db::people::act::{Asked, By, Through, act};
use asa_db::people::units;
use asa_db::{Store, numbers, stock};

use super::town::{SHELF, add_friend};
use crate::people::form;
use crate::province::{PROVINCE, villages};

const AT_ONCE: usize = 500;

pub async fn settle(store: &Store, twin: &Twin, count: usize) -> anyhow::Result<Vec<LineId>> {
    let now = twin.settings().clock.now();
    // All over the country: a tambon has a dozen villages, not a hundred. But none where newcomers
    // register, who would be asked which of them they mean.
    let all = areas::provinces().iter().map(|province| province.code);
    let provinces: Vec<AreaCode> =
        all.filter(|code| code.to_string() != PROVINCE.to_string()).collect();
    let units = villages(&provinces, count)?;
    let by = By { person: None, through: Through::Command };
    units::import(store, by, &units, now).await?;
    let roles = numbers::take(store, series::ROLES, u32::try_from(count)?).await?;
    let mut people = Vec::with_capacity(count);
    for (unit, role) in units.iter().zip(roles..) {
        let person = add_friend(twin);
        appoint(store, &person, unit.id, RoleId(role), now).await?;
        people.push(person);
    }
    fill(store, &units, now).await?;
    Ok(people)
}

/// As if they had asked, and somebody had said yes.
async fn appoint(
    store: &Store,
    person: &LineId,
    unit: UnitId,
    role: RoleId,
    now: Moment,
) -> anyhow::Result<()> {
    let kind = RoleKind::Volunteer;
    let form = Some(form("คน", kind));
    let desk = Level::Local;
    let asks = Application { role, kind, unit, form, invitation: None, at_once: false, desk };
    let answer = Decision { number: -role.0, role, approved: true, why: None };
    let themselves = By { person: Some(person.as_str()), through: Through::Chat };
    let nobody = By { person: None, through: Through::Command };
    for (by, change) in [(themselves, Change::Apply(asks)), (nobody, Change::Decide(answer))] {
        act(store, by, &Asked { changes: vec![change], tells: Vec::new() }, now).await?;
    }
    Ok(())
}

async fn fill(store: &Store, units: &[NewUnit], now: Moment) -> anyhow::Result<()> {
    let first = numbers::take(store, names::series::RECORDS, u32::try_from(units.len())?).await?;
    let yesterday = now.bangkok_date().previous_day().context("the calendar begins")?;
    let record = |(unit, id): (&NewUnit, i64)| {
        let deed = Deed::Receive { from: Source::Before, pieces: SHELF };
        let item = Item::SURGICAL_MASK;
        (format!("given-{id}"), NewRecord::plain(id, unit.id, item, yesterday, deed))
    };
    let records: Vec<_> = units.iter().zip(first..).map(record).collect();
    for some in records.chunks(AT_ONCE) {
        stock::write(store, some, now - Duration::from_secs(3600)).await?;
    }
    Ok(())
}
