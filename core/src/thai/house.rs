//! A house in one line: "12/3 หมู่ 5 บ้านหนองแสง ต.… อ.…". The house and its village are read here;
//! from the first ต., อ. or จ. on the text is left for the reader of places.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::clean::{ascii_digit, clean};
use super::reading::{Reading, Why};

/// `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct House {
    /// 12, 12/3, 12/3-5, 12ก
    pub number: String,
    /// The village's number in its sub-district; towns have none.
    pub moo: Option<u8>,
    /// Village, community, lane, road.
    pub rest: String,
    /// Sub-district, district and province, not read.
    pub place: Option<String>,
}

const BEFORE: &[&str] = &["ที่อยู่", "อยู่", "บ้านเลขที่", "บ้าน เลขที่", "เลขที่"];
const MOO: &[&str] = &["หมู่ที่", "หมู่", "หมุ่", "ม.", "ม", "moo", "m."];
const PLACE: &[&str] = &["ต.", "ตำบล", "แขวง", "อ.", "อำเภอ", "เขต", "จ.", "จังหวัด"];
/// The longest line worth reading, in characters.
const MOST: usize = 300;

pub fn house(text: &str) -> Reading<House> {
    let clean: String = clean(text).chars().map(ascii_digit).collect();
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = line.chars().count();
    if line.is_empty() {
        return Err(Why::Empty);
    }
    if length > MOST {
        return Err(Why::WrongLength(length));
    }
    let (address, place) = cut_place(&line);
    let (moo, address) = cut_moo(address)?;
    let (number, rest) = number(without_labels(&address)).ok_or(Why::NotAnAddress)?;
    Ok(House {
        number: number.to_owned(),
        moo,
        rest: rest.to_owned(),
        place: place.map(str::to_owned),
    })
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', ',', ':'])
}

fn without_labels(text: &str) -> &str {
    let mut left = trim(text);
    while let Some(rest) = BEFORE.iter().find_map(|label| left.strip_prefix(label)) {
        left = trim(rest);
    }
    left
}

/// Cuts where a word begins with the name of an area. Within a word (อบต., รพ.สต.) it is none.
fn cut_place(line: &str) -> (&str, Option<&str>) {
    let begins_place = |at: &usize| PLACE.iter().any(|name| line[*at..].starts_with(name));
    match beginnings(line).find(begins_place) {
        Some(at) => (&line[..at], Some(trim(&line[at..]))),
        None => (line, None),
    }
}

/// Where words begin: after a space, a comma or a digit.
fn beginnings(line: &str) -> impl Iterator<Item = usize> {
    let before = std::iter::once(' ').chain(line.chars());
    let ends_word = |c: char| c == ' ' || c == ',' || c.is_ascii_digit();
    line.char_indices()
        .zip(before)
        .filter(move |(_, before)| ends_word(*before))
        .map(|((at, _), _)| at)
}

/// Takes the village's number out, wherever it stands; there is one at most.
fn cut_moo(address: &str) -> Reading<(Option<u8>, String)> {
    let mut found = beginnings(address).filter_map(|at| Some((at, moo(&address[at..])?)));
    let Some((at, (digits, length))) = found.next() else { return Ok((None, address.to_owned())) };
    let (before, after) = (&address[..at], &address[at + length..]);
    match digits.parse() {
        Ok(moo @ 1..=99) if found.next().is_none() && !after.starts_with(['/', '-', '.']) => {
            let left = [trim(before), trim(after)].join(" ");
            Ok((Some(moo), left))
        }
        _ => Err(Why::NotAnAddress),
    }
}

/// The digits of the "หมู่ 5", "ม.5" or "ม5" that `text` begins with, and the length of it all;
/// หมู่บ้าน is none.
fn moo(text: &str) -> Option<(&str, usize)> {
    let begins =
        |name: &&&str| text.get(..name.len()).is_some_and(|head| head.to_lowercase() == **name);
    let name = MOO.iter().filter(begins).max_by_key(|name| name.len())?;
    let rest = text[name.len()..].trim_start_matches([' ', '.']);
    let end = digits(rest, rest.len())?;
    Some((&rest[..end], text.len() - rest.len() + end))
}

/// A number like 12, 12/3, 12/3-5 or 12ก, and what comes after it.
fn number(text: &str) -> Option<(&str, &str)> {
    let mut end = digits(text, 5)?;
    if let Some(more) = after(&text[end..], '/') {
        end += more;
        end += after(&text[end..], '-').unwrap_or(0);
    }
    let letter = text[end..].chars().next().filter(|c| matches!(c, 'ก'..='ฮ'));
    if let Some(letter) = letter
        && is_end(&text[end + letter.len_utf8()..])
    {
        end += letter.len_utf8();
    }
    let (number, rest) = text.split_at(end);
    let goes_on = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '/' | '-' | '.'));
    (!goes_on).then(|| (number, trim(rest)))
}

