//! From one event to its outcome: reading it, core's turn, and what LINE is to be asked. A turn
//! that panics is a failed turn, not a dead service.

use std::panic::{AssertUnwindSafe, catch_unwind};

use asa_core::conversation::{Deed, Input, Say, Turn, Voice, Worked, Worth, turn};
use asa_core::effect::Effect;
use asa_core::facts::Facts;
use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_db::cases;
use asa_db::inbox::{self, Waiting};
use asa_db::outbox::Send;
use asa_db::people::Learnt;
use asa_db::people::act::Asked;
use asa_db::sessions::{Changed, Stored};
use asa_db::turn::{End, Outcome};

use crate::facts::{self, Known};
use crate::line::event::Reading;
use crate::line::{event, message};
use crate::photos::Fetched;
use crate::service::Service;

/// What an event says; `None` if its writer has withdrawn it. `fetched` is its photo, if that
/// was wanted.
pub fn read(
    service: &Service,
    event: &Waiting,
    fetched: Option<&Fetched>,
) -> Result<Option<Reading>, String> {
    if event.withdrawn == 1 {
        return Ok(None);
    }
    if let Some(error) = &event.locked {
        return Err(error.to_string());
    }
    let waited = service.now().since(Moment::from_millis(event.received_at));
    let mut reading = match event.kind.as_str() {
        inbox::TOLD => told(&event.raw).map_err(str::to_owned)?,
        _ => event::read(&event.raw, waited).map_err(str::to_owned)?,
    };
    if let Some(fetched) = fetched {
        reading.input.deed = Deed::Photo(fetched.photo.clone());
    }
    Ok(Some(reading))
}

/// What somebody is told comes from us, not from LINE.
fn told(raw: &str) -> Result<Reading, &'static str> {
    let inbox::Told { view, about } =
        serde_json::from_str(raw).map_err(|_| "what was to be told does not read")?;
    Ok(Reading { input: Input::of(Deed::Told { view, about }), is_new_kind: false })
}

pub fn withdrawn(event: &Waiting) -> Outcome {
    outcome(event, End::Withdrawn)
}

/// Core's turns for these events, or why there is none: in their order.
pub async fn work_out(
    service: &Service,
    readings: &[(&Waiting, Reading)],
    known: &mut Known,
) -> asa_db::Result<Vec<Result<Turn, String>>> {
    let talk = &service.talk;
    let events: Vec<&Waiting> = readings.iter().map(|(event, _)| *event).collect();
    let stored: Vec<Stored> = events.iter().map(|event| known.stored(event)).collect();
    let one = |number: usize, facts: &Facts| {
        let (input, sessions) = (&readings[number].1.input, &stored[number].sessions);
        let turned = catch_unwind(AssertUnwindSafe(|| {
            turn(input, sessions, facts, &talk.wording, &talk.catalogue)
        }));
        match turned {
            Ok(Ok(Worked::Done(turned))) => Ok(Ok(turned)),
            Ok(Ok(Worked::Needs(needs))) => Err(needs),
            Ok(Err(fault)) => Ok(Err(fault.to_string())),
            Err(_) => Ok(Err("the turn panicked".to_owned())),
        }
    };
    let turned = known.work_out(service, &events, one).await?;
    Ok(turned.into_iter().map(Result::flatten).collect())
}

/// What a turn comes to in the store.
pub fn outcome_of(
    service: &Service,
    (event, reading): &(&Waiting, Reading),
    turned: Turn,
    known: &Known,
    fetched: Option<&Fetched>,
) -> Outcome {
    let end = if reading.is_new_kind { End::Kept } else { End::Done };
    known.settle_number(service, event, &turned);
    let mut outcome = committed_as(service, event, known, &turned, end);
    let revision = known.revision(event);
    outcome.sessions = facts::key_of(event)
        .zip(turned.sessions)
        .map(|(key, sessions)| Changed { key, now: Stored { sessions, revision } });
    outcome.kept = fetched.and_then(|fetched| fetched.medium.clone());
    outcome
}

/// The last word on an event that failed for good. In a group, where nobody was promised an
/// answer, nothing is said.
pub fn apology(service: &Service, event: &Waiting, known: &Known, cause: String) -> Outcome {
    let language = known.language(event);
    let voice = Voice { wording: &service.talk.wording, language };
    let private = event.person.as_deref() == Some(event.chat.as_str());
    let says = if private { vec![Say::text(voice.text("apology.text"))] } else { Vec::new() };
    let turned = Turn { says, worth: Worth::Ordinary, ..Turn::default() };
    committed_as(service, event, known, &turned, End::Dead { cause })
}

fn outcome(event: &Waiting, end: End) -> Outcome {
    Outcome {
        event: event.id,
        event_id: event.event_id.clone(),
        chat: event.chat.clone(),
        person: event.person.clone(),
        end,
        sends: Vec::new(),
        learnt: None,
        sessions: None,
        cases: Vec::new(),
        stock: Vec::new(),
        asked: Asked::default(),
        kept: None,
        erased: Vec::new(),
        left_group: false,
    }
}

fn committed_as(
    service: &Service,
    event: &Waiting,
    known: &Known,
    turned: &Turn,
    end: End,
) -> Outcome {
    let mut outcome = outcome(event, end);
    outcome.sends = sends(service, event, turned);
    let person = event.person.as_deref().and_then(|person| LineId::new(person).ok());
    let mut learn = |change: &dyn Fn(Learnt) -> Learnt| {
        let Some(person) = &person else { return };
        let before = outcome.learnt.take().unwrap_or_else(|| Learnt::about(person));
        outcome.learnt = Some(change(before));
    };
    if let Some(language) = known.news(event) {
        learn(&|person| person.speaks(language));
    }
    let person_id = || event.person.clone().unwrap_or_default();
    for effect in turned.effects.iter().cloned() {
        match effect {
            Effect::Blocked => learn(&|person| person.blocked(true)),
            Effect::Reachable => learn(&|person| person.blocked(false)),
            Effect::Speaks(language) => learn(&|person| person.speaks(language)),
            Effect::LeftGroup => outcome.left_group = true,
            Effect::Erase { message } => outcome.erased.push(message),
            Effect::OpenCase(case) => {
                outcome.cases.push(cases::Change::Open { person: person_id(), case });
            }
            Effect::WithdrawCase { series, number } => {
                let person = person_id();
                outcome.cases.push(cases::Change::Withdraw { person, series, number });
            }
            Effect::People(change) => outcome.asked.changes.push(change),
            Effect::Stock(change) => outcome.stock.push(change),
            Effect::Tell(tell) => outcome.asked.tells.push(tell),
        }
    }
    outcome
}

/// The first five messages ride on the reply token; more would have to be paid for.
fn sends(service: &Service, event: &Waiting, turned: &Turn) -> Vec<Send> {
    if event.chat == "-" {
        return Vec::new();
    }
    let until = Moment::from_millis(event.received_at) + service.settings.reply_life;
    let mut token = event.reply_token.as_deref();
    let requests = message::requests(&turned.says, &service.qr).into_iter();
    let sends = requests.map(|messages| {
        let send = Send::new(&event.event_id, &event.chat, messages, service.now());
        let send = send.worth(turned.worth, "an answer to what the person did");
        match token.take() {
            Some(token) => send.reply(token, until),
            None => send,
        }
    });
    sends.collect()
}
