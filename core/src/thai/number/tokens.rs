//! A number cut into what it is made of. Digits in groups are one number only where nothing else
//! can be meant: `1,200`, `1 200` and `1 200 000`, but `150 200 300` is three numbers.

use crate::thai::reading::{Reading, Why};
use crate::thai::scan::Scan;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Digits {
        value: i64,
        len: usize,
    },
    /// A word for 0 or 2 to 9.
    Digit(i64),
    /// หนึ่ง
    One,
    /// นึง: one as it is spoken, mostly after what it counts.
    SpokenOne,
    /// เอ็ด: one after a ten, a hundred and so on.
    FinalOne,
    /// ยี่: two before ten.
    Two,
    /// Ten, a hundred and so on.
    Place(i64),
}

pub(super) const MILLION: i64 = 1_000_000;

const WORDS: &[(&str, Token)] = &[
    ("ศูนย์", Token::Digit(0)),
    ("หนึ่ง", Token::One),
    ("นึง", Token::SpokenOne),
    ("เอ็ด", Token::FinalOne),
    ("สอง", Token::Digit(2)),
    ("ยี่", Token::Two),
    ("สาม", Token::Digit(3)),
    ("สี่", Token::Digit(4)),
    ("ห้า", Token::Digit(5)),
    ("หก", Token::Digit(6)),
    ("เจ็ด", Token::Digit(7)),
    ("แปด", Token::Digit(8)),
    ("เก้า", Token::Digit(9)),
    ("สิบ", Token::Place(10)),
    ("ร้อย", Token::Place(100)),
    ("พัน", Token::Place(1_000)),
    ("หมื่น", Token::Place(10_000)),
    ("แสน", Token::Place(100_000)),
    ("ล้าน", Token::Place(MILLION)),
    // As it is often mistyped.
    ("หนึง", Token::One),
    ("เจด", Token::Digit(7)),
];
/// Twenty in the north and the north-east.
const TWENTY: &str = "ซาว";
/// What begins with a zero and has more digits is a telephone number or a code.
const MOST_FROM_ZERO: usize = 3;
/// The longest number in words has fewer.
const MOST: usize = 40;

/// All that begins here; none if no number does.
pub(super) fn tokens(scan: &mut Scan<'_>) -> Reading<Vec<Token>> {
    let mut tokens = Vec::new();
    while tokens.len() < MOST {
        if let Some(word) = scan.find(WORDS) {
            tokens.push(word);
        } else if scan.eat(TWENTY) {
            tokens.extend([Token::Two, Token::Place(10)]);
        } else if let Some(digits) = grouped(scan) {
            tokens.push(token(&digits?)?);
        } else {
            break;
        }
    }
    Ok(tokens)
}

fn token(digits: &str) -> Reading<Token> {
    if digits.starts_with('0') && digits.len() > MOST_FROM_ZERO {
        return Err(Why::NotANumber);
    }
    let value = digits.parse().map_err(|_| Why::TooBig)?;
    Ok(Token::Digits { value, len: digits.len() })
}

fn grouped(scan: &mut Scan<'_>) -> Option<Reading<String>> {
    let first = scan.digits()?;
    for (sign, why) in [(',', Why::Ambiguous), (' ', Why::MoreThanOne)] {
        let groups: Vec<&str> = std::iter::from_fn(|| scan.digits_after(sign)).collect();
        if !groups.is_empty() {
            let is_one = is_grouped(first, &groups) && (sign == ',' || first.len() == 1);
            return Some(if is_one { Ok(first.to_owned() + &groups.concat()) } else { Err(why) });
        }
    }
    Some(Ok(first.to_owned()))
}

fn is_grouped(first: &str, groups: &[&str]) -> bool {
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.iter().all(|group| group.len() == 3)
}
