//! Writes numbers in words by the rules of the schoolbook, for the readers to read.

const DIGITS: [&str; 10] = ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
const PLACES: [&str; 6] = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"];

/// 0 to below 10^12.
pub(super) fn in_words(number: i64) -> String {
    match (number / 1_000_000, number % 1_000_000) {
        (0, 0) => DIGITS[0].to_owned(),
        (0, rest) => below_million(rest, false),
        (millions, rest) => below_million(millions, false) + "ล้าน" + &below_million(rest, true),
    }
}

fn below_million(number: i64, follows: bool) -> String {
    let mut words = String::new();
    for place in (0..PLACES.len()).rev() {
        let power = 10_i64.pow(place as u32);
        match (number / power % 10, place) {
            (0, _) => {}
            (1, 0) if follows || number > 1 => words += "เอ็ด",
            (1, 1) => words += "สิบ",
            (2, 1) => words += "ยี่สิบ",
            (digit, _) => words += &(DIGITS[digit as usize].to_owned() + PLACES[place]),
        }
    }
    words
}

/// Whether the number ends in a digit from 2 on that does not follow a ten: in speech it could
/// stand for the place left out.
pub(super) fn is_heard_in_two_ways(number: i64) -> bool {
    let ends_so = |number: i64| number > 99 && number % 10 > 1 && number / 10 % 10 == 0;
    ends_so(number) || ends_so(number / 1_000_000)
}

pub(super) fn in_thai_digits(number: &str) -> String {
    let thai = |c: char| match c.to_digit(10) {
        Some(digit) => char::from_u32(u32::from('๐') + digit).unwrap_or(c),
        None => c,
    };
    number.chars().map(thai).collect()
}

pub(super) fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
