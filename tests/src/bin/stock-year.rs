//! A province's year in the ledger, and what it takes to ask about it and to take it out:
//!
//! ```sh
//! cargo run --release -p asa-tests --bin stock-year              # on SQLite
//! cargo run --release -p asa-tests --bin with-postgres -- target/release/stock-year --postgres
//! ```
//!
//! Prints a line for each question, with its limit, and ends with 1 if one is exceeded.

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use asa_core::people::UnitId;
use asa_core::stock::known::{Answer, Ask};
use asa_db::Store;
use asa_db::stock::find;
use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::{beside, peak};
use asa_tests::province::{PROVINCE, Year, best_of};
use sea_orm::{ConnectionTrait as _, Database};
use time::macros::date;

const YEAR: Year = Year { villages: 1_520, days: 365, items: 3, first: date!(2020 - 05 - 13) };
const QUESTION: Duration = Duration::from_millis(50);
const MEMORY: f64 = 150.0;

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let days = std::env::var("DAYS").ok().map(|days| days.parse()).transpose()?;
    let year = Year { days: days.unwrap_or(YEAR.days), ..YEAR };
    let postgres = std::env::args().any(|word| word == "--postgres");
    let kind = if postgres { Kind::Postgres } else { Kind::Sqlite };
    let database = Fresh::new(kind).await?.context("the database is not there")?;
    let store = Store::open(&database.url).await?;
    let began = Instant::now();
    let records = year.write(&store, &database.url).await?;
    let took = began.elapsed().as_secs_f64();
    say(&format!(
        "{kind:?}: {} villages × {} days × {} items: {records} records in {took:.0} s, {:.0} a second",
        year.villages,
        year.days,
        year.items,
        records as f64 / took
    ));
    // As the server does by itself some time after.
    Database::connect(&database.url).await?.execute_unprepared("ANALYZE").await?;
    let mut holds = ask(&store, year).await?;
    store.close().await?;
    for (name, words) in [
        ("the year's days as CSV", &["export", "days", "--output"][..]),
        ("the year's entries as CSV", &["export", "entries", "--output"]),
        ("verified", &["ledger", "verify"]),
    ] {
        holds &= run(&database.url, name, words)?;
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn ask(store: &Store, year: Year) -> anyhow::Result<bool> {
    let last = year.first + time::Duration::days(i64::try_from(year.days)? - 1);
    let province = UnitId(PROVINCE);
    let mut holds = true;
    for (name, question, limit) in [
        ("balances of a province and its districts", Ask::Below(province, last), QUESTION),
        ("who has not counted", Ask::Missing(province, last), QUESTION),
        // Adds up a week of every village.
        ("who will soon have none", Ask::Low(province, last), QUESTION * 2),
        ("a village's book", Ask::Book(UnitId::added(7), last), QUESTION),
    ] {
        let asked = async || Ok(find(store, "nobody", &question).await?);
        let (took, answer) = best_of(5, asked).await?;
        let found = match &answer {
            Answer::Places(places) => places.len(),
            Answer::Missing(_, count) => *count,
            Answer::Low(low) => low.len(),
            Answer::Book(book) => book.pages.len(),
            _ => 0,
        };
        ensure!(found > 0, "{name}: nothing was found");
        holds &= took < limit;
        say(&format!("{name}: {found} in {:.1} ms (limit {limit:?})", millis(took)));
    }
    Ok(holds)
}

/// A command of the program: how long it takes, and the most memory it had.
fn run(url: &str, name: &str, words: &[&str]) -> anyhow::Result<bool> {
    let folder = tempfile::tempdir()?;
    let mut command = Command::new(beside()?);
    command.args(words).env("ASA_DATABASE_URL", url).stdout(std::process::Stdio::null());
    if words.last() == Some(&"--output") {
        command.arg(folder.path().join("out.csv"));
    }
    let began = Instant::now();
    let peak = peak(&mut command).with_context(|| name.to_owned())?;
    let took = began.elapsed().as_secs_f64();
    say(&format!("{name}: {took:.1} s, at most {peak:.0} MiB (limit {MEMORY})"));
    Ok(peak < MEMORY)
}

fn millis(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

#[expect(clippy::print_stdout, reason = "figures to look at")]
fn say(line: &str) {
    println!("{line}");
}
