//! The rows of `data/*.csv`, read once from the program's own text. Names are slices of it.
//!
//! Invariant: no cell holds a comma, a quote or nothing at all (data/SOURCE.md), so a row is
//! split at its commas. A row that cannot be read is left out, and the test that counts the
//! areas fails.

use std::sync::LazyLock;

use super::{Area, AreaCode, Point};

static AREAS: LazyLock<Vec<Area>> = LazyLock::new(|| {
    let rows = [
        include_str!("data/provinces.csv"),
        include_str!("data/districts.csv"),
        include_str!("data/subdistricts.csv"),
    ];
    rows.into_iter().flat_map(read_areas).collect()
});

/// Every area, by code: provinces first, tambons last.
pub(super) fn areas() -> &'static [Area] {
    &AREAS
}

/// Other names of areas: old or variant spellings, and what people call them in chat.
pub(super) fn other_names() -> impl Iterator<Item = (AreaCode, &'static str)> {
    let aliases = table(include_str!("data/aliases.csv"), ["code", "alias_th"]);
    let popular = table(include_str!("data/popular.csv"), ["code", "name"]);
    aliases.chain(popular).filter_map(|[code, name]| Some((code?.parse().ok()?, name?)))
}

fn read_areas(csv: &'static str) -> impl Iterator<Item = Area> {
    let columns = ["code", "name_th", "name_en", "postcode", "lat", "lon"];
    table(csv, columns).filter_map(|[code, thai, english, postcode, lat, lon]| {
        Some(Area {
            code: code?.parse().ok()?,
            thai: thai?,
            english: english?,
            postcode,
            point: Point { lat: lat?.parse().ok()?, lon: lon?.parse().ok()? },
        })
    })
}

/// The named columns of every row; `None` where the table has no such column.
fn table<const N: usize>(
    csv: &'static str,
    columns: [&str; N],
) -> impl Iterator<Item = [Option<&'static str>; N]> {
    let (header, rows) = csv.split_once('\n').unwrap_or_default();
    let at = columns.map(|column| header.split(',').position(|name| name == column));
    rows.lines().map(move |row| {
        let cells: Vec<&str> = row.split(',').collect();
        at.map(|at| cells.get(at?).copied())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::thai::fold;

    #[test]
    fn names_are_as_text_is_kept() {
        for area in areas() {
            assert_eq!(fold(area.thai), area.thai);
            assert_eq!(fold(area.english), area.english.to_lowercase());
        }
    }

    #[test]
    fn only_a_province_has_no_postcode() {
        for area in areas() {
            let digits = area.postcode.map_or(0, |postcode| postcode.parse::<u32>().unwrap());
            assert_eq!(area.code.parent().is_none(), digits == 0, "{area:?}");
            assert!(digits == 0 || (10_000..100_000).contains(&digits), "{area:?}");
        }
    }

    #[test]
    fn other_names_belong_to_areas_and_say_something_new() {
        assert_eq!(other_names().count(), 6 + 58);
        for (code, name) in other_names() {
            let area = super::super::get(code).unwrap();
            assert!(area.thai != name && area.english.to_lowercase() != name, "{code} {name}");
        }
    }
}
