//! Carrying out what is asked for about people and units: by a turn in its commit, by a command
//! in a transaction of its own.
//!
//! Invariant: all of what is asked for happens, or nothing.

use asa_core::effect::Tell;
use asa_core::moment::Moment;
use asa_core::people::{Change, RoleId, UnitId};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{applying, closing, deciding, inviting, privacy, seats, tells, units};
use crate::sql::execute;
use crate::{Error, Result, Store};

/// Which way somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Through {
    Chat,
    Command,
    /// Nobody came: time has passed.
    Time,
}

impl Through {
    /// As it is stored, if it is.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Chat => Some("chat"),
            Self::Command => Some("cli"),
            Self::Time => None,
        }
    }
}

/// In whose name something is done.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// By LINE's id; `None` is the operator.
    pub person: Option<&'a str>,
    pub through: Through,
}

/// Something being done, in a transaction that is open.
#[derive(Clone, Copy)]
pub(crate) struct Act<'a> {
    pub(crate) store: &'a Store,
    pub(crate) tx: &'a DatabaseTransaction,
    pub(crate) by: By<'a>,
    pub(crate) now: Moment,
}

/// What happened to a role or a unit.
#[derive(Clone, Copy, Default)]
pub(super) struct Event<'a> {
    pub(super) what: &'static str,
    pub(super) number: Option<i64>,
    pub(super) why: Option<&'a str>,
}

/// What a turn asks for, or a command.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub changes: Vec<Change>,
    pub tells: Vec<Tell>,
}

impl Asked {
    pub fn is_nothing(&self) -> bool {
        self.changes.is_empty() && self.tells.is_empty()
    }
}

/// Does it at once, for a command.
pub async fn act(store: &Store, by: By<'_>, asked: &Asked, now: Moment) -> Result<()> {
    let tx = store.begin().await?;
    let cause = format!("cli-{}", Uuid::new_v4().simple());
    apply(store, &tx, by, &cause, asked, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Does it in the commit of the event that is its cause.
pub(crate) async fn apply(
    store: &Store,
    tx: &DatabaseTransaction,
    by: By<'_>,
    cause: &str,
    asked: &Asked,
    now: Moment,
) -> Result<()> {
    let act = Act { store, tx, by, now };
    for change in &asked.changes {
        carry_out(&act, change).await.map_err(|error| match error {
            // One of a kind was there already, or came at the same time.
            Error::Conflict => Error::Overtaken,
            error => error,
        })?;
    }
    tells::tell(&act, cause, &asked.tells).await?;
    Ok(())
}

async fn carry_out(act: &Act<'_>, change: &Change) -> Result<()> {
    match change {
        Change::Consent { version, hash, choice } => {
            privacy::consent(act, *version, hash, *choice).await
        }
        Change::Apply(application) => applying::apply(act, application).await,
        Change::Withdraw { role } => applying::withdraw(act, *role).await,
        Change::Correct { role, form } => applying::correct(act, *role, form).await,
        Change::Decide(decision) => deciding::decide(act, decision).await,
        Change::TakeBackDecision { number } => deciding::take_back(act, *number).await,
        Change::Suspend { number, role, why } => deciding::suspend(act, *number, *role, why).await,
        Change::Activate { number, role } => deciding::activate(act, *number, *role).await,
        Change::HandOver { number, from, to } => seats::hand_over(act, *number, *from, *to).await,
        Change::AddUnit(unit) => units::add(act, unit).await,
        Change::CloseUnit { number, unit, into, why } => {
            closing::close(act, *number, *unit, *into, why).await
        }
        Change::ReopenUnit { number } => closing::reopen(act, *number).await,
        Change::Invite(invitation) => inviting::invite(act, invitation).await,
        Change::Revoke { invitation } => inviting::revoke(act, *invitation).await,
        Change::GuessedWrong => inviting::guessed_wrong(act).await,
        Change::Looked { role, why } => privacy::looked(act, *role, why).await,
        Change::AskErasure { number } => privacy::ask_erasure(act, *number).await,
        Change::KeepMe { number } => privacy::keep_me(act, *number).await,
    }
}

impl Act<'_> {
    /// Whose own affair this is: the operator has none.
    pub(super) fn person(&self) -> Result<&str> {
        let nobody = || Error::Broken("only a person can do this, for themselves".into());
        self.by.person.ok_or_else(nobody)
    }

    pub(super) async fn role_event(&self, role: RoleId, event: Event<'_>) -> Result<()> {
        self.event("role_events", "role", role.0, event).await
    }

    pub(super) async fn unit_event(&self, unit: UnitId, event: Event<'_>) -> Result<()> {
        self.event("unit_events", "unit", unit.0, event).await
    }

    async fn event(&self, table: &str, of: &str, id: i64, event: Event<'_>) -> Result<()> {
        let sql = format!(
            "INSERT INTO {table} ({of}, at, what, number, person, through, why) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)"
        );
        let values = [
            id.into(),
            self.now.millis().into(),
            event.what.into(),
            event.number.into(),
            self.by.person.into(),
            self.by.through.as_str().into(),
            event.why.into(),
        ];
        execute(self.tx, sql, values).await?;
        Ok(())
    }
}

/// Whether the one row that was to be changed still was as it was thought to be.
pub(super) fn the_one(changed: u64) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(Error::Overtaken) }
}
