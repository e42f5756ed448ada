//! How long the engine takes for a turn of a flow with ten steps: `cargo bench -p asa-core`.
//! A turn replays the answers, reads one more, and makes the next question or the review card.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints and may fail")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use asa_core::conversation::readers::{Choice, Text, YesNo};
use asa_core::conversation::{
    By, Catalogue, Deed, Flow, Input, Language, Leads, REVIEW, Sessions, Step, Table, Terms,
    Wording, Worked, turn,
};
use asa_core::facts::Facts;
use asa_core::moment::Moment;

#[derive(Debug, Default)]
struct Draft {
    words: String,
    yes: usize,
}

static CHOICE: By<Draft, Choice> =
    By(Choice(&["one", "two", "three"]), |draft, value| draft.words.push_str(&value));
static TEXT: By<Draft, Text> = By(Text(200), |draft, value| draft.words.push_str(&value));
static YES_NO: By<Draft, YesNo> = By(YesNo, |draft, yes| draft.yes += usize::from(yes));

macro_rules! steps {
    ($($name:literal $reads:ident $to:expr;)+) => {
        &[$(Step { name: $name, reads: &$reads, leads: Leads::To($to), skippable: false }),+]
    };
}

static TEN: Table<Draft> = Table {
    name: "ten",
    terms: Terms::everybody("ten"),
    steps: steps! {
        "a" CHOICE "b"; "b" TEXT "c"; "c" YES_NO "d"; "d" CHOICE "e"; "e" TEXT "f";
        "f" YES_NO "g"; "g" CHOICE "h"; "h" TEXT "i"; "i" YES_NO "j"; "j" CHOICE REVIEW;
    },
    ..Table::PLAIN
};

const ROUNDS: usize = 2_000;

fn wording() -> Wording {
    let shipped = Wording::shipped().unwrap();
    let mut thai: BTreeMap<_, _> = shipped.texts(Language::Thai).clone();
    thai.insert("ten.label".into(), "สิบข้อ".into());
    for step in TEN.steps() {
        thai.insert(format!("ten.{}.ask", step.name), "ข้อนี้ตอบว่าอะไรคะ".into());
        thai.insert(format!("ten.{}.line", step.name), "คำตอบ".into());
        for value in ["one", "two", "three"] {
            thai.insert(format!("ten.{}.{value}", step.name), format!("ตัวเลือก {value}"));
        }
    }
    Wording::of(thai, shipped.texts(Language::English).clone())
}

fn main() {
    let wording = wording();
    let views = asa_core::catalogue::views();
    let catalogue = Catalogue::new(&[&TEN], views, &wording);
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); 12];
    for _ in 0..ROUNDS {
        let mut sessions = Sessions::default();
        let mut at = Moment::from_millis(1_588_928_400_000);
        let answers = ["สิบข้อ", "1", "ถนนขาดตรงสะพาน", "ใช่", "2", "น้ำท่วม", "ไม่ใช่"];
        let answers = answers.into_iter().chain(["3", "ไฟดับ", "ใช่", "1"]);
        for (number, text) in answers.enumerate() {
            at = at + Duration::from_secs(5);
            let deed = Deed::Wrote { text: text.into(), called: false };
            let input = Input { occurred_at: at, ..Input::of(deed) };
            let facts = Facts { now: at, fresh_session: "7f3k2m9q".into(), ..Facts::default() };
            let began = Instant::now();
            let turned = turn(black_box(&input), &sessions, &facts, &wording, &catalogue).unwrap();
            times[number].push(began.elapsed());
            let Worked::Done(turned) = turned else { panic!("the flow needs nothing") };
            sessions = turned.sessions.unwrap();
        }
        assert_eq!(sessions.open.unwrap().asked, REVIEW);
    }
    println!("turn       median      p99");
    for (number, times) in times.iter_mut().enumerate().filter(|(_, times)| !times.is_empty()) {
        times.sort_unstable();
        let (median, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        println!("{number:>4} {median:>12.1?} {p99:>8.1?}");
    }
}
