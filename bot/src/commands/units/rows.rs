//! A line of a file as the unit that is meant, or what is wrong with it.

use std::collections::HashMap;

use asa_core::areas::{self, Area, AreaCode, Found, Level};
use asa_core::conversation::Language;
use asa_core::people::UnitKind;
use asa_core::thai::fold;

use super::columns::Line;

/// What people call the kinds; the first is how we call it.
const KINDS: [(UnitKind, &[&str]); 9] = [
    (UnitKind::Lao, &["อบต.", "อบต", "เทศบาล", "อปท.", "อปท", "องค์การบริหารส่วนตำบล"]),
    (UnitKind::HealthCentre, &["รพ.สต.", "รพสต", "รพ.สต", "โรงพยาบาลส่งเสริมสุขภาพตำบล"]),
    (UnitKind::Hospital, &["โรงพยาบาล", "รพ.", "รพ"]),
    (UnitKind::VillageTeam, &["ทีมหมู่บ้าน", "หมู่บ้าน", "ทีมหมู่"]),
    (UnitKind::Checkpoint, &["จุดตรวจ", "จุดคัดกรอง", "ด่าน"]),
    (UnitKind::School, &["โรงเรียน"]),
    (UnitKind::Temple, &["วัด"]),
    (UnitKind::Centre, &["ศูนย์"]),
    (UnitKind::Other, &["อื่น ๆ", "อื่นๆ", "อื่น"]),
];
const LONGEST_NAME: usize = 100;

/// The unit a line means. Its parent is still what was written.
#[derive(Debug)]
pub(super) struct Meant {
    pub(super) line: u64,
    pub(super) kind: UnitKind,
    pub(super) name: String,
    pub(super) area: AreaCode,
    pub(super) moo: Option<u8>,
    pub(super) parent: String,
}

/// What is wrong, where, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) line: u64,
    pub(super) column: &'static str,
    pub(super) says: String,
}

/// Reads lines; places that were found once are known.
#[derive(Debug, Default)]
pub(super) struct Rows {
    places: HashMap<(Option<AreaCode>, String), Result<AreaCode, String>>,
}

impl Rows {
    pub(super) fn read(&mut self, line: &Line) -> Result<Meant, Fault> {
        let fault = |column| move |says| Fault { line: line.number, column, says };
        Ok(Meant {
            line: line.number,
            kind: kind(&line.cell("kind")).map_err(fault("kind"))?,
            name: name(line.cell("name")).map_err(fault("name"))?,
            area: self.area(line).map_err(|(column, says)| fault(column)(says))?,
            moo: moo(&line.cell("moo")).map_err(fault("moo"))?,
            parent: line.cell("parent"),
        })
    }

    fn area(&mut self, line: &Line) -> Result<AreaCode, (&'static str, String)> {
        let code = fold(&line.cell("area"));
        if !code.is_empty() {
            let found = code.parse().ok().filter(|code| areas::get(*code).is_some());
            let says = || format!("{code} is not the code of an area: `asa areas search` finds it");
            return found.ok_or_else(|| ("area", says()));
        }
        let mut within = None;
        let names = ["province", "district", "tambon"].map(|column| (column, line.cell(column)));
        let last = names.iter().rposition(|(_, name)| !name.is_empty());
        let last = last.ok_or_else(|| ("area", "say where it is: a code, or names".to_owned()))?;
        for ((column, name), level) in names.into_iter().zip(Level::ALL).take(last + 1) {
            within = Some(self.named(within, level, name).map_err(|says| (column, says))?);
        }
        within.ok_or_else(|| ("area", "say where it is".to_owned()))
    }

    fn named(
        &mut self,
        within: Option<AreaCode>,
        level: Level,
        name: String,
    ) -> Result<AreaCode, String> {
        let key = (within, name);
        if let Some(known) = self.places.get(&key) {
            return known.clone();
        }
        let found = find(within, level, &key.1);
        self.places.insert(key, found.clone());
        found
    }
}

fn find(within: Option<AreaCode>, level: Level, name: &str) -> Result<AreaCode, String> {
    const MOST: usize = 3;
    let list = |areas: &[&Area]| {
        let names = areas.iter().map(|area| area.full_name(Language::Thai));
        names.collect::<Vec<_>>().join(", ")
    };
    match areas::search(name, within, &[level], MOST) {
        _ if name.is_empty() => Err("its name is missing".to_owned()),
        Found::One(area) => Ok(area.code),
        Found::Near(areas) => {
            Err(format!("nothing is called {name} there; near is {}", list(&areas)))
        }
        Found::Several(areas) => Err(format!("several are called {name}: {}", list(&areas))),
        Found::Nothing => Err(format!("nothing is called {name} there")),
    }
}

/// By our word for it, or by people's.
pub(super) fn kind(text: &str) -> Result<UnitKind, String> {
    let said = fold(text);
    let called = |(_, names): &&(UnitKind, &[&str])| names.contains(&said.as_str());
    let named = KINDS.iter().find(called).map(|(kind, _)| *kind);
    match named.or_else(|| UnitKind::parse(&said)) {
        Some(UnitKind::Province | UnitKind::District | UnitKind::Tambon) => {
            Err("the office of an area is there without being added".to_owned())
        }
        Some(kind) => Ok(kind),
        None => {
            let known = KINDS.map(|(kind, names)| format!("{} ({})", kind.as_str(), names[0]));
            Err(format!("not a kind of unit; there are {}", known.join(", ")))
        }
    }
}

fn name(text: String) -> Result<String, String> {
    match text.chars().count() {
        0 => Err("it has no name".to_owned()),
        1..=LONGEST_NAME => Ok(text),
        _ => Err(format!("its name is longer than {LONGEST_NAME} letters")),
    }
}

fn moo(text: &str) -> Result<Option<u8>, String> {
    let said = fold(text);
    if said.is_empty() {
        return Ok(None);
    }
    let number = said.trim_start_matches("หมู่ที่").trim_start_matches("หมู่").trim();
    let number = number.parse().ok().filter(|number| (1..=99).contains(number));
    number.map(Some).ok_or_else(|| format!("{text} is not the number of a village, 1 to 99"))
}
