//! Whoever goes back, changes lines, says nonsense, looks at other things and begins anew ends
//! with the same record as somebody who gives the same answers straight. Over all flows.

use std::collections::HashMap;

use super::person::{FORM, tapped, wrote};
use super::{Someone, made_up, made_up_joining, made_up_stock};
use crate::catalogue::FLOWS;
use crate::conversation::*;
use crate::facts::{Found, Need};
use crate::stock::names::series::RECORDS;

const WALKS: u64 = 12;
const MOST_DEEDS: usize = 400;

/// A deed without the session it was done in.
#[derive(Debug, Clone)]
enum Move {
    Tap(String),
    Type(String),
    Photo(String),
    Spot(Spot),
}

impl Move {
    fn in_session(&self, session: &Session) -> Deed {
        match self {
            Self::Tap(value) => {
                tapped(&format!("{}:{}:{}:{value}", session.flow, session.id, session.asked))
            }
            Self::Type(text) => wrote(text),
            Self::Photo(name) => Deed::Photo(Photo::Kept(name.clone())),
            Self::Spot(spot) => Deed::Located(*spot),
        }
    }
}

impl Move {
    fn is_done(&self) -> bool {
        matches!(self, Self::Tap(value) if value == "done")
    }
}

/// Small, repeatable chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }
}

/// What somebody could sensibly do at the question that was asked last.
fn sensible(someone: &Someone, step: &Shape<'_>) -> Vec<Move> {
    let mut moves = Vec::new();
    for button in someone.turn.says.iter().flat_map(Say::buttons) {
        match &button.does {
            Does::Tap(data) => {
                if let Tap::Move(one) = Tap::read(data)
                    && matches!(one.wish, Wish::Answer(_) | Wish::Skip)
                {
                    moves.push(Move::Tap(data.rsplit(':').next().unwrap().to_owned()));
                }
            }
            Does::Location => {
                moves.push(Move::Spot(Spot::of(17.16, 104.14)));
                moves.push(Move::Type("เมืองสกลนคร".into()));
            }
            _ => {}
        }
    }
    let heard = someone.heard();
    let example = heard.lines().find_map(|line| line.strip_prefix("เช่น "));
    moves.extend(example.map(|example| Move::Type(example.to_owned())));
    if step.takes_any_words {
        moves.push(Move::Type("ถนนขาดตรงสะพาน".into()));
        moves.push(Move::Type("ไม่มีน้ำใช้".into()));
    }
    if step.wants_photos {
        moves.extend(["p1", "p2", "p3"].map(|name| Move::Photo(name.into())));
    }
    moves
}

/// An answer that is under way, as it was left.
#[derive(Debug, Default)]
struct Left {
    step: String,
    half: Option<Half>,
    moves: Vec<Move>,
}

