//! The day a record is about: today, or up to a week ago, for a village without a signal. Never a
//! day to come.

use time::Date;

use crate::conversation::readers::Day;
use crate::conversation::{At, Prompt, Read, Reader, Said, Why};
use crate::stock::asking::head::Headed;
use crate::thai::Leaning;

#[derive(Debug)]
pub struct BusinessDay;

const DAY: Day = Day { earliest_days: -7, latest_days: 0, leaning: Leaning::Past };

/// Nothing arrives before it was sent.
fn is_too_early<D: Headed>(at: &At<'_, D>, day: Date) -> bool {
    at.draft.earliest(at.stage).is_some_and(|earliest| day < earliest)
}

impl<D: Headed> Reader<D> for BusinessDay {
    type Answer = Date;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        DAY.asks(at)
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Date> {
        match DAY.reads(at, said) {
            Read::Answer(day) if is_too_early(at, day) => Read::No(Why::is("stock.before_sent")),
            read => read,
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Date) -> String {
        DAY.shows(at, answer)
    }

    fn fits(&self, at: &At<'_, D>, answer: &Date) -> bool {
        DAY.fits(at, answer) && !is_too_early(at, *answer)
    }
}
