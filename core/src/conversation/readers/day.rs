//! A day around today: picked, tapped (วันนี้), or typed in either era.

use time::Date;

use super::calendar::{
    Days, days_around, iso_day, near_offers, near_tapped, nearest, outside, picked_day,
    picker_offer, shown_day, today, typed_day,
};
use super::told::told;
use crate::conversation::reader::{At, Picker, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::{DateStyle, Leaning, date};

/// The bounds are in days from today: -7 is a week ago.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    pub earliest_days: i32,
    pub latest_days: i32,
    /// Where a day is looked for whose month or year was left out.
    pub leaning: Leaning,
}

impl Day {
    fn days<D>(self, at: &At<'_, D>) -> Days {
        days_around(today(at), self.earliest_days, self.latest_days)
    }

    fn judged<D>(self, at: &At<'_, D>, date: Option<Date>) -> Read<Date> {
        let shown = |date| shown_day(at.voice(), date, DateStyle::Short);
        let days = self.days(at);
        match date {
            Some(date) if days.contains(&date) => Read::Answer(date),
            Some(date) => outside(&shown(date), &shown(*days.start()), &shown(*days.end())),
            None => Read::No(Why::is("read.not_a_date")),
        }
    }
}

impl<D> Reader<D> for Day {
    type Answer = Date;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let (voice, today, days) = (at.voice(), today(at), self.days(at));
        let usual = nearest(today, &days);
        let picker = Picker {
            with_time: false,
            initial: iso_day(usual),
            earliest: iso_day(*days.start()),
            latest: iso_day(*days.end()),
        };
        let mut offers = near_offers(voice, today, &days);
        offers.extend(picker_offer(voice.label("read.pick_day"), picker));
        Prompt { example: Some(typed_day(voice, usual)), offers, ..Prompt::default() }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Date> {
        match said {
            Said::Picked(picked) => self.judged(at, picked_day(picked)),
            Said::Tap(value) => self.judged(at, near_tapped(today(at), value)),
            Said::Text(text) => match date(text, today(at), self.leaning) {
                Ok(date) => self.judged(at, Some(date)),
                Err(why) => Read::No(told(why)),
            },
            other => not_words(other),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Date) -> String {
        shown_day(at.voice(), *answer, DateStyle::Short)
    }

    fn fits(&self, at: &At<'_, D>, answer: &Date) -> bool {
        self.days(at).contains(answer)
    }
}
