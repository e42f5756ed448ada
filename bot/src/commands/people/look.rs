//! Looking at records from the machine.

use anyhow::Context as _;
use asa_core::areas::AreaCode;
use asa_core::conversation::Language;
use asa_core::conversation::readers::Document;
use asa_core::moment::Moment;
use asa_core::people::form::villages_shown;
use asa_core::people::record::Record;
use asa_core::people::{Action, Form, RoleId, RoleState, Seat};
use asa_db::Store;
use asa_db::people::audit;
use asa_db::people::list::{self, Filter, Listed};
use serde_json::{Map, Value, json};

use super::super::audit::who;
use super::super::right::Right;
use super::super::{Outcome, show};
use crate::clock::Clock;

const PAGE: u32 = 500;

/// Those the right reaches; it shows nothing that people told us.
pub(super) async fn list(
    store: &Store,
    right: &Right,
    area: Option<AreaCode>,
    state: Option<RoleState>,
    as_json: bool,
) -> Outcome {
    let area = area.map(|area| area.to_string()).unwrap_or_default();
    let (from, until) = (Moment::from_millis(i64::MIN), Moment::from_millis(i64::MAX));
    let filter = Filter { area: &area, state, from, until };
    let (mut all, mut after) = (Vec::new(), i64::MIN);
    loop {
        let page = list::page(store, filter, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.record.role.id.0;
        let seen = |listed: &Listed| right.may(Action::SeePerson, &listed.record.role.target());
        all.extend(page.into_iter().filter(seen));
    }
    if as_json {
        show::json(&all.iter().map(|listed| object(head(listed))).collect::<Vec<_>>())?;
        return Ok(true);
    }
    for Listed { record, .. } in &all {
        let role = &record.role;
        let (kind, state) = (role.kind.as_str(), role.state.as_str());
        let unit = role.unit.full_name(Language::Thai);
        show::line(&format!("{:<7} {kind:<9} {state:<9} {:<8} {unit}", role.id, seat(record)));
    }
    if all.is_empty() {
        show::line("nobody");
    }
    Ok(true)
}

fn seat(record: &Record) -> &'static str {
    record.role.seat.map_or("", Seat::as_str)
}

type Field = (&'static str, Value);

fn head(listed: &Listed) -> Vec<Field> {
    let (record, role) = (&listed.record, &listed.record.role);
    vec![
        ("id", json!(role.id.to_string())),
        ("role", json!(role.kind)),
        ("state", json!(role.state)),
        ("seat", json!(role.seat)),
        ("unit", json!(role.unit.id.to_string())),
        ("place", json!(role.unit.full_name(Language::Thai))),
        ("applied_at", json!(record.applied_at.to_string())),
        ("decided_at", json!(record.decided_at.map(|at| at.to_string()))),
        ("decided_by", json!(listed.decided_by.as_ref().map(|by| who(Some(by))))),
        ("why", json!(record.why)),
    ]
}

fn object(fields: Vec<Field>) -> Map<String, Value> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Written down first: who looks is known even if the printing fails.
pub(super) async fn show(store: &Store, right: &Right, role: RoleId, as_json: bool) -> Outcome {
    let missing = || format!("there is no role {role}: `asa people list`");
    let listed = list::show(store, role).await?.with_context(missing)?;
    right.check(Action::SeePerson, &listed.record.role.target())?;
    let now = Clock::system().now();
    audit::write_down(store, right.by(), "read", Some(role), "asa people show", now).await?;
    let mut fields = head(&listed);
    fields.extend(listed.record.form.iter().flat_map(told));
    if as_json {
        show::json(&object(fields))?;
        return Ok(true);
    }
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
        show::line(&format!("{name:<11} {}", value.as_str().unwrap_or_default()));
    }
    Ok(true)
}

/// A card's number is never shown whole, not even here.
fn told(form: &Form) -> Vec<Field> {
    let identity = form.identity().and_then(Document::masked);
    let mut told = vec![
        ("name", json!(form.name().to_string())),
        ("phone", json!(form.phone())),
        ("agency", json!(form.agency())),
        ("identity", json!(identity)),
    ];
    match form {
        Form::Volunteer { trade, villages, .. } => {
            told.extend([("trade", json!(trade)), ("villages", json!(villages_shown(villages)))]);
        }
        Form::Caretaker { position, email, .. } => {
            told.extend([("position", json!(position)), ("email", json!(email))]);
        }
        Form::Platform { position, email, line, .. } => told.extend([
            ("position", json!(position)),
            ("email", json!(email)),
            ("line", json!(line)),
        ]),
    }
    told
}
