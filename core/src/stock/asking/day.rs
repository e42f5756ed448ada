//! The day a record is about: today, or up to a week ago (the operator may say otherwise), for a
//! village without a signal. Never a day to come.

use time::Date;

use crate::conversation::readers::Day;
use crate::conversation::{At, Prompt, Read, Reader, Said, Why};
use crate::stock::asking::head::Headed;
use crate::thai::Leaning;

#[derive(Debug)]
pub struct BusinessDay;

const BACKFILL_DAYS: u16 = 7;

fn days<D>(at: &At<'_, D>) -> Day {
    let back = at.stage.facts.backfill_days.unwrap_or(BACKFILL_DAYS);
    Day { earliest_days: -i32::from(back), latest_days: 0, leaning: Leaning::Past }
}

/// Nothing arrives before it was sent.
fn is_too_early<D: Headed>(at: &At<'_, D>, day: Date) -> bool {
    at.draft.earliest(at.stage).is_some_and(|earliest| day < earliest)
}

impl<D: Headed> Reader<D> for BusinessDay {
    type Answer = Date;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        days(at).asks(at)
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Date> {
        match days(at).reads(at, said) {
            Read::Answer(day) if is_too_early(at, day) => Read::No(Why::is("stock.before_sent")),
            read => read,
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Date) -> String {
        days(at).shows(at, answer)
    }

    fn fits(&self, at: &At<'_, D>, answer: &Date) -> bool {
        days(at).fits(at, answer) && !is_too_early(at, *answer)
    }
}
