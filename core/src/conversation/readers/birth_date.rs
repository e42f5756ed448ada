//! The day somebody was born on: never in the future, nor in another age of the world. It is said
//! back in full and with the age, which shows a year of the wrong era at once.

use time::{Date, Month};

use super::calendar::{Days, iso_day, outside, picked_day, picker_offer, shown_day, today};
use super::told::told;
use crate::conversation::reader::{At, Picker, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::{DateStyle, Leaning, date};

#[derive(Debug, Clone, Copy)]
pub struct BirthDate;

/// Nobody is older.
const OLDEST: i32 = 120;
/// Where the picker begins: in the middle of a life the way is short to either end.
const USUAL: i32 = 40;

/// The first day of the year that was `years` ago.
fn years_ago(today: Date, years: i32) -> Date {
    Date::from_calendar_date(today.year() - years, Month::January, 1).unwrap_or(today)
}

fn days<D>(at: &At<'_, D>) -> Days {
    years_ago(today(at), OLDEST)..=today(at)
}

fn age(born: Date, today: Date) -> i32 {
    let of_year = |date: Date| (u8::from(date.month()), date.day());
    today.year() - born.year() - i32::from(of_year(today) < of_year(born))
}

fn shown<D>(at: &At<'_, D>, born: Date) -> String {
    let (day, age) = (shown_day(at.voice(), born, DateStyle::Long), age(born, today(at)));
    at.voice().with("read.birth", &[("day", &day), ("age", &age.to_string())])
}

fn judged<D>(at: &At<'_, D>, born: Option<Date>) -> Read<Date> {
    let shown = |date| shown_day(at.voice(), date, DateStyle::Long);
    let days = days(at);
    match born {
        Some(born) if days.contains(&born) => Read::Answer(born),
        Some(born) => outside(&shown(born), &shown(*days.start()), &shown(*days.end())),
        None => Read::No(Why::is("read.not_a_date")),
    }
}

impl<D> Reader<D> for BirthDate {
    type Answer = Date;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let days = days(at);
        let picker = Picker {
            with_time: false,
            initial: iso_day(years_ago(today(at), USUAL)),
            earliest: iso_day(*days.start()),
            latest: iso_day(*days.end()),
        };
        let offers = picker_offer(at.voice().label("read.pick_day"), picker);
        let (example, offers) =
            (Some(at.voice().text("read.birth_example")), offers.into_iter().collect());
        Prompt { example, offers, ..Prompt::default() }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Date> {
        match said {
            Said::Picked(picked) => judged(at, picked_day(picked)),
            Said::Text(text) => match date(text, today(at), Leaning::Birth) {
                Ok(born) => judged(at, Some(born)),
                Err(why) => Read::No(told(why)),
            },
            other => not_words(other),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Date) -> String {
        shown(at, *answer)
    }

    fn fits(&self, at: &At<'_, D>, answer: &Date) -> bool {
        days(at).contains(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn an_age_grows_on_the_birthday() {
        let born = date!(2000 - 02 - 29);
        for (today, years) in [
            (date!(2000 - 02 - 29), 0),
            (date!(2022 - 02 - 28), 21),
            (date!(2022 - 03 - 01), 22),
            (date!(2024 - 02 - 29), 24),
        ] {
            assert_eq!(age(born, today), years, "{today}");
        }
    }
}
