//! The file in which the operator says what is counted. Every line is checked, and all faults are
//! said at once.
//!
//! ```toml
//! [[item]]
//! code = "n95"
//! thai = "หน้ากาก N95"
//! english = "N95 masks"
//! measures = [
//!   { thai = "ชิ้น", english = "pieces", size = 1 },
//!   { thai = "กล่อง", english = "boxes", size = 20 },
//! ]
//! ```

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::stock::item::{Item, Measure, Words};

/// What the file says of an item: which number it has is for the database to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    pub code: String,
    pub name: Words,
    pub measures: Vec<Measure>,
    pub is_open: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    item: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    thai: String,
    english: String,
    measures: Vec<MeasureLine>,
    #[serde(default)]
    closed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureLine {
    thai: String,
    english: String,
    #[serde(default)]
    also: Vec<String>,
    size: Option<i64>,
}

/// The items in a file, or everything that is wrong with it. `known` are those there are already.
pub fn read(text: &str, known: &[Item]) -> Result<Vec<NewItem>, Vec<String>> {
    let file: File = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
    let items: Vec<NewItem> = file.item.into_iter().map(Line::read).collect();
    let mut faults: Vec<String> = items.iter().flat_map(faults).collect();
    let mut seen = BTreeSet::new();
    for item in &items {
        if !seen.insert(&item.code) {
            faults.push(format!("{}: is there twice", item.code));
        }
        let same = known.iter().find(|known| known.code == item.code);
        faults.extend(same.and_then(|known| item.changes_meaning(known)));
    }
    if faults.is_empty() { Ok(items) } else { Err(faults) }
}

impl Line {
    fn read(self) -> NewItem {
        let measure = |line: MeasureLine| Measure {
            name: Words { th: line.thai, en: line.english },
            also: line.also,
            size: line.size,
        };
        NewItem {
            code: self.code,
            name: Words { th: self.thai, en: self.english },
            measures: self.measures.into_iter().map(measure).collect(),
            is_open: !self.closed,
        }
    }
}

impl NewItem {
    /// What was written in one unit cannot be read in another.
    pub fn changes_meaning(&self, known: &Item) -> Option<String> {
        let base = known.measures.first()?;
        let stays = self.measures.first().is_some_and(|new| new.name.th == base.name.th);
        let say = || {
            let (code, unit) = (&self.code, &base.name.th);
            format!("{code}: is counted in {unit}, and stays so; another unit needs another code")
        };
        (!stays).then(say)
    }
}

fn faults(item: &NewItem) -> Vec<String> {
    let mut faults = Vec::new();
    let mut must = |is_so: bool, what: &str| {
        if !is_so {
            faults.push(format!("{}: {what}", item.code));
        }
    };
    let of_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    must(
        !item.code.is_empty() && item.code.chars().all(of_code),
        "a code has small letters, digits and _",
    );
    let (base, larger) = item.measures.split_at(item.measures.len().min(1));
    must(base.iter().any(|base| base.size == Some(1)), "the first measure has size = 1");
    must(
        larger.iter().all(|measure| measure.size.is_none_or(|size| size > 1)),
        "the other measures are larger, or have no size because it differs",
    );
    let of =
        |m: &'_ Measure| [m.name.th.clone(), m.name.en.clone()].into_iter().chain(m.also.clone());
    let mut names = item.measures.iter().flat_map(of);
    let is_named = [&item.name.th, &item.name.en].into_iter().all(|name| !name.trim().is_empty());
    must(is_named && names.all(|name| !name.trim().is_empty()), "a name is empty");
    let different: BTreeSet<&String> = item.measures.iter().map(|m| &m.name.th).collect();
    must(different.len() == item.measures.len(), "two measures have the same name");
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::ItemId;

    const N95: &str = r#"
        [[item]]
        code = "n95"
        thai = "หน้ากาก N95"
        english = "N95 masks"
        measures = [
          { thai = "ชิ้น", english = "pieces", size = 1 },
          { thai = "ลัง", english = "cartons" },
        ]
    "#;

    #[test]
    fn a_file_is_read() {
        let items = read(N95, &[]).unwrap();
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].measures[1].size, None);
        assert!(items[0].is_open);
    }

    #[test]
    fn all_that_is_wrong_is_said() {
        let bad = N95.replace("\"n95\"", "\"N 95\"").replace("size = 1", "size = 2");
        let faults = read(&bad, &[]).unwrap_err();
        assert_eq!(faults.len(), 2, "{faults:?}");
        let twice = format!("{N95}{N95}");
        assert_eq!(read(&twice, &[]).unwrap_err(), ["n95: is there twice"]);
        assert_eq!(read("item = 3", &[]).unwrap_err().len(), 1);
    }

    #[test]
    fn what_a_code_is_counted_in_never_changes() {
        let items = read(N95, &[]).unwrap();
        let NewItem { code, name, measures, is_open } = items[0].clone();
        let known = [Item { id: ItemId(2), code, name, measures, is_open }];
        assert!(read(N95, &known).is_ok());
        let other = N95.replace("ชิ้น", "กล่อง");
        let faults = read(&other, &known).unwrap_err();
        assert!(faults[0].contains("is counted in ชิ้น"), "{faults:?}");
    }
}
