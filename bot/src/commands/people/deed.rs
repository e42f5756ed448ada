//! What is decided about people from the machine. Whoever it is about is told in LINE, as if it
//! had been decided there.

use anyhow::{Context as _, bail};
use asa_core::effect::{Tell, Whom};
use asa_core::people::change::Decision;
use asa_core::people::names::{series, views};
use asa_core::people::record::Record;
use asa_core::people::{Action, Change, RoleId, RoleState, Seat};
use asa_db::people::act::{Asked, act};
use asa_db::people::list;
use asa_db::{Store, numbers};

use super::super::right::Right;
use super::super::{Outcome, show};
use crate::clock::Clock;

pub(super) async fn decide(
    store: &Store,
    right: &Right,
    role: RoleId,
    refused: Option<String>,
) -> Outcome {
    let record = record(store, role).await?;
    right.check_about(store, Action::decide(record.role.kind), &record).await?;
    must_be(&record, RoleState::Waiting)?;
    let (number, approved) = (number(store).await?, refused.is_none());
    let change = Change::Decide(Decision { number, role, approved, why: refused });
    carry_out(store, right, change, views::DECIDED, role).await?;
    show::line(&format!("{role} is {}", if approved { "active" } else { "refused" }));
    Ok(true)
}

pub(super) async fn suspend(store: &Store, right: &Right, role: RoleId, why: String) -> Outcome {
    let record = record(store, role).await?;
    right.check_about(store, Action::Suspend, &record).await?;
    must_be(&record, RoleState::Active)?;
    let change = Change::Suspend { number: number(store).await?, role, why };
    carry_out(store, right, change, views::ROLE_CHANGED, role).await?;
    show::line(&format!("{role} is suspended"));
    Ok(true)
}

pub(super) async fn activate(store: &Store, right: &Right, role: RoleId) -> Outcome {
    let record = record(store, role).await?;
    right.check_about(store, Action::Suspend, &record).await?;
    must_be(&record, RoleState::Suspended)?;
    let change = Change::Activate { number: number(store).await?, role };
    carry_out(store, right, change, views::ROLE_CHANGED, role).await?;
    show::line(&format!("{role} is active again"));
    Ok(true)
}

/// By the unit's own officers; or by the operator, who could as well suspend the primary.
pub(super) async fn hand_over(store: &Store, right: &Right, from: RoleId, to: RoleId) -> Outcome {
    let (old, new) = (record(store, from).await?, record(store, to).await?);
    let action = match right {
        Right::Operator => Action::Suspend,
        Right::Officer(..) => Action::HandOver,
    };
    right.check(action, &old.role.target())?;
    must_be(&old, RoleState::Active)?;
    must_be(&new, RoleState::Active)?;
    if old.role.unit.id != new.role.unit.id || new.role.seat != Some(Seat::Deputy) {
        bail!("{to} is no deputy at the unit of {from}");
    }
    if old.role.seat != Some(Seat::Primary) {
        bail!("{from} is not the primary officer of its unit");
    }
    let change = Change::HandOver { number: number(store).await?, from, to };
    carry_out(store, right, change, views::ROLE_CHANGED, to).await?;
    show::line(&format!("{to} is the primary officer of {} now", new.role.unit.id));
    Ok(true)
}

async fn record(store: &Store, role: RoleId) -> anyhow::Result<Record> {
    let found = list::show(store, role).await?.map(|listed| listed.record);
    found.with_context(|| format!("there is no role {role}: `asa people list`"))
}

fn must_be(record: &Record, state: RoleState) -> anyhow::Result<()> {
    let role = &record.role;
    if role.state == state {
        return Ok(());
    }
    bail!("{} is not {}: it is {}", role.id, state.as_str(), role.state.as_str())
}

async fn number(store: &Store) -> anyhow::Result<i64> {
    Ok(numbers::take(store, series::ACTS, 1).await?)
}

async fn carry_out(
    store: &Store,
    right: &Right,
    change: Change,
    view: &'static str,
    told: RoleId,
) -> anyhow::Result<()> {
    let tell = Tell { whom: Whom::PersonOf(told), view, about: told.to_string() };
    let asked = Asked { changes: vec![change], tells: vec![tell] };
    act(store, right.by(), &asked, Clock::system().now()).await?;
    Ok(())
}
