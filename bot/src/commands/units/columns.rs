//! A CSV file of units as cells with names: its letters, its headings.

use anyhow::{Context as _, bail};
use asa_core::thai::{clean, fold};
use csv::{ReaderBuilder, StringRecord};

/// What a file may say about a unit, under any of these headings.
pub(super) const COLUMNS: [(&str, &[&str]); 8] = [
    ("kind", &["type", "ประเภท", "ประเภทหน่วย", "ชนิด"]),
    ("name", &["ชื่อ", "ชื่อหน่วย", "ชื่อหน่วยงาน"]),
    ("area", &["area_code", "รหัสพื้นที่", "รหัส"]),
    ("province", &["จังหวัด"]),
    ("district", &["อำเภอ", "เขต", "อำเภอ/เขต"]),
    ("tambon", &["subdistrict", "ตำบล", "แขวง", "ตำบล/แขวง"]),
    ("moo", &["village", "หมู่", "หมู่ที่"]),
    ("parent", &["reports_to", "ขึ้นกับ", "หน่วยแม่"]),
];

const UTF_16: [&[u8]; 2] = [&[0xFF, 0xFE], &[0xFE, 0xFF]];

/// One line of the file.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: u64,
    cells: StringRecord,
    places: [Option<usize>; COLUMNS.len()],
}

impl Line {
    /// What stands in this column, tidied; empty where there is no such column.
    pub(super) fn cell(&self, column: &str) -> String {
        let at = COLUMNS.iter().position(|(name, _)| *name == column);
        let place = at.and_then(|at| self.places[at]);
        place.and_then(|place| self.cells.get(place)).map(clean).unwrap_or_default()
    }
}

/// The lines of the file; and headings that mean nothing here.
pub(super) fn lines(file: &[u8]) -> anyhow::Result<(Vec<Line>, Vec<String>)> {
    let text = text(file)?;
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headings = reader.headers().context("the file does not read as CSV")?.clone();
    let places = COLUMNS.map(|(name, others)| {
        headings.iter().position(|heading| {
            let heading = fold(heading);
            heading == name || others.contains(&heading.as_str())
        })
    });
    let missing = ["kind", "name"].into_iter().zip(places).find(|(_, place)| place.is_none());
    if let Some((name, _)) = missing {
        bail!("line 1: there is no column {name}. `asa units import --example` prints a file");
    }
    let unknown = (0..headings.len()).filter(|at| !places.contains(&Some(*at)));
    let unknown = unknown.map(|at| headings[at].trim().to_owned()).filter(|name| !name.is_empty());
    let unknown = unknown.collect();
    let mut lines = Vec::new();
    for cells in reader.records() {
        let cells = cells.context("the file does not read as CSV")?;
        let number = cells.position().map_or(0, csv::Position::line);
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            lines.push(Line { number, cells, places });
        }
    }
    Ok((lines, unknown))
}

fn text(file: &[u8]) -> anyhow::Result<&str> {
    const WHAT_TO_DO: &str = "in Excel choose Save as, \"CSV UTF-8 (Comma delimited)\"; \
        in LibreOffice the character set Unicode (UTF-8)";
    if UTF_16.iter().any(|mark| file.starts_with(mark)) {
        bail!("the file is in UTF-16, not in UTF-8: {WHAT_TO_DO}");
    }
    let text = std::str::from_utf8(file).map_err(|_| match is_thai_windows(file) {
        true => anyhow::anyhow!(
            "the file is in Thai Windows letters (TIS-620, Windows-874), not in UTF-8: {WHAT_TO_DO}"
        ),
        false => anyhow::anyhow!("the file is not in UTF-8: {WHAT_TO_DO}"),
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// All bytes above ASCII are where that table has Thai letters, or the signs Windows added.
fn is_thai_windows(file: &[u8]) -> bool {
    let high = || file.iter().filter(|byte| **byte >= 0x80);
    let added = [0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97];
    let fits = |byte: &u8| matches!(byte, 0xA0..=0xDA | 0xDF..=0xFB) || added.contains(byte);
    high().next().is_some() && high().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(file: &[u8], column: &str) -> Vec<String> {
        lines(file).unwrap().0.iter().map(|line| line.cell(column)).collect()
    }

    #[test]
    fn headings_are_known_in_both_languages_with_and_without_a_mark() {
        let thai = "\u{FEFF}ลำดับ,ชื่อ,ประเภท\r\n1,รพ.สต.ตัวอย่าง,รพ.สต.\r\n\r\n,,\r\n";
        assert_eq!(cells(thai.as_bytes(), "name"), ["รพ.สต.ตัวอย่าง"]);
        assert_eq!(lines(thai.as_bytes()).unwrap().1, ["ลำดับ"]);
        let english = "Kind,Name,Tambon\nlao,\"A, B\",\n";
        assert_eq!(cells(english.as_bytes(), "name"), ["A, B"]);
        assert_eq!(cells(english.as_bytes(), "moo"), [""]);
        assert!(lines(b"name\nx\n").unwrap_err().to_string().contains("no column kind"));
    }

    #[test]
    fn other_letters_are_refused_with_what_to_do() {
        // ชื่อ in Windows-874, in UTF-16, and in something else.
        for (file, named) in [
            (&b"kind,name\nlao,\xAA\xD7\xE8\xCD\n"[..], "Windows-874"),
            (b"\xFF\xFEk\0i\0", "UTF-16"),
            (b"kind,name\nlao,\xFD\xFE\n", "not in UTF-8"),
        ] {
            let error = lines(file).unwrap_err().to_string();
            assert!(error.contains(named) && error.contains("CSV UTF-8"), "{error}");
        }
    }
}
