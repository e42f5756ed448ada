//! CSV as RFC 4180 has it, with a byte order mark: without one Excel does not read Thai.
//!
//! Invariant: what people wrote is never a formula. A cell that a spreadsheet would take for one
//! is written behind an apostrophe.

use std::io::Write;

use ::csv::{Terminator, Writer, WriterBuilder};

use super::Sheet;
use super::cell::Cell;

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

pub(super) struct Csv<'a>(Writer<&'a mut (dyn Write + Send)>);

impl<'a> Csv<'a> {
    pub(super) fn begin(
        out: &'a mut (dyn Write + Send),
        headings: &[String],
    ) -> anyhow::Result<Self> {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        writer.write_record(headings)?;
        Ok(Self(writer))
    }
}

impl Sheet for Csv<'_> {
    fn add(&mut self, cells: &[Cell]) -> anyhow::Result<()> {
        self.0.write_record(cells.iter().map(field))?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        self.0.flush()?;
        Ok(())
    }
}

fn field(cell: &Cell) -> String {
    let text = cell.shown();
    let harmless = match cell {
        Cell::Count(_) => true,
        Cell::Phone(phone) => is_dialled(phone),
        _ => !opens_a_formula(&text),
    };
    if harmless { text } else { format!("'{text}") }
}

/// Also in the wide letters that some keyboards type, which some spreadsheets read alike.
fn opens_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// `+66 80 000 0000`, `080-000-0000 ต่อ 12`: nothing to calculate. Behind a plus sign a hyphen
/// would be.
fn is_dialled(phone: &str) -> bool {
    let (abroad, number) = match phone.strip_prefix('+') {
        Some(number) => (true, number.to_owned()),
        None => (false, phone.replace("ต่อ", "")),
    };
    let fits = |c: char| c.is_ascii_digit() || c == ' ' || (c == '-' && !abroad);
    number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        field(&Cell::Text(text.into()))
    }

    fn phone(text: &str) -> String {
        field(&Cell::Phone(text.into()))
    }

    #[test]
    fn what_people_wrote_is_never_a_formula() {
        for story in
            ["=HYPERLINK(\"http://x\")", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "＝1"]
        {
            assert_eq!(text(story), format!("'{story}"));
        }
        assert_eq!(text("น้ำท่วม 1+1=2"), "น้ำท่วม 1+1=2");
        assert_eq!(phone("+66=1"), "'+66=1");
        assert_eq!(phone("-1+1"), "'-1+1");
        assert_eq!(phone("+66-1"), "'+66-1");
    }

    #[test]
    fn numbers_stay_readable() {
        assert_eq!(field(&Cell::Count(-5)), "-5");
        for number in ["0800000000", "+66800000000", "+66 80 000 0000", "042-000-000 ต่อ 12"]
        {
            assert_eq!(phone(number), number);
        }
    }

    #[test]
    fn a_file_opens_with_a_mark_and_quotes_what_it_must() {
        let mut out = Vec::new();
        let mut csv = Box::new(Csv::begin(&mut out, &["เรื่อง / story".into(), "n".into()]).unwrap());
        csv.add(&[Cell::Text("a, \"b\"\nค".into()), Cell::Empty]).unwrap();
        csv.finish().unwrap();
        let wanted = "\u{FEFF}เรื่อง / story,n\r\n\"a, \"\"b\"\"\nค\",\r\n";
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }
}
