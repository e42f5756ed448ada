//! เปิดรหัสเชิญ: a code that brings volunteers, or officers, to a unit (R000-2).
//!
//! ```text
//! วิชัย | เปิดรหัสเชิญ
//! Asa  | เชิญใคร → หน่วยไหน → กี่คน → ใช้ได้กี่วัน
//! Asa  | ▤ ตรวจก่อนส่ง  [ยืนยัน]
//! Asa  | เปิดรหัสแล้วค่ะ …
//! Asa  | ▤ 7K3M-Q9XA   และลิงก์ กับ QR ของมัน
//! ```

use std::time::Duration;

use super::{role, told};
use crate::areas::{self, Level as AreaLevel};
use crate::conversation::readers::{Choice, ChoiceBy, Options, Place};
use crate::conversation::{At, Begin, By, Card, Given, Leads, Line, REVIEW, Saving, Say, Stage};
use crate::conversation::{Step, Table, Terms, Tone, Turn, Why};
use crate::effect::Effect;
use crate::people::change::NewInvitation;
use crate::people::names::series;
use crate::people::record::Invitation;
use crate::people::unit_at::UnitAt;
use crate::people::{Action, Change, Level, Post, Refusal, RoleKind, Target, Unit};

const DAY: Duration = Duration::from_secs(24 * 3600);

#[derive(Debug, Default)]
pub struct Draft {
    kind: Option<RoleKind>,
    post: Option<Post>,
    uses: Option<u32>,
    days: Option<u32>,
}

pub static FLOW: Table<Draft> = Table {
    name: "invite",
    // Every officer may invite one to their own unit; whom else, each question looks at.
    terms: Terms::officers(Action::InviteOfficer, series::INVITATIONS),
    begins,
    steps: &[
        Step {
            name: "kind",
            reads: &By(ChoiceBy(kinds), |draft: &mut Draft, kind: String| {
                draft.kind = RoleKind::parse(&kind);
            }),
            leads: Leads::To("unit"),
            skippable: false,
        },
        Step {
            name: "unit",
            reads: &By(
                UnitAt {
                    place: Place { finest: AreaLevel::Tambon, coarsest: AreaLevel::District },
                    near,
                    allows: |at, unit| may(at.stage, kind(at.draft), unit),
                },
                |draft: &mut Draft, post| draft.post = Some(post),
            ),
            leads: Leads::ByDraft(&["uses", "days"], |draft| match kind(draft) {
                RoleKind::Volunteer => "uses",
                // One code, one officer: whoever sees it cannot use it again.
                RoleKind::Officer => "days",
            }),
            skippable: false,
        },
        Step {
            name: "uses",
            reads: &By(Choice(&["1", "5", "20", "50"]), |draft: &mut Draft, uses| {
                draft.uses = uses.parse().ok();
            }),
            leads: Leads::To("days"),
            skippable: false,
        },
        Step {
            name: "days",
            reads: &By(Choice(&["1", "7", "30"]), |draft: &mut Draft, days| {
                draft.days = days.parse().ok();
            }),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    saves,
    undoes,
    ..Table::PLAIN
};

fn kind(draft: &Draft) -> RoleKind {
    draft.kind.unwrap_or(RoleKind::Officer)
}

/// Those they may invite to anywhere at all.
fn invitable(stage: &Stage<'_>) -> Vec<RoleKind> {
    let me = &stage.facts.me;
    RoleKind::ALL.into_iter().filter(|kind| me.may_at_all(Action::invite(*kind)).is_ok()).collect()
}

/// Where there is only one kind nobody is asked.
fn begins(stage: &Stage<'_>) -> Begin {
    match invitable(stage).as_slice() {
        [only] => Begin::With(vec![Given::fixed("kind", only.as_str())]),
        _ => Begin::With(Vec::new()),
    }
}

fn kinds(at: &At<'_, Draft>) -> Options {
    let kinds: Vec<&str> = invitable(at.stage).into_iter().map(RoleKind::as_str).collect();
    Options::of(at.voice(), at.key, &kinds)
}

fn may(stage: &Stage<'_>, kind: RoleKind, unit: &Unit) -> Result<(), Why> {
    let target = Target::of_role(kind, unit);
    stage.facts.me.may(Action::invite(kind), &target).map_err(Refusal::why)
}

/// Their own units, the offices right below, and what was added in their tambon.
fn near(at: &At<'_, Draft>) -> Vec<Unit> {
    let kind = kind(at.draft);
    let own: Vec<&Unit> = at.stage.facts.me.units_for(Action::invite(kind)).collect();
    let below = own.iter().filter(|unit| unit.level() < Level::Local);
    let offices = below.flat_map(|unit| areas::children(unit.area)).map(Unit::office);
    let local = own.iter().filter(|unit| unit.level() == Level::Local);
    let added = local.flat_map(|unit| at.stage.facts.units_in(unit.area));
    let mut near: Vec<Unit> = Vec::new();
    for unit in own.iter().map(|unit| (*unit).clone()).chain(offices).chain(added) {
        if may(at.stage, kind, &unit).is_ok() && near.iter().all(|other| other.id != unit.id) {
            near.push(unit);
        }
    }
    near
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let facts = saving.stage.facts;
    let unit = draft.post.as_ref().and_then(|post| facts.unit(post.unit));
    // If it has not been loaded the turn is worked out again.
    let Some(unit) = unit else { return Turn::default() };
    let invitation = Invitation {
        number: saving.number,
        code: facts.fresh_code.clone(),
        kind: kind(draft),
        unit,
        uses: draft.uses.unwrap_or(1),
        used: 0,
        made_at: facts.now,
        expires_at: facts.now + DAY * draft.days.unwrap_or(1),
        is_revoked: false,
        by_operator: false,
    };
    let mut says = vec![card(saving.stage, &invitation)];
    says.extend(ways_to_send(saving.stage, &invitation.code));
    Turn::saying(says).and(Effect::People(Change::Invite(NewInvitation {
        number: invitation.number,
        code: invitation.code,
        kind: invitation.kind,
        unit: invitation.unit.id,
        uses: invitation.uses,
        expires_at: invitation.expires_at,
    })))
}

fn undoes(_draft: &Draft, saved: &Saving<'_>) -> Result<Vec<Effect>, Why> {
    let number = saved.number;
    let still_works = saved.stage.facts.my_invitations().iter().any(|mine| mine.number == number);
    let revoked = vec![Effect::People(Change::Revoke { invitation: number })];
    if still_works { Ok(revoked) } else { Err(Why::is("my_invitations.gone")) }
}

fn card(stage: &Stage<'_>, invitation: &Invitation) -> Say {
    let voice = &stage.voice;
    let about = Line {
        value: Some(invitation.unit.full_name(voice.language)),
        ..Line::text(role(voice, invitation.kind, &invitation.unit))
    };
    Say::card(Card {
        tone: Tone::Calm,
        title: invitation.code.clone(),
        summary: voice.text("invite.summary"),
        lines: vec![about, Line::text(told(voice, "invite.until", invitation))],
        buttons: Vec::new(),
    })
}

/// A code is made of letters, digits and a dash: nothing in it has to be encoded in a link.
fn ways_to_send(stage: &Stage<'_>, code: &str) -> Vec<Say> {
    let voice = &stage.voice;
    let Some(before) = &stage.facts.chat_link else {
        return vec![Say::text(voice.text("invite.send_code"))];
    };
    let link = format!("{before}{code}");
    vec![Say::text(voice.with("invite.send_link", &[("link", &link)])), Say::qr(link)]
}
