//! What a file comes to: which of its units are new, and whom they report to.

use std::collections::HashMap;

use asa_core::areas::{AreaCode, Level as AreaLevel};
use asa_core::people::change::NewUnit;
use asa_core::people::{Action, Level, Target, Unit, UnitId, UnitKind};
use asa_core::thai::fold;

use super::super::right::Right;
use super::rows::{Fault, Meant};

/// What makes a unit the same when a file is imported again.
type Key = (UnitKind, AreaCode, String);

/// A name in a district.
type Named = (Option<AreaCode>, String);

/// A unit that others may report to.
#[derive(Debug, Clone, Copy)]
struct Parent {
    is: Is,
    level: Level,
}

#[derive(Debug, Clone, Copy)]
enum Is {
    There(UnitId),
    /// One of the file's own, by its place among the new.
    New(usize),
}

#[derive(Debug)]
pub(super) struct Plan {
    there: HashMap<Key, UnitId>,
    by_id: HashMap<UnitId, Parent>,
    by_name: HashMap<Named, Vec<Parent>>,
    /// Where the units of the file are in it.
    seen: HashMap<Key, u64>,
    pub(super) new: Vec<Meant>,
    /// As many as `new`, once they are found.
    parents: Vec<Option<Is>>,
    pub(super) unchanged: usize,
    pub(super) faults: Vec<Fault>,
}

impl Plan {
    /// Over the units that are there.
    pub(super) fn over(units: Vec<Unit>) -> Self {
        let mut plan = Self {
            there: HashMap::new(),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            seen: HashMap::new(),
            new: Vec::new(),
            parents: Vec::new(),
            unchanged: 0,
            faults: Vec::new(),
        };
        for unit in units.into_iter().filter(|unit| unit.is_open) {
            let parent = Parent { is: Is::There(unit.id), level: unit.level() };
            plan.by_id.insert(unit.id, parent);
            plan.name(unit.area, &unit.name, parent);
            plan.there.insert((unit.kind, unit.area, unit.name), unit.id);
        }
        plan
    }

    fn name(&mut self, area: AreaCode, name: &str, parent: Parent) {
        let named = (area.at(AreaLevel::District), fold(name));
        self.by_name.entry(named).or_default().push(parent);
    }

    pub(super) fn add(&mut self, meant: Meant) {
        let key = (meant.kind, meant.area, meant.name.clone());
        if let Some(first) = self.seen.get(&key) {
            let says = format!("this is the unit of line {first} again");
            self.faults.push(Fault { line: meant.line, column: "name", says });
            return;
        }
        self.seen.insert(key.clone(), meant.line);
        if self.there.contains_key(&key) {
            self.unchanged += 1;
            return;
        }
        let parent = Parent { is: Is::New(self.new.len()), level: meant.kind.level() };
        self.name(meant.area, &meant.name, parent);
        self.new.push(meant);
    }

    /// Once all lines are there: a unit may report to one that stands below it in the file.
    pub(super) fn find_parents(&mut self, right: &Right) {
        for meant in &self.new {
            let fault = |column, says| Fault { line: meant.line, column, says };
            let parent = match meant.parent.as_str() {
                "" => Ok(None),
                written => self.parent(meant, written).map(Some),
            };
            match parent {
                Ok(parent) => self.parents.push(parent),
                Err(says) => self.faults.push(fault("parent", says)),
            }
            let (level, area) = (meant.kind.level(), meant.area);
            let target = Target { level, area, unit: None, parent: None };
            if let Err(says) = right.check(Action::AddUnit, &target) {
                self.faults.push(fault("area", says.to_string()));
            }
        }
    }

    /// By its id, or by its name in the same district.
    fn parent(&self, meant: &Meant, written: &str) -> Result<Is, String> {
        let found = match written.parse() {
            Ok(id) => self.by_id(id).into_iter().collect(),
            Err(_) => {
                let named = (meant.area.at(AreaLevel::District), fold(written));
                self.by_name.get(&named).cloned().unwrap_or_default()
            }
        };
        match found.as_slice() {
            [] => Err(format!("there is no unit {written} in its district, nor in the file")),
            [parent] if parent.level.is_above(meant.kind.level()) => Ok(parent.is),
            [_] => Err(format!("{written} does not stand above this unit")),
            _ => Err(format!("several are called {written}: write the id, such as u1000001")),
        }
    }

    fn by_id(&self, id: UnitId) -> Option<Parent> {
        let office = Unit::office_by_id(id);
        let office = office.map(|office| Parent { is: Is::There(id), level: office.level() });
        office.or_else(|| self.by_id.get(&id).copied())
    }

    /// The new ones, numbered from the first on.
    pub(super) fn units(self, first: i64) -> Vec<NewUnit> {
        let id = |at: usize| UnitId::added(first + i64::try_from(at).unwrap_or(i64::MAX));
        let numbered = self.new.into_iter().zip(self.parents).enumerate();
        let units = numbered.map(|(at, (meant, parent))| {
            let Meant { kind, name, area, moo, .. } = meant;
            let parent = parent.map(|parent| match parent {
                Is::There(there) => there,
                Is::New(at) => id(at),
            });
            NewUnit { id: id(at), kind, name, area, moo, parent }
        });
        units.collect()
    }
}
