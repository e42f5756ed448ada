//! Amounts with units: "3 กล่อง 20 ชิ้น", "2 โหล", "กล่องครึ่ง", in pieces. Which units there are,
//! and how much is in one, is the caller's to say; a unit whose size nobody gave is asked about.

use serde::{Deserialize, Serialize};

use super::filler::{amount, is_nothing, without_particles};
use super::number::{self, Token, several, spoiled, tokens, why_not};
use super::reading::{Reading, Why};
use super::scan::{Scan, plain};

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

/// Containers that come in every size.
const SIZELESS: &[&str] =
    &["ลัง", "หีบ", "กล่อง", "ถุง", "กระสอบ", "ห่อ", "มัด", "แพ็ค", "แพค", "พาเลท", "carton", "case"];
const AND: &[&str] = &["กับ", "กับอีก", "และ", "และอีก", "อีก", "แล้วก็", "เศษ", "and", "+", ","];

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
    let mut order = Order { said, scan: Scan::new(said), units, parts: Vec::new() };
    order.part()?;
    while !order.scan.is_done() {
        order.scan.eat_any(AND);
        order.part()?;
    }
    order.sum()
}

struct Order<'a> {
    said: &'a str,
    scan: Scan<'a>,
    units: &'a [Unit<'a>],
    parts: Vec<(i64, usize)>,
}

impl Order<'_> {
    fn part(&mut self) -> Reading<()> {
        if self.scan.eat("ครึ่ง") {
            let unit = self.unit(true)?;
            return self.push_half(unit);
        }
        let count = number::take(&mut self.scan).transpose().map_err(|why| self.reason(why))?;
        match count {
            Some(count) if self.scan.is_done() => self.push_bare(count),
            Some(count) => {
                let unit = self.unit(true)?;
                self.push(count, unit)?;
                self.half_more(unit).map(|_| ())
            }
            None => self.one(),
        }
    }

    /// กล่องนึง, กล่องเดียว, กล่องครึ่ง: one, said after its unit.
    fn one(&mut self) -> Reading<()> {
        let unit = self.unit(false)?;
        self.push(1, unit)?;
        if self.half_more(unit)? || self.scan.eat("เดียว") {
            return Ok(());
        }
        match tokens(&mut self.scan)?.as_slice() {
            [Token::One | Token::SpokenOne] => Ok(()),
            _ => Err(why_not(self.said)),
        }
    }

    fn half_more(&mut self, unit: usize) -> Reading<bool> {
        let half = self.scan.eat("ครึ่ง");
        if half {
            self.push_half(unit)?;
        }
        Ok(half)
    }

    /// The unit that is named here, by the longest of all names.
    fn unit(&mut self, counted: bool) -> Reading<usize> {
        let named = self.units.iter().enumerate().flat_map(|(at, unit)| {
            unit.names
                .iter()
                .map(move |name| (plain(name), at))
                .filter(|(name, _)| !name.is_empty())
        });
        let here = named.filter(|(name, _)| self.scan.sees(name));
        let Some((name, unit)) = here.max_by_key(|(name, _)| name.len()) else {
            return Err(self.unknown(counted));
        };
        if self.units[unit].pieces < 1 {
            return Err(Why::UnknownSize(name));
        }
        self.scan.eat(&name);
        Ok(unit)
    }

    fn unknown(&self, counted: bool) -> Why {
        let word = first_word(self.scan.rest());
        if let Some(why) = spoiled(self.said) {
            why
        } else if let Some(name) = SIZELESS.iter().find(|name| word.starts_with(**name)) {
            Why::UnknownSize((*name).to_owned())
        } else if counted && word.starts_with(char::is_alphabetic) {
            Why::UnknownUnit(word)
        } else {
            several(self.said).unwrap_or(Why::NotANumber)
        }
    }

    /// A plainer reason than that a part was ambiguous, if the whole has one.
    fn reason(&self, why: Why) -> Why {
        spoiled(self.said).unwrap_or(why)
    }

    /// A number without a unit is of pieces: alone, or as what is left over of a box. It is not
    /// if it would fill the box, or could count a unit between the two.
    fn push_bare(&mut self, count: i64) -> Reading<()> {
        let base = self.base().ok_or(Why::Ambiguous)?;
        let fits = self.parts.last().is_none_or(|&(_, above)| {
            let full = self.units[above].pieces;
            let between =
                self.units.iter().map(|unit| unit.pieces).filter(|size| (2..full).contains(size));
            count < full && between.into_iter().all(|size| count.saturating_mul(size) >= full)
        });
        if fits { self.push(count, base) } else { Err(Why::Ambiguous) }
    }

    fn push_half(&mut self, unit: usize) -> Reading<()> {
        let pieces = self.units[unit].pieces;
        match self.base() {
            Some(base) if pieces % 2 == 0 => self.push(pieces / 2, base),
            _ => Err(Why::NotWhole),
        }
    }

    fn push(&mut self, count: i64, unit: usize) -> Reading<()> {
        if self.parts.iter().any(|&(_, named)| named == unit) {
            return Err(Why::MoreThanOne);
        }
        self.parts.push((count, unit));
        Ok(())
    }

    fn base(&self) -> Option<usize> {
        self.units.iter().position(|unit| unit.pieces == 1)
    }

    fn sum(self) -> Reading<Quantity> {
        let mut pieces = 0i64;
        for &(count, unit) in &self.parts {
            let more = count.checked_mul(self.units[unit].pieces).ok_or(Why::TooBig)?;
            pieces = pieces.checked_add(more).ok_or(Why::TooBig)?;
        }
        Ok(Quantity { pieces, parts: self.parts })
    }
}

/// The word here, as far as it can be said back.
fn first_word(text: &str) -> String {
    const LONGEST: usize = 30;
    text.trim_start()
        .chars()
        .take_while(|c| !c.is_whitespace() && !c.is_ascii_digit())
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests;
