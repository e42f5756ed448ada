//! Everything that is held about a person, opened, as data that a machine can read.

use asa_core::facts::{Found, Need};
use asa_core::moment::Moment;
use asa_core::people::Me;
use asa_core::people::record::{Mine, Record, Request};
use sea_orm::FromQueryResult;
use serde_json::{Value, json};

use crate::sql::all;
use crate::{Result, Store, cases, people};

#[derive(FromQueryResult)]
struct Consent {
    version: i64,
    choice: String,
    at: i64,
}

pub async fn of(store: &Store, person: &str, now: Moment) -> Result<Value> {
    let found = people::find(store, person, &Me::default(), &Need::Mine, now).await?;
    let mine = if let Found::Mine(mine) = found { *mine } else { Mine::default() };
    let sql = "SELECT version, choice, at FROM consents WHERE person = $1 ORDER BY id";
    let consents: Vec<Consent> = all(&store.read, sql, [person.into()]).await?;
    let consents = consents.iter().map(|consent| {
        json!({"notice": consent.version, "choice": consent.choice, "at": when(consent.at)})
    });
    Ok(json!({
        "made_at": now.to_string(),
        "line_id": person,
        "first_seen_at": mine.first_seen_at.map(|at| at.to_string()),
        "consents": consents.collect::<Vec<_>>(),
        "roles": mine.records.iter().map(role).collect::<Vec<_>>(),
        "cases": cases::of_person(store, person).await?.iter().map(case).collect::<Vec<_>>(),
        "photos": mine.photos,
        "requests": mine.requests.iter().map(request).collect::<Vec<_>>(),
    }))
}

fn when(millis: i64) -> String {
    Moment::from_millis(millis).to_string()
}

fn role(record: &Record) -> Value {
    json!({
        "role": record.role.id.to_string(),
        "kind": record.role.kind.as_str(),
        "unit": record.role.unit.name,
        "area": record.role.unit.area,
        "state": record.role.state.as_str(),
        "told": record.form,
        "applied_at": record.applied_at.to_string(),
        "why": record.why,
    })
}

fn case(case: &cases::Row) -> Value {
    json!({
        "number": case.number,
        "series": case.series,
        "kind": case.kind,
        "state": case.state,
        "area": case.area,
        "story": case.story,
        "phone": case.phone,
        "opened_at": when(case.opened_at),
        "photos": case.photos,
    })
}

fn request(request: &Request) -> Value {
    json!({
        "number": request.number,
        "asked_at": request.asked_at.to_string(),
        "due_at": request.due_at.to_string(),
        "state": request.state.as_str(),
        "why": request.why,
    })
}
