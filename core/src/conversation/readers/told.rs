//! Why an answer was not understood, in words. What the readers of `thai` found out is told
//! under `read.` in the wording.

use crate::conversation::reader::Why;
use crate::thai::Why as Found;

pub(super) fn told(found: Found) -> Why {
    Why::is(match found {
        Found::Empty => "read.empty",
        Found::NotANumber => "read.not_a_number",
        Found::NotWhole => "read.not_whole",
        Found::Negative => "read.negative",
        Found::TooBig => "read.too_big",
        Found::MoreThanOne => "read.more_than_one",
        Found::NotExact => "read.not_exact",
        Found::Ambiguous => "read.ambiguous",
        Found::UnknownUnit(unit) => return Why::is("read.unknown_unit").with("unit", &unit),
        Found::UnknownSize(unit) => return Why::is("read.unknown_size").with("unit", &unit),
        Found::NotADate => "read.not_a_date",
        Found::NoSuchDay => "read.no_such_day",
        Found::WeekdayDiffers => "read.weekday_differs",
        Found::NotATime => "read.not_a_time",
        Found::WrongLength(length) => return Why::is("read.wrong_length").with("length", &length),
        Found::CheckDigit => "read.check_digit",
        Found::NotThai => "read.not_thai",
        Found::NotLetters => "read.not_letters",
        Found::OneWord => "read.one_word",
        Found::NotAnAddress => "read.not_an_address",
    })
}
