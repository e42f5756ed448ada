//! An instant, as milliseconds since 1970 in UTC: the unit LINE uses, and the one the databases
//! keep. Bangkok's calendar is computed at the edges, here.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime, UtcOffset};

/// Thailand has one time zone and no summer time.
pub const BANGKOK: UtcOffset = time::macros::offset!(+7);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Moment(i64);

impl Moment {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The beginning of a day in Bangkok.
    pub fn midnight(day: Date) -> Self {
        day.midnight().assume_offset(BANGKOK).into()
    }

    /// How long ago `earlier` was; zero if it has not come yet.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Date and time as a clock on a wall in Bangkok shows them.
    pub fn in_bangkok(self) -> OffsetDateTime {
        let utc = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000);
        utc.unwrap_or(OffsetDateTime::UNIX_EPOCH).to_offset(BANGKOK)
    }

    pub fn bangkok_date(self) -> Date {
        self.in_bangkok().date()
    }
}

impl From<OffsetDateTime> for Moment {
    fn from(at: OffsetDateTime) -> Self {
        Self(i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX))
    }
}

impl Add<Duration> for Moment {
    type Output = Self;
    fn add(self, by: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl Sub<Duration> for Moment {
    type Output = Self;
    fn sub(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rfc3339 = time::format_description::well_known::Rfc3339;
        match self.in_bangkok().format(&rfc3339) {
            Ok(text) => f.write_str(&text),
            Err(_) => write!(f, "{}ms", self.0),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_in_bangkok_starts_seven_hours_early() {
        let late_evening_utc = Moment::from_millis(1_588_957_200_000); // 2020-05-08 17:00 UTC
        assert_eq!(late_evening_utc.bangkok_date(), time::macros::date!(2020 - 05 - 09));
        assert_eq!(late_evening_utc.to_string(), "2020-05-09T00:00:00+07:00");
        assert_eq!(Moment::midnight(late_evening_utc.bangkok_date()), late_evening_utc);
    }

    #[test]
    fn arithmetic_never_overflows() {
        let end = Moment::from_millis(i64::MAX);
        assert_eq!(end + Duration::from_secs(1), end);
        assert_eq!(Moment::default().since(end), Duration::ZERO);
        assert_eq!(end.in_bangkok().year(), 1970);
    }
}
