//! Whole numbers, in digits of any script, in words, or in both: 1,200, ๑ ๒๐๐, สองร้อยห้าสิบเอ็ด,
//! 3 หมื่น 5 พัน. The units of things are not known here: see [`quantity`](super::quantity()).

mod refusal;
mod tokens;
mod value;

pub(super) use refusal::{is_vague, several, spoiled, why_not};

use super::filler::{amount, is_nothing, without_particles};
use super::reading::{Reading, Why};
use super::scan::{Scan, plain};

/// The one whole number that `text` says.
pub fn number(text: &str) -> Reading<i64> {
    let text = plain(text);
    if text.is_empty() {
        return Err(Why::Empty);
    }
    let said = without_particles(&text);
    if is_nothing(said) {
        return Ok(0);
    }
    let said = amount(said);
    let mut scan = Scan::new(said);
    match take(&mut scan) {
        Some(value) if scan.is_done() => value,
        _ => Err(why_not(said)),
    }
}

/// The number that begins here; `None` if none does.
pub(super) fn take(scan: &mut Scan<'_>) -> Option<Reading<i64>> {
    match tokens::tokens(scan) {
        Ok(tokens) if tokens.is_empty() => None,
        Ok(tokens) => Some(value::value(&tokens)),
        Err(why) => Some(Err(why)),
    }
}

#[cfg(test)]
mod tests;
