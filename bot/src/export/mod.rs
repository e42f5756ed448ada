//! Records as files for officers: CSV, JSON and XLSX, a page at a time, so that memory stays the
//! same however many there are.
//!
//! | file | what |
//! |---|---|
//! | [`cell`], [`words`] | a value, as a machine and as a person reads it |
//! | [`csv`], [`json`], [`xlsx`] | the formats |
//! | [`output`] | standard output, or a file that is there only when it is whole |
//! | [`feedback`], [`people`], [`stock`] | kinds of records; a new kind is such a file and its line in [`KINDS`] |
//!
//! Invariant: an export changes no record, and may be made beside a running service. Where it
//! holds records of people, that it is made is written down before anything is read.

pub mod cell;
mod csv;
mod feedback;
mod json;
pub mod output;
mod people;
mod stock;
pub mod words;
mod xlsx;

use std::fmt::Debug;
use std::io::Write;

use asa_core::areas::AreaCode;
use asa_core::moment::Moment;
use asa_core::people::Action;
use asa_db::Store;
use asa_db::people::By;
use async_trait::async_trait;
use clap::ValueEnum;

use self::cell::Cell;
use self::words::Words;

/// What can be exported.
pub const KINDS: [&dyn Kind; 6] = [
    &feedback::Feedback,
    &people::People,
    &stock::entries::Entries,
    &stock::balances::Balances,
    &stock::days::COUNTS,
    &stock::days::DAYS,
];

const PAGE: u32 = 500;

#[async_trait]
pub trait Kind: Debug + Sync {
    fn name(&self) -> &'static str;
    fn columns(&self) -> &'static [Column];
    /// What an officer needs to have them; without it they are the operator's only.
    fn needs(&self) -> Option<Action> {
        None
    }
    /// Writes down that all of them are read, where somebody may ask one day who did.
    async fn write_down(&self, _query: &Query<'_>) -> asa_db::Result<()> {
        Ok(())
    }
    /// What comes after a place; `None` at the end.
    async fn page(&self, query: &Query<'_>, after: Place) -> asa_db::Result<Option<Page>>;
}

#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What machines call it; people read `export.<name>` of the wording.
    pub name: &'static str,
    /// On a sheet, in characters.
    pub width: u8,
}

/// Where a record stands among those of its kind: its number; or its unit and item, its number
/// and its part.
pub type Place = (i64, i64);

/// Before every record.
const BEGINNING: Place = (i64::MIN, i64::MIN);

/// Some lines of a table, each with as many cells as its kind has columns.
#[derive(Debug)]
pub struct Page {
    pub lines: Vec<Vec<Cell>>,
    pub last: Place,
}

impl Page {
    /// Lines with their places; none of them is the end.
    fn of(lines: impl IntoIterator<Item = (Place, Vec<Cell>)>) -> Option<Self> {
        let (places, lines): (Vec<Place>, Vec<Vec<Cell>>) = lines.into_iter().unzip();
        places.last().map(|last| Self { lines, last: *last })
    }
}

/// Which records, out of which database, in whose words.
#[derive(Debug)]
pub struct Query<'a> {
    pub store: &'a Store,
    pub words: Words<'a>,
    pub area: Option<AreaCode>,
    pub from: Moment,
    pub until: Moment,
    pub now: Moment,
    /// In whose name they are read.
    pub by: By<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Csv,
    Json,
    Xlsx,
}

/// A file that is being written.
trait Sheet {
    fn add(&mut self, cells: &[Cell]) -> anyhow::Result<()>;
    fn finish(self: Box<Self>) -> anyhow::Result<()>;
}

/// Writes all of them, and says how many there were. `progress` hears of every page.
pub async fn export(
    kind: &dyn Kind,
    query: &Query<'_>,
    format: Format,
    out: &mut (dyn Write + Send),
    mut progress: impl FnMut(u64),
) -> anyhow::Result<u64> {
    kind.write_down(query).await?;
    let mut sheet = begin(kind, query, format, out)?;
    let (mut after, mut count) = (BEGINNING, 0);
    while let Some(page) = kind.page(query, after).await? {
        after = page.last;
        for cells in &page.lines {
            sheet.add(cells)?;
        }
        let more = page.lines.len() as u64;
        count += more;
        progress(more);
    }
    sheet.finish()?;
    Ok(count)
}

fn begin<'a>(
    kind: &dyn Kind,
    query: &Query<'_>,
    format: Format,
    out: &'a mut (dyn Write + Send),
) -> anyhow::Result<Box<dyn Sheet + 'a>> {
    let columns = kind.columns();
    let headings: Vec<String> =
        columns.iter().map(|column| query.words.heading(column.name)).collect();
    Ok(match format {
        Format::Csv => Box::new(csv::Csv::begin(out, &headings)?),
        Format::Json => Box::new(json::Json::begin(out, columns)),
        Format::Xlsx => Box::new(xlsx::Xlsx::begin(out, kind.name(), columns, &headings)?),
    })
}
