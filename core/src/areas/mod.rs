//! The provinces, districts and tambons of Thailand: inside the program, and found however
//! people write them. The rows, their sources and licences lie in `data/`.
//!
//! Invariant: constant data. It is read from the program itself at the first use, and never
//! changes: an [`AreaCode`] of the official list always means the same [`Area`].
//!
//! Invariant: [`search()`] is certain only when exactly one area is meant as written; everything
//! else is a question to the person.

mod area;
mod code;
mod data;
mod near_point;
mod search;

use std::ops::Range;

pub use area::{Area, Point, told_apart};
pub use code::{AreaCode, Level, NotAnAreaCode};
pub use near_point::nearest;
pub use search::{Found, matching_prefix, search};

pub fn get(code: AreaCode) -> Option<&'static Area> {
    let areas = data::areas();
    areas.binary_search_by_key(&code, |area| area.code).ok().map(|at| &areas[at])
}

pub fn provinces() -> &'static [Area] {
    between(AreaCode::PROVINCES)
}

/// The districts of a province or the tambons of a district, by code.
pub fn children(code: AreaCode) -> &'static [Area] {
    code.children().map_or(&[], between)
}

/// The areas are kept by code, so that those of one parent lie side by side.
fn between(codes: Range<u32>) -> &'static [Area] {
    let areas = data::areas();
    let before = |end: u32| areas.partition_point(|area| area.code.number() < end);
    &areas[before(codes.start)..before(codes.end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(code: &str) -> AreaCode {
        code.parse().unwrap()
    }

    #[test]
    fn the_whole_country_is_there() {
        let districts = provinces().iter().flat_map(|province| children(province.code));
        let tambons = districts.clone().flat_map(|district| children(district.code));
        assert_eq!((provinces().len(), districts.count(), tambons.count()), (77, 928, 7436));
    }

    #[test]
    fn every_area_has_its_parent_and_is_found_by_its_code() {
        for area in data::areas() {
            assert_eq!(get(area.code), Some(area));
            match area.code.parent() {
                Some(parent) => {
                    assert!(children(parent).contains(area));
                    assert_eq!(area.parent().map(|parent| parent.code), Some(parent));
                }
                None => assert!(provinces().contains(area)),
            }
        }
    }

    #[test]
    fn the_pilot_provinces_have_their_districts() {
        assert_eq!((children(code("47")).len(), children(code("54")).len()), (18, 8));
        assert!(children(code("470118")).is_empty() && children(code("99")).is_empty());
        assert_eq!(get(code("4799")), None);
    }
}
