//! What lies where, now.

use sea_orm::FromQueryResult;

use super::{Filter, Items, Of};
use crate::people::row::{UNIT, UnitRow};
use crate::sql::all;
use crate::{Result, Store};

#[derive(Debug, Clone)]
pub struct Line {
    pub of: Of,
    pub pieces: i64,
    /// Sent by the unit, and not confirmed by whoever is to have it.
    pub on_the_way: i64,
    /// The last day on which it was counted, or said that nothing moved.
    pub counted_on: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    item: i64,
    pieces: i64,
    on_the_way: i64,
    counted_on: Option<String>,
    #[sea_orm(nested)]
    unit: UnitRow,
}

/// Those after a unit and an item.
pub async fn shelves(
    store: &Store,
    filter: Filter,
    (unit, item): (i64, i64),
    most: u32,
) -> Result<Vec<Line>> {
    let sql = format!(
        "SELECT b.item, b.pieces, CAST((SELECT COALESCE(SUM(f.open), 0) FROM transfers f \
         WHERE f.from_unit = b.unit AND f.item = b.item AND f.state IN ('open', 'short')) \
         AS BIGINT) AS on_the_way, (SELECT MAX(d.day) FROM days d WHERE d.unit = b.unit \
         AND d.item = b.item AND d.said IS NOT NULL) AS counted_on, {UNIT} \
         FROM balances b JOIN units ON units.id = b.unit \
         WHERE (b.unit, b.item) > ($1, $2) AND b.area LIKE $3 || '%' \
         ORDER BY b.unit, b.item LIMIT $4"
    );
    let values = [unit.into(), item.into(), filter.area().into(), i64::from(most).into()];
    let tx = store.page().await?;
    let found: Vec<Row> = all(&tx, sql, values).await?;
    tx.rollback().await?;
    let items = Items::load(store).await?;
    let read = |row: Row| {
        Ok(Line {
            of: Of { unit: row.unit.read()?, item: items.get(row.item)? },
            pieces: row.pieces,
            on_the_way: row.on_the_way,
            counted_on: row.counted_on,
        })
    };
    found.into_iter().map(read).collect()
}
