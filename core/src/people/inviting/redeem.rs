//! A code that is sent as a message: what it invites to, and then the form.
//!
//! ```text
//! วิชัย | A7KQ-3MXZ
//! Asa  | คำเชิญเป็นผู้ดูแลระบบหน้ากากของ อ.พังโคน จ.สกลนคร ใช้ได้ถึง อาทิตย์ 10 พ.ค. 63 เวลา 16.00 น.
//!      | (ประกาศความเป็นส่วนตัว แล้วข้อแรกของแบบ)
//! ```

use super::{role, told};
use crate::conversation::{Entry, Say, Stage, Turn, View, Wanted, Worth};
use crate::effect::Effect;
use crate::help::officer;
use crate::people::joining::{already, flow_of, made_at_once};
use crate::people::names::series;
use crate::people::record::{Invitation, Redeemed};
use crate::people::{Change, RoleId, code};
use crate::start::menu;

pub static VIEW: View = View {
    name: "redeem",
    label: "redeem.label",
    words: "redeem.words",
    hears: Some(code::shaped),
    series: Some(series::ROLES),
    everywhere: true,
    worth: Worth::Ordinary,
    shows,
    ..View::PLAIN
};

fn shows(stage: &Stage<'_>) -> Turn {
    let code = stage.about;
    if code.is_empty() {
        return saying(stage, "redeem.how");
    }
    match stage.facts.invitation(code) {
        Some(Redeemed::Good(invitation)) => good(stage, code, &invitation),
        Some(Redeemed::Stale) => saying(stage, "redeem.stale"),
        Some(Redeemed::Unknown) => {
            saying(stage, "redeem.unknown").and(Effect::People(Change::GuessedWrong))
        }
        // Nobody has looked yet; then the turn is worked out again.
        Some(Redeemed::Throttled) | None => saying(stage, "redeem.too_often"),
    }
}

fn saying(stage: &Stage<'_>, key: &str) -> Turn {
    with_ways_on(stage, stage.voice.text(key))
}

fn with_ways_on(stage: &Stage<'_>, text: String) -> Turn {
    let ways_on = [&menu::VIEW, &officer::VIEW].map(|view| view.button(&stage.voice));
    Turn::saying(vec![Say::text(text).with_quick(ways_on.into())])
}

fn good(stage: &Stage<'_>, code: &str, invitation: &Invitation) -> Turn {
    let Invitation { kind, unit, .. } = invitation;
    if let Some(why) = already(stage, *kind, unit) {
        return with_ways_on(stage, why.text(&stage.voice));
    }
    let offered = told(&stage.voice, "redeem.offered", invitation);
    let form = Wanted { entry: Entry::Flow(flow_of(*kind, unit)), about: format!("code:{code}") };
    if !invitation.makes_at_once() {
        let begins = Some(form);
        return Turn { begins, ..Turn::saying(vec![Say::text(offered)]) };
    }
    let Some(number) = stage.facts.fresh_number else { return saying(stage, "redeem.send_it") };
    let role = role(&stage.voice, *kind, unit);
    let values = [("role", &*role), ("unit", &unit.full_name(stage.voice.language))];
    let made = stage.voice.with("redeem.made", &values);
    let application = made_at_once(invitation, RoleId(number));
    Turn {
        begins: Some(form),
        uses_number: true,
        ..Turn::saying(vec![Say::text(offered + "\n" + &made)])
    }
    .and(Effect::People(Change::Apply(application)))
}
