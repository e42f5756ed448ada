//! An amount read part by part: a count and its unit, half a unit, or pieces left over.

use super::{Quantity, Unit};
use crate::thai::number::{self, several, spoiled, why_not};
use crate::thai::reading::{Reading, Why};
use crate::thai::scan::{Scan, plain};

/// Containers that come in every size.
const SIZELESS: &[&str] =
    &["ลัง", "หีบ", "กล่อง", "ถุง", "กระสอบ", "ห่อ", "มัด", "แพ็ค", "แพค", "พาเลท", "carton", "case"];
const AND: &[&str] = &["กับ", "กับอีก", "และ", "และอีก", "อีก", "แล้วก็", "เศษ", "and", "+"];

/// A text that is being read.
pub(super) struct Order<'a> {
    said: &'a str,
    scan: Scan<'a>,
    units: &'a [Unit<'a>],
    parts: Vec<(i64, usize)>,
}

impl<'a> Order<'a> {
    pub(super) fn new(said: &'a str, units: &'a [Unit<'a>]) -> Self {
        Self { said, scan: Scan::new(said), units, parts: Vec::new() }
    }

    pub(super) fn read(mut self) -> Reading<Quantity> {
        self.part()?;
        while !self.scan.is_done() {
            let read = self.parts.len();
            self.scan.eat(",");
            let added = self.scan.eat_any(AND);
            self.part()?;
            if !added {
                self.check_smaller(read)?;
            }
        }
        self.sum()
    }

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
        let said_one = self.scan.eat_any(&["นึง", "หนึ่ง", "เดียว"]);
        let goes_on = !self.scan.rest().starts_with(' ') && self.sees_number();
        if goes_on || !(self.half_more(unit)? || said_one) {
            return Err(why_not(self.said));
        }
        Ok(())
    }

    /// กล่องหนึ่งร้อยชิ้น is not one box.
    fn sees_number(&self) -> bool {
        let mut ahead = self.scan;
        number::take(&mut ahead).is_some()
    }

    /// ครึ่ง of the unit before it, unless of one after it.
    fn half_more(&mut self, unit: usize) -> Reading<bool> {
        let mut ahead = self.scan;
        if !ahead.eat("ครึ่ง") || self.named(&ahead).is_some() {
            return Ok(false);
        }
        self.scan = ahead;
        self.push_half(unit)?;
        Ok(true)
    }

    /// The unit that is named here.
    fn unit(&mut self, counted: bool) -> Reading<usize> {
        let Some((name, unit)) = self.named(&self.scan) else {
            return Err(self.unknown(counted));
        };
        if self.units[unit].pieces < 1 {
            return Err(Why::UnknownSize(name));
        }
        self.scan.eat(&name);
        Ok(unit)
    }

    /// The longest name of a unit at `scan`.
    fn named(&self, scan: &Scan<'_>) -> Option<(String, usize)> {
        let units = self.units.iter().enumerate();
        let names =
            units.flat_map(|(at, unit)| unit.names.iter().map(move |name| (plain(name), at)));
        let here = names.filter(|(name, _)| !name.is_empty() && scan.sees(name));
        here.max_by_key(|(name, _)| name.len())
    }

    fn unknown(&self, counted: bool) -> Why {
        let word = first_word(self.scan.rest());
        if let Some(why) = spoiled(self.said) {
            why
        } else if let Some(name) = SIZELESS.iter().find(|name| word.starts_with(**name)) {
            Why::UnknownSize((*name).to_owned())
        } else if counted && word.starts_with(char::is_alphabetic) && !begins_with(&word, AND) {
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

    /// "3 กล่อง 150 ชิ้น" may say the same thing twice: of two parts that are not added in words,
    /// the one in the smaller unit must not fill the larger one.
    fn check_smaller(&self, at: usize) -> Reading<()> {
        let [first, second, ..] = &self.parts[at.saturating_sub(1)..] else { return Ok(()) };
        let size = |part: &(i64, usize)| self.units[part.1].pieces;
        let (large, small) =
            if size(first) > size(second) { (first, second) } else { (second, first) };
        let fills = small.0.saturating_mul(size(small)) >= size(large);
        if fills { Err(Why::Ambiguous) } else { Ok(()) }
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

fn begins_with(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| word.starts_with(known))
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
