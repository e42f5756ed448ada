//! Moments and spans as a transcript writes them: `Fri 2020-05-08 16:00` in Bangkok, `31 minutes`.
//!
//! Invariant: what is written reads back as the same moment, to the second.

use std::time::Duration;

use asa_core::moment::{BANGKOK, Moment};
use time::PrimitiveDateTime;
use time::format_description::StaticFormatDescription;
use time::macros::format_description;

/// What a person takes to answer, where a transcript does not say otherwise.
pub const BREATH: Duration = Duration::from_secs(5);

const TO_THE_MINUTE: StaticFormatDescription =
    format_description!("[weekday repr:short] [year]-[month]-[day] [hour]:[minute]");
const TO_THE_SECOND: StaticFormatDescription =
    format_description!("[weekday repr:short] [year]-[month]-[day] [hour]:[minute]:[second]");

/// Largest first.
const UNITS: [(&str, u64); 5] =
    [("week", 7 * 86_400), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)];

pub fn moment(at: Moment) -> String {
    let at = at.in_bangkok();
    let form = if at.second() == 0 { TO_THE_MINUTE } else { TO_THE_SECOND };
    at.format(form).unwrap_or_default()
}

/// The weekday has to be the date's own.
pub fn read_moment(text: &str) -> Option<Moment> {
    let read = |form| PrimitiveDateTime::parse(text, form).ok();
    let at =
        Moment::from(read(TO_THE_MINUTE).or_else(|| read(TO_THE_SECOND))?.assume_offset(BANGKOK));
    (moment(at) == text).then_some(at)
}

/// In the largest unit that tells it whole; parts of a second are dropped.
pub fn span(span: Duration) -> String {
    let seconds = span.as_secs();
    let whole = UNITS.into_iter().find(|(_, unit)| seconds > 0 && seconds.is_multiple_of(*unit));
    let (name, unit) = whole.unwrap_or(("second", 1));
    let plural = if seconds / unit == 1 { "" } else { "s" };
    format!("{} {name}{plural}", seconds / unit)
}

pub fn read_span(text: &str) -> Option<Duration> {
    let (count, name) = text.split_once(' ')?;
    let (_, unit) = UNITS.into_iter().find(|(unit, _)| *unit == name.trim_end_matches('s'))?;
    let seconds = count.parse::<u64>().ok()?.checked_mul(unit)?;
    Some(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back() {
        let at = Moment::from_millis(1_588_928_400_000);
        assert_eq!(moment(at), "Fri 2020-05-08 16:00");
        assert_eq!(read_moment("Fri 2020-05-08 16:00"), Some(at));
        let later = at + Duration::from_secs(7);
        assert_eq!(read_moment(&moment(later)), Some(later));
    }

    #[test]
    fn a_moment_that_never_was_does_not_read() {
        for text in ["Thu 2020-05-08 16:00", "Fri 2020-05-08", "Sun 2021-02-30 10:00", "soon"] {
            assert_eq!(read_moment(text), None, "{text}");
        }
    }

    #[test]
    fn a_span_reads_back_in_its_largest_unit() {
        for (seconds, text) in
            [(60, "1 minute"), (1_860, "31 minutes"), (604_800, "1 week"), (90, "90 seconds")]
        {
            assert_eq!(span(Duration::from_secs(seconds)), text);
            assert_eq!(read_span(text), Some(Duration::from_secs(seconds)));
        }
        for text in ["31", "a while", "-1 minutes", "99999999999999999999 weeks"] {
            assert_eq!(read_span(text), None, "{text}");
        }
    }
}
