//! From one event to its outcome: reading it, core's turn, and what LINE is to be asked. A turn
//! that panics is a failed turn, not a dead service.

use std::panic::{AssertUnwindSafe, catch_unwind};

use asa_core::conversation::{Deed, Say, Turn, Voice, Worth, turn};
use asa_core::effect::Effect;
use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_db::cases;
use asa_db::inbox::Waiting;
use asa_db::outbox::Send;
use asa_db::people::Learnt;
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
) -> Result<Option<Reading>, &'static str> {
    if event.withdrawn == 1 {
        return Ok(None);
    }
    let waited = service.now().since(Moment::from_millis(event.received_at));
    let mut reading = event::read(&event.raw, waited)?;
    if let Some(fetched) = fetched {
        reading.input.deed = Deed::Photo(fetched.photo.clone());
    }
    Ok(Some(reading))
}

pub fn withdrawn(event: &Waiting) -> Outcome {
    outcome(event, End::Withdrawn)
}

/// The outcome of an event, or why there is none.
pub fn work_out(
    service: &Service,
    event: &Waiting,
    reading: &Reading,
    known: &Known,
    fetched: Option<&Fetched>,
) -> Result<Outcome, String> {
    let facts = known.facts(service, event);
    let (talk, stored) = (&service.talk, known.stored(event));
    let turned = catch_unwind(AssertUnwindSafe(|| {
        turn(&reading.input, &stored.sessions, &facts, &talk.wording, &talk.catalogue)
    }));
    let turned = turned.map_err(|_| "the turn panicked".to_owned())?.map_err(|f| f.to_string())?;
    let end = if reading.is_new_kind { End::Kept } else { End::Done };
    known.settle_number(service, event, turned.sessions.as_ref());
    let mut outcome = committed_as(service, event, known, &turned, end);
    outcome.sessions = facts::key_of(event)
        .zip(turned.sessions)
        .map(|(key, sessions)| Changed { key, now: Stored { sessions, ..stored } });
    outcome.kept = fetched.and_then(|fetched| fetched.medium.clone());
    Ok(outcome)
}

/// The last word on an event that failed for good. In a group, where nobody was promised an
/// answer, nothing is said.
pub fn apology(service: &Service, event: &Waiting, known: &Known, cause: String) -> Outcome {
    let language = known.facts(service, event).language;
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
        end,
        sends: Vec::new(),
        learnt: None,
        sessions: None,
        cases: Vec::new(),
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
