//! Anything that people do, in any order, with buttons of today and of long ago: a turn never
//! panics, what is stored can be read again, and whoever asks for facts stops asking.
#![no_main]

use std::sync::LazyLock;

use arbitrary::Arbitrary;
use asa_core::catalogue::catalogue;
use asa_core::conversation::{
    Body, Button, Catalogue, Deed, Does, Input, Sent, Sessions, Spot, Turn, Wording, Worked, turn,
};
use asa_core::facts::{Facts, Found, Need};
use asa_core::moment::Moment;
use asa_core::people::record::Redeemed;
use asa_core::people::{Consent, Me, Role, RoleId, RoleKind, RoleState, Unit, UnitId};
use asa_core::stock::known::{Answer, Ask, Book};
use libfuzzer_sys::fuzz_target;

static TALK: LazyLock<(Wording, Catalogue)> = LazyLock::new(|| {
    let wording = Wording::shipped().expect("the wording that is shipped reads");
    let catalogue = catalogue(&wording);
    (wording, catalogue)
});

#[derive(Debug, Arbitrary)]
enum Doing<'a> {
    Follows,
    Writes(&'a str),
    /// One of the buttons on the screen, by its number.
    Taps(u8),
    TapsOld(&'a str),
    Picks(&'a str),
    Sends(u8),
    Points(i16, i16),
    Waits(u32),
}

#[derive(Debug, Arbitrary)]
struct Life<'a> {
    is_volunteer: bool,
    is_officer: bool,
    has_agreed: bool,
    doings: Vec<Doing<'a>>,
}

fuzz_target!(|life: Life<'_>| {
    let mut facts = Facts {
        now: Moment::from_millis(1_588_928_400_000),
        me: me(&life),
        fresh_session: "abcdefghij".into(),
        fresh_number: Some(7),
        fresh_code: "ABCD2345".into(),
        ..Facts::default()
    };
    let mut sessions = Sessions::default();
    let mut screen: Vec<String> = Vec::new();
    for doing in &life.doings {
        let Some(deed) = deed(doing, &screen, &mut facts) else { continue };
        let input = Input { occurred_at: facts.now, ..Input::of(deed) };
        let turned = worked_out(&input, &sessions, &mut facts);
        screen = buttons(&turned);
        if let Some(now) = turned.sessions {
            let stored = serde_json::to_string(&now).expect("sessions can be stored");
            sessions = serde_json::from_str(&stored).expect("what was stored can be read");
            assert_eq!(sessions, now);
        }
    }
});

fn me(life: &Life<'_>) -> Me {
    let unit = Unit::office_by_id(UnitId(470_501)).expect("a tambon has an office");
    let role = |kind| Role {
        id: RoleId(1),
        kind,
        unit: unit.clone(),
        state: RoleState::Active,
        seat: None,
    };
    let kinds = [(life.is_volunteer, RoleKind::Volunteer), (life.is_officer, RoleKind::Officer)];
    let roles = kinds.into_iter().filter(|(is_one, _)| *is_one).map(|(_, kind)| role(kind));
    let consent = life.has_agreed.then_some(Consent { version: u32::MAX, given: true });
    Me { roles: roles.collect(), consent }
}

fn deed(doing: &Doing<'_>, screen: &[String], facts: &mut Facts) -> Option<Deed> {
    Some(match *doing {
        Doing::Follows => Deed::Followed,
        Doing::Writes(text) => Deed::Wrote { text: text.to_owned(), called: false },
        Doing::Taps(number) => {
            let data = screen.get(usize::from(number) % screen.len().max(1))?.clone();
            Deed::Tapped { data, picked: None }
        }
        Doing::TapsOld(data) => Deed::Tapped { data: data.to_owned(), picked: None },
        Doing::Picks(picked) => {
            Deed::Tapped { data: screen.first()?.clone(), picked: Some(picked.to_owned()) }
        }
        Doing::Sends(kind) => Deed::Sent(match kind % 5 {
            0 => Sent::Sticker,
            1 => Sent::Voice,
            2 => Sent::Video,
            3 => Sent::File,
            _ => Sent::Unknown,
        }),
        Doing::Points(lat, lon) => Deed::Located(Spot {
            lat_micro: i32::from(lat) * 10_000,
            lon_micro: i32::from(lon) * 10_000,
        }),
        Doing::Waits(seconds) => {
            facts.now = facts.now + std::time::Duration::from_secs(u64::from(seconds));
            return None;
        }
    })
}

fn worked_out(input: &Input, sessions: &Sessions, facts: &mut Facts) -> Turn {
    let (wording, catalogue) = &*TALK;
    facts.found.clear();
    for _ in 0..8 {
        match turn(input, sessions, facts, wording, catalogue) {
            Ok(Worked::Done(turned)) => return turned,
            Ok(Worked::Needs(needs)) => {
                facts.found.extend(needs.into_iter().map(|need| (need.clone(), found(&need))));
            }
            Err(fault) => panic!("{fault}"),
        }
    }
    panic!("a turn never stopped asking for facts");
}

/// A store in which nothing is.
fn found(need: &Need) -> Found {
    match need {
        Need::Unit(_) | Need::UnitsIn(_) => Found::Units(Vec::new()),
        Need::Deciders(_) => Found::Levels(Vec::new()),
        Need::Queue => Found::Queue(Vec::new(), 0),
        Need::Record(_) | Need::Officers(_) | Need::People(_) => Found::Records(Vec::new()),
        Need::Invitation(_) => Found::Redeemed(Redeemed::Unknown),
        Need::MyInvitations => Found::Invitations(Vec::new()),
        Need::Mine => Found::Mine(Box::default()),
        Need::CopyLink => Found::Link(None),
        Need::Stock(ask) => Found::Stock(match ask {
            Ask::Items => Answer::Items(Vec::new()),
            Ask::Kept => Answer::Unit(None),
            Ask::Book(..) => Answer::Book(Book::default()),
            Ask::Transfers(_) | Ask::Transfer(_) => Answer::Transfers(Vec::new()),
            Ask::Past(_) | Ask::Record(_) => Answer::Past(Vec::new()),
            Ask::Below(..) => Answer::Places(Vec::new()),
            Ask::Missing(..) => Answer::Missing(Vec::new(), 0),
            Ask::Low(..) => Answer::Low(Vec::new()),
        }),
    }
}

/// What can be tapped on what was said.
fn buttons(turned: &Turn) -> Vec<String> {
    let data = |button: &Button| match &button.does {
        Does::Tap(data) => Some(data.clone()),
        _ => None,
    };
    let mut all = Vec::new();
    for say in &turned.says {
        if let Body::Card(card) = &say.body {
            all.extend(card.buttons.iter().filter_map(data));
            all.extend(card.lines.iter().filter_map(|line| data(line.button.as_ref()?)));
        }
        all.extend(say.quick.iter().filter_map(data));
    }
    all
}
