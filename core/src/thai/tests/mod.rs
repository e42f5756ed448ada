//! All readers together: against a table of what people type, and against whatever there is.

mod properties;
mod writer;

use time::macros::datetime;
use time::{PrimitiveDateTime, Time};

use super::*;

/// A Thursday.
const NOW: PrimitiveDateTime = datetime!(2022-09-08 10:15);

const UNITS: &[Unit<'_>] = &[
    Unit {
        names: &["ชิ้น", "แผ่น", "อัน", "piece", "pieces", "pcs"], pieces: 1
    },
    Unit { names: &["แพ็ค", "แพค", "pack"], pieces: 10 },
    Unit { names: &["โหล", "dozen"], pieces: 12 },
    Unit { names: &["กล่อง", "box", "boxes"], pieces: 50 },
];

/// What is understood, as the table writes it; "?" is asked again.
fn understood(asked: &str, typed: &str) -> String {
    let day = |leaning| date(typed, NOW.date(), leaning).ok().map(|date| date.to_string());
    let meant = match asked {
        "number" => number(typed).ok().map(|number| number.to_string()),
        "quantity" => quantity(typed, UNITS).ok().map(|quantity| quantity.pieces.to_string()),
        "past" => day(Leaning::Past),
        "near" => day(Leaning::Near),
        "future" => day(Leaning::Future),
        "birth" => day(Leaning::Birth),
        "time" => time_of_day(typed).ok().map(clock),
        "moment" => day_and_time(typed, NOW, Leaning::Future).ok().map(moment),
        "yes_no" => yes_no(typed).map(|yes| if yes { "yes" } else { "no" }.to_owned()),
        other => panic!("nobody asks for {other:?}"),
    };
    meant.unwrap_or_else(|| "?".to_owned())
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn moment(moment: PrimitiveDateTime) -> String {
    format!("{} {}", moment.date(), clock(moment.time()))
}

#[test]
fn nothing_that_people_type_is_understood_wrongly() {
    let lines = include_str!("real_inputs.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let [asked, typed, meant] = row.as_slice() else { panic!("not a row: {row:?}") };
        let got = understood(asked, &typed.replace('⏎', "\n"));
        if got != *meant {
            wrong.push(format!("{asked} {typed:?} means {meant}, was understood as {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows.len() >= 300, "{} rows", rows.len());
}

/// A reader that looked back at every letter would take a minute here.
#[test]
fn a_very_long_text_is_read_quickly() {
    let started = std::time::Instant::now();
    for piece in ["5 ", "ห้า", "1,", "กล่อง", "มี ", "\u{0E48}"] {
        let text = piece.repeat(10_000 / piece.chars().count());
        let _ = (number(&text), quantity(&text, UNITS), yes_no(&text), phone(&text));
        let _ = (day_and_time(&text, NOW, Leaning::Near), time_of_day(&text));
        let _ = (identity_number(&text), passport(&text), full_name(&text), house(&text));
    }
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}
