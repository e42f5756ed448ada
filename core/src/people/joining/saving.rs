//! What becomes of a form: an application at the nearest desk that can decide about it, a role at
//! once by invitation, or new answers about a role that is there.

use crate::areas::{self, Level as AreaLevel};
use crate::conversation::{Receipt, Saving, Say, Stage, Turn, Why};
use crate::effect::{Effect, Tell, Whom};
use crate::people::change::Application;
use crate::people::names::views;
use crate::people::record::{Invitation, Redeemed};
use crate::people::{Change, Form, Level, Post, RoleId, RoleKind, RoleState, Unit};

/// What a form's writer is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    /// Somebody decides about it.
    pub(super) waits: &'static str,
    /// An invitation has decided.
    pub(super) welcome: &'static str,
}

pub(super) fn saves(
    kind: RoleKind,
    post: Option<&Post>,
    form: Form,
    words: Words,
    saving: &Saving<'_>,
) -> Turn {
    let stage = saving.stage;
    let Some(post) = post else { return Turn::default() };
    // If it has not been loaded the turn is worked out again.
    let Some(unit) = stage.facts.unit(post.unit) else { return Turn::default() };
    match post.role {
        Some(role) => corrects(stage, role, kind, &unit, form),
        None => applies(kind, post, &unit, form, words, saving),
    }
}

fn corrects(stage: &Stage<'_>, role: RoleId, kind: RoleKind, unit: &Unit, form: Form) -> Turn {
    let text = told_about(stage, "joining.corrected", kind, unit);
    let receipt = Some(Receipt { text, changed: Some(role.0) });
    Turn { receipt, ..Turn::default() }.and(Effect::People(Change::Correct { role, form }))
}

pub(super) fn told_about(stage: &Stage<'_>, key: &'static str, kind: RoleKind, unit: &Unit) -> Why {
    let kind = stage.voice.text(&format!("joining.role.{}", kind.as_str()));
    Why::is(key).with("role", &kind).with("unit", &unit.full_name(stage.voice.language))
}

/// A form about a role goes on as long as the role does.
pub(super) fn stands(kind: RoleKind, post: Option<&Post>, stage: &Stage<'_>) -> Result<(), Why> {
    let Some((post, role)) = post.and_then(|post| Some((post, post.role?))) else { return Ok(()) };
    let is_theirs = stage.facts.me.roles.iter().any(|mine| mine.id == role);
    if is_theirs || is_being_made(stage, role) {
        return Ok(());
    }
    let unit = stage.facts.unit(post.unit);
    Err(unit.map_or(Why::is("fallback.old_button"), |unit| {
        told_about(stage, "joining.is_over", kind, &unit)
    }))
}

/// In this very turn: the number was never anybody else's.
fn is_being_made(stage: &Stage<'_>, role: RoleId) -> bool {
    stage.facts.fresh_number == Some(role.0)
}

/// Whoever has been refused, or suspended, has nothing to take back.
pub(super) fn undoes(saved: &Saving<'_>) -> Result<Vec<Effect>, Why> {
    let role = RoleId(saved.number);
    let mine = saved.stage.facts.me.roles.iter().find(|mine| mine.id == role);
    match mine.map(|mine| mine.state) {
        Some(RoleState::Waiting | RoleState::Active) => {
            Ok(vec![Effect::People(Change::Withdraw { role })])
        }
        _ => Err(Why::is("joining.decided_already")),
    }
}

fn applies(
    kind: RoleKind,
    post: &Post,
    unit: &Unit,
    form: Form,
    words: Words,
    saving: &Saving<'_>,
) -> Turn {
    let (stage, role) = (saving.stage, RoleId(saving.number));
    let invitation = post.invitation.as_deref().and_then(|code| good(stage, code));
    let invitation = invitation.filter(|it| it.kind == kind && it.unit.id == unit.id);
    let ran_out = post.invitation.is_some() && invitation.is_none();
    let says = ran_out.then(|| Say::text(stage.voice.text("joining.ran_out")));
    let at_once = invitation.as_ref().is_some_and(Invitation::decides);
    let application = Application {
        role,
        kind,
        unit: unit.id,
        form: Some(form),
        invitation: invitation.map(|it| it.number),
        at_once,
        desk: desk(stage, kind, unit),
    };
    let receipt = Some(receipt(stage, &application, unit, words));
    let turn = Turn { receipt, says: says.into_iter().collect(), ..Turn::default() };
    let turn = turn.and(Effect::People(Change::Apply(application)));
    if at_once { turn } else { turn.and(tell_deciders(role)) }
}

fn receipt(stage: &Stage<'_>, application: &Application, unit: &Unit, words: Words) -> Receipt {
    let text = if application.at_once {
        Why::is(words.welcome).with("unit", &unit.full_name(stage.voice.language))
    } else {
        Why::is(words.waits).with("desk", &desk_name(stage, application.desk, unit))
    };
    Receipt { text, changed: None }
}

fn tell_deciders(role: RoleId) -> Effect {
    let (whom, about) = (Whom::DecidersOf(role), String::new());
    Effect::Tell(Tell { whom, view: views::QUEUE_GREW, about })
}

fn good(stage: &Stage<'_>, code: &str) -> Option<Invitation> {
    match stage.facts.invitation(code) {
        Some(Redeemed::Good(invitation)) => Some(invitation),
        _ => None,
    }
}

/// The nearest level above that has somebody to decide.
fn desk(stage: &Stage<'_>, kind: RoleKind, unit: &Unit) -> Level {
    let own = kind.level_at(unit);
    let deciders = stage.facts.deciders(unit.id);
    let nearest = deciders.into_iter().find(|level| level.is_above(own));
    // Nobody yet: whoever stands highest will find it there.
    let highest = if own == Level::Province { Level::Nation } else { Level::Province };
    nearest.unwrap_or(highest)
}

/// Whose desk that is: "อำเภอพังโคน"
fn desk_name(stage: &Stage<'_>, desk: Level, unit: &Unit) -> String {
    let language = stage.voice.language;
    let office = |level| {
        let area = unit.area.at(level).and_then(areas::get);
        area.map(|area| area.title(language)).unwrap_or_default()
    };
    let local = || match unit.parent.and_then(|parent| stage.facts.unit(parent)) {
        _ if unit.level() == Level::Local => unit.name(language),
        Some(parent) => parent.name(language),
        None => office(AreaLevel::Tambon),
    };
    match desk {
        Level::Local => local(),
        Level::District => office(AreaLevel::District),
        Level::Province => office(AreaLevel::Province),
        Level::Nation | Level::End | Level::Volunteer => stage.voice.text("joining.operator"),
    }
}

/// The role that the operator's invitation makes, before any form is filled in.
pub(in crate::people) fn made_at_once(invitation: &Invitation, role: RoleId) -> Application {
    let Invitation { kind, unit, number, .. } = invitation;
    Application {
        role,
        kind: *kind,
        unit: unit.id,
        form: None,
        invitation: Some(*number),
        at_once: true,
        desk: Level::Nation,
    }
}
