//! One JSON array, a record a line.

use std::io::Write;

use serde::{Serialize, Serializer};

use super::cell::Cell;
use super::{Column, Sheet};

pub(super) struct Json<'a> {
    out: &'a mut (dyn Write + Send),
    columns: &'static [Column],
    /// What goes before the next record.
    before: &'static str,
}

struct Object<'a>(&'static [Column], &'a [Cell]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|column| column.name).zip(self.1))
    }
}

impl<'a> Json<'a> {
    pub(super) fn begin(out: &'a mut (dyn Write + Send), columns: &'static [Column]) -> Self {
        Self { out, columns, before: "[\n" }
    }
}

impl Sheet for Json<'_> {
    fn add(&mut self, cells: &[Cell]) -> anyhow::Result<()> {
        self.out.write_all(self.before.as_bytes())?;
        serde_json::to_writer(&mut self.out, &Object(self.columns, cells))?;
        self.before = ",\n";
        Ok(())
    }

    fn finish(self: Box<Self>) -> anyhow::Result<()> {
        let end = if self.before == ",\n" { "\n]\n" } else { "[]\n" };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] =
        [Column { name: "story", width: 1 }, Column { name: "photos", width: 1 }];

    fn written(records: &[[Cell; 2]]) -> String {
        let mut out = Vec::new();
        let mut json = Box::new(Json::begin(&mut out, &COLUMNS));
        for record in records {
            json.add(record).unwrap();
        }
        json.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_array_is_whole_with_none_one_or_many() {
        let record = [Cell::Text("=\"น้ำ\"".into()), Cell::Count(2)];
        let line = r#"{"story":"=\"น้ำ\"","photos":2}"#;
        assert_eq!(written(&[]), "[]\n");
        assert_eq!(written(std::slice::from_ref(&record)), format!("[\n{line}\n]\n"));
        assert_eq!(written(&[record.clone(), record]), format!("[\n{line},\n{line}\n]\n"));
    }
}
