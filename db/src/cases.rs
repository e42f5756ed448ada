//! Cases and their timelines. A case is never removed: what happens to it is added.

use asa_core::help::case::{Case, Field};
use asa_core::moment::Moment;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};
use serde::Serialize;

use crate::sql::{Type, all, execute, json, names, rows};
use crate::vault::columns::{Column, PHONE, STORY};
use crate::{Result, Store, Vault, media};

/// What a turn does to cases, on behalf of a person.
#[derive(Debug, Clone)]
pub enum Change {
    Open { person: String, case: Case },
    Withdraw { person: String, series: &'static str, number: i64 },
}

#[derive(Serialize)]
struct Opened<'a> {
    series: &'a str,
    number: i64,
    kind: &'a str,
    person: &'a str,
    area: Option<&'a str>,
    story: String,
    phone: Option<String>,
}

/// One of the many that belong to a case: a photo with its place, or a message.
#[derive(Serialize)]
struct Part<'a> {
    series: &'a str,
    number: i64,
    field: &'static str,
    place: usize,
    name: &'a str,
}

#[derive(Serialize)]
struct Event<'a> {
    series: &'a str,
    number: i64,
    what: &'static str,
    person: &'a str,
}

pub(crate) async fn apply<'a, C: ConnectionTrait>(
    db: &C,
    vault: &Vault,
    changes: impl IntoIterator<Item = &'a Change>,
    now: Moment,
) -> Result<()> {
    let (mut opened, mut events, mut withdrawn) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        let (series, number, person, what) = match change {
            Change::Open { person, case } => {
                opened.push((person, case));
                (case.series, case.number, person, "opened")
            }
            Change::Withdraw { person, series, number } => {
                withdrawn.push((*series, *number));
                (*series, *number, person, "withdrawn")
            }
        };
        events.push(Event { series, number, what, person });
    }
    if events.is_empty() {
        return Ok(());
    }
    open(db, vault, &opened, now).await?;
    withdraw(db, &withdrawn, now).await?;
    remember(db, &events, now).await
}

fn sealed<'a>(vault: &Vault, person: &'a str, case: &'a Case) -> Result<Opened<'a>> {
    let (series, number) = (case.series, case.number);
    let seal = |column: &Column, text: &str| vault.seal(&column.at(&[&series, &number]), text);
    Ok(Opened {
        series,
        number,
        kind: &case.kind,
        person,
        area: case.area.as_deref(),
        story: seal(&STORY, &case.story)?,
        phone: case.phone.as_deref().map(|phone| seal(&PHONE, phone)).transpose()?,
    })
}

async fn open<C: ConnectionTrait>(
    db: &C,
    vault: &Vault,
    opened: &[(&String, &Case)],
    now: Moment,
) -> Result<()> {
    if opened.is_empty() {
        return Ok(());
    }
    let cases = opened.iter().map(|(person, case)| sealed(vault, person, case));
    let cases: Vec<Opened<'_>> = cases.collect::<Result<_>>()?;
    const COLUMNS: [(&str, Type); 7] = [
        ("series", Type::Text),
        ("number", Type::Int),
        ("kind", Type::Text),
        ("person", Type::Text),
        ("area", Type::Text),
        ("story", Type::Text),
        ("phone", Type::Text),
    ];
    let sql = format!(
        "INSERT INTO cases (series, number, kind, person, area, story, phone, state, opened_at) \
         SELECT series, CAST(number AS BIGINT), kind, person, area, story, phone, 'open', $2 \
         FROM {}",
        rows(db.get_database_backend(), 1, &COLUMNS)
    );
    execute(db, sql, [json(&cases)?, now.millis().into()]).await?;
    let photos = opened.iter().flat_map(|(_, case)| photos(case)).collect::<Vec<_>>();
    add_parts(db, "case_photos (series, number, place, media)", "place, name", &photos).await?;
    media::claim(db, photos.iter().map(|photo| photo.name), "case").await?;
    let sources = opened.iter().flat_map(|(_, case)| sources(case)).collect::<Vec<_>>();
    add_parts(db, "case_sources (series, number, field, message_id)", "field, name", &sources).await
}

fn photos(case: &Case) -> impl Iterator<Item = Part<'_>> {
    let (series, number, field) = (case.series, case.number, Field::Photos.as_str());
    let photos = case.photos.iter().enumerate();
    photos.map(move |(place, name)| Part { series, number, field, place, name })
}

fn sources(case: &Case) -> impl Iterator<Item = Part<'_>> {
    let (series, number, place) = (case.series, case.number, 0);
    case.sources.iter().map(move |source| {
        let (field, name) = (source.field.as_str(), source.message.as_str());
        Part { series, number, field, place, name }
    })
}

