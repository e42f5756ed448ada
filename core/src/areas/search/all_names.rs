//! Searches over every name there is, and over text that nobody would type.

use proptest::prelude::*;

use super::letters::{letters, sound};
use super::{Found, Level, data, matching_prefix, names, search};
use crate::areas::Area;
use crate::conversation::Language;
use crate::thai::fold;

#[test]
fn every_area_is_found_by_its_full_name() {
    for area in data::areas() {
        let found = search(&area.full_name(Language::Thai), None, &Level::ALL, 3);
        assert_eq!(found, Found::One(area));
    }
}

/// บางไทร and บางซ้าย are neighbours, and so are แม่คะ and แม่ข่า.
#[test]
fn every_area_is_found_by_its_english_name_but_for_six_that_are_spelled_the_same() {
    let mut alike = Vec::new();
    for area in data::areas() {
        match search(&area.full_name(Language::English), None, &Level::ALL, 3) {
            Found::One(found) => assert_eq!(found, area),
            Found::Several(areas) if areas.len() == 2 => alike.push(area.code.to_string()),
            other => panic!("{area:?}: {other:?}"),
        }
    }
    assert_eq!(alike, ["1404", "1413", "140401", "141301", "500910", "500911"]);
}

#[test]
fn a_name_that_repeats_is_never_taken_for_one_of_them() {
    for area in data::areas().iter().filter(|area| area.level() == Level::Tambon) {
        let same = names::exact(&letters(area.thai), |code| code.level() == Level::Tambon);
        let found = search(area.thai, None, &[Level::Tambon], same.len());
        match found {
            Found::One(one) => assert!(one == area && same.len() == 1),
            Found::Several(areas) => assert!(areas.contains(&area) && areas.len() == same.len()),
            Found::Near(_) | Found::Nothing => panic!("{area:?} is not found by its name"),
        }
    }
}

#[test]
fn a_menu_is_filtered_by_the_first_letters() {
    let found = |parent: &str, typed: &str| -> Vec<&str> {
        let areas = matching_prefix(parent.parse().unwrap(), typed);
        areas.into_iter().map(|area| area.thai).collect()
    };
    assert_eq!(found("54", "ส"), ["สูงเม่น", "สอง"]);
    assert_eq!(found("54", "อ.สู"), ["สูงเม่น"]);
    assert_eq!(found("54", "ม"), ["เมืองแพร่"]);
    assert_eq!(found("54", "wa"), ["วังชิ้น"]);
    assert_eq!(found("54", "ฮ"), [""; 0]);
    assert_eq!(found("54", "").len(), 8);
}

const SAID: &str = "[ก-ฮ]{0,3}(ต\\.|อ\\.|จังหวัด|เขต| |,|เมือง|[ะ-์]|[a-z]{1,4}|[0-9๐-๙]){0,12}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn no_text_breaks_the_search(text in any::<String>()) {
        search(&text, None, &Level::ALL, 5);
    }

    #[test]
    fn no_text_that_looks_like_an_area_breaks_the_search(text in SAID, most in 0..4usize) {
        let (Found::Near(areas) | Found::Several(areas)) = search(&text, None, &Level::ALL, most)
        else { return Ok(()) };
        prop_assert!(areas.len() <= most);
    }

    /// A letter changed, put in or left out: the area is among those that are offered.
    #[test]
    fn a_long_name_with_one_error_is_still_offered(
        area in prop::sample::select(long_names()),
        at in any::<prop::sample::Index>(),
        error in 0..3,
        letter in prop::char::range('ก', 'ฮ'),
    ) {
        let mut typed: Vec<char> = area.thai.chars().collect();
        let at = at.index(typed.len());
        match error {
            0 => typed[at] = letter,
            1 => typed.insert(at, letter),
            _ => drop(typed.remove(at)),
        }
        let typed = String::from_iter(typed);
        // An error can make another name, a kind, or a doubled vowel that cleaning takes for one.
        let is_name = !names::exact(&letters(&typed), |_| true).is_empty();
        prop_assume!(!is_name && !typed.contains("เขต") && fold(&typed) == typed);
        match search(&typed, None, &[area.level()], 30) {
            Found::Near(areas) => prop_assert!(areas.contains(&area), "{typed}: {areas:?}"),
            other => prop_assert!(false, "{typed} for {area:?}: {other:?}"),
        }
    }
}

/// In short ones an error may well be one too many.
fn long_names() -> Vec<&'static Area> {
    data::areas().iter().filter(|area| sound(&letters(area.thai)).len() > 8).collect()
}
