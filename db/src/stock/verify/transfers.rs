//! Transfers as their records have left them.

use asa_core::people::UnitId;
use asa_core::stock::record::Way;
use asa_core::stock::transit::State;
use asa_core::stock::{Deed, RecordId};
use sea_orm::FromQueryResult;

use super::{Broken, Proof};
use crate::Result;
use crate::sql::{all, one};

const AT_ONCE: i64 = 1000;

const WITHOUT: &str = "SELECT s.id, s.unit, s.place FROM records s \
    LEFT JOIN transfers t ON t.id = s.id \
    WHERE s.kind IN ('allocate', 'send_back') AND t.id IS NULL ORDER BY s.id LIMIT 1";

const PAGE: &str = "SELECT t.id, t.from_unit, t.to_unit, t.way, t.item, t.sent, t.open, t.state, \
    t.sent_at, t.day, t.document, s.unit AS s_unit, s.item AS s_item, s.at AS s_at, \
    s.day AS s_day, s.document AS s_document, s.place AS s_place, s.deed AS s_deed, \
    CAST(COALESCE((SELECT SUM(CASE WHEN e.to_kind IN ('transit', 'return') THEN e.pieces \
    ELSE -e.pieces END) FROM records c JOIN entries e ON e.record = c.id WHERE c.transfer = t.id \
    AND (e.to_kind IN ('transit', 'return') OR e.from_kind IN ('transit', 'return'))), 0) \
    AS BIGINT) AS on_its_way, \
    (SELECT COUNT(*) FROM records c WHERE c.transfer = t.id AND c.kind = 'confirm' AND NOT EXISTS \
    (SELECT 1 FROM records v WHERE v.reverses = c.id)) AS confirmed, \
    (SELECT COUNT(*) FROM records v WHERE v.reverses = t.id) AS taken_back \
    FROM transfers t LEFT JOIN records s ON s.id = t.id WHERE t.id > $1 ORDER BY t.id LIMIT $2";

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    from_unit: i64,
    to_unit: i64,
    way: String,
    item: i64,
    sent: i64,
    open: i64,
    state: String,
    sent_at: i64,
    day: String,
    document: Option<String>,
    s_unit: Option<i64>,
    s_item: Option<i64>,
    s_at: Option<i64>,
    s_day: Option<String>,
    s_document: Option<String>,
    s_place: Option<i64>,
    s_deed: Option<String>,
    on_its_way: i64,
    confirmed: i64,
    taken_back: i64,
}

#[derive(FromQueryResult)]
struct Without {
    id: i64,
    unit: i64,
    place: i64,
}

pub(super) async fn prove(proof: &Proof<'_>) -> Result<Option<Broken>> {
    let mut last = i64::MIN;
    loop {
        let page: Vec<Row> = all(proof.tx, PAGE, [last.into(), AT_ONCE.into()]).await?;
        let Some(end) = page.last() else { break };
        last = end.id;
        if let Some(row) = page.iter().find(|row| !row.is_as_sent() || !row.stands_so()) {
            return Ok(Some(Broken {
                unit: Some(UnitId(row.from_unit)),
                record: Some(RecordId(row.id)),
                place: row.s_place,
                what: "its transfer does not stand as its records say".to_owned(),
            }));
        }
    }
    let without: Option<Without> = one(proof.tx, WITHOUT, []).await?;
    Ok(without.map(|Without { id, unit, place }| Broken {
        unit: Some(UnitId(unit)),
        record: Some(RecordId(id)),
        place: Some(place),
        what: "its transfer is not there".to_owned(),
    }))
}

impl Row {
    fn is_as_sent(&self) -> bool {
        let deed = self.s_deed.as_deref().and_then(|deed| serde_json::from_str(deed).ok());
        let Some(Deed::Send { to, way, pieces }) = deed else { return false };
        (to.0, Some(way), pieces) == (self.to_unit, Way::parse(&self.way), self.sent)
            && (self.s_unit, self.s_item) == (Some(self.from_unit), Some(self.item))
            && (self.s_at, &self.s_day) == (Some(self.sent_at), &Some(self.day.clone()))
            && self.s_document == self.document
    }

    fn stands_so(&self) -> bool {
        let state = match self.on_its_way {
            _ if self.taken_back > 0 => State::TakenBack,
            0 => State::Settled,
            _ if self.confirmed > 0 => State::Short,
            _ => State::Open,
        };
        (self.on_its_way, state.as_str()) == (self.open, &self.state)
    }
}
