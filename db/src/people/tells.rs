//! Telling somebody else: an event in their own inbox, so that it comes in order with what they
//! do. Whoever has blocked us is told nothing.

use asa_core::effect::{Tell, Whom};
use sea_orm::FromQueryResult;

use super::act::Act;
use super::reach::{OFFICERS, is_below_offices};
use super::row::{FROM, LEVEL};
use crate::inbox::{self, Arrival, TOLD, Told, WAITING};
use crate::sql::all;
use crate::{Error, Result};

#[derive(FromQueryResult)]
struct Recipient {
    person: String,
}

/// Says how many were told.
pub(crate) async fn tell(act: &Act<'_>, cause: &str, tells: &[Tell]) -> Result<u64> {
    let mut arrivals = Vec::new();
    for tell in tells {
        for person in recipients(act, tell.whom).await? {
            let event_id = format!("{cause}.told-{}", arrivals.len() + 1);
            arrivals.push(arrival(act, tell, event_id, person)?);
        }
    }
    let told = arrivals.len() as u64;
    if told > 0 {
        inbox::insert(act.tx, &act.store.vault, arrivals).await?;
    }
    Ok(told)
}

async fn recipients(act: &Act<'_>, whom: Whom) -> Result<Vec<String>> {
    let (of, people) = match whom {
        Whom::PersonOf(role) => (role.0, "SELECT person FROM roles WHERE id = $1".to_owned()),
        // Nobody decides about himself.
        Whom::DecidersOf(role) => (
            role.0,
            format!(
                "SELECT DISTINCT officers.person FROM {FROM} CROSS JOIN {OFFICERS} \
                 WHERE roles.id = $1 AND offices.level = roles.desk \
                 AND officers.person <> roles.person AND {}",
                is_below_offices("units", LEVEL)
            ),
        ),
        // Officers as well as volunteers.
        Whom::KeepersOf(unit) => (
            unit.0,
            "SELECT DISTINCT person FROM roles WHERE unit = $1 AND state = 'active'".to_owned(),
        ),
        Whom::OfficersAbove(unit) => {
            let above = format!(
                "FROM units CROSS JOIN {OFFICERS} WHERE units.id = $1 AND {}",
                is_below_offices("units", "units.level")
            );
            let nearest = format!("SELECT MAX(offices.level) {above}");
            let sql =
                format!("SELECT DISTINCT officers.person {above} AND offices.level = ({nearest})");
            (unit.0, sql)
        }
    };
    let sql = format!(
        "SELECT w.person FROM ({people}) AS w LEFT JOIN people p ON p.line_id = w.person \
         WHERE p.blocked_at IS NULL ORDER BY w.person"
    );
    let found: Vec<Recipient> = all(act.tx, sql, [of.into()]).await?;
    Ok(found.into_iter().map(|recipient| recipient.person).collect())
}

fn arrival(
    act: &Act<'_>,
    tell: &Tell,
    event_id: String,
    person: String,
) -> Result<Arrival<'static>> {
    let told = Told { view: tell.view.to_owned(), about: tell.about.clone() };
    Ok(Arrival {
        event_id,
        chat: person.clone(),
        person: Some(person),
        kind: TOLD.to_owned(),
        message_id: None,
        reply_token: None,
        occurred_at: act.now.millis(),
        received_at: act.now.millis(),
        state: WAITING,
        finished_at: None,
        cause: None,
        raw: serde_json::to_string(&told).map_err(|error| Error::Broken(error.to_string()))?.into(),
    })
}