/// Lets somebody wander through a flow; the moves that led to each answer they ended with.
fn wander(
    someone: &mut Someone,
    flow: &dyn Flow,
    chance: &mut Chance,
) -> HashMap<String, Vec<Move>> {
    let shapes = flow.steps();
    let mut moves: HashMap<String, Vec<Move>> = HashMap::new();
    let mut left = Left::default();
    someone.does(tapped(&format!("start:{}", flow.name())));
    for deeds in 0..MOST_DEEDS {
        let session = someone.sessions.open.clone().unwrap();
        let at_review = session.asked == REVIEW;
        match chance.below(10) {
            // In the end everybody comes to a review and leaves it as it is.
            0..6 if at_review && deeds > 60 => return moves,
            0 if session.has_answers() || session.half.is_some() => drop(someone.says("ย้อนกลับ")),
            1 if at_review => {
                someone.says(&format!("{}", 1 + chance.below(6)));
                // Whoever answers straight is not asked for what is usual.
                if is_usual(someone) {
                    someone.says("ย้อนกลับ");
                }
            }
            2 => drop(someone.says("เมนูหลัก")),
            3 => drop(someone.does(Deed::Sent(Sent::Sticker))),
            4 if deeds % 90 == 89 => drop(someone.says("เริ่มใหม่")),
            _ => {}
        }
        someone.says("ทำต่อ");
        let Some(session) = someone.sessions.open.clone() else { panic!("left") };
        let Some(shape) = shapes.iter().find(|shape| shape.name == session.asked) else { continue };
        let one = chance.of(&sensible(someone, shape));
        someone.does(one.in_session(&session));
        let now = someone.sessions.open.as_ref().unwrap();
        assert!(now.answers.len() <= shapes.len());
        if session.half.is_none() || session.half != left.half || session.asked != left.step {
            left.moves = match &session.half {
                None => Vec::new(),
                // More photos come to those there are: "that is all" was not the last of it.
                Some(_) => moves.get(&session.asked).cloned().unwrap_or_default(),
            };
            left.moves.pop_if(|last| last.is_done());
        }
        if now.half != session.half || now.revision != session.revision {
            left.moves.push(one);
        }
        if now.revision != session.revision {
            moves.insert(session.asked.clone(), left.moves.clone());
        }
        (left.half, left.step) = (now.half.clone(), session.asked.clone());
    }
    panic!("{} was never finished: {}", flow.name(), someone.heard());
}

/// Whether the line that is being changed was given, as on most days.
fn is_usual(someone: &Someone) -> bool {
    let open = someone.sessions.open.as_ref().unwrap();
    let editing = open.editing.as_deref().and_then(|step| open.answer(step));
    editing.is_some_and(|answer| answer.usual)
}

/// Gives the same answers straight.
fn straight(someone: &mut Someone, flow: &dyn Flow, moves: &HashMap<String, Vec<Move>>) {
    someone.does(tapped(&format!("start:{}", flow.name())));
    for _ in 0..flow.steps().len() {
        let session = someone.sessions.open.clone().unwrap();
        if session.asked == REVIEW {
            return;
        }
        for one in &moves[&session.asked] {
            someone.does(one.in_session(&session));
        }
    }
}

#[test]
fn wandering_ends_in_the_same_record_as_the_straight_way() {
    let saves = |flow: &&dyn Flow| !flow.terms().series.is_empty();
    let flows = FLOWS.iter().copied().filter(saves).chain([&FORM as &dyn Flow]);
    for (number, flow) in flows.enumerate() {
        for walk in 1..=WALKS {
            let someone = || match flow.name() {
                "form" => Someone::new(),
                "volunteer" | "caretaker" | "platform" | "invite" => {
                    Someone::at_work(made_up_joining::officer_of(4705))
                }
                // What was sent leads to another flow.
                "receive" => keeper(made_up_stock::nothing_arrives),
                _ if flow.terms().series == RECORDS => keeper(made_up_stock::knows),
                _ => Someone::officer_of(made_up::DISTRICT),
            };
            let (mut wanderer, mut other) = (someone(), someone());
            let seed = walk * 7919 + number as u64;
            let moves = wander(&mut wanderer, flow, &mut Chance(seed));
            straight(&mut other, flow, &moves);
            wanderer.says("ทำต่อ");
            other.says("ทำต่อ");
            assert_eq!(wanderer.heard(), other.heard(), "{} {seed}", flow.name());
            // A record may say when it was made.
            other.now = wanderer.now;
            wanderer.taps("ยืนยัน");
            other.taps("ยืนยัน");
            assert_eq!(said(&wanderer), said(&other), "{} {seed}", flow.name());
        }
    }
}

fn keeper(knows: fn(&Need) -> Found) -> Someone {
    let mut keeper = Someone::officer_of(made_up::DISTRICT);
    keeper.knows = knows;
    keeper
}

/// The record, without the names of the messages it came from.
fn said(someone: &Someone) -> String {
    let effects = format!("{:?}", someone.turn.effects);
    effects.split("sources").next().unwrap_or_default().to_owned()
}
