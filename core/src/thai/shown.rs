//! Dates and times as people read them. The Buddhist year is always the one the day was in.

use time::{Date, Time};

use super::date::{buddhist, of_month, of_weekday};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// ศุกร์ 24 ธ.ค. 64: in a chat, near today.
    Short,
    /// วันศุกร์ที่ 24 ธันวาคม 2564: to be confirmed, and in letters.
    Long,
}

pub fn thai_date(date: Date, style: DateStyle) -> String {
    let (weekday, month) = (of_weekday(date.weekday()), of_month(date.month()));
    let (day, year) = (date.day(), buddhist(date));
    match style {
        DateStyle::Short => {
            format!("{} {day} {} {:02}", weekday.long, month.short, year.rem_euclid(100))
        }
        DateStyle::Long => format!("วัน{}ที่ {day} {} {year}", weekday.long, month.long),
    }
}

pub fn english_date(date: Date, style: DateStyle) -> String {
    let (weekday, month) = (of_weekday(date.weekday()), of_month(date.month()));
    let (day, year) = (date.day(), date.year());
    match style {
        DateStyle::Short => {
            format!("{} {day} {} {year}", weekday.english_short(), month.english_short())
        }
        DateStyle::Long => format!("{} {day} {} {year}", weekday.english, month.english),
    }
}

pub fn thai_time(time: Time) -> String {
    format!("{:02}.{:02} น.", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, time};

    #[test]
    fn a_date_is_shown_in_two_languages_and_two_lengths() {
        let eve = date!(2021 - 12 - 24);
        assert_eq!(thai_date(eve, DateStyle::Short), "ศุกร์ 24 ธ.ค. 64");
        assert_eq!(thai_date(eve, DateStyle::Long), "วันศุกร์ที่ 24 ธันวาคม 2564");
        assert_eq!(english_date(eve, DateStyle::Short), "Fri 24 Dec 2021");
        assert_eq!(english_date(eve, DateStyle::Long), "Friday 24 December 2021");
    }

    #[test]
    fn a_day_before_the_year_began_in_january_keeps_its_own_year() {
        let day = date!(1940 - 02 - 05);
        assert_eq!(thai_date(day, DateStyle::Long), "วันจันทร์ที่ 5 กุมภาพันธ์ 2482");
    }

    #[test]
    fn a_time_has_two_digits_and_two() {
        assert_eq!(thai_time(time!(16:00)), "16.00 น.");
        assert_eq!(thai_time(time!(8:05)), "08.05 น.");
    }
}
