//! Every entry: whole pieces from one account to another, with the record it follows from.

use asa_core::moment::Moment;
use asa_core::people::RoleId;
use asa_core::stock::record::Entry;
use asa_core::stock::{Account, Deed, RecordId};
use sea_orm::FromQueryResult;
use time::Date;

use super::{Filter, Items, Of};
use crate::people::row::{UNIT, UnitRow};
use crate::sql::all;
use crate::stock::rows::{damaged, day, deed};
use crate::{Result, Store};

#[derive(Debug, Clone)]
pub struct Line {
    pub record: RecordId,
    /// Its place in the record.
    pub place: i64,
    pub of: Of,
    pub day: Date,
    pub at: Moment,
    pub author: Option<RoleId>,
    pub on_behalf: bool,
    pub deed: Deed,
    pub document: Option<String>,
    pub pack: Option<i64>,
    pub reversed_by: Option<RecordId>,
    /// A count, or a confirmation, may move nothing.
    pub entry: Option<Entry>,
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    place: Option<i64>,
    item: i64,
    day: String,
    at: i64,
    author: Option<i64>,
    on_behalf: i64,
    deed: String,
    document: Option<String>,
    pack: Option<i64>,
    reversed_by: Option<i64>,
    from_kind: Option<String>,
    from_whose: Option<i64>,
    to_kind: Option<String>,
    to_whose: Option<i64>,
    pieces: Option<i64>,
    #[sea_orm(nested)]
    unit: UnitRow,
}

/// Those after a record and a place in it, by their records' numbers.
pub async fn entries(
    store: &Store,
    filter: Filter,
    (record, place): (i64, i64),
    most: u32,
) -> Result<Vec<Line>> {
    // A record's own first line comes after its number, whatever the numbers of its entries. The
    // records of a page are found first: joined before that, PostgreSQL goes through all of them
    // for every page. One more than lines: the first of them may have had all of its lines.
    let sql = format!(
        "SELECT t.id, e.place, t.item, t.day, t.at, t.author, t.on_behalf, t.deed, t.document, \
         t.pack, (SELECT v.id FROM records v WHERE v.reverses = t.id) AS reversed_by, \
         e.from_kind, e.from_whose, e.to_kind, e.to_whose, e.pieces, {UNIT} \
         FROM (SELECT a.* FROM records a JOIN units o ON o.id = a.unit WHERE a.id >= $1 \
         AND o.area LIKE $3 || '%' AND a.day >= $4 AND a.day <= $5 ORDER BY a.id LIMIT $6 + 1) AS t \
         JOIN units ON units.id = t.unit LEFT JOIN entries e ON e.record = t.id \
         WHERE t.id > $1 OR COALESCE(e.place, 0) > $2 ORDER BY t.id, e.place LIMIT $6"
    );
    let values = [
        record.into(),
        place.into(),
        filter.area().into(),
        filter.from.to_string().into(),
        filter.to.to_string().into(),
        i64::from(most).into(),
    ];
    let tx = store.page().await?;
    let found: Vec<Row> = all(&tx, sql, values).await?;
    tx.rollback().await?;
    let items = Items::load(store).await?;
    found.into_iter().map(|row| row.read(&items)).collect()
}

impl Row {
    fn read(self, items: &Items) -> Result<Line> {
        let entry = self.entry()?;
        Ok(Line {
            record: RecordId(self.id),
            place: self.place.unwrap_or_default(),
            of: Of { unit: self.unit.read()?, item: items.get(self.item)? },
            day: day(&self.day)?,
            at: Moment::from_millis(self.at),
            author: self.author.map(RoleId),
            on_behalf: self.on_behalf != 0,
            deed: deed(&self.deed)?,
            document: self.document,
            pack: self.pack,
            reversed_by: self.reversed_by.map(RecordId),
            entry,
        })
    }

    fn entry(&self) -> Result<Option<Entry>> {
        let Some(pieces) = self.pieces else { return Ok(None) };
        let account = |kind: &Option<String>, whose: Option<i64>| {
            let account = kind.as_deref().zip(whose);
            let account = account.and_then(|(kind, whose)| Account::read(kind, whose));
            account.ok_or_else(|| damaged("account"))
        };
        let from = account(&self.from_kind, self.from_whose)?;
        let to = account(&self.to_kind, self.to_whose)?;
        Ok(Some(Entry { from, to, pieces }))
    }
}
