//! Days and times as the readers of them bound, show and pick them. A bound is a number of days
//! from today in Bangkok; what lies outside is refused however it was said, for a picker's
//! bounds are only a courtesy of the telephone.

use std::ops::RangeInclusive;

use time::format_description::BorrowedFormatItem;
use time::macros::{date, format_description};
use time::{Date, Duration, PrimitiveDateTime, Time};

use crate::conversation::reader::{At, Gives, Offer, Picker, Read, Why};
use crate::conversation::{Language, Voice};
use crate::moment::Moment;
use crate::thai::{DateStyle, english_date, thai_date, thai_time};

pub(super) type Days = RangeInclusive<Date>;

/// LINE's pickers know no others.
const PICKABLE: Days = date!(1900 - 01 - 01)..=date!(2100 - 12 - 31);
const DAY: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");
const DAY_AND_TIME: &[BorrowedFormatItem<'static>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]");
/// Buttons beside the picker. They mean the day they are tapped on, like the words.
const NEAR: [(&str, &str, i32); 3] = [
    ("today", "read.today", 0),
    ("yesterday", "read.yesterday", -1),
    ("tomorrow", "read.tomorrow", 1),
];

pub(super) fn today<D>(at: &At<'_, D>) -> Date {
    at.stage.facts.now.bangkok_date()
}

fn in_days(today: Date, days: i32) -> Date {
    let day = today.saturating_add(Duration::days(days.into()));
    day.max(*PICKABLE.start()).min(*PICKABLE.end())
}

pub(super) fn days_around(today: Date, earliest: i32, latest: i32) -> Days {
    in_days(today, earliest)..=in_days(today, latest)
}

/// The value in `range` that is nearest to `value`.
pub(super) fn nearest<T: Ord + Copy>(value: T, range: &RangeInclusive<T>) -> T {
    value.max(*range.start()).min(*range.end())
}

pub(super) fn near_offers(voice: &Voice<'_>, today: Date, days: &Days) -> Vec<Offer> {
    let near = NEAR.iter().filter(|(.., from_today)| days.contains(&in_days(today, *from_today)));
    near.map(|(value, key, _)| Offer::value(voice.label(key), *value)).collect()
}

pub(super) fn near_tapped(today: Date, value: &str) -> Option<Date> {
    let near = NEAR.iter().find(|(name, ..)| *name == value);
    near.map(|(.., from_today)| in_days(today, *from_today))
}

/// LINE refuses a whole message for a picker with nothing to pick.
pub(super) fn picker_offer(label: String, picker: Picker) -> Option<Offer> {
    let has_choice = picker.earliest < picker.latest;
    has_choice.then_some(Offer { label, gives: Gives::Picker(picker) })
}

/// `2022-03-24`
pub(super) fn iso_day(date: Date) -> String {
    date.format(DAY).unwrap_or_default()
}

/// `2022-03-24T08:30`
pub(super) fn iso_moment(moment: PrimitiveDateTime) -> String {
    moment.format(DAY_AND_TIME).unwrap_or_default()
}

pub(super) fn picked_day(picked: &str) -> Option<Date> {
    Date::parse(picked, DAY).ok()
}

pub(super) fn picked_moment(picked: &str) -> Option<PrimitiveDateTime> {
    PrimitiveDateTime::parse(picked, DAY_AND_TIME).ok()
}

/// "ศุกร์ 24 ธ.ค. 64"
pub(super) fn shown_day(voice: &Voice<'_>, date: Date, style: DateStyle) -> String {
    match voice.language {
        Language::Thai => thai_date(date, style),
        Language::English => english_date(date, style),
    }
}

/// "08.30 น."
pub(super) fn shown_time(voice: &Voice<'_>, time: Time) -> String {
    match voice.language {
        Language::Thai => thai_time(time),
        Language::English => format!("{:02}:{:02}", time.hour(), time.minute()),
    }
}

/// "ศุกร์ 24 ธ.ค. 64 เวลา 08.30 น."
pub(super) fn shown_moment(voice: &Voice<'_>, moment: PrimitiveDateTime) -> String {
    let day = shown_day(voice, moment.date(), DateStyle::Short);
    let time = shown_time(voice, moment.time());
    voice.with("read.day_and_time", &[("day", &day), ("time", &time)])
}

/// The same of an instant, as a clock in Bangkok shows it.
pub(crate) fn moment(voice: &Voice<'_>, moment: Moment) -> String {
    let at = moment.in_bangkok();
    shown_moment(voice, PrimitiveDateTime::new(at.date(), at.time()))
}

/// As somebody would type it: without its weekday.
pub(super) fn typed_day(voice: &Voice<'_>, date: Date) -> String {
    let shown = shown_day(voice, date, DateStyle::Short);
    shown.split_once(' ').map_or_else(String::new, |(_, day)| day.to_owned())
}

pub(super) fn outside<A>(answer: &str, least: &str, most: &str) -> Read<A> {
    let why = Why::is("read.outside").with("answer", &answer);
    Read::No(why.with("least", &least).with("most", &most))
}
