//! What a turn may know besides what was just done: loaded by the shell.
//!
//! What every turn knows is a field. Anything else is asked for with a [`Need`] where it is
//! needed: if it has not been loaded, the turn comes to nothing, the shell loads exactly what was
//! asked for, and works the turn out again. A turn is pure, so that does no harm.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::areas::AreaCode;
use crate::conversation::Language;
use crate::moment::Moment;
use crate::people::record::{Invitation, Mine, Record, Redeemed};
use crate::people::{Level, Me, RoleId, Unit, UnitId};
use crate::stock::known::{Answer, Ask};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub now: Moment,
    pub language: Language,
    /// The province's own number, where the operator has set one.
    pub hotline: Option<String>,
    /// Where the full notice can be read, if phones can reach us.
    pub notice_link: Option<String>,
    /// Who answers for the data, and who looks after it.
    pub organisation: Option<String>,
    pub dpo: Option<String>,
    /// What comes before a text in a link that opens our chat with it typed in.
    pub chat_link: Option<String>,
    /// The area that this service is for; places are looked for there first.
    pub home: Option<AreaCode>,
    /// How many days back stock may be written down, where the operator has said so.
    pub backfill_days: Option<u16>,
    pub me: Me,
    /// A name for a session that begins in this turn; never used before.
    pub fresh_session: String,
    /// A number for a record that is saved in this turn; never used before. `None` where the
    /// shell has seen that none will be: see [`crate::conversation::saves_into`].
    pub fresh_number: Option<i64>,
    /// A code for an invitation; nobody can guess it.
    pub fresh_code: String,
    /// What has been asked for.
    pub found: BTreeMap<Need, Found>,
    pub asked: Asked,
}

/// What was asked for, there or not: noted where it is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked(RefCell<BTreeSet<Need>>);

/// A question to what is stored.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    Unit(UnitId),
    /// Open units that were added in this area, by level and name: at most 200.
    UnitsIn(AreaCode),
    /// Levels at which somebody may decide about roles at this unit, the nearest first.
    Deciders(UnitId),
    /// What waits for the decision of the person: at most ten, the oldest first.
    Queue,
    Record(RoleId),
    /// Officers of a unit.
    Officers(UnitId),
    /// People in the person's area by part of a name, or a telephone number: at most ten.
    People(String),
    Invitation(String),
    /// Those the person has made and that still work.
    MyInvitations,
    Mine,
    /// Where the person can fetch everything that is held about them, for a day.
    CopyLink,
    Stock(Ask),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Units(Vec<Unit>),
    Levels(Vec<Level>),
    /// The first of them, and how many there are.
    Queue(Vec<Record>, usize),
    Records(Vec<Record>),
    Redeemed(Redeemed),
    Invitations(Vec<Invitation>),
    Mine(Box<Mine>),
    Link(Option<String>),
    Stock(Answer),
}

impl Facts {
    /// The answer, if it is there; if not, it will be when the turn is worked out again.
    pub(crate) fn ask(&self, need: Need) -> Option<&Found> {
        let found = self.found.get(&need);
        self.asked.0.borrow_mut().insert(need);
        found
    }

    /// All that was asked for.
    pub fn asked(&self) -> Vec<Need> {
        self.asked.0.borrow().iter().cloned().collect()
    }

    /// What was asked for and was not there.
    pub fn missing(&self) -> Vec<Need> {
        let asked = self.asked.0.borrow();
        asked.iter().filter(|need| !self.found.contains_key(need)).cloned().collect()
    }

    /// A unit; offices of areas are there without anybody adding them.
    pub fn unit(&self, id: UnitId) -> Option<Unit> {
        let own = || self.me.roles.iter().map(|role| &role.unit).find(|unit| unit.id == id);
        Unit::office_by_id(id)
            .or_else(|| own().cloned())
            .or_else(|| self.units(Need::Unit(id)).into_iter().next())
    }

    pub fn units_in(&self, area: AreaCode) -> Vec<Unit> {
        self.units(Need::UnitsIn(area))
    }

    fn units(&self, need: Need) -> Vec<Unit> {
        match self.ask(need) {
            Some(Found::Units(units)) => units.clone(),
            _ => Vec::new(),
        }
    }

    pub fn deciders(&self, unit: UnitId) -> Vec<Level> {
        match self.ask(Need::Deciders(unit)) {
            Some(Found::Levels(levels)) => levels.clone(),
            _ => Vec::new(),
        }
    }

    pub fn queue(&self) -> (Vec<Record>, usize) {
        match self.ask(Need::Queue) {
            Some(Found::Queue(records, count)) => (records.clone(), *count),
            _ => (Vec::new(), 0),
        }
    }

    pub fn record(&self, role: RoleId) -> Option<Record> {
        self.records(Need::Record(role)).into_iter().next()
    }

    pub fn officers(&self, unit: UnitId) -> Vec<Record> {
        self.records(Need::Officers(unit))
    }

    pub fn people(&self, text: &str) -> Vec<Record> {
        self.records(Need::People(text.to_owned()))
    }

    fn records(&self, need: Need) -> Vec<Record> {
        match self.ask(need) {
            Some(Found::Records(records)) => records.clone(),
            _ => Vec::new(),
        }
    }

    pub fn invitation(&self, code: &str) -> Option<Redeemed> {
        match self.ask(Need::Invitation(code.to_owned())) {
            Some(Found::Redeemed(redeemed)) => Some(redeemed.clone()),
            _ => None,
        }
    }

    pub fn my_invitations(&self) -> Vec<Invitation> {
        match self.ask(Need::MyInvitations) {
            Some(Found::Invitations(invitations)) => invitations.clone(),
            _ => Vec::new(),
        }
    }

    pub fn copy_link(&self) -> Option<String> {
        match self.ask(Need::CopyLink) {
            Some(Found::Link(link)) => link.clone(),
            _ => None,
        }
    }

    pub fn mine(&self) -> Mine {
        match self.ask(Need::Mine) {
            Some(Found::Mine(mine)) => (**mine).clone(),
            _ => Mine::default(),
        }
    }
}