fn is_end(text: &str) -> bool {
    text.is_empty() || text.starts_with([' ', ','])
}

/// The length of the digits that `text` begins with, of which there may be `most`.
fn digits(text: &str, most: usize) -> Option<usize> {
    let length = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (1..=most).contains(&length).then_some(length)
}

/// The length of `sign` and the digits after it.
fn after(text: &str, sign: char) -> Option<usize> {
    digits(text.strip_prefix(sign)?, 4).map(|length| length + sign.len_utf8())
}

impl fmt::Debug for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("House(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> (String, Option<u8>, String, Option<String>) {
        let house = house(typed).unwrap();
        (house.number, house.moo, house.rest, house.place)
    }

    #[test]
    fn a_house_is_read_from_one_line() {
        for (typed, number, moo, rest) in [
            ("99", "99", None, ""),
            ("99 ม.5", "99", Some(5), ""),
            ("99ม.5", "99", Some(5), ""),
            ("12/3 หมู่ 5 บ้านหนองแสง", "12/3", Some(5), "บ้านหนองแสง"),
            ("12/3-5 หมู่ที่ 12", "12/3-5", Some(12), ""),
            ("12ก ม 5", "12ก", Some(5), ""),
            ("บ้านเลขที่ ๑๒/๓ ม.๕ ซ.2 ถ.สุขเกษม", "12/3", Some(5), "ซ.2 ถ.สุขเกษม"),
            ("เลขที่ 7 ชุมชนวัดเหนือ", "7", None, "ชุมชนวัดเหนือ"),
            ("7 หมู่บ้านทดลอง", "7", None, "หมู่บ้านทดลอง"),
            ("ม.5 บ้านเลขที่ 12/3", "12/3", Some(5), ""),
            ("99/1 บ้านหนองแสง ม.5", "99/1", Some(5), "บ้านหนองแสง"),
            ("12 ซ.2 หมู่ที่ 5 บ้านเหนือ", "12", Some(5), "ซ.2 บ้านเหนือ"),
            ("12 Moo 5 Test Road", "12", Some(5), "Test Road"),
            ("7 ข้างรพ.สต.ทดลอง หน้าอบต.", "7", None, "ข้างรพ.สต.ทดลอง หน้าอบต."),
        ] {
            let (number, rest) = (number.to_owned(), rest.to_owned());
            assert_eq!(read(typed), (number, moo, rest, None), "{typed}");
        }
    }

    #[test]
    fn the_place_is_cut_off_for_another_reader() {
        let place = |typed| read(typed).3.unwrap();
        assert_eq!(place("12 ม.5 ต.ทดลอง อ.เมือง จ.ทดลอง"), "ต.ทดลอง อ.เมือง จ.ทดลอง");
        assert_eq!(place("12 หมู่ 5ต.ทดลอง"), "ต.ทดลอง");
        assert_eq!(place("12 บ้านเหนือ, ตำบลทดลอง 10000"), "ตำบลทดลอง 10000");
        assert_eq!(read("12 บ้านเหนือ, ตำบลทดลอง").2, "บ้านเหนือ");
    }

    #[test]
    fn every_refusal_has_its_reason() {
        for (typed, why) in [
            ("", Why::Empty),
            ("ไม่มีเลขที่", Why::NotAnAddress),
            ("หมู่ 5", Why::NotAnAddress),
            ("12 หมู่ 0", Why::NotAnAddress),
            ("12 หมู่ 120", Why::NotAnAddress),
            ("12 หมู่ 5/2", Why::NotAnAddress),
            ("12 หมู่ 5 ม.6", Why::NotAnAddress),
            ("080-000-0000", Why::NotAnAddress),
            ("0800000000", Why::NotAnAddress),
            ("12/3/4", Why::NotAnAddress),
            ("12.5 หมู่ 3", Why::NotAnAddress),
            ("ต.ทดลอง", Why::NotAnAddress),
        ] {
            assert_eq!(house(typed), Err(why), "{typed}");
        }
        assert_eq!(format!("{:?}", house("99 ม.5")), "Ok(House(…))");
        assert_eq!(house(&"ก".repeat(301)), Err(Why::WrongLength(301)));
    }
}
