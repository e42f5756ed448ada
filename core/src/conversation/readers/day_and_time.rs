//! A day and a time of it: picked, or typed at once or one after the other. What is asked about
//! the past is never in the future, and the other way round, to the minute.

use std::ops::RangeInclusive;

use serde_json::json;
use time::macros::time;
use time::{Date, Duration, PrimitiveDateTime};

use super::calendar::{
    Days, days_around, iso_day, iso_moment, near_offers, near_tapped, nearest, outside,
    picked_moment, picker_offer, shown_day, shown_moment, shown_time, today, typed_day,
};
use super::told::told;
use crate::conversation::reader::{At, Offer, Picker, Prompt, Read, Reader, Said, Why, not_words};
use crate::moment::{BANGKOK, Moment};
use crate::thai::{DateStyle, Leaning, date, day_and_time};

/// The bounds are in days from today, the whole of both days in them.
#[derive(Debug, Clone, Copy)]
pub struct DayAndTime {
    pub earliest_days: i32,
    pub latest_days: i32,
    pub leaning: Leaning,
}

impl DayAndTime {
    fn days<D>(self, at: &At<'_, D>) -> Days {
        days_around(today(at), self.earliest_days, self.latest_days)
    }

    fn moments<D>(self, at: &At<'_, D>) -> RangeInclusive<PrimitiveDateTime> {
        let (days, now) = (self.days(at), now(at));
        let (first, last) =
            (days.start().with_time(time!(0:00)), days.end().with_time(time!(23:59)));
        match self.leaning {
            Leaning::Future => first.max(now)..=last,
            Leaning::Past | Leaning::Birth => first..=last.min(now),
            Leaning::Near => first..=last,
        }
    }

    /// What the picker shows first, and the example: nine o'clock, if it can be.
    fn usual<D>(self, at: &At<'_, D>, day: Option<Date>) -> PrimitiveDateTime {
        let day = day.unwrap_or_else(|| today(at).saturating_add(Duration::DAY));
        nearest(day.with_time(time!(9:00)), &self.moments(at))
    }

    fn picker<D>(self, at: &At<'_, D>, initial: PrimitiveDateTime) -> Option<Offer> {
        let moments = self.moments(at);
        let picker = Picker {
            with_time: true,
            initial: iso_moment(initial),
            earliest: iso_moment(*moments.start()),
            latest: iso_moment(*moments.end()),
        };
        picker_offer(at.voice().label("read.pick_time"), picker)
    }

    fn judged<D>(self, at: &At<'_, D>, moment: PrimitiveDateTime) -> Read<Moment> {
        let shown = |moment| shown_moment(at.voice(), moment);
        let moments = self.moments(at);
        if moments.contains(&moment) {
            return Read::Answer(Moment::from(moment.assume_offset(BANGKOK)));
        }
        outside(&shown(moment), &shown(*moments.start()), &shown(*moments.end()))
    }

    /// The day is known; the time is asked for next.
    fn on<D>(self, at: &At<'_, D>, day: Date) -> Read<Moment> {
        let shown = |date| shown_day(at.voice(), date, DateStyle::Short);
        let days = self.days(at);
        if days.contains(&day) {
            return Read::Half(json!(day));
        }
        outside(&shown(day), &shown(*days.start()), &shown(*days.end()))
    }

    fn heard<D>(self, at: &At<'_, D>, text: &str) -> Read<Moment> {
        let read = |text: &str| day_and_time(text, now(at), self.leaning);
        let on_known_day = |why| match at.half::<Option<Date>>() {
            Some(day) => read(&format!("{} {text}", iso_day(day))),
            None => Err(why),
        };
        match read(text).or_else(on_known_day) {
            Ok(moment) => self.judged(at, moment),
            Err(why) => match date(text, today(at), self.leaning) {
                Ok(day) => self.on(at, day),
                Err(_) => Read::No(told(why)),
            },
        }
    }
}

/// To the minute, as pickers and people are.
fn now<D>(at: &At<'_, D>) -> PrimitiveDateTime {
    let now = at.stage.facts.now.in_bangkok();
    now.date().with_time(now.time().truncate_to_minute())
}

fn in_bangkok(moment: Moment) -> PrimitiveDateTime {
    let moment = moment.in_bangkok();
    PrimitiveDateTime::new(moment.date(), moment.time())
}

impl<D> Reader<D> for DayAndTime {
    type Answer = Moment;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let (voice, half) = (at.voice(), at.half::<Option<Date>>());
        let usual = self.usual(at, half);
        let time = shown_time(voice, usual.time());
        let picker = self.picker(at, usual);
        if let Some(day) = half {
            let day = shown_day(voice, day, DateStyle::Short);
            let question = Some(voice.with("read.what_time", &[("day", &day)]));
            let offers = picker.into_iter().collect();
            return Prompt { question, example: Some(time), offers, ..Prompt::default() };
        }
        let mut offers = near_offers(voice, today(at), &self.days(at));
        offers.extend(picker);
        let day = typed_day(voice, usual.date());
        let example = voice.with("read.day_and_time", &[("day", &day), ("time", &time)]);
        Prompt { example: Some(example), offers, ..Prompt::default() }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Moment> {
        let not_a_date = Read::No(Why::is("read.not_a_date"));
        match said {
            Said::Picked(picked) => match picked_moment(picked) {
                Some(moment) => self.judged(at, moment),
                None => not_a_date,
            },
            Said::Tap(value) => match near_tapped(today(at), value) {
                Some(day) => self.on(at, day),
                None => not_a_date,
            },
            Said::Text(text) => self.heard(at, text),
            other => not_words(other),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Moment) -> String {
        shown_moment(at.voice(), in_bangkok(*answer))
    }

    /// By its day alone: "now" was right when it was said, and stays so while the rest is asked.
    fn fits(&self, at: &At<'_, D>, answer: &Moment) -> bool {
        self.days(at).contains(&answer.bangkok_date())
    }
}
