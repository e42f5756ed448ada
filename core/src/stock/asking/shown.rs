//! Days and times as people read them.

use time::Date;

use crate::conversation::{Language, Voice};
use crate::moment::Moment;
use crate::thai::{DateStyle, english_date, thai_date, thai_time};

/// "พุธ 13 พ.ค. 63"
pub fn day(voice: &Voice<'_>, date: Date) -> String {
    match voice.language {
        Language::Thai => thai_date(date, DateStyle::Short),
        Language::English => english_date(date, DateStyle::Short),
    }
}

/// "18.42 น."
pub fn time(voice: &Voice<'_>, moment: Moment) -> String {
    let time = moment.in_bangkok().time();
    match voice.language {
        Language::Thai => thai_time(time),
        Language::English => format!("{:02}:{:02}", time.hour(), time.minute()),
    }
}
