//! Each reader in a flow of one question, as a person meets it.

mod choosing;
mod days;
mod every;
mod numbers;
mod people;
mod reaching;

use crate::conversation::readers::*;
use crate::conversation::*;
use crate::effect::Effect;
use crate::stock::Item;
use crate::thai::Leaning;

use super::Someone;
use super::person::shipped_with;

/// A flow that asks for one thing, and keeps it.
macro_rules! asks {
    ($flow:ident, $name:literal, $reader:expr) => {
        static $flow: Table<Kept> = Table {
            name: $name,
            terms: Terms::everybody("form"),
            steps: &[Step {
                name: "it",
                reads: &By($reader, |kept: &mut Kept, answer| kept.0 = format!("{answer:?}")),
                leads: Leads::To(REVIEW),
                skippable: false,
            }],
            saves: |kept, _| Turn::default().and(Effect::Erase { message: kept.0.clone() }),
            ..Table::PLAIN
        };
    };
}

/// The answer as a log would show it.
#[derive(Debug, Default)]
struct Kept(String);

asks!(NUMBER, "number", Number { least: 1, most: 2_000 });
asks!(
    QUANTITY,
    "quantity",
    Quantity { item: masks, least: 1, most: |_| Some(1_000), pack: |_| None }
);
asks!(FREE, "free", Quantity { item: masks, least: 10, most: |_| None, pack: |_| Some(1_000) });
asks!(SEVERAL, "several", Several(&["road", "water", "both", "other"]));
asks!(LONG, "long", Several(&["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]));
asks!(DAY, "day", Day { earliest_days: -7, latest_days: 0, leaning: Leaning::Past });
asks!(AHEAD, "ahead", Day { earliest_days: 1, latest_days: 30, leaning: Leaning::Future });
asks!(TODAY, "today_only", Day { earliest_days: 0, latest_days: 0, leaning: Leaning::Near });
asks!(VISIT, "visit", DayAndTime { earliest_days: 0, latest_days: 7, leaning: Leaning::Future });
asks!(ONSET, "onset", DayAndTime { earliest_days: -7, latest_days: 0, leaning: Leaning::Past });
asks!(BIRTH, "birth", BirthDate);
asks!(HOUSE, "house", HouseAddress);
asks!(IDENTITY, "identity", Identity);
asks!(NAME, "name", Name);
asks!(LOCATION, "location", Location);
asks!(PHONE, "phone", Phone);
asks!(MOBILE, "mobile", Mobile);
asks!(EMAIL, "email", Email);
asks!(CONTACT, "contact", LineContact(|_| Some("080-000-0000".into())));
asks!(NATIONAL, "national", NationalNumber);
asks!(VILLAGES, "villages", Villages);

/// A question that depends on the answer before it.
#[derive(Debug, Default)]
struct Two {
    first: i64,
    second: String,
}

macro_rules! asks_two {
    ($flow:ident, $name:literal, $second:expr) => {
        static $flow: Table<Two> = Table {
            name: $name,
            terms: Terms::everybody("form"),
            steps: &[
                Step {
                    name: "first",
                    reads: &By(Number { least: 1, most: 5_000 }, |two: &mut Two, it| {
                        two.first = it
                    }),
                    leads: Leads::To("it"),
                    skippable: false,
                },
                Step {
                    name: "it",
                    reads: &By($second, |two: &mut Two, it| two.second = format!("{it:?}")),
                    leads: Leads::To(REVIEW),
                    skippable: false,
                },
            ],
            saves: |two, _| Turn::default().and(Effect::Erase { message: two.second.clone() }),
            ..Table::PLAIN
        };
    };
}

asks_two!(
    CARTONS,
    "cartons",
    Quantity {
        item: masks,
        least: 0,
        most: |at: &At<'_, Two>| Some(at.draft.first * 3),
        pack: |at: &At<'_, Two>| Some(at.draft.first)
    }
);
asks_two!(FLOORS, "floors", ChoiceBy(floors));

/// As surgical masks come.
fn masks<D>(_: &At<'_, D>) -> Option<Item> {
    Some(super::made_up_stock::masks())
}

fn floors(at: &At<'_, Two>) -> Options {
    let mut options = Options::default();
    for floor in 1..=at.draft.first {
        options.add(&floor.to_string(), vec![format!("ชั้นที่ {floor}"), format!("Floor {floor}")]);
    }
    options
}

static ALL: [&dyn Flow; 23] = [
    &NUMBER, &QUANTITY, &FREE, &SEVERAL, &LONG, &DAY, &AHEAD, &TODAY, &VISIT, &ONSET, &BIRTH,
    &HOUSE, &IDENTITY, &NAME, &LOCATION, &PHONE, &MOBILE, &EMAIL, &CONTACT, &NATIONAL, &VILLAGES,
    &CARTONS, &FLOORS,
];

const LABELS: [(&str, &str, &str); 15] = [
    ("several.it.road", "ถนน", "Road"),
    ("several.it.water", "น้ำประปา", "Water"),
    ("several.it.both", "ไฟและโทรศัพท์", "Light and phone"),
    ("several.it.other", "อื่น ๆ", "Other"),
    ("long.it.a", "ข้าวสาร", "Rice"),
    ("long.it.b", "น้ำดื่ม", "Water"),
    ("long.it.c", "นมผง", "Milk"),
    ("long.it.d", "ยาสามัญ", "Medicine"),
    ("long.it.e", "ผ้าห่ม", "Blankets"),
    ("long.it.f", "เสื้อผ้า", "Clothes"),
    ("long.it.g", "สบู่", "Soap"),
    ("long.it.h", "ไฟฉาย", "Torches"),
    ("long.it.i", "เทียน", "Candles"),
    ("long.it.j", "เต็นท์", "Tents"),
    ("long.it.k", "ผ้าใบ", "Canvas"),
];

/// The texts every flow needs, and the labels.
fn wording() -> Wording {
    let mut texts: Vec<(String, &str, &str)> = Vec::new();
    for flow in ALL {
        for (key, thai, english) in [
            ("receipt", "ส่งแล้ว {number}", "Sent {number}"),
            ("number", "ท-{number}", "T-{number}"),
            ("first.ask", "ข้อแรก{ka}", "First"),
            ("first.line", "ข้อแรก", "First"),
            ("it.ask", "ขอคำตอบ{ka}", "Please answer"),
            ("it.line", "คำตอบ", "Answer"),
        ] {
            texts.push((format!("{}.{key}", flow.name()), thai, english));
        }
        texts.push((format!("{}.label", flow.name()), flow.name(), flow.name()));
    }
    texts.extend(LABELS.map(|(key, thai, english)| (key.to_owned(), thai, english)));
    let thai: Vec<_> = texts.iter().map(|(key, thai, _)| (key.as_str(), *thai)).collect();
    let english: Vec<_> = texts.iter().map(|(key, _, english)| (key.as_str(), *english)).collect();
    shipped_with(&thai, &english)
}

/// Somebody who has just been asked the first question of `flow`.
fn asked(flow: &dyn Flow) -> Someone {
    let mut someone = Someone::talking_of(&ALL, wording());
    someone.says(flow.name());
    someone
}

fn asked_in_english(flow: &dyn Flow) -> Someone {
    let mut someone = Someone::talking_of(&ALL, wording());
    someone.language = Language::English;
    someone.says(flow.name());
    someone
}

/// What the review card shows for the answer, if one was understood.
fn shown(someone: &Someone) -> Option<String> {
    let heard = someone.heard();
    let line =
        heard.lines().find(|line| line.contains("คำตอบ = ") || line.contains("Answer = "))?;
    line.split_once(" = ").map(|(_, answer)| answer.to_owned())
}

/// What a typed answer is understood as; else, what is said about it.
fn typed(flow: &dyn Flow, text: &str) -> Result<String, String> {
    let mut someone = asked(flow);
    let heard = someone.says(text);
    shown(&someone).ok_or_else(|| heard.lines().next().unwrap_or_default().to_owned())
}