async fn add_parts<C: ConnectionTrait>(
    db: &C,
    into: &str,
    columns: &str,
    parts: &[Part<'_>],
) -> Result<()> {
    if parts.is_empty() {
        return Ok(());
    }
    const COLUMNS: [(&str, Type); 5] = [
        ("series", Type::Text),
        ("number", Type::Int),
        ("field", Type::Text),
        ("place", Type::Int),
        ("name", Type::Text),
    ];
    let from = rows(db.get_database_backend(), 1, &COLUMNS);
    let sql = format!("INSERT INTO {into} SELECT series, number, {columns} FROM {from}");
    execute(db, sql, [json(parts)?]).await?;
    Ok(())
}

async fn withdraw<C: ConnectionTrait>(
    db: &C,
    cases: &[(&'static str, i64)],
    now: Moment,
) -> Result<()> {
    for (series, number) in cases {
        let sql = "UPDATE cases SET state = 'withdrawn', closed_at = $3 \
                   WHERE series = $1 AND number = $2";
        execute(db, sql, [(*series).into(), (*number).into(), now.millis().into()]).await?;
        // Its asker may send them again; if not, they go like any photo that nothing claims.
        let sql = "UPDATE media SET claimed_by = NULL, fetched_at = $3 WHERE name IN \
                   (SELECT media FROM case_photos WHERE series = $1 AND number = $2)";
        execute(db, sql, [(*series).into(), (*number).into(), now.millis().into()]).await?;
    }
    Ok(())
}

async fn remember<C: ConnectionTrait>(db: &C, events: &[Event<'_>], now: Moment) -> Result<()> {
    const COLUMNS: [(&str, Type); 4] = [
        ("series", Type::Text),
        ("number", Type::Int),
        ("what", Type::Text),
        ("person", Type::Text),
    ];
    let sql = format!(
        "INSERT INTO case_events (series, number, at, what, person) \
         SELECT series, number, $2, what, person FROM {}",
        rows(db.get_database_backend(), 1, &COLUMNS)
    );
    execute(db, sql, [json(events)?, now.millis().into()]).await?;
    Ok(())
}

/// What was told in messages that are withdrawn goes; that it went stays.
pub(crate) async fn erase<C: ConnectionTrait>(
    db: &C,
    messages: &[&str],
    now: Moment,
) -> Result<()> {
    let told = format!(
        "SELECT DISTINCT s.series, s.number FROM case_sources s JOIN {} ON s.message_id = r.name",
        names(db.get_database_backend(), 1)
    );
    let sql = format!(
        "INSERT INTO case_events (series, number, at, what) \
         SELECT told.series, told.number, $2, 'unsent' FROM ({told}) AS told"
    );
    execute(db, sql, [json(messages)?, now.millis().into()]).await?;
    for field in [Field::Story.as_str(), Field::Phone.as_str()] {
        let sql = format!(
            "UPDATE cases SET {field} = NULL WHERE (series, number) IN \
             ({told} WHERE s.field = '{field}')"
        );
        execute(db, sql, [json(messages)?]).await?;
    }
    Ok(())
}

/// A case as it is exported.
#[derive(Debug, Clone, FromQueryResult, Serialize)]
pub struct Row {
    pub series: String,
    pub number: i64,
    pub kind: String,
    pub state: String,
    pub area: Option<String>,
    pub story: Option<String>,
    pub phone: Option<String>,
    pub opened_at: i64,
    pub photos: i64,
    /// Its timeline: `opened 1588928400000`, one to a line.
    pub timeline: Option<String>,
}

impl Row {
    fn opened(mut self, vault: &Vault) -> Result<Self> {
        let (series, number) = (self.series.clone(), self.number);
        let open = |column: &Column, sealed| vault.open(&column.at(&[&series, &number]), sealed);
        self.story = self.story.map(|story| open(&STORY, story)).transpose()?;
        self.phone = self.phone.map(|phone| open(&PHONE, phone)).transpose()?;
        Ok(self)
    }

    /// What happened to it, and when; the oldest first.
    pub fn events(&self) -> impl Iterator<Item = (&str, Moment)> {
        let lines = self.timeline.as_deref().unwrap_or_default().lines();
        lines.filter_map(|line| {
            let (what, at) = line.rsplit_once(' ')?;
            Some((what, Moment::from_millis(at.parse().ok()?)))
        })
    }
}

/// Which cases to look at.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    pub series: &'a str,
    /// An area's code: its own cases, and those of the areas in it.
    pub area: &'a str,
    /// Opened then or later, but before `until`.
    pub from: Moment,
    pub until: Moment,
}

/// Every case of a person, oldest first.
pub(crate) async fn of_person(store: &Store, person: &str) -> Result<Vec<Row>> {
    let rows = rows_of(store.backend());
    let sql = format!("{rows} WHERE c.person = $1 ORDER BY c.opened_at, c.series, c.number");
    let found: Vec<Row> = all(&store.read, sql, [person.into()]).await?;
    found.into_iter().map(|row| row.opened(&store.vault)).collect()
}

fn rows_of(backend: DbBackend) -> String {
    let lines = match backend {
        DbBackend::Postgres => "string_agg(e.line, chr(10))",
        _ => "group_concat(e.line, char(10))",
    };
    format!(
        "SELECT c.series, c.number, c.kind, c.state, c.area, c.story, c.phone, c.opened_at, \
         (SELECT COUNT(*) FROM case_photos p JOIN media m ON m.name = p.media \
         WHERE p.series = c.series AND p.number = c.number AND m.erased_at IS NULL) \
         AS photos, (SELECT {lines} FROM (SELECT what || ' ' || at AS line FROM case_events t \
         WHERE t.series = c.series AND t.number = c.number ORDER BY t.id) AS e) AS timeline \
         FROM cases c"
    )
}

/// Cases after the number `after`, oldest first, at most `most`.
pub async fn page(store: &Store, filter: Filter<'_>, after: i64, most: u32) -> Result<Vec<Row>> {
    let sql = format!(
        "{} WHERE c.series = $1 AND c.number > $2 \
         AND COALESCE(c.area, '') LIKE $3 || '%' AND c.opened_at >= $4 AND c.opened_at < $5 \
         ORDER BY c.number LIMIT $6",
        rows_of(store.backend())
    );
    let values = [
        filter.series.into(),
        after.into(),
        filter.area.into(),
        filter.from.millis().into(),
        filter.until.millis().into(),
        i64::from(most).into(),
    ];
    let found: Vec<Row> = all(&store.read, sql, values).await?;
    found.into_iter().map(|row| row.opened(&store.vault)).collect()
}
