//! Days said from today: เมื่อวาน, "3 วันก่อน", ศุกร์หน้า.

use time::{Date, Duration, Weekday};

use super::{Asked, Leaning};
use crate::thai::number;
use crate::thai::reading::{Reading, Why};
use crate::thai::scan::Scan;

const DAYS: &[(&str, i64)] = &[
    ("วันนี้", 0),
    ("เมื่อวาน", -1),
    ("เมื่อวานนี้", -1),
    ("วานนี้", -1),
    ("เมื่อวานซืน", -2),
    ("วานซืน", -2),
    ("พรุ่งนี้", 1),
    ("วันพรุ่งนี้", 1),
    ("พรุ้งนี้", 1),
    ("มะรืน", 2),
    ("มะรืนนี้", 2),
    ("วันมะรืน", 2),
    ("today", 0),
    ("yesterday", -1),
    ("tomorrow", 1),
    // In the north-east.
    ("มื้อนี้", 0),
    ("มื้อวาน", -1),
    ("มื้อวานนี้", -1),
    ("มื้ออื่น", 1),
    ("มื้อฮือ", 2),
];
const AGO: &[&str] = &["ก่อน", "ก่อนหน้า", "ก่อนหน้านี้", "ที่แล้ว", "มาแล้ว", "ที่ผ่านมา"];
const AHEAD: &[&str] = &["ข้างหน้า", "หน้า", "นับจากนี้"];

pub(super) fn is_word(scan: &Scan<'_>) -> bool {
    DAYS.iter().any(|(word, _)| scan.sees(word))
}

/// The day of a word like เมื่อวาน.
pub(super) fn by_word(scan: &mut Scan<'_>, today: Date) -> Option<Reading<Date>> {
    Some(shift(today, scan.find(DAYS)?))
}

/// The day of "3 วันก่อน" or "อีก 2 วัน"; `None` if days are not counted here.
pub(super) fn counted(scan: &mut Scan<'_>, today: Date) -> Option<Reading<Date>> {
    let mut ahead = *scan;
    let later = ahead.eat("อีก");
    let days = number::take(&mut ahead)?;
    if !ahead.eat("วัน") {
        return None;
    }
    let sign = match (later, ahead.eat_any(AGO), ahead.eat_any(AHEAD)) {
        (true, false, _) | (false, false, true) => 1,
        (false, true, false) => -1,
        _ => return Some(Err(Why::Ambiguous)),
    };
    *scan = ahead;
    Some(days.and_then(|days| shift(today, sign * days)))
}

fn shift(today: Date, days: i64) -> Reading<Date> {
    /// Nobody counts more.
    const MOST: u64 = 1_000;
    if days.unsigned_abs() > MOST {
        return Err(Why::TooBig);
    }
    today.checked_add(Duration::days(days)).ok_or(Why::TooBig)
}

/// The day that a weekday alone means, with what follows it (นี้, หน้า, ที่แล้ว).
pub(super) fn weekday(scan: &mut Scan<'_>, weekday: Weekday, asked: Asked) -> Reading<Date> {
    let today = asked.today;
    let (last, next) = (last(weekday, today), next(weekday, today));
    if scan.eat("ที่ผ่านมา") {
        return last;
    }
    if scan.eat_any(&["ที่จะถึง", "ที่จะถึงนี้"]) {
        return next;
    }
    if scan.eat("หน้า") {
        return agreed(next?, weekday, today, 7);
    }
    if scan.eat_any(&["ที่แล้ว", "ก่อน", "แล้ว"]) {
        return agreed(last?, weekday, today, -7);
    }
    let this = scan.eat("นี้");
    match asked.leaning {
        _ if today.weekday() == weekday => if_this(this, today),
        Leaning::Future => next,
        Leaning::Near if this => next,
        Leaning::Past if !this => last,
        Leaning::Past | Leaning::Near | Leaning::Birth => Err(Why::Ambiguous),
    }
}

/// Before today; a week ago if today is one.
fn last(weekday: Weekday, today: Date) -> Reading<Date> {
    shift(today, days_until(weekday, today) - 7)
}

/// After today; in a week if today is one.
fn next(weekday: Weekday, today: Date) -> Reading<Date> {
    let days = days_until(weekday, today);
    shift(today, if days == 0 { 7 } else { days })
}

fn days_until(weekday: Weekday, today: Date) -> i64 {
    let from_monday = |day: Weekday| i64::from(day.number_days_from_monday());
    (from_monday(weekday) - from_monday(today.weekday())).rem_euclid(7)
}

fn if_this(this: bool, today: Date) -> Reading<Date> {
    if this { Ok(today) } else { Err(Why::Ambiguous) }
}

/// ศุกร์หน้า is the Friday to come for some and the Friday of next week for others, and a week
/// begins on Sunday or on Monday: it is taken where all agree.
fn agreed(nearest: Date, weekday: Weekday, today: Date, days: i64) -> Reading<Date> {
    let other = shift(today, days)?;
    let from_monday = i64::from(other.weekday().number_days_from_monday());
    let from_sunday = i64::from(other.weekday().number_days_from_sunday());
    let by_monday = shift(other, i64::from(weekday.number_days_from_monday()) - from_monday)?;
    let by_sunday = shift(other, i64::from(weekday.number_days_from_sunday()) - from_sunday)?;
    if by_monday == nearest && by_sunday == nearest { Ok(nearest) } else { Err(Why::Ambiguous) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    /// A Thursday.
    const TODAY: Date = date!(2022 - 09 - 08);

    fn on(typed: &str, today: Date, leaning: Leaning) -> Reading<Date> {
        let mut scan = Scan::new(typed);
        let day = super::super::names::weekday(&mut scan).unwrap();
        weekday(&mut scan, day, Asked { today, leaning })
    }

    #[test]
    fn a_weekday_alone_goes_where_the_question_leans() {
        assert_eq!(on("วันศุกร์", TODAY, Leaning::Future), Ok(date!(2022 - 09 - 09)));
        assert_eq!(on("วันศุกร์", TODAY, Leaning::Past), Ok(date!(2022 - 09 - 02)));
        assert_eq!(on("วันศุกร์", TODAY, Leaning::Near), Err(Why::Ambiguous));
        assert_eq!(on("ศุกร์นี้", TODAY, Leaning::Near), Ok(date!(2022 - 09 - 09)));
        assert_eq!(on("พฤหัส", TODAY, Leaning::Future), Err(Why::Ambiguous));
        assert_eq!(on("พฤหัสนี้", TODAY, Leaning::Future), Ok(TODAY));
    }

    #[test]
    fn next_and_last_are_taken_only_where_all_agree() {
        let friday = date!(2022 - 09 - 09);
        assert_eq!(on("ศุกร์หน้า", TODAY, Leaning::Future), Err(Why::Ambiguous));
        assert_eq!(on("ศุกร์หน้า", friday, Leaning::Future), Ok(date!(2022 - 09 - 16)));
        assert_eq!(on("จันทร์หน้า", TODAY, Leaning::Near), Ok(date!(2022 - 09 - 12)));
        assert_eq!(on("อาทิตย์หน้า", TODAY, Leaning::Near), Err(Why::Ambiguous));
        assert_eq!(on("ศุกร์ที่แล้ว", TODAY, Leaning::Near), Ok(date!(2022 - 09 - 02)));
        assert_eq!(on("จันทร์ที่แล้ว", TODAY, Leaning::Past), Err(Why::Ambiguous));
        assert_eq!(on("จันทร์ที่ผ่านมา", TODAY, Leaning::Past), Ok(date!(2022 - 09 - 05)));
    }
}
