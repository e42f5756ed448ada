//! What the tokens of a number come to.
//!
//! In speech the last place is left out: สองหมื่นห้า is 25,000 to the speaker and 20,005 in a
//! book. พันห้า, said without a digit before it, is 1,500 to everybody; all others are ambiguous,
//! and so is ร้อยห้า, 105 or 150.

use super::tokens::{MILLION, Token};
use crate::thai::reading::{Reading, Why};

pub(super) fn value(tokens: &[Token]) -> Reading<i64> {
    let Some(at) = tokens.iter().position(|&token| token == Token::Place(MILLION)) else {
        return Sum::default().add(tokens);
    };
    let (head, tail) = (&tokens[..at], &tokens[at + 1..]);
    let millions = if head.is_empty() { 1 } else { Sum::default().add(head)? };
    match millions {
        0 => Err(Why::NotANumber),
        1_000.. => Err(Why::TooBig),
        _ => Sum { total: millions * MILLION, place: Some(MILLION), bare: at == 0 }.add(tail),
    }
}

#[derive(Default)]
struct Sum {
    total: i64,
    /// The last place that was named; the next is smaller.
    place: Option<i64>,
    /// It was named without a digit, and is the only one.
    bare: bool,
}

impl Sum {
    fn add(mut self, tokens: &[Token]) -> Reading<i64> {
        let mut tokens = tokens;
        loop {
            tokens = match tokens {
                [] => return Ok(self.total),
                [Token::Place(place), rest @ ..] => {
                    self.add_bare(*place)?;
                    rest
                }
                [count, Token::Place(place), rest @ ..] => {
                    self.add_term(times(*count, *place)?, *place)?;
                    rest
                }
                [last] => return self.end(*last),
                [Token::Digit(_), Token::Digit(_), ..] => return Err(Why::NotExact),
                _ => return Err(Why::NotANumber),
            };
        }
    }

    /// สิบ may come anywhere without a digit, a larger place only first.
    fn add_bare(&mut self, place: i64) -> Reading<()> {
        if self.place.is_some() && place != 10 {
            return Err(Why::NotANumber);
        }
        let first = self.place.is_none();
        self.add_term(place, place)?;
        self.bare = first;
        Ok(())
    }

    fn add_term(&mut self, term: i64, place: i64) -> Reading<()> {
        if self.place.is_some_and(|above| term >= above) {
            return Err(Why::NotANumber);
        }
        self.total = self.total.checked_add(term).ok_or(Why::TooBig)?;
        self.place = Some(place);
        self.bare = false;
        Ok(())
    }

    /// The total with what comes after the last place.
    fn end(self, last: Token) -> Reading<i64> {
        let Some(place) = self.place else { return alone(last) };
        match last {
            Token::FinalOne => Ok(self.total + 1),
            Token::SpokenOne if self.bare && place > 10 => Ok(self.total),
            Token::SpokenOne if self.bare => Err(Why::Ambiguous),
            Token::One | Token::SpokenOne => self.end_in_digit(place, 1),
            Token::Digit(digit) => self.end_in_digit(place, digit),
            Token::Digits { value, len: 1 } => self.end_in_digit(place, value),
            Token::Digits { value, .. } if value < place => Ok(self.total + value),
            Token::Digits { .. } => Err(Why::MoreThanOne),
            Token::Two | Token::Place(_) => Err(Why::NotANumber),
        }
    }

    fn end_in_digit(self, place: i64, digit: i64) -> Reading<i64> {
        match (place, digit) {
            (_, 0) => Err(Why::NotANumber),
            (10, _) => Ok(self.total + digit),
            (1_000.., 2..) if self.bare => Ok(self.total + digit * place / 10),
            _ => Err(Why::Ambiguous),
        }
    }
}

fn alone(token: Token) -> Reading<i64> {
    match token {
        Token::Digits { value, .. } | Token::Digit(value) => Ok(value),
        Token::One | Token::SpokenOne => Ok(1),
        Token::FinalOne | Token::Two | Token::Place(_) => Err(Why::NotANumber),
    }
}

fn times(count: Token, place: i64) -> Reading<i64> {
    let count = match count {
        Token::Digits { value, .. } | Token::Digit(value) if value > 0 => value,
        Token::One | Token::SpokenOne => 1,
        Token::Two if place == 10 => 2,
        _ => return Err(Why::NotANumber),
    };
    count.checked_mul(place).ok_or(Why::TooBig)
}
