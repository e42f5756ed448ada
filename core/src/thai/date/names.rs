//! The names of months and weekdays: how they are shown, and how else they are typed.

use time::{Month, Weekday};

use crate::thai::scan::Scan;

#[derive(Debug)]
pub(in crate::thai) struct Name {
    pub(in crate::thai) long: &'static str,
    pub(in crate::thai) short: &'static str,
    pub(in crate::thai) english: &'static str,
    typed: &'static [&'static str],
}

const fn name(
    long: &'static str,
    short: &'static str,
    english: &'static str,
    typed: &'static [&'static str],
) -> Name {
    Name { long, short, english, typed }
}

static MONTHS: [Name; 12] = [
    name("มกราคม", "ม.ค.", "January", &["มกรา"]),
    name("กุมภาพันธ์", "ก.พ.", "February", &["กุมภา", "กุมภาพัน"]),
    name("มีนาคม", "มี.ค.", "March", &["มีนา"]),
    name("เมษายน", "เม.ย.", "April", &["เมษา"]),
    name("พฤษภาคม", "พ.ค.", "May", &["พฤษภา", "พฤกษภาคม"]),
    name("มิถุนายน", "มิ.ย.", "June", &["มิถุนา"]),
    name("กรกฎาคม", "ก.ค.", "July", &["กรกฎา", "กรกฏาคม", "กรกฏา"]),
    name("สิงหาคม", "ส.ค.", "August", &["สิงหา"]),
    name("กันยายน", "ก.ย.", "September", &["กันยา", "sept"]),
    name("ตุลาคม", "ต.ค.", "October", &["ตุลา"]),
    name("พฤศจิกายน", "พ.ย.", "November", &["พฤศจิกา", "พฤษจิกายน", "พฤษจิกา"]),
    name("ธันวาคม", "ธ.ค.", "December", &["ธันวา"]),
];

static WEEKDAYS: [Name; 7] = [
    name("จันทร์", "จ.", "Monday", &["จันท์", "จันทร"]),
    name("อังคาร", "อ.", "Tuesday", &[]),
    name("พุธ", "พ.", "Wednesday", &["พุทธ", "พุด"]),
    name("พฤหัสบดี", "พฤ.", "Thursday", &["พฤหัส", "พฤหัสฯ", "thurs"]),
    name("ศุกร์", "ศ.", "Friday", &["สุกร์", "ศุก"]),
    name("เสาร์", "ส.", "Saturday", &["เสา"]),
    name("อาทิตย์", "อา.", "Sunday", &["อาทิด"]),
];

impl Name {
    pub(in crate::thai) fn english_short(&self) -> &'static str {
        &self.english[..3]
    }

    /// The longest way of writing it that is eaten here, in bytes of the text.
    fn eat(&self, scan: &mut Scan<'_>, dots_optional: bool) -> bool {
        let english = [self.english.to_lowercase(), self.english_short().to_lowercase()];
        let thai = [self.long].into_iter().chain(self.typed.iter().copied());
        let words: Vec<&str> = thai.chain(english.iter().map(String::as_str)).collect();
        scan.eat_any(&words)
            || if dots_optional { scan.eat_short(self.short) } else { scan.eat(self.short) }
    }
}

pub(in crate::thai) fn of_month(month: Month) -> &'static Name {
    &MONTHS[usize::from(u8::from(month)) - 1]
}

pub(in crate::thai) fn of_weekday(weekday: Weekday) -> &'static Name {
    &WEEKDAYS[usize::from(weekday.number_days_from_monday())]
}

/// The number of the month that is named here.
pub(super) fn month(scan: &mut Scan<'_>) -> Option<u8> {
    (1..).zip(&MONTHS).find_map(|(number, name)| name.eat(scan, true).then_some(number))
}

/// The weekday that is named here. A letter alone is one only with its dot.
pub(super) fn weekday(scan: &mut Scan<'_>) -> Option<Weekday> {
    let mut ahead = *scan;
    ahead.eat("วัน");
    let at =
        (0u8..).zip(&WEEKDAYS).find_map(|(at, name)| name.eat(&mut ahead, false).then_some(at))?;
    *scan = ahead;
    Some(Weekday::Monday.nth_next(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_as_it_is_shown_is_read_as_itself() {
        for number in 1..=12u8 {
            let name = of_month(Month::try_from(number).unwrap());
            for shown in [name.long, name.short, &name.english.to_lowercase()] {
                let mut scan = Scan::new(shown);
                assert_eq!(month(&mut scan), Some(number), "{shown}");
                assert!(scan.is_done(), "{shown}");
            }
        }
        for at in 0..7 {
            let day = Weekday::Monday.nth_next(at);
            for shown in [of_weekday(day).long, of_weekday(day).short] {
                let mut scan = Scan::new(shown);
                assert_eq!(weekday(&mut scan), Some(day), "{shown}");
                assert!(scan.is_done(), "{shown}");
            }
        }
    }

    #[test]
    fn a_weekday_is_no_month_and_a_letter_no_weekday() {
        assert_eq!(month(&mut Scan::new("พฤหัส")), None);
        assert_eq!(weekday(&mut Scan::new("ส 5")), None);
    }
}
