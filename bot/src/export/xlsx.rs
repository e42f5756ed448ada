//! XLSX, for Excel: dates are dates, text is text whatever it begins with. The rows go through a
//! temporary file without a name, so that memory does not grow with them.

use std::io::Write;

use asa_core::moment::Moment;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use time::Date;

use super::cell::Cell;
use super::{Column, Sheet};

/// Excel's own limit on one cell, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// And on the rows of one sheet: what is more goes on another.
const LAST_ROW: u32 = 1_048_575;

pub(super) struct Xlsx<'a> {
    out: &'a mut (dyn Write + Send),
    workbook: Workbook,
    head: Head,
    /// Of the sheet that is being filled.
    row: u32,
    text: Format,
    date: Format,
    day: Format,
}

/// What every sheet begins with.
struct Head {
    name: String,
    widths: Vec<u8>,
    headings: Vec<String>,
}

impl Head {
    /// The first sheet is called after the kind, the next ones have a number behind it.
    fn add_to(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let number = workbook.worksheets().len() + 1;
        let name = if number == 1 { self.name.clone() } else { format!("{} {number}", self.name) };
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        for ((width, heading), at) in self.widths.iter().zip(&self.headings).zip(0..) {
            sheet.set_column_width(at, *width)?;
            sheet.write_string_with_format(0, at, heading, &bold)?;
        }
        Ok(())
    }
}

impl<'a> Xlsx<'a> {
    pub(super) fn begin(
        out: &'a mut (dyn Write + Send),
        name: &str,
        columns: &[Column],
        headings: &[String],
    ) -> anyhow::Result<Self> {
        let widths = columns.iter().map(|column| column.width).collect();
        let head = Head { name: name.to_owned(), widths, headings: headings.to_vec() };
        let mut workbook = Workbook::new();
        head.add_to(&mut workbook)?;
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let date = text.clone().set_num_format("yyyy-mm-dd hh:mm");
        let day = text.clone().set_num_format("yyyy-mm-dd");
        Ok(Self { out, workbook, head, row: 0, text, date, day })
    }
}

impl Sheet for Xlsx<'_> {
    fn add(&mut self, cells: &[Cell]) -> anyhow::Result<()> {
        if self.row == LAST_ROW {
            self.head.add_to(&mut self.workbook)?;
            self.row = 0;
        }
        self.row += 1;
        let last = self.workbook.worksheets().len() - 1;
        let sheet = self.workbook.worksheet_from_index(last)?;
        for (cell, at) in cells.iter().zip(0..) {
            let (row, text) = (self.row, &self.text);
            match cell {
                Cell::Empty => sheet.write_blank(row, at, text)?,
                Cell::Count(count) => {
                    sheet.write_number_with_format(row, at, *count as f64, text)?
                }
                Cell::On(day) => write_day(sheet, row, at, *day, &self.day)?,
                Cell::At(moment) => write_date(sheet, row, at, *moment, &self.date)?,
                other => {
                    let shown = other.shown();
                    sheet.write_string_with_format(row, at, fitting(&shown), text)?
                }
            };
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        self.workbook.save_to_writer(&mut *self.out)?;
        self.out.flush()?;
        Ok(())
    }
}

/// A spreadsheet has no time zones: it is told what the clock on the wall in Bangkok showed.
fn write_date<'s>(
    sheet: &'s mut Worksheet,
    row: u32,
    at: u16,
    moment: Moment,
    format: &Format,
) -> Result<&'s mut Worksheet, XlsxError> {
    let wall = moment.in_bangkok();
    let year = u16::try_from(wall.year()).unwrap_or_default();
    let day = ExcelDateTime::from_ymd(year, wall.month().into(), wall.day())?;
    let time = day.and_hms(wall.hour().into(), wall.minute(), f64::from(wall.second()))?;
    sheet.write_datetime_with_format(row, at, &time, format)
}

fn write_day<'s>(
    sheet: &'s mut Worksheet,
    row: u32,
    at: u16,
    day: Date,
    format: &Format,
) -> Result<&'s mut Worksheet, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    let day = ExcelDateTime::from_ymd(year, day.month().into(), day.day())?;
    sheet.write_datetime_with_format(row, at, &day, format)
}

/// What fits into one cell. The other formats have no limit and keep all of it.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    let fits = |(_, c): &(usize, char)| {
        units += c.len_utf16();
        units <= LONGEST_TEXT
    };
    let end = text.char_indices().take_while(fits).last();
    end.map_or("", |(at, c)| &text[..at + c.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_what_a_cell_holds() {
        let long = "น".repeat(LONGEST_TEXT) + "!";
        assert_eq!(fitting(&long).chars().count(), LONGEST_TEXT);
        let emoji = "🙂".repeat(20_000);
        assert_eq!(fitting(&emoji).chars().count(), LONGEST_TEXT / 2);
        assert_eq!((fitting("สั้น"), fitting("")), ("สั้น", ""));
    }
}
