//! Amounts with units: "3 กล่อง 20 ชิ้น", "2 โหล", "กล่องครึ่ง", in pieces. Which units there are,
//! and how much is in one, is the caller's to say; a unit whose size nobody gave is asked about.

mod order;

use serde::{Deserialize, Serialize};

use self::order::Order;
use super::filler::{amount, is_nothing, without_particles};
use super::reading::{Reading, Why};
use super::scan::plain;

/// A unit by all its names, in any language. `pieces` below 1 means that its size is not known.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'a> {
    pub names: &'a [&'a str],
    pub pieces: i64,
}

/// How much, and how it was said: `parts` are counts of units, by their index, so that it can be
/// said back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    pub pieces: i64,
    pub parts: Vec<(i64, usize)>,
}

/// The one amount that `text` says.
pub fn quantity(text: &str, units: &[Unit<'_>]) -> Reading<Quantity> {
    let text = plain(text);
    if text.is_empty() {
        return Err(Why::Empty);
    }
    let said = without_particles(&text);
    if is_nothing(said) {
        return Ok(Quantity { pieces: 0, parts: Vec::new() });
    }
    let said = amount(said);
    Order::new(said, units).read()
}

#[cfg(test)]
mod tests;
