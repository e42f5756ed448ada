//! What the twin's own tests begin with: a state with a clock that stands still, people, groups,
//! menus, and messages to find fault with.
//!
//! Invariant: names are made up, and time passes only when a test says so.
#![expect(clippy::needless_pass_by_value, reason = "a value is written where it is passed")]

mod line;

use asa_core::id::LineId;
use asa_core::moment::Moment;
use serde_json::{Value, json};

pub(super) use self::line::{Line, Service, status};
use crate::clock::Clock;
use crate::twin::api::Call;
use crate::twin::api::menus::Menu;
use crate::twin::body::check;
use crate::twin::body::image::made_up_png;
use crate::twin::people::friends;
use crate::twin::people::{Group, Person};
use crate::twin::settings::Settings;
use crate::twin::state::State;
use crate::twin::{Twin, spec};

pub(super) fn settings() -> Settings {
    Settings::made_up(Clock::still_at(Moment::from_millis(1_773_000_000_000)))
}

pub(super) fn state() -> State {
    State::new(settings())
}

pub(super) fn twin() -> Twin {
    Twin::new(settings())
}

pub(super) fn call(body: Value) -> Call {
    let bytes = body.to_string().into();
    Call { body, bytes, request_id: "made-up".to_owned(), ..Call::default() }
}

pub(super) fn call_to(name: &'static str, value: &str) -> Call {
    Call { params: vec![(name, value.to_owned())], ..Call::default() }
}

pub(super) fn friend(state: &mut State, name: &str) -> LineId {
    let id = state.ids.name('U');
    state.world.add_person(Person::new(id.clone(), name, "th"));
    friends::follow(state, &id).unwrap();
    id
}

/// A group with the bot in it.
pub(super) fn group(state: &mut State, members: &[&LineId]) -> LineId {
    let id = state.ids.name('C');
    let members = members.iter().copied().cloned().collect();
    let name = "Silom".to_owned();
    state.world.add_group(Group { id: id.clone(), name, members, bot: true });
    id
}

pub(super) fn made_up_menu() -> Value {
    json!({
        "size": { "width": 2500, "height": 843 },
        "selected": true,
        "name": "clerk",
        "chatBarText": "เมนู",
        "areas": [{
            "bounds": { "x": 0, "y": 0, "width": 1250, "height": 843 },
            "action": { "type": "postback", "data": "start" },
        }],
    })
}

pub(super) fn drawn_menu(state: &mut State) -> String {
    let id = state.ids.menu();
    let picture = Some(("image/png", made_up_png(2500, 843).into()));
    state.menus.menus.insert(id.clone(), Menu { object: made_up_menu(), picture });
    id
}

/// What is wrong with a push of this message, as `property: message`.
pub(super) fn wrong_with(message: Value) -> Vec<String> {
    let to = "U0123456789abcdef0123456789abcdef";
    let body = json!({ "to": to, "messages": [message] });
    let findings = check::body(&spec::PUSH, &body);
    let said = findings.iter().map(|one| format!("{}: {}", one.property, one.message));
    said.map(|one| one.trim_start_matches("messages[0].").to_owned()).collect()
}

pub(super) fn buttons(actions: Value) -> Value {
    let template = json!({ "type": "buttons", "text": "Which?", "actions": actions });
    json!({ "type": "template", "altText": "Which?", "template": template })
}

pub(super) fn flex(contents: Value) -> Value {
    json!({ "type": "flex", "altText": "Stock", "contents": contents })
}
