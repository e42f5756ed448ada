//! How the forms begin. `start:caretaker:code:A7KQ-3MXZ` is an invitation, `fill:12` and
//! `correct:12` are about a role that is there; without any of it everything is asked.

use serde_json::{Value as Json, json};

use super::agency::Named;
use super::saving::told_about;
use super::{caretaker, platform, volunteer};
use crate::conversation::{Begin, Flow, Given, Stage, Why};
use crate::people::record::{Invitation, Redeemed};
use crate::people::{Form, Level, Post, RoleId, RoleKind, RoleState, Unit};

/// The form that whoever has such a role fills in.
pub(in crate::people) fn flow_of(kind: RoleKind, unit: &Unit) -> &'static dyn Flow {
    match (kind, unit.level()) {
        (RoleKind::Volunteer, _) => &volunteer::FLOW,
        (RoleKind::Officer, Level::Province) => &platform::FLOW,
        (RoleKind::Officer, _) => &caretaker::FLOW,
    }
}

/// Why somebody cannot be given such a role: they have it, or have asked for it.
pub(in crate::people) fn already(stage: &Stage<'_>, kind: RoleKind, unit: &Unit) -> Option<Why> {
    let mut roles = stage.facts.me.roles.iter();
    let role = roles.find(|role| role.kind == kind && role.unit.id == unit.id)?;
    let key = match role.state {
        RoleState::Waiting => "joining.waits_already",
        RoleState::Suspended => "joining.is_suspended",
        _ => "joining.is_already",
    };
    Some(told_about(stage, key, kind, unit))
}

pub(super) fn begin(stage: &Stage<'_>, flow: &str) -> Begin {
    let (how, about) = stage.about.split_once(':').unwrap_or((stage.about, ""));
    match how {
        "" => Begin::With(Vec::new()),
        "code" => by_code(stage, flow, about),
        "fill" | "correct" => about_role(stage, flow, about),
        _ => Begin::No(Why::is("fallback.old_button")),
    }
}

fn by_code(stage: &Stage<'_>, flow: &str, code: &str) -> Begin {
    let Some(Redeemed::Good(invitation)) = stage.facts.invitation(code) else {
        return Begin::No(Why::is("redeem.stale"));
    };
    let Invitation { kind, unit, .. } = &invitation;
    if flow_of(*kind, unit).name() != flow {
        return Begin::No(Why::is("fallback.old_button"));
    }
    if let Some(why) = already(stage, *kind, unit) {
        return Begin::No(why);
    }
    // The operator's makes the role in the turn that begins the form about it.
    let role = stage.facts.fresh_number.filter(|_| invitation.makes_at_once()).map(RoleId);
    let post = Post { unit: unit.id, invitation: Some(code.to_owned()), role };
    Begin::With(vec![Given::fixed("unit", json!(post))])
}

fn about_role(stage: &Stage<'_>, flow: &str, role: &str) -> Begin {
    let record = role.parse::<RoleId>().ok().and_then(|role| stage.facts.record(role));
    let mine = record.filter(|record| record.is_mine && record.role.state.is_live());
    let Some(record) = mine.filter(|it| flow_of(it.role.kind, &it.role.unit).name() == flow) else {
        return Begin::No(Why::is("fallback.old_button"));
    };
    let role = record.role;
    let post = Post { unit: role.unit.id, invitation: None, role: Some(role.id) };
    let before = record.form.filter(|form| form.flow() == flow).map(answers).unwrap_or_default();
    let given = before.into_iter().map(|(step, value)| Given::before(step, value));
    Begin::With(std::iter::once(Given::fixed("unit", json!(post))).chain(given).collect())
}

/// A form as the answers it was made from.
fn answers(form: Form) -> Vec<(&'static str, Json)> {
    match form {
        Form::Volunteer { name, phone, agency, trade, villages } => vec![
            ("name", json!(name)),
            ("phone", json!(phone)),
            ("agency", json!(Named::own(agency))),
            ("trade", json!(trade)),
            ("villages", if villages.is_empty() { Json::Null } else { json!(villages) }),
        ],
        Form::Caretaker { name, identity, affiliation, position, email, phone } => vec![
            ("name", json!(name)),
            ("identity", json!(identity)),
            ("affiliation", json!(Named::own(affiliation))),
            ("position", json!(position)),
            ("email", json!(email)),
            ("phone", json!(phone)),
        ],
        Form::Platform { agency, name, position, phone, email, line } => vec![
            ("agency", json!(Named::own(agency))),
            ("name", json!(name)),
            ("position", json!(position)),
            ("phone", json!(phone)),
            ("email", json!(email)),
            ("line", json!(line)),
        ],
    }
}
