//! The tambons around a point. The middle of a tambon says little about its borders: the
//! nearest one is right in three cases of four, one of the nearest five nearly always.
//! So: offer them and ask.

use super::{Area, AreaCode, Point, between};

const LAT: std::ops::RangeInclusive<f64> = 5.5..=20.6;
const LON: std::ops::RangeInclusive<f64> = 97.3..=105.7;
/// Whoever is farther from every tambon than this is at sea or abroad.
const FARTHEST_METRES: f64 = 60_000.0;
const METRES_PER_DEGREE: f64 = 111_195.0;

/// The nearest tambons with their distance in metres, nearest first; none outside Thailand.
pub fn nearest(lat: f64, lon: f64, most: usize) -> Vec<(&'static Area, u32)> {
    if !(LAT.contains(&lat) && LON.contains(&lon)) {
        return Vec::new();
    }
    let here = Point { lat, lon };
    let east = lat.to_radians().cos();
    let mut around: Vec<(&Area, f64)> = between(AreaCode::TAMBONS)
        .iter()
        .map(|area| (area, metres(here, area.point, east)))
        .filter(|(_, metres)| *metres <= FARTHEST_METRES)
        .collect();
    around.sort_unstable_by(|a, b| a.1.total_cmp(&b.1));
    around.into_iter().take(most).map(|(area, metres)| (area, metres.round() as u32)).collect()
}

/// On a plane, with `east` for how much shorter a degree of longitude is: over 60 km that is
/// wrong by less than the points are.
fn metres(a: Point, b: Point, east: f64) -> f64 {
    let north = a.lat - b.lat;
    let east = (a.lon - b.lon) * east;
    north.hypot(east) * METRES_PER_DEGREE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(lat: f64, lon: f64) -> Vec<String> {
        nearest(lat, lon, 3).iter().map(|(area, _)| area.code.to_string()).collect()
    }

    #[test]
    fn a_point_finds_the_tambon_it_lies_in() {
        assert_eq!(codes(17.164, 104.148)[0], "470101");
        assert_eq!(codes(13.751, 100.492)[0], "100101");
        assert!(codes(18.05, 100.12).iter().all(|code| code.starts_with("54")));
    }

    #[test]
    fn every_tambon_is_the_nearest_to_its_own_point() {
        for area in between(AreaCode::TAMBONS).iter().step_by(97) {
            let found = nearest(area.point.lat, area.point.lon, 1);
            assert_eq!(found[0].1, 0, "{area:?}");
            assert_eq!(found[0].0.point, area.point);
        }
    }

    #[test]
    fn the_nearest_comes_first_and_no_more_come_than_asked() {
        let found = nearest(18.0, 100.0, 5);
        assert_eq!(found.len(), 5);
        assert!(found.is_sorted_by_key(|(_, metres)| *metres));
        assert!(nearest(18.0, 100.0, 0).is_empty());
    }

    /// From Bangkok's Democracy Monument to the middle of Phra Borom Maha Ratchawang.
    #[test]
    fn the_distance_is_in_metres() {
        let found = nearest(13.751, 100.5012, 20);
        let (_, metres) = found.iter().find(|(area, _)| area.thai == "พระบรมมหาราชวัง").unwrap();
        assert!((980..1010).contains(metres), "{metres}");
    }

    #[test]
    fn abroad_at_sea_and_nowhere_there_is_none() {
        for (lat, lon) in [
            (48.85, 2.35),
            (17.97, 102.63 + 4.0),
            (9.5, 101.6),
            (20.5, 97.4),
            (f64::NAN, 100.0),
            (13.7, f64::INFINITY),
        ] {
            assert!(nearest(lat, lon, 5).is_empty(), "{lat} {lon}");
        }
    }
}
