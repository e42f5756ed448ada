//! Complaints, obstacles and suggestions: a case a line, those that were withdrawn among them.

use asa_core::areas::{self, AreaCode, Level};
use asa_core::conversation::Language;
use asa_core::moment::Moment;
use asa_db::cases::{self, Filter, Row};
use async_trait::async_trait;

use super::cell::{Cell, Event};
use super::words::Words;
use super::{Column, Kind, PAGE, Page, Place, Query};

const SERIES: &str = "feedback";

const COLUMNS: [Column; 12] = [
    Column { name: "number", width: 12 },
    Column { name: "kind", width: 16 },
    Column { name: "state", width: 16 },
    Column { name: "opened_at", width: 17 },
    Column { name: "area_code", width: 12 },
    Column { name: "province", width: 18 },
    Column { name: "district", width: 18 },
    Column { name: "tambon", width: 18 },
    Column { name: "story", width: 60 },
    Column { name: "phone", width: 14 },
    Column { name: "photos", width: 10 },
    Column { name: "timeline", width: 36 },
];

#[derive(Debug)]
pub(super) struct Feedback;

#[async_trait]
impl Kind for Feedback {
    fn name(&self) -> &'static str {
        SERIES
    }

    fn columns(&self) -> &'static [Column] {
        &COLUMNS
    }

    async fn page(&self, query: &Query<'_>, after: Place) -> asa_db::Result<Option<Page>> {
        let area = query.area.map(|code| code.to_string()).unwrap_or_default();
        let filter = Filter { series: SERIES, area: &area, from: query.from, until: query.until };
        let cases = cases::page(query.store, filter, after.0, PAGE).await?;
        Ok(Page::of(cases.into_iter().map(|case| ((case.number, 0), cells(case, query.words)))))
    }
}

fn cells(case: Row, words: Words<'_>) -> Vec<Cell> {
    let events = case.events().map(|(what, at)| Event { at, what: words.word("case.event", what) });
    let timeline = Cell::Timeline(events.collect());
    let [province, district, tambon] = Level::ALL.map(|level| name_at(&case, level));
    vec![
        Cell::Text(words.number(SERIES, case.number)),
        Cell::Word(words.word("feedback.kind", &case.kind)),
        Cell::Word(words.word("case.state", &case.state)),
        Cell::At(Moment::from_millis(case.opened_at)),
        Cell::or_empty(case.area, Cell::Text),
        province,
        district,
        tambon,
        Cell::or_empty(case.story, Cell::Text),
        Cell::or_empty(case.phone, Cell::Phone),
        Cell::Count(case.photos),
        timeline,
    ]
}

/// The area of that level that a case is about; empty where it is about a larger one, or none.
fn name_at(case: &Row, level: Level) -> Cell {
    let code = case.area.as_ref().and_then(|code| code.parse::<AreaCode>().ok()?.at(level));
    let area = code.and_then(areas::get);
    Cell::or_empty(area, |area| Cell::Text(area.name(Language::Thai).to_owned()))
}
